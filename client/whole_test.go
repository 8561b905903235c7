package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

// moving is a list of segments that changes before each request: step gets the
// list and the number of the request, counted from 0, and returns the new list.
type moving struct {
	mu    sync.Mutex
	list  []int
	step  func(list []int, n int) []int
	size  int // the most items of a page; 0 for what is asked for
	count func(n int) int
	extra int    // pages announced beyond those with items
	json  string // of pagination, with %d for page, count and pages
	gone  bool   // a page that is not there is a 404
	n     int
}

func (m *moving) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.step != nil {
		m.list = m.step(slices.Clone(m.list), m.n)
	}
	m.n++
	number, _ := strconv.Atoi(r.URL.Query().Get("page"))
	size, _ := strconv.Atoi(r.URL.Query().Get("page_size"))
	if m.size > 0 {
		size = min(size, m.size)
	}
	pages := (len(m.list)+size-1)/size + m.extra
	var items []string
	for _, i := range m.list[min((number-1)*size, len(m.list)):min(number*size, len(m.list))] {
		items = append(items, segmentJSON("id", fmt.Sprintf(`"00000000-0000-4000-8000-%012d"`, i), "name", fmt.Sprintf(`"s%d"`, i)))
	}
	if m.gone && number > 1 && len(items) == 0 {
		says(404, `{"detail":"Invalid page."}`)(w, r)
		return
	}
	count := len(m.list)
	if m.count != nil {
		count = m.count(count)
	}
	form := m.json
	if form == "" {
		form = `{"page":%d,"page_size":7,"total_count":%d,"total_pages":%d}`
	}
	says(200, fmt.Sprintf(`{"pagination":`+form+`,"items":[%s]}`, number, count, pages, strings.Join(items, ",")))(w, r)
}

func upTo(n int) []int {
	var list []int
	for i := range n {
		list = append(list, i)
	}
	return list
}

// at changes a list once, before a request.
func at(n int, change func(list []int) []int) func([]int, int) []int {
	return func(list []int, now int) []int {
		if now == n {
			return change(list)
		}
		return list
	}
}

// TestWhole checks that a list is what the API had at one moment, or an error:
// that nothing of it is missing, and nothing comes twice.
func TestWhole(t *testing.T) {
	t.Parallel()
	drop := func(i int) func([]int) []int { return func(l []int) []int { return slices.Delete(l, i, i+1) } }
	insert := func(i int) func([]int) []int {
		return func(l []int) []int { return slices.Insert(l, min(i, len(l)), 1000+len(l)) }
	}
	front := func(i int) func([]int) []int { // as order by the latest change does
		return func(l []int) []int { moved := l[i]; return slices.Insert(slices.Delete(l, i, i+1), 0, moved) }
	}
	back := func(i int) func([]int) []int {
		return func(l []int) []int { moved := l[i]; return append(slices.Delete(l, i, i+1), moved) }
	}
	always := func(change func([]int) []int) func([]int, int) []int {
		return func(l []int, n int) []int { return change(l) }
	}
	less := func(n int) func(int) int { return func(count int) int { return count - n } }
	for name, c := range map[string]struct {
		m        *moving
		requests int
		field    string // of the error; "" for none
	}{
		"still":                        {&moving{}, 3, ""},
		"deleted, read before":         {&moving{step: at(1, drop(5))}, 5, ""},
		"deleted, at the border":       {&moving{step: at(2, drop(19))}, 6, ""},
		"deleted, not read yet":        {&moving{step: at(1, drop(24))}, 5, ""},
		"deleted, a page less":         {&moving{list: upTo(21), step: at(1, drop(0))}, 4, ""},
		"deleted, a page less, 404":    {&moving{list: upTo(21), gone: true, step: at(2, drop(0))}, 5, ""},
		"inserted in front":            {&moving{step: at(1, insert(0))}, 5, ""},
		"inserted in the middle":       {&moving{step: at(2, insert(12))}, 6, ""},
		"inserted at the end":          {&moving{step: at(1, insert(99))}, 5, ""},
		"to the front":                 {&moving{step: at(1, front(22))}, 5, ""},
		"to the front, read before":    {&moving{step: at(2, front(15))}, 3, ""},
		"to the end":                   {&moving{step: at(1, back(3))}, 6, ""},
		"twice":                        {&moving{step: func(l []int, n int) []int { return at(1, drop(5))(at(3, drop(6))(l, n), n) }}, 7, ""},
		"deleted and inserted":         {&moving{step: at(1, func(l []int) []int { return insert(0)(drop(24)(l)) })}, 5, ""},
		"the count stands still":       {&moving{step: at(1, drop(5)), count: func(int) int { return 25 }}, 0, "pagination.total_count"},
		"the count is late":            {&moving{step: at(1, drop(5)), count: late(25, 24)}, 6, ""},
		"never still":                  {&moving{step: always(insert(0))}, 0, "pagination.total_count"},
		"always in another order":      {&moving{step: always(back(0))}, 0, "items"},
		"deletes on every page":        {&moving{list: upTo(60), step: always(drop(0))}, 0, "pagination.total_count"},
		"the count is too low":         {&moving{count: less(4)}, 0, ""},
		"the count is zero":            {&moving{list: upTo(7), count: func(int) int { return 0 }}, 2, ""},
		"the count is too high":        {&moving{count: less(-1)}, 0, "pagination.total_count"},
		"pages are smaller":            {&moving{size: 4}, 7, ""},
		"one empty page more":          {&moving{list: upTo(20), extra: 1}, 3, ""},
		"no items, one page":           {&moving{list: []int{}, extra: 1}, 1, ""},
		"no items, no page":            {&moving{list: []int{}}, 1, ""},
		"many pages more":              {&moving{extra: 5}, 0, "pagination.total_pages"},
		"page is null":                 {&moving{json: `{"page":null,"x%dx":1,"total_count":%d,"total_pages":%d}`}, 3, ""},
		"total_pages is null":          {&moving{json: `{"page":%d,"total_count":%d,"total_pages":null,"x%d":[]}`}, 3, ""},
		"total_pages is missing":       {&moving{json: `{"page":%d,"total_count":%d,"x":"%d"}`}, 3, ""},
		"total_pages is missing, none": {&moving{list: []int{}, json: `{"page":%d,"total_count":%d,"x":"%d"}`}, 1, ""},
		"total_count is missing":       {&moving{json: `{"page":%d,"x":"%d","total_pages":%d}`}, 0, "pagination.total_count"},
		"total_count is null, one":     {&moving{list: upTo(3), json: `{"page":%d,"x%d":0,"total_count":null,"total_pages":%d}`}, 1, ""},
	} {
		if c.m.list == nil {
			c.m.list = upTo(25)
		}
		w := connect(t, serve(t, c.m), newClock(), func(o *client.Options) { o.PageSize = 10 })
		var got []string
		var last error
		for s, err := range w.ListSegments(t.Context(), client.ListOptions{}) {
			if last = err; err == nil {
				got = append(got, s.Name)
			}
		}
		var want []string
		for _, i := range c.m.list {
			want = append(want, fmt.Sprintf("s%d", i))
		}
		slices.Sort(got) // a list that is whole may be in the order of any moment
		slices.Sort(want)
		var wrong *client.AnswerError
		switch {
		case c.field != "":
			if !errors.As(last, &wrong) || wrong.Field != c.field || len(got) > 0 {
				t.Errorf("%s: %v; %d items", name, last, len(got))
			}
		case last != nil || !slices.Equal(got, want):
			t.Errorf("%s: %v\n%v\n%v", name, last, got, want)
		}
		if c.requests > 0 && c.m.n != c.requests {
			t.Errorf("%s: %d requests", name, c.m.n)
		}
		if len(w.told(client.EventRetry)) > 3 {
			t.Errorf("%s: read %d times", name, len(w.told(client.EventRetry))+1)
		}
	}
}

