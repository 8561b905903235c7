package client_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
)

// TestUnique checks that a taken name is not taken twice, however it is written,
// and that names that only contain it do not count.
func TestUnique(t *testing.T) {
	t.Parallel()
	for _, ignored := range []bool{false, true} {
		testUnique(t, ignored)
	}
}

func testUnique(t *testing.T, searchIgnored bool) {
	t.Helper()
	for there, want := range map[string]bool{
		"Münch": true, " Münch ": true, "Mu\u0308nch": true, "münch": false, "Münch 2": false, "": false,
	} {
		w := develop(t)
		id := ""
		if there != "" {
			id = create(t, w, newSegment(there))
		}
		s := newSegment("Münch")
		s.Unique = true
		asked := false
		s.BeforePost = func(ids []string) error { asked = true; return nil }
		if searchIgnored {
			w.options.HTTPClient = &http.Client{Transport: dropQuery{w, "search"}}
		}
		c, err := client.New(w.options)
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.CreateSegment(t.Context(), s)
		var exists *client.ExistsError
		switch {
		case !want && err != nil, want && !errors.As(err, &exists):
			t.Errorf("%q: %v", there, err)
		case want && (!slices.Equal(exists.IDs, []string{id}) || exists.Name != "Münch" || asked || w.sent(http.MethodPost) != 0):
			t.Errorf("%q: %+v, %d POSTs", there, exists, w.sent(http.MethodPost))
		case w.sent(http.MethodGet) != 1:
			t.Errorf("%q: %d requests to look the name up", there, w.sent(http.MethodGet))
		}
	}
}

// dropQuery takes a part of the query out of every request.
type dropQuery struct {
	to   http.RoundTripper
	name string
}

func (d dropQuery) RoundTrip(r *http.Request) (*http.Response, error) {
	query := r.URL.Query()
	query.Del(d.name)
	r = r.Clone(r.Context())
	r.URL.RawQuery = query.Encode()
	return d.to.RoundTrip(r)
}

// TestBeforePost checks that the caller has the ids before anything is sent, and
// can end the call.
func TestBeforePost(t *testing.T) {
	t.Parallel()
	w := develop(t)
	ids := []string{create(t, w, newSegment("x")), create(t, w, newSegment(" x"))}
	slices.Sort(ids)
	s := newSegment("x")
	calls := 0
	s.BeforePost = func(known []string) error {
		calls++
		slices.Sort(known)
		if !slices.Equal(known, ids) || w.sent(http.MethodPost) != 0 {
			t.Errorf("known %v, there are %v; %d POSTs", known, ids, w.sent(http.MethodPost))
		}
		clear(known) // the client has its own
		return nil
	}
	w.fail(http.MethodPost, "500", "reset-before")
	if _, err := w.CreateSegment(t.Context(), s); err != nil || calls != 1 || w.sent(http.MethodPost) != 3 {
		t.Errorf("%v; called %d times, %d POSTs", err, calls, w.sent(http.MethodPost))
	}
	full := errors.New("disk full")
	s.BeforePost = func([]string) error { return full }
	if _, err := w.CreateSegment(t.Context(), s); !errors.Is(err, full) || w.sent(http.MethodPost) != 3 {
		t.Errorf("%v; %d POSTs", err, w.sent(http.MethodPost))
	}
	if _, err := w.CreateSegment(t.Context(), newSegment(" \t")); fmt.Sprint(err) != "client: a segment has a name" {
		t.Errorf("a name of nothing but space: %v", err)
	}
}

// TestFindCreated checks what is found of an attempt that was interrupted.
func TestFindCreated(t *testing.T) {
	t.Parallel()
	var unsure *client.UncertainError
	w := develop(t)
	known := []string{strings.ToUpper(create(t, w, newSegment("x")))}
	create(t, w, newSegment("x 2"))
	if made, err := w.FindCreated(t.Context(), newSegment("x"), known); made != nil || err != nil {
		t.Errorf("nothing new: %v %v", made, err)
	}
	other := newSegment("x")
	other.Rules = json.RawMessage(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`)
	id := create(t, w, other)
	if made, err := w.FindCreated(t.Context(), newSegment("x"), known); made != nil || !errors.As(err, &unsure) || unsure.ID != id {
		t.Errorf("another body: %v %v", made, err)
	}
	id = create(t, w, newSegment(" x "))
	if made, err := w.FindCreated(t.Context(), newSegment("x"), known); err != nil || made == nil || made.ID != id {
		t.Errorf("made: %v %v", made, err)
	}
	create(t, w, newSegment("x"))
	again := connect(t, w.BaseURL(), w.clock)
	if made, err := again.FindCreated(t.Context(), newSegment("x"), known); made != nil || !errors.As(err, &unsure) || unsure.ID == "" {
		t.Errorf("two with the same body: %v %v", made, err)
	}
	again.fail(http.MethodGet, "500", "500", "500", "500")
	if made, err := again.FindCreated(t.Context(), newSegment("x"), known); made != nil || err == nil || errors.As(err, &unsure) {
		t.Errorf("no look: %v %v", made, err)
	}
	if n := w.sent(http.MethodPost) + again.sent(http.MethodPost); n != 0 {
		t.Errorf("%d POSTs", n)
	}
}

// TestSearchMisses checks that a search that does not find the name leads to an
// error and not to a second segment.
func TestSearchMisses(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"reset-after-write", "500-after-write", "cut-body"} {
		w := develop(t)
		w.options.HTTPClient = &http.Client{Transport: searchNothing{w}}
		c, err := client.New(w.options)
		if err != nil {
			t.Fatal(err)
		}
		w.fail(http.MethodPost, fault)
		_, err = c.CreateSegment(t.Context(), newSegment("x"))
		var unsure *client.UncertainError
		if !errors.As(err, &unsure) || unsure.ID == "" || !strings.Contains(err.Error(), "search") || w.sent(http.MethodPost) != 1 {
			t.Errorf("%s: %v; %d POSTs", fault, err, w.sent(http.MethodPost))
		}
	}
}

// searchNothing searches for what no name has.
type searchNothing struct{ to http.RoundTripper }

func (s searchNothing) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Query().Has("search") {
		r = r.Clone(r.Context())
		r.URL.RawQuery = url.Values{"search": {"no such name"}}.Encode()
	}
	return s.to.RoundTrip(r)
}
