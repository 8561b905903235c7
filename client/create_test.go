package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestCreateOnce injects faults into POSTs and checks that there is exactly one
// segment in the end.
func TestCreateOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		faults  []string
		posts   int
		adopted bool
	}{
		{nil, 1, false},
		{[]string{"reset-after-write"}, 1, true},
		{[]string{"500-after-write"}, 1, true},
		{[]string{"slow=4m"}, 1, true},
		{[]string{"cut-body"}, 1, true},
		{[]string{"reset-before"}, 2, false},
		{[]string{"500"}, 2, false},
		{[]string{"html"}, 2, false},
		{[]string{"429"}, 2, false},
		{[]string{"reset-before", "500", "cut-body"}, 3, true},
		{[]string{"429=2m", "reset-before", "429", "reset-after-write"}, 4, true},
	} {
		w := develop(t, patience(c.faults))
		w.fail(http.MethodPost, c.faults...)
		made, err := w.CreateSegment(t.Context(), newSegment("one"))
		if err != nil {
			t.Errorf("%v: %v", c.faults, err)
			continue
		}
		if got := names(t, w); got != "one" || made.Name != "one" || made.Description != "why" {
			t.Errorf("%v: there are %s", c.faults, got)
		}
		if n := w.sent(http.MethodPost); n != c.posts {
			t.Errorf("%v: %d POSTs", c.faults, n)
		}
		if told := w.told(client.EventAdopt); (len(told) == 1) != c.adopted || c.adopted && told[0].ID != made.ID {
			t.Errorf("%v: adopted %v", c.faults, told)
		}
	}
}

// TestCreateTwin checks that an older segment with the same body is not taken
// for the new one.
func TestCreateTwin(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"reset-after-write", "reset-before"} {
		w := develop(t)
		old, err := connect(t, w.BaseURL(), w.clock).CreateSegment(t.Context(), newSegment("twin"))
		if err != nil {
			t.Fatal(err)
		}
		_ = w.clock.Sleep(t.Context(), time.Minute)
		w.fail(http.MethodPost, fault)
		made, err := w.CreateSegment(t.Context(), newSegment("twin"))
		if err != nil || made.ID == old.ID {
			t.Errorf("%s: %v", fault, err)
		}
		if got := names(t, w); got != "twin,twin" {
			t.Errorf("%s: there are %s", fault, got)
		}
	}
}

// TestCreateTogether checks that calls with the same body at the same time each
// find their own segment.
func TestCreateTogether(t *testing.T) {
	t.Parallel()
	const n = 6
	w := develop(t)
	w.fail(http.MethodPost, "500-after-write", "reset-after-write", "500-after-write", "reset-after-write", "", "cut-body")
	ids := make([]string, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() {
			made, err := w.CreateSegment(t.Context(), newSegment("same"))
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = made.ID
		})
	}
	group.Wait()
	different := map[string]bool{}
	for _, id := range ids {
		different[id] = true
	}
	if got := names(t, w); len(different) != n || got != "same,same,same,same,same,same" {
		t.Errorf("%d ids, and there are %s", len(different), got)
	}
}

