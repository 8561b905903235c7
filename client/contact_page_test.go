package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/devserver"
)

// TestContactPage reads the contacts of a list and of a segment of the dev-server, page by page.
func TestContactPage(t *testing.T) {
	t.Parallel()
	var contacts strings.Builder
	for i := range 7 {
		fmt.Fprintf(&contacts, `{"columns":{"id":%d,"email":"c%[1]d@example.com","plan":"p%[1]d"},"lists":[%q]}`+"\n", i+1, listID)
	}
	clock := newClock()
	dev, err := devserver.New(devserver.Config{Keys: []string{testKey}, RateLimit: 60, Now: clock.Now, Contacts: []byte(contacts.String())})
	if err != nil {
		t.Fatal(err)
	}
	w := connect(t, serve(t, dev), clock)
	made, err := w.CreateSegment(t.Context(), client.NewSegment{
		Name: "All", Color: "#7cb7de", ContactLists: []string{listID},
		Rules: json.RawMessage(`{"any":[{"all":[{"kind":"field","field":"plan","operator":"is_not_null"}]}]}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []client.ContactSource{{List: listID}, {Segment: made.ID}} {
		for number, want := range []string{1: "1 2 3", 2: "4 5 6", 3: "7", 4: ""} {
			if number == 0 {
				continue
			}
			p, err := w.ContactPage(t.Context(), of, number, 3)
			if err != nil || p.Number != number || p.Total != 7 || p.Pages != 3 {
				t.Fatalf("%v, page %d: %+v %v", of, number, p, err)
			}
			var ids []string
			for _, c := range p.Contacts {
				ids = append(ids, fmt.Sprint(c.ID))
				if string(c.Columns["plan"]) != fmt.Sprintf(`"p%d"`, c.ID) {
					t.Errorf("the plan of %d is %s", c.ID, c.Columns["plan"])
				}
			}
			if got := strings.Join(ids, " "); got != want {
				t.Errorf("%v, page %d: %s, not %s", of, number, got, want)
			}
		}
	}
}

// TestContactPageFails checks how a page is asked for, and what is wrong with some answers.
func TestContactPageFails(t *testing.T) {
	t.Parallel()
	var asked string
	answer := ""
	w := connect(t, serve(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked = r.URL.String()
		says(200, answer)(rw, r)
	})), newClock())
	var broken *client.AnswerError
	for text, field := range map[string]string{
		pageJSON(2, 3, 2, 1):  "pagination.page",
		pageJSON(1, -3, 2, 1): "pagination.total_count",
		`{"items":[]}`:        "pagination",
		strings.ReplaceAll(pageJSON(1, 1, 1, 1), `"id":1`, `"id":null`): "items[0].id",
		strings.ReplaceAll(pageJSON(1, 1, 1, 1), "items", "contacts"):   "items",
	} {
		answer = text
		if _, err := w.ContactPage(t.Context(), client.ContactSource{Segment: otherID}, 1, 0); !errors.As(err, &broken) || broken.Field != field {
			t.Errorf("%s: %v", text, err)
		}
	}
	if want := "/api/v2/segments/" + otherID + "/contacts/?page=1&page_size=100"; asked != want {
		t.Errorf("it asked for %s, not %s", asked, want)
	}
	asked = ""
	for want, of := range map[string]client.ContactSource{
		"not of both":   {List: listID, Segment: otherID},
		"is not an id":  {List: "x/../y"},
		"ids are UUIDs": {},
	} {
		if _, err := w.ContactPage(t.Context(), of, 1, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", of, err)
		}
	}
	if _, err := w.ContactPage(t.Context(), client.ContactSource{List: listID}, 0, 1); err == nil || !strings.Contains(err.Error(), "counted from 1") {
		t.Errorf("page 0: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := w.ContactPage(ended, client.ContactSource{List: listID}, 1, 1); !errors.Is(err, context.Canceled) || asked != "" {
		t.Errorf("%v, and it asked for %q", err, asked)
	}
}