// late returns a total that changes one request late.
func late(before, after int) func(int) int {
	n := 0
	return func(int) int {
		if n++; n <= 2 {
			return before
		}
		return after
	}
}

// TestContactListsAreWhole checks the same of the lists.
func TestContactListsAreWhole(t *testing.T) {
	t.Parallel()
	item := func(i int) string {
		return fmt.Sprintf(`{"id":"00000000-0000-4000-8000-%012d","label":"l%d","color":null,"description":null,"created_at":null}`, i, i)
	}
	answer := func(page, count, pages int, ids ...int) func(http.ResponseWriter, *http.Request) {
		var items []string
		for _, id := range ids {
			items = append(items, item(id))
		}
		return says(200, fmt.Sprintf(`{"pagination":{"page":%d,"total_count":%d,"total_pages":%d},"items":[%s]}`, page, count, pages, strings.Join(items, ",")))
	}
	w := connect(t, serve(t, scripted(t, answer(1, 4, 2, 1, 2), answer(2, 3, 2, 4), answer(1, 3, 2, 2, 3), answer(2, 3, 2, 4))), newClock())
	var labels []string
	for list, err := range w.ContactLists(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		labels = append(labels, list.Label)
	}
	if got := strings.Join(labels, " "); got != "l2 l3 l4" {
		t.Errorf("the lists are %s", got)
	}
}

// TestListIsBounded checks that a list without an end is refused before it fills
// the memory.
func TestListIsBounded(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "bounds")
	for name, c := range map[string]struct {
		pagination, field string
	}{
		"items": {`"total_count":1000001,"total_pages":2`, "pagination.total_count"},
		"pages": {`"total_count":20000,"total_pages":10001`, "pagination.total_pages"},
		"huge":  {`"total_count":9223372036854775807,"total_pages":9223372036854775807`, "pagination.total_pages"},
	} {
		w := connect(t, serve(t, scripted(t, says(200, `{"pagination":{`+c.pagination+`},"items":[`+segmentJSON()+`]}`))), newClock())
		var last error
		for _, err := range w.ListSegments(t.Context(), client.ListOptions{}) {
			last = err
		}
		var wrong *client.AnswerError
		if !errors.As(last, &wrong) || wrong.Field != c.field || w.sent(http.MethodGet) != 1 {
			t.Fatalf("%s: %v; %d requests", name, last, w.sent(http.MethodGet))
		}
		messages.Add(t, name, last.Error())
	}
	text := `{"pagination":{"page":1,"total_count":1,"total_pages":1},"items":[` + strings.Repeat(`0,`, long.Of(120_000, 1<<20)) + `0]}`
	w := connect(t, serve(t, scripted(t, says(200, text))), newClock())
	for _, err := range w.ListSegments(t.Context(), client.ListOptions{}) {
		if err == nil || !prose.Names(err.Error(), "items[0]") {
			t.Error(err)
		}
	}
	text = strings.ReplaceAll(text, `0,`, `{"id":1},`)
	w = connect(t, serve(t, scripted(t, says(200, strings.Replace(text, `,0]`, `]`, 1)))), newClock())
	for _, err := range w.SegmentContacts(t.Context(), listID, "") {
		if err == nil || !prose.Names(err.Error(), "100000") {
			t.Fatal(err)
		}
	}
}
