package client_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

func TestGetAgain(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "again")
	for _, c := range []struct {
		faults []string
		gets   int
		names  []string // what the error has
	}{
		{[]string{"500", "500", "500"}, 4, nil},
		{[]string{"500", "500", "500", "500"}, 4, []string{"GET", listID, "500"}},
		{[]string{"reset-before", "cut-body", "reset-before"}, 4, nil},
		{[]string{"slow=4m", "cut-body"}, 3, nil},
		{[]string{"html"}, 1, []string{"GET", listID, "application/json", "text/html"}},
	} {
		w := develop(t, patience(c.faults))
		w.fail(http.MethodGet, c.faults...)
		_, err := w.ContactList(t.Context(), listID)
		if (err == nil) != (c.names == nil) || err != nil && !prose.Names(err.Error(), c.names...) {
			t.Errorf("%v: got %v, which does not name %q", c.faults, err, c.names)
		}
		if err != nil {
			messages.Add(t, strings.Join(c.faults, " "), err.Error())
		}
		if n := w.sent(http.MethodGet); n != c.gets {
			t.Errorf("%v: %d GETs", c.faults, n)
		}
	}
}

func TestBackoffGrows(t *testing.T) {
	t.Parallel()
	w := develop(t)
	w.fail(http.MethodGet, "500", "500", "500", "500")
	_, err := w.GetSegment(t.Context(), noID)
	var api *client.APIError
	if !errors.As(err, &api) || api.Status != 500 {
		t.Fatal(err)
	}
	told := w.told(client.EventRetry)
	if len(told) != 3 {
		t.Fatalf("told %v", told)
	}
	for i, e := range told {
		all := 500 * time.Millisecond << i
		if e.Wait < all/2 || e.Wait > all || e.Attempt != i+1 || e.Err == nil || e.Method != "GET" {
			t.Errorf("retry %d: %+v", i, e)
		}
	}
}

// TestRetryAfter holds how long a 429 is waited for.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	soon := newClock().Now().Add(40 * time.Second).Format(http.TimeFormat)
	date := newClock().Now().Add(10 * time.Second).Format(http.TimeFormat)
	for _, c := range []struct {
		headers []string
		want    time.Duration
	}{
		{[]string{"Retry-After", "7"}, 7 * time.Second},
		{[]string{"Retry-After", "120"}, 120 * time.Second},
		{[]string{"X-RateLimit-Reset", "120"}, 120 * time.Second},
		{[]string{"Retry-After", soon, "Date", date}, 30 * time.Second},
		{[]string{"Retry-After", "Fri, 01 Jan 1999 00:00:00 GMT"}, time.Second},
		{[]string{"Retry-After", "soon"}, time.Second},
		{[]string{"Retry-After", "-5"}, time.Second},
		{[]string{"Retry-After", "0"}, time.Second},
		{[]string{"Retry-After", "NaN"}, time.Second},
		{[]string{"Retry-After", "1e300"}, time.Second},
		{[]string{"Retry-After", "Inf"}, time.Second},
		{[]string{"Retry-After", "Mon, 01 Jan 0001 00:00:00 GMT", "Date", "Fri, 31 Dec 9999 23:59:59 GMT"}, time.Second},
		{[]string{"X-RateLimit-Reset", "-9"}, time.Second},
		{[]string{"X-RateLimit-Reset", "9"}, 9 * time.Second},
		{nil, time.Second},
	} {
		clock := newClock()
		w := connect(t, serve(t, unused(scripted(t, says(429, `{}`, c.headers...), says(200, segmentJSON())))), clock)
		if _, err := w.CreateSegment(t.Context(), newSegment("x")); err != nil {
			t.Errorf("%v: %v", c.headers, err)
		}
		told := w.told(client.EventRateLimit)
		if clock.slept != c.want || len(told) != 1 || told[0].Wait != c.want {
			t.Errorf("%v: waited %s, told %v", c.headers, clock.slept, told)
		}
	}
}

// TestStorm checks that the client stops retrying if a server always answers 429.
func TestStorm(t *testing.T) {
	t.Parallel()
	clock := newClock()
	w := connect(t, serve(t, says429(t)), clock)
	_, err := w.GetSegment(t.Context(), noID)
	var api *client.APIError
	if !errors.Is(err, client.ErrRateLimited) || !errors.As(err, &api) || api.RetryAfter != 120*time.Second {
		t.Fatal(err)
	}
	if n := w.sent(http.MethodGet); n != 6 || clock.slept != 5*120*time.Second {
		t.Errorf("%d requests in %s", n, clock.slept)
	}
}

