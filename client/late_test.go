package client_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// lateList is a server whose lists show a new segment so many requests for a
// list after it was created, and which breaks the connection of the first POST.
type lateList struct {
	mu     sync.Mutex
	lag    int
	unique bool // a second POST is refused
	posts  int
	lists  int // since the first POST
}

func (l *lateList) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case r.Method == http.MethodPost:
		if l.posts++; l.posts == 1 {
			panic(http.ErrAbortHandler)
		}
		if l.unique {
			says(400, `{"name":["segment with this name already exists."]}`)(w, r)
			return
		}
		says(200, segmentJSON("id", `"`+otherID+`"`, "description", `"why"`))(w, r)
	case r.URL.Path != "/api/v2/segments/":
		says(200, segmentJSON("description", `"why"`))(w, r)
	default:
		items := ""
		if l.posts > 0 {
			if l.lists++; l.lists > l.lag {
				items = segmentJSON("description", `"why"`)
			}
		}
		count := min(len(items), 1)
		says(200, fmt.Sprintf(`{"pagination":{"page":1,"total_count":%d,"total_pages":%[1]d},"items":[%s]}`, count, items))(w, r)
	}
}

// TestLateList checks that a segment that lists show late is found by a later
// look, and that what only the whole list shows ends the call: the POST is sent
// again only if no look shows anything.
func TestLateList(t *testing.T) {
	t.Parallel()
	const (
		unclear = "POST /api/v2/segments/: it is not known whether this was done: "
		taken   = "400 Bad Request; name: segment with this name already exists."
		older   = "; the segment " + listID + " may be it: the API's search for the name does not find it, so it may be older"
	)
	for _, c := range []struct {
		server *lateList
		posts  int
		made   string
		want   string // the error
	}{
		{&lateList{lag: 0}, 1, listID, "<nil>"},
		{&lateList{lag: 1}, 1, listID, "<nil>"},
		{&lateList{lag: 2}, 1, listID, "<nil>"},
		{&lateList{lag: 3}, 1, "", unclear + "the connection ended early: EOF" + older}, // only the whole list has it
		{&lateList{lag: 4}, 2, otherID, "<nil>"},                                        // later than seven seconds: one of the two gaps
		{&lateList{lag: 4, unique: true}, 2, listID, "<nil>"},
		{&lateList{lag: 7, unique: true}, 2, "", unclear + taken + older},
		{&lateList{lag: 99, unique: true}, 2, "", "POST /api/v2/segments/: " + taken},
	} {
		server := httptest.NewServer(c.server)
		s := newSegment("n")
		w := connect(t, server.URL, newClock())
		made, err := w.CreateSegment(t.Context(), s)
		server.Close()
		switch {
		case fmt.Sprint(err) != c.want:
			t.Errorf("lag %d, unique %t: got %v, want %s", c.server.lag, c.server.unique, err, c.want)
		case c.made != "" && made.ID != c.made:
			t.Errorf("lag %d, unique %t: %v", c.server.lag, c.server.unique, made)
		}
		if n := w.sent(http.MethodPost); n != c.posts {
			t.Errorf("lag %d, unique %t: %d POSTs", c.server.lag, c.server.unique, n)
		}
	}
}
