package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

// pageJSON is a page with contacts of these ids.
func pageJSON(page, count, pages int, ids ...int) string {
	var items []string
	for _, id := range ids {
		items = append(items, fmt.Sprintf(`{"id":%d,"email":"c%[1]d@example.com"}`, id))
	}
	return fmt.Sprintf(`{"pagination":{"page":%d,"page_size":2,"total_count":%d,"total_pages":%d,"next":"http://evil.example/"},"items":[%s],"x":1}`,
		page, count, pages, strings.Join(items, ","))
}

// TestPages checks that a list is read whole or ends with an error.
func TestPages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pages []string
		items int
		field string // of the error
	}{
		"empty":              {[]string{pageJSON(1, 0, 0)}, 0, ""},
		"empty, one page":    {[]string{pageJSON(1, 0, 1)}, 0, ""},
		"two pages":          {[]string{pageJSON(1, 3, 2, 1, 2), pageJSON(2, 3, 2, 3)}, 3, ""},
		"grows":              {[]string{pageJSON(1, 2, 2, 1), pageJSON(2, 3, 3, 2), pageJSON(3, 3, 3, 3)}, 3, ""},
		"shrinks":            {[]string{pageJSON(1, 9, 3, 1, 2), pageJSON(2, 3, 2, 3)}, 2, "pagination.total_count"},
		"shrinks by one":     {[]string{pageJSON(1, 4, 2, 1, 2), pageJSON(2, 3, 2, 3)}, 2, "pagination.total_count"},
		"shifts by one":      {[]string{pageJSON(1, 3, 2, 1, 2), pageJSON(2, 4, 2, 2, 3)}, 2, "items"},
		"an empty page more": {[]string{pageJSON(1, 2, 2, 1, 2), pageJSON(2, 2, 2)}, 2, ""},
		"always page 1":      {[]string{pageJSON(1, 9, 5, 1, 2)}, 2, "pagination.page"},
		"same items":         {[]string{pageJSON(1, 9, 5, 1, 2), pageJSON(2, 9, 5, 1, 2)}, 2, "items"},
		"too many pages":     {[]string{pageJSON(1, 2, 1000, 1, 2)}, 0, "pagination.total_pages"},
		"empty page":         {[]string{pageJSON(1, 9, 5, 1, 2), pageJSON(2, 9, 5)}, 2, "items"},
		"fewer than said":    {[]string{pageJSON(1, 100, 1, 1, 2)}, 0, "pagination.total_count"},
		"no pagination":      {[]string{`{"items":[]}`}, 0, "pagination"},
		"negative":           {[]string{pageJSON(1, -1, 1)}, 0, "pagination.total_count"},
		"total is a string":  {[]string{`{"pagination":{"page":1,"total_pages":1,"total_count":"7"},"items":[]}`}, 0, "pagination.total_count"},
		"items is null":      {[]string{`{"pagination":{"page":1,"total_pages":1,"total_count":0},"items":null}`}, 0, "items"},
		"item without an id": {[]string{`{"pagination":{"page":1,"total_pages":1,"total_count":2},"items":[{"id":1},{"email":"x"}]}`}, 0, "items[1].id"},
		"item is no object":  {[]string{`{"pagination":{"page":1,"total_pages":1,"total_count":1},"items":[7]}`}, 0, "items[0]"},
		"id is a fraction":   {[]string{`{"pagination":{"page":1,"total_pages":1,"total_count":1},"items":[{"id":1.5}]}`}, 0, "items[0].id"},
		"email is a number":  {[]string{`{"pagination":{"page":1,"total_pages":1,"total_count":1},"items":[{"id":1,"email":1}]}`}, 0, "items[0].email"},
	} {
		var answers []func(http.ResponseWriter, *http.Request)
		for _, page := range c.pages {
			answers = append(answers, says(200, page))
		}
		w := connect(t, serve(t, scripted(t, answers...)), newClock())
		items := 0
		var last error
		for contact, err := range w.SegmentContacts(t.Context(), listID, "") {
			if last = err; err == nil {
				items++
				if contact.ID != int64(items) {
					t.Errorf("%s: contact %d is %d", name, items, contact.ID)
				}
			}
		}
		var wrong *client.AnswerError
		switch {
		case c.field == "" && last != nil, c.field != "" && (!errors.As(last, &wrong) || wrong.Field != c.field):
			t.Errorf("%s: %v", name, last)
		case items != c.items:
			t.Errorf("%s: %d items", name, items)
		}
	}
}

// TestContactsArePagedLazily checks that a page of contacts is asked for when the
// one before is used up.
func TestContactsArePagedLazily(t *testing.T) {
	t.Parallel()
	w := connect(t, serve(t, scripted(t, says(200, pageJSON(1, 4, 2, 1, 2)), says(200, pageJSON(2, 4, 2, 3, 4)))), newClock())
	for range w.SegmentContacts(t.Context(), listID, "") {
		break
	}
	if n := w.sent(http.MethodGet); n != 1 {
		t.Errorf("%d pages were read for one item", n)
	}
}

