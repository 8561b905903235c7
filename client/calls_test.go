package client_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

func TestCalls(t *testing.T) {
	t.Parallel()
	w := develop(t)
	made, err := w.CreateSegment(t.Context(), newSegment("Ünique <&> 1"))
	if err != nil {
		t.Fatal(err)
	}
	if made.Status != client.Pending || made.TotalCount != nil || made.Name != "Ünique <&> 1" || made.Description != "why" {
		t.Errorf("made %+v", made)
	}
	got, err := w.GetSegment(t.Context(), strings.ToUpper(made.ID))
	if err != nil {
		t.Fatal(err)
	}
	if got.Status != client.Done || got.TotalCount == nil || *got.TotalCount != 84 || string(got.Rules) != rules || got.CreatedAt.IsZero() {
		t.Errorf("got %+v", got)
	}
	name, none := "two", ""
	changed, err := w.UpdateSegment(t.Context(), made.ID, client.Update{Name: &name, Description: &none, ContactLists: []string{listID, otherID}})
	if err != nil {
		t.Fatal(err)
	}
	if changed.Name != name || changed.Description != "" || len(changed.ContactLists) != 2 || changed.Status != client.Pending {
		t.Errorf("changed %+v", changed)
	}
	n := int64(0)
	for c, err := range w.SegmentContacts(t.Context(), made.ID, "") {
		if err != nil {
			t.Fatal(err)
		}
		if c.ID == 0 || !strings.Contains(c.Email, "@") || c.Status != "subscribed" || c.Columns["orders"] == nil {
			t.Errorf("contact %+v", c)
		}
		n++
	}
	if got, err := w.GetSegment(t.Context(), made.ID); err != nil || *got.TotalCount != n {
		t.Errorf("%d contacts are listed, and the count is %v, %v", n, got.TotalCount, err)
	}
	if w.sent(http.MethodPost) != 1 || w.sent(http.MethodPatch) != 1 {
		t.Error("a request was sent twice")
	}
}

func TestContactLists(t *testing.T) {
	t.Parallel()
	w := develop(t, func(o *client.Options) { o.PageSize = 3 })
	var labels []string
	for list, err := range w.ContactLists(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		labels = append(labels, list.Label)
		full, err := w.ContactList(t.Context(), list.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(full.Columns) != 23 || *full.Subscribers != *list.Subscribers {
			t.Errorf("list %+v", full)
		}
		plan := full.Columns[6]
		if plan.Name != "plan" || plan.Type != "choice" || strings.Join(plan.Choices, " ") != "free plus club" || plan.Label != "Plan" {
			t.Errorf("column %+v", plan)
		}
	}
	if got := strings.Join(labels, " "); got != "Newsletter Customers Leads Partners" {
		t.Errorf("lists %s", got)
	}
}

func TestListSegments(t *testing.T) {
	t.Parallel()
	w := develop(t, func(o *client.Options) { o.PageSize = 2 })
	for _, name := range []string{"b", "a", "c", "ab", "d"} {
		if _, err := w.CreateSegment(t.Context(), newSegment(name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		options client.ListOptions
		want    string
	}{
		{client.ListOptions{}, "b,a,c,ab,d"},
		{client.ListOptions{Descending: true}, "d,ab,c,a,b"},
		{client.ListOptions{OrderBy: client.ByName, PageSize: 100}, "a,ab,b,c,d"},
		{client.ListOptions{Search: "A"}, "a,ab"},
		{client.ListOptions{Search: "zz"}, ""},
	} {
		var got []string
		for s, err := range w.ListSegments(t.Context(), c.options) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, s.Name)
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%+v: %v", c.options, got)
		}
	}
	before := w.sent(http.MethodGet)
	for range w.ListSegments(t.Context(), client.ListOptions{}) {
		break
	}
	if n := w.sent(http.MethodGet) - before; n != 3 {
		t.Errorf("%d pages were read, of 3", n) // the whole list, so that it is sure to be whole
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	w := develop(t)
	wrong := newSegment("x")
	wrong.Color = "#123456"
	wrong.Rules = json.RawMessage(`{"any":[{"all":[{"kind":"field","field":"nope","operator":"equals","value":1}]}]}`)
	_, err := w.CreateSegment(t.Context(), wrong)
	var api *client.APIError
	if !errors.As(err, &api) || !errors.Is(err, client.ErrInvalid) || api.Status != 400 || api.Method != "POST" || api.Path != "/api/v2/segments/" {
		t.Fatalf("%#v", err)
	}
	if len(api.Problems) != 2 || api.Problems[0].Path != "color" || api.Problems[1].Path != "rules_json.any[0].all[0].field" ||
		api.Message != "The segment is not valid." || !json.Valid(api.Body) {
		t.Errorf("%+v", api)
	}
	if _, err := w.GetSegment(t.Context(), noID); !errors.Is(err, client.ErrNotFound) {
		t.Errorf("not found: %v", err)
	}
	stranger := connect(t, w.BaseURL(), w.clock, func(o *client.Options) { o.Key = "another-key" })
	if _, err := stranger.GetSegment(t.Context(), noID); !errors.Is(err, client.ErrUnauthorized) || errors.Is(err, client.ErrNotFound) {
		t.Errorf("unauthorized: %v", err)
	}
	for _, err := range w.SegmentContacts(t.Context(), noID, "") {
		if !errors.Is(err, client.ErrNotFound) {
			t.Errorf("contacts: %v", err)
		}
	}
}

// TestNothingIsSent checks that what cannot be right is refused on the spot.
func TestNothingIsSent(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "not-sent")
	w := develop(t)
	empty, broken := "", newSegment("x")
	broken.Rules = json.RawMessage(`{"any"`)
	for _, c := range []struct {
		name, names string
		call        func() error
	}{
		{"no uuid", `"../x"`, func() error { _, err := w.GetSegment(t.Context(), "../x"); return err }},
		{"no name", "", func() error { _, err := w.CreateSegment(t.Context(), newSegment("")); return err }},
		{"no JSON", "", func() error { _, err := w.CreateSegment(t.Context(), broken); return err }},
		{"no change", "", func() error { _, err := w.UpdateSegment(t.Context(), noID, client.Update{}); return err }},
		{"empty name", "", func() error {
			_, err := w.UpdateSegment(t.Context(), noID, client.Update{Name: &empty})
			return err
		}},
		{"no lists", "", func() error {
			_, err := w.UpdateSegment(t.Context(), noID, client.Update{ContactLists: []string{}})
			return err
		}},
		{"contacts", `"x"`, func() error {
			for _, err := range w.SegmentContacts(t.Context(), "x", "") {
				return err
			}
			return nil
		}},
	} {
		err := c.call()
		if err == nil || !prose.Names(err.Error(), c.names) {
			t.Fatalf("%s: got %v", c.name, err)
		}
		messages.Add(t, c.name, err.Error())
	}
	if len(w.traces) > 0 {
		t.Errorf("%d requests were sent", len(w.traces))
	}
}
