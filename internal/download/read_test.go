package download_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/download"
)

// page is a page of an API, with contacts of these ids.
func page(number int, total, pages int64, ids ...int64) *client.ContactPage {
	p := &client.ContactPage{Number: number, Total: total, Pages: pages}
	for _, id := range ids {
		p.Contacts = append(p.Contacts, client.Contact{ID: id, Columns: map[string]json.RawMessage{"plan": json.RawMessage(`"club"`)}})
	}
	return p
}

// job returns the download of what a function answers.
func job(ask func(number int) (*client.ContactPage, error)) download.Job {
	return download.Job{
		Columns:  []string{"plan"},
		Page:     func(_ context.Context, number int) (*client.ContactPage, error) { return ask(number) },
		Estimate: func(download.Estimate) error { return nil },
		Progress: func(int64, int64) {},
		Secret:   func(text string) bool { return strings.Contains(text, "sk_live") },
	}
}

// listed answers the n-th request with the n-th page, and fails a test that asks for more.
func listed(t *testing.T, pages []*client.ContactPage) (ask func(int) (*client.ContactPage, error), left func() int) {
	asked := 0
	return func(number int) (*client.ContactPage, error) {
		if asked == len(pages) || pages[asked].Number != number {
			t.Fatalf("request %d is for page %d", asked+1, number)
		}
		asked++
		return pages[asked-1], nil
	}, func() int { return len(pages) - asked }
}

// TestRun checks that a download has every contact once, or ends with an error that says what is
// wrong.
func TestRun(t *testing.T) {
	t.Parallel()
	type pages = []*client.ContactPage
	for name, c := range map[string]struct {
		pages pages
		ids   string
		again int64
		wrong string
	}{
		"none":                  {pages{page(1, 0, 0)}, "", 0, ""},
		"none, on one page":     {pages{page(1, 0, 1)}, "", 0, ""},
		"two pages":             {pages{page(1, 3, 2, 1, 2), page(2, 3, 2, 3)}, "1 2 3", 0, ""},
		"an empty page more":    {pages{page(1, 2, 2, 1, 2), page(2, 2, 2)}, "1 2", 0, ""},
		"no number of pages":    {pages{page(1, 3, -1, 1, 2), page(2, 3, -1, 3)}, "1 2 3", 0, ""},
		"no total":              {pages{page(1, -1, 1, 1, 2)}, "1 2", 0, ""},
		"added at the end":      {pages{page(1, 2, 2, 1), page(2, 3, 3, 2), page(3, 3, 3, 3)}, "1 2 3", 0, ""},
		"added in front":        {pages{page(1, 4, 2, 1, 2), page(2, 5, 3, 2, 3), page(3, 5, 3, 4), page(1, 5, 3, 9, 1)}, "1 2 3 4 9", 1, ""},
		"two in front":          {pages{page(1, 4, 2, 1, 2), page(2, 6, 2, 2, 3, 4), page(1, 6, 2, 8, 9)}, "1 2 3 4 8 9", 1, ""},
		"twice on a page":       {pages{page(1, 2, 1, 1, 1, 2)}, "1 2", 1, ""},
		"removed":               {pages{page(1, 4, 2, 1, 2), page(2, 3, 2, 4)}, "", 0, "there were 4, and now there are 3, so that some may be missing"},
		"the total goes away":   {pages{page(1, 4, 2, 1, 2), page(2, -1, 2, 3, 4)}, "", 0, "there were 4, and now the API does not say how many there are"},
		"the same page again":   {pages{page(1, 9, 5, 1, 2), page(2, 9, 5, 1, 2)}, "", 0, "those of page 2 were all on earlier pages"},
		"an empty page between": {pages{page(1, 9, 5, 1, 2), page(2, 9, 5)}, "", 0, "page 2 has none, but is not the last one"},
		"the total is too high": {pages{page(1, 100, 1, 1, 2), page(1, 100, 1, 1, 2)}, "", 0, "there are 2 of them on the pages, and 100 as the API says"},
		"the total is too low":  {pages{page(1, 1, 1, 1, 2)}, "", 0, "there are 2 of them on the pages, and 1 as the API says"},
		"too many":              {pages{page(1, download.MaxContacts+1, 9, 1)}, "", 0, "there are 10000001 of them; the limit is 10000000"},
		"far too many":          {pages{page(1, 1<<62, 1<<62, 1)}, "", 0, "the limit is 10000000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			ask, left := listed(t, c.pages)
			summary, err := download.Stream(&out, 1).Run(t.Context(), job(ask))
			var wrong *download.UnreliableError
			switch {
			case c.wrong != "" && (!errors.As(err, &wrong) || !strings.Contains(wrong.Error(), c.wrong)):
				t.Errorf("the error is %v, not %q", err, c.wrong)
			case c.wrong == "" && (err != nil || idsOf(t, out.String()) != c.ids || summary.Repeated != c.again):
				t.Errorf("%v %+v\n%s", err, summary, &out)
			case left() > 0:
				t.Errorf("%d pages were not asked for", left())
			}
		})
	}
}