// TestCreateUncertain checks that the caller gets an error when nobody can know
// whether the segment was created.
func TestCreateUncertain(t *testing.T) {
	t.Parallel()
	var unsure *client.UncertainError
	var api *client.APIError

	w := develop(t) // no POST ever works, and none arrives
	w.fail(http.MethodPost, "500", "500", "500")
	_, err := w.CreateSegment(t.Context(), newSegment("x"))
	if !errors.As(err, &unsure) || !errors.As(err, &api) || api.Status != 500 || unsure.Look != nil || unsure.ID != "" {
		t.Errorf("three failures: %v", err)
	}
	if n := w.sent(http.MethodPost); n != 3 {
		t.Errorf("%d POSTs", n)
	}

	w = develop(t) // the look fails
	w.fail("", "", "reset-after-write", "500", "500", "500", "500")
	_, err = w.CreateSegment(t.Context(), newSegment("x"))
	if !errors.As(err, &unsure) || unsure.Look == nil || w.sent(http.MethodPost) != 1 {
		t.Errorf("no look: %v", err)
	}

	w = develop(t) // the server changed the body
	lost := newSegment("x")
	made := ""
	lost.BeforePost = func([]string) error {
		other := newSegment("x")
		other.Rules = json.RawMessage(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`)
		made = create(t, w, other)
		return nil
	}
	w.fail(http.MethodPost, "reset-before")
	_, err = w.CreateSegment(t.Context(), lost)
	if !errors.As(err, &unsure) || unsure.ID != made || w.sent(http.MethodPost) != 1 {
		t.Errorf("another body: %v", err)
	}

	w = develop(t) // somebody else creates the same at the same moment
	lost = newSegment("x")
	lost.BeforePost = func([]string) error { made = create(t, w, newSegment("x")); return nil }
	w.fail(http.MethodPost, "reset-after-write")
	_, err = w.CreateSegment(t.Context(), lost)
	if !errors.As(err, &unsure) || unsure.ID == "" || !strings.Contains(err.Error(), made) || w.sent(http.MethodPost) != 1 {
		t.Errorf("two with the same body: %v", err)
	}
}

// create creates a segment as another program would, and returns its id.
func create(t testing.TB, w *world, s client.NewSegment) string {
	t.Helper()
	made, err := connect(t, w.BaseURL(), w.clock).CreateSegment(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return made.ID
}

func TestCreateCanceled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	w := develop(t, func(o *client.Options) {
		old := o.OnEvent
		o.OnEvent = func(e client.Event) {
			old(e)
			if e.Kind == client.EventLookUp {
				cancel()
			}
		}
	})
	w.fail(http.MethodPost, "reset-after-write")
	_, err := w.CreateSegment(ctx, newSegment("x"))
	var unsure *client.UncertainError
	if !errors.As(err, &unsure) || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestCreateWaitsForName checks that a call that waits for another one with the
// same name ends with its context, and that nothing of it was sent.
func TestCreateWaitsForName(t *testing.T) {
	t.Parallel()
	arrived, finish := make(chan struct{}), make(chan struct{})
	url := serve(t, unused(scripted(t, func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-finish
		says(200, segmentJSON())(w, r)
	})))
	w := connect(t, url, newClock())
	first := make(chan error)
	go func() { _, err := w.CreateSegment(t.Context(), newSegment("n")); first <- err }()
	<-arrived
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := w.CreateSegment(ctx, newSegment("n"))
	var unsure *client.UncertainError
	if !errors.Is(err, context.Canceled) || errors.As(err, &unsure) {
		t.Errorf("%v", err)
	}
	close(finish)
	if err := <-first; err != nil || w.sent(http.MethodPost) != 1 {
		t.Errorf("%v, %d POSTs", err, w.sent(http.MethodPost))
	}
}

func TestUpdateOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		faults  []string
		patches int
		adopted bool
	}{
		{[]string{"reset-after-write"}, 1, true},
		{[]string{"500-after-write"}, 1, true},
		{[]string{"slow=4m"}, 1, true},
		{[]string{"cut-body"}, 1, true},
		{[]string{"reset-before"}, 2, false},
		{[]string{"500", "html"}, 3, false},
	} {
		w := develop(t, patience(c.faults))
		made, err := w.CreateSegment(t.Context(), newSegment("x"))
		if err != nil {
			t.Fatal(err)
		}
		name := "y"
		u := client.Update{Name: &name, Rules: json.RawMessage(`{"any":[ {"all":[{"values":[1],"kind":"isp","operator":"in"}]}]}`)}
		w.fail(http.MethodPatch, c.faults...)
		changed, err := w.UpdateSegment(t.Context(), made.ID, u)
		if err != nil || changed.Name != "y" {
			t.Errorf("%v: %v", c.faults, err)
		}
		if n := w.sent(http.MethodPatch); n != c.patches || (len(w.told(client.EventAdopt)) == 1) != c.adopted {
			t.Errorf("%v: %d PATCHes, adopted %v", c.faults, n, w.told(client.EventAdopt))
		}
	}
	w := develop(t)
	made, err := w.CreateSegment(t.Context(), newSegment("x"))
	if err != nil {
		t.Fatal(err)
	}
	w.fail(http.MethodPatch, "500", "500", "500")
	name := "y"
	_, err = w.UpdateSegment(t.Context(), made.ID, client.Update{Name: &name})
	var unsure *client.UncertainError
	if !errors.As(err, &unsure) || unsure.ID != made.ID || !prose.Names(err.Error(), "PATCH", made.ID, "500") || w.sent(http.MethodPatch) != 3 {
		t.Errorf("%v", err)
	}
}