// TestMembers checks that what is needed of a segment is checked, and that the
// error names it.
func TestMembers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ member, value, field string }{
		{"description", "", ""},
		{"description", "null", ""},
		{"total_count", "null", ""},
		{"created_at", `"yesterday"`, ""},
		{"status", `"NEW_STATUS"`, ""},
		{"display_fields", `7`, ""},
		{"id", "", "id"},
		{"id", "5", "id"},
		{"id", `"x"`, "id"},
		{"id", `"` + otherID + `"`, "id"},
		{"name", "", "name"},
		{"name", "null", "name"},
		{"status", "", "status"},
		{"status", "1", "status"},
		{"color", "[]", "color"},
		{"total_count", `"3"`, "total_count"},
		{"total_count", "3.5", "total_count"},
		{"contact_list_ids", `"x"`, "contact_list_ids"},
		{"contact_list_ids", `[1]`, "contact_list_ids"},
		{"contact_list_ids", "", "contact_list_ids"},
		{"rules_json", "", "rules_json"},
		{"rules_json", `"{}"`, "rules_json"},
		{"rules_json", "null", "rules_json"},
		{"created_at", "5", ""},
		{"created_at", "null", ""},
		{"created_at", "{}", ""},
		{"updated_at", "", ""},
		{"color", "null", ""},
		{"status", "null", ""},
		{"display_fields", "null", ""},
		{"contact_list_ids", "null", ""},
		{"contact_list_ids", "[]", ""},
		{"name", `"` + strings.Repeat("x", 4097) + `"`, "name"},
		{"description", "{}", "description"},
	} {
		w := connect(t, serve(t, scripted(t, says(200, segmentJSON(c.member, c.value)))), newClock())
		got, err := w.GetSegment(t.Context(), listID)
		var wrong *client.AnswerError
		switch {
		case c.field == "":
			if err != nil || !strings.Contains(string(got.Raw), "new_member") {
				t.Errorf("%s = %s: %v", c.member, c.value, err)
			}
		case !errors.As(err, &wrong) || wrong.Field != c.field || !strings.Contains(err.Error(), "GET /api/v2/segments/"):
			t.Errorf("%s = %s: %v", c.member, c.value, err)
		}
	}
}

// TestPagesInACircle checks that reading a list whose pages go round in circles
// ends, no matter what length it claims.
func TestPagesInACircle(t *testing.T) {
	t.Parallel()
	for _, length := range []int{1, 2, 3, 7} {
		w := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			page, err := strconv.Atoi(r.URL.Query().Get("page"))
			if err != nil || page > 100 {
				w.WriteHeader(http.StatusNotFound)
				return
			}
			first := page % length * 2
			says(200, pageJSON(page, 1<<40, 1<<40, first, first+1))(w, r)
		})), newClock())
		var last error
		for _, err := range w.SegmentContacts(t.Context(), listID, "") {
			last = err
		}
		var wrong *client.AnswerError
		if !errors.As(last, &wrong) || wrong.Field != "items" {
			t.Errorf("%d pages: %v", length, last)
		}
	}
}

// TestAnswers holds what is not taken for an answer at all.
func TestAnswers(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "answers")
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter, *http.Request)
		names  string
	}{
		"html":         {says(200, "<html>", "Content-Type", "text/html"), "text/html"},
		"no type":      {says(200, segmentJSON(), "Content-Type", ""), "Content-Type"},
		"a list":       {says(200, `[]`), ""},
		"null":         {says(200, `null`), "null"},
		"no JSON":      {says(200, `hello`), ""},
		"two values":   {says(200, `{} {}`), ""},
		"empty":        {says(200, ``), ""},
		"half":         {says(200, segmentJSON()[:50]), ""},
		"no content":   {says(204, ``, "Content-Type", ""), "Content-Type"},
		"a redirect":   {says(304, ``), "304"},
		"much too big": {huge, "32 MiB"},
	} {
		w := connect(t, serve(t, scripted(t, c.answer)), newClock())
		_, err := w.GetSegment(t.Context(), listID)
		if err == nil || !prose.Names(err.Error(), c.names) {
			t.Fatalf("%s: %v", name, err)
		}
		messages.Add(t, name, err.Error())
	}
	plus := connect(t, serve(t, scripted(t, says(200, segmentJSON(), "Content-Type", "application/hal+json; charset=utf-8"))), newClock())
	if _, err := plus.GetSegment(t.Context(), listID); err != nil {
		t.Error(err)
	}
}

func huge(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	block := make([]byte, 1<<20)
	for range 40 {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}