func says429(t *testing.T) http.Handler { return scripted(t, says(429, `{}`, "Retry-After", "120")) }

// TestPace checks that the client keeps within 60 a minute on its own, so that
// the server has no reason for a 429, and uses what there is.
func TestPace(t *testing.T) {
	t.Parallel()
	w := develop(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 25 {
				if _, err := w.ContactList(t.Context(), listID); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	for _, trace := range w.traces {
		if trace.Status != 200 {
			t.Errorf("status %d", trace.Status)
		}
	}
	if w.clock.slept < 75*time.Second {
		t.Errorf("100 requests in %s", w.clock.slept)
	}
}

func TestPaceAlone(t *testing.T) {
	t.Parallel()
	w := develop(t)
	for range 65 {
		if _, err := w.ContactList(t.Context(), listID); err != nil {
			t.Fatal(err)
		}
	}
	if w.clock.slept < 58*time.Second || w.clock.slept > 62*time.Second {
		t.Errorf("65 requests in %s", w.clock.slept)
	}
	if len(w.told(client.EventPace)) == 0 || w.sent(http.MethodGet) != 65 {
		t.Error("nothing was told, or a request was refused")
	}
}

// TestPaceHeaders checks that the API's headers make the pace.
func TestPaceHeaders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		headers   []string
		perMinute int
		least     time.Duration
		most      time.Duration
	}{
		{nil, 0, 24 * time.Second, 26 * time.Second},
		{[]string{"X-RateLimit-Limit", "6000", "X-RateLimit-Remaining", "10"}, 0, 2 * time.Second, 3 * time.Second},
		{[]string{"X-RateLimit-Limit", "1000000000"}, 0, 2 * time.Second, 3 * time.Second},
		{[]string{"X-RateLimit-Limit", "1e300"}, 0, 24 * time.Second, 26 * time.Second},
		{[]string{"X-RateLimit-Limit", "6000"}, 120, 12 * time.Second, 14 * time.Second},
		{[]string{"X-RateLimit-Limit", "30"}, 0, 48 * time.Second, 52 * time.Second},
		{nil, 10, 2 * time.Minute, 3 * time.Minute},
		{nil, -1, 0, 0},
		{[]string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "20"}, -1, 29 * 20 * time.Second, 29 * 20 * time.Second},
		{[]string{"X-RateLimit-Limit", "x", "X-RateLimit-Remaining", "-1", "X-RateLimit-Reset", ""}, 0, 24 * time.Second, 26 * time.Second},
	} {
		clock := newClock()
		w := connect(t, serve(t, scripted(t, says(200, segmentJSON(), c.headers...))), clock,
			func(o *client.Options) { o.PerMinute = c.perMinute })
		for range 30 {
			if _, err := w.GetSegment(t.Context(), listID); err != nil {
				t.Fatal(err)
			}
		}
		if clock.slept < c.least || clock.slept > c.most {
			t.Errorf("%v, %d a minute: 30 requests in %s", c.headers, c.perMinute, clock.slept)
		}
	}
}

// TestCancelEndsWait uses the machine's clock: a wait of two minutes ends at once.
func TestCancelEndsWait(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	w := connect(t, serve(t, says429(t)), newClock(), func(o *client.Options) {
		o.Clock = nil
		o.OnEvent = func(client.Event) { cancel() }
	})
	start := time.Now()
	_, err := w.GetSegment(ctx, noID)
	if !errors.Is(err, context.Canceled) || time.Since(start) > 10*time.Second {
		t.Errorf("%v after %s", err, time.Since(start))
	}
}

// TestUnreachable checks that a request that cannot have been sent is sent
// again, and that no error says that it may have been done.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(unused(http.NotFoundHandler()))
	w := connect(t, server.URL, newClock())
	lost := newSegment("x")
	lost.BeforePost = func([]string) error { server.Close(); return nil }
	_, err := w.CreateSegment(t.Context(), lost)
	var transport *client.TransportError
	var unsure *client.UncertainError
	if !errors.As(err, &transport) || errors.As(err, &unsure) || !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("%v", err)
	}
	if n := w.sent(http.MethodPost); n != 4 {
		t.Errorf("%d POSTs", n)
	}
	_, err = w.CreateSegment(t.Context(), newSegment("x"))
	if !errors.As(err, &transport) || errors.As(err, &unsure) || w.sent(http.MethodPost) != 4 {
		t.Errorf("without a look for the name: %v", err)
	}
}
