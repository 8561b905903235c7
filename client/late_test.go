package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
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
	messages := prose.Open(t, "late")
	for _, c := range []struct {
		server   *lateList
		posts    int
		made     string
		unclear  bool // whether it is not known if it was done
		mayBe    string
		sentence string // its key
	}{
		{server: &lateList{lag: 0}, posts: 1, made: listID},
		{server: &lateList{lag: 1}, posts: 1, made: listID},
		{server: &lateList{lag: 2}, posts: 1, made: listID},
		{server: &lateList{lag: 3}, posts: 1, unclear: true, mayBe: listID, sentence: "broken"}, // only the whole list has it
		{server: &lateList{lag: 4}, posts: 2, made: otherID},                                    // later than seven seconds: one of the two gaps
		{server: &lateList{lag: 4, unique: true}, posts: 2, made: listID},
		{server: &lateList{lag: 7, unique: true}, posts: 2, unclear: true, mayBe: listID, sentence: "taken, and it may be this one"},
		{server: &lateList{lag: 99, unique: true}, posts: 2, sentence: "taken"},
	} {
		server := httptest.NewServer(c.server)
		s := newSegment("n")
		w := connect(t, server.URL, newClock())
		made, err := w.CreateSegment(t.Context(), s)
		server.Close()
		var unclear *client.UncertainError
		switch {
		case (err == nil) != (c.made != "") || errors.As(err, &unclear) != c.unclear || c.unclear && !prose.Names(err.Error(), c.mayBe):
			t.Errorf("lag %d, unique %t: got %v", c.server.lag, c.server.unique, err)
		case c.made != "" && made.ID != c.made:
			t.Errorf("lag %d, unique %t: %v", c.server.lag, c.server.unique, made)
		case err != nil:
			messages.Add(t, c.sentence, err.Error())
		}
		if n := w.sent(http.MethodPost); n != c.posts {
			t.Errorf("lag %d, unique %t: %d POSTs", c.server.lag, c.server.unique, n)
		}
	}
}