// idsOf returns the ids of lines.
func idsOf(t interface{ Fatal(args ...any) }, text string) string {
	var ids []string
	for line := range strings.Lines(text) {
		var c struct{ ID json.Number }
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, c.ID.String())
	}
	return strings.Join(ids, " ")
}

// TestLines checks what is written of a contact: what the API leaves out is left out, null is null,
// and nothing controls a terminal or ends a line.
func TestLines(t *testing.T) {
	t.Parallel()
	columns := []string{"plan", "revenue", "tags", "a\"b\x1b", "empty"}
	for text, want := range map[string]string{
		`{"plan":"club","email":"a@example.com"}`:                 `{"id":7,"plan":"club"}`,
		`{"plan":null,"revenue":1e400,"tags":[ "a", "b" ]}`:       `{"id":7,"plan":null,"revenue":1e400,"tags":["a","b"]}`,
		`{"plan":{"of":[1,  2]},"empty":""}`:                      `{"id":7,"plan":{"of":[1,2]},"empty":""}`,
		"{\"plan\":\"\u202e\u2028\u009b\\u001b\",\"revenue\":-0}": `{"id":7,"plan":"\u202e\u2028\u009b\u001b","revenue":-0}`,
		`{"a\"b\u001b":true}`:                                     `{"id":7,"a\"b\u001b":true}`,
		"{\"plan\":\"\xff\"}":                                     "has bytes that are not UTF-8",
		`{"plan":"` + strings.Repeat("x", 1<<20) + `"}`:           "takes more than 1 MiB",
		`{"plan":"sk_live"}`:                                      "they contain the API key",
	} {
		var members map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &members); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, "\xff") { // as the client keeps it
			members["plan"] = json.RawMessage("\"\xff\"")
		}
		var out strings.Builder
		j := job(func(int) (*client.ContactPage, error) {
			return &client.ContactPage{Number: 1, Total: 1, Pages: 1, Contacts: []client.Contact{{ID: 7, Columns: members}}}, nil
		})
		j.Columns = columns
		_, err := download.Stream(&out, len(columns)).Run(t.Context(), j)
		var wrong *download.UnreliableError
		if errors.As(err, &wrong) {
			if out.Len() > 0 || !strings.HasSuffix(wrong.Error(), want) {
				t.Errorf("%.80q: %v\n%.200s", text, err, &out)
			}
			continue
		}
		if err != nil || out.String() != want+"\n" {
			t.Errorf("%.80q: %v\n%s, not\n%s", text, err, &out, want)
		}
	}
}

