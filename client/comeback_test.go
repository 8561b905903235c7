package client_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/client"
)

// TestComeBack checks that a client that is asked to wait longer than it waits
// returns at once, says when to come back, and sends nothing until then.
func TestComeBack(t *testing.T) {
	t.Parallel()
	const later = "2006-01-02 15:04:05 UTC"
	now := newClock().Now()
	in := func(d time.Duration) string { return now.Add(d).UTC().Format(http.TimeFormat) }
	day := 24 * time.Hour
	for _, c := range []struct {
		headers []string
		wait    time.Duration
		about   string
		only429 bool
	}{
		{[]string{"Retry-After", "121"}, 121 * time.Second, "2m1s", false},
		{[]string{"Retry-After", "3600"}, time.Hour, "1h0m0s", false},
		{[]string{"Retry-After", in(10 * time.Minute), "Date", in(0)}, 10 * time.Minute, "10m0s", false},
		{[]string{"Retry-After", in(10 * time.Minute), "Date", in(-time.Hour)}, 70 * time.Minute, "1h10m0s", false},
		{[]string{"Retry-After", "999999"}, day, "a day or more", false},
		{[]string{"Retry-After", "99999999999999999999"}, day, "a day or more", false},
		{[]string{"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", "Date", "Mon, 01 Jan 0001 00:00:00 GMT"}, day, "a day or more", false},
		{[]string{"X-RateLimit-Reset", "600"}, 10 * time.Minute, "10m0s", true},
		{[]string{"X-RateLimit-Reset", "9223372036854775807"}, day, "a day or more", true},
	} {
		for _, status := range []int{429, 503} {
			if c.only429 && status != 429 {
				continue
			}
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				clock := newClock()
				handler := scripted(t, says(status, `{}`, c.headers...), says(200, segmentJSON()))
				if method == http.MethodPost {
					handler = unused(handler)
				}
				w := connect(t, serve(t, handler), clock)
				do := func() error {
					_, err := w.GetSegment(t.Context(), noID)
					return err
				}
				first := do
				if method == http.MethodPost {
					first = func() error {
						_, err := w.CreateSegment(t.Context(), newSegment("x"))
						return err
					}
				}
				err := first()
				want := "try again after " + now.Add(c.wait).UTC().Format(later) + " (in " + c.about + ")"
				var refusal *client.APIError
				if !errors.As(err, &refusal) || refusal.Status != status || refusal.RetryAfter != c.wait || !strings.Contains(err.Error(), want) {
					t.Errorf("%d to a %s, %v: %v, want %q", status, method, c.headers, err, want)
				}
				if clock.slept > 10*time.Second { // a POST that may have arrived is looked for
					t.Errorf("%d to a %s, %v: slept %s", status, method, c.headers, clock.slept)
				}
				sent := w.sent(http.MethodGet) + w.sent(http.MethodPost)
				if err := do(); !errors.As(err, &refusal) || w.sent(http.MethodGet)+w.sent(http.MethodPost) != sent {
					t.Errorf("%d to a %s, %v: sent again: %v", status, method, c.headers, err)
				}
				if err := clock.Sleep(t.Context(), c.wait); err != nil {
					t.Fatal(err)
				}
				if _ = do(); w.sent(http.MethodGet)+w.sent(http.MethodPost) == sent {
					t.Errorf("%d to a %s, %v: nothing is sent after the wait", status, method, c.headers)
				}
			}
		}
	}
}