// TestLacking checks that columns that only some contacts have are counted, also over two runs.
func TestLacking(t *testing.T) {
	t.Parallel()
	const some, none = 1, 2
	ask := func(number int) (*client.ContactPage, error) {
		p := page(number, 6, 3, int64(2*number), int64(2*number+1))
		p.Contacts[0].Columns = map[string]json.RawMessage{"b": json.RawMessage("1")}
		p.Contacts[1].Columns = map[string]json.RawMessage{"a": json.RawMessage("null"), "b": json.RawMessage("2")}
		return p, nil
	}
	file := temporary(t)
	head := download.Head{Columns: []string{"a", "b", "c"}}
	begin(t, file, head, func(number int) (*client.ContactPage, error) {
		if number == some+none {
			return nil, errBroken
		}
		return ask(number)
	})
	part, err := download.Resume(file, head)
	if err != nil {
		t.Fatal(err)
	}
	j := job(ask)
	j.Columns = head.Columns
	summary, err := part.Run(t.Context(), j)
	if err != nil || !slices.Equal(summary.Lacking, []download.Lack{{Column: "a", Contacts: 3}}) || summary.Contacts != 6 || summary.Repeated != 0 {
		t.Errorf("%v %+v", err, summary)
	}
}

var errBroken = errors.New("the connection is broken")

// begin begins a download that ends with errBroken.
func begin(t *testing.T, file download.File, head download.Head, ask func(int) (*client.ContactPage, error)) {
	t.Helper()
	part, err := download.Begin(file, head)
	if err != nil {
		t.Fatal(err)
	}
	j := job(ask)
	j.Columns = head.Columns
	if _, err := part.Run(t.Context(), j); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
}

func temporary(t *testing.T) *os.File {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "contacts.partial"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() }) // the test is over
	return f
}

// TestChangingList reads lists that others change between requests and while a run is interrupted:
// the result has no contact twice, and all that were on the list all the time.
func TestChangingList(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var runs, whole int
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 4).Draw(t, "size")
		list := make([]int64, rapid.IntRange(0, 20).Draw(t, "contacts"))
		next := int64(1)
		for i := range list {
			list[i], next = next, next+1
		}
		always := map[int64]bool{}
		for _, id := range list {
			always[id] = true
		}
		front := rapid.Bool().Draw(t, "new ones first")
		may := rapid.SampledFrom([]string{"stay", "add", "add and remove"}).Draw(t, "others")
		alter := func() {
			switch rapid.SampledFrom([]string{"no", "no", "no", "add", "remove"}).Draw(t, "change") {
			case "add":
				if may == "stay" {
					return
				}
				if front {
					list = slices.Insert(list, 0, next)
				} else {
					list = append(list, next)
				}
				next++
			case "remove":
				if may == "add and remove" && len(list) > 0 {
					i := rapid.IntRange(0, len(list)-1).Draw(t, "which")
					delete(always, list[i])
					list = slices.Delete(list, i, i+1)
				}
			}
		}
		ask := func(number int) (*client.ContactPage, error) {
			alter()
			if rapid.IntRange(0, 5).Draw(t, "fails") == 0 {
				return nil, errBroken
			}
			pages := (len(list) + size - 1) / size
			from := min((number-1)*size, len(list))
			return page(number, int64(len(list)), int64(pages), list[from:min(from+size, len(list))]...), nil
		}
		file, err := os.Create(filepath.Join(folder, fmt.Sprint(runs)))
		if err != nil {
			t.Fatal(err)
		}
		runs++
		defer func() { _ = file.Close() }() // it was only a test
		head := download.Head{Columns: []string{"plan"}}
		for range 50 {
			part, err := download.Resume(file, head)
			if err != nil {
				t.Fatal(err)
			}
			_, err = part.Run(t.Context(), job(ask))
			var wrong *download.UnreliableError
			switch {
			case errors.Is(err, errBroken):
				continue
			case errors.As(err, &wrong):
				if may == "stay" {
					t.Fatalf("nobody changed the list: %v", err)
				}
				return
			case err != nil:
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := part.Finish(&out); err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for id := range strings.FieldsSeq(idsOf(t, out.String())) {
				if got[id] {
					t.Fatalf("%s comes twice", id)
				}
				got[id] = true
			}
			for id := range always {
				if may != "add and remove" && !got[fmt.Sprint(id)] {
					t.Fatalf("%d is missing", id)
				}
			}
			whole++
			return
		}
	})
	if whole < runs/4 {
		t.Errorf("only %d of %d downloads became whole", whole, runs)
	}
}
