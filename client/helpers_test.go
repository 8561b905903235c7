package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/devserver"
)

const (
	testKey = "k3y-of/the+test\"x" // with what URLs and JSON escape
	listID  = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	otherID = "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"
	noID    = "00000000-0000-4000-8000-000000000000"
)

// fakeClock does not wait: a sleep moves it on.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	slept time.Duration
}

func newClock() *fakeClock { return &fakeClock{now: time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC)} }

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept += d
	return nil
}

// world is a client, what it told, and how often each method was sent.
type world struct {
	*client.Client
	clock   *fakeClock
	options client.Options

	mu     sync.Mutex
	events []client.Event
	traces []client.Trace
	faults []string // one for each next request of a method in faulty
	faulty string
}

// RoundTrip asks the dev-server for the next fault.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	if len(w.faults) > 0 && (w.faulty == "" || w.faulty == r.Method) {
		if w.faults[0] != "" {
			r = r.Clone(r.Context())
			r.Header.Set(devserver.FaultHeader, w.faults[0])
		}
		w.faults = w.faults[1:]
	}
	w.mu.Unlock()
	return http.DefaultTransport.RoundTrip(r)
}

// fail makes the next requests of a method fail, one fault each.
func (w *world) fail(method string, faults ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faulty, w.faults = method, faults
}

func (w *world) sent(method string) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.traces {
		if t.Method == method {
			n++
		}
	}
	return n
}

func (w *world) told(kind client.EventKind) (events []client.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.events {
		if e.Kind == kind {
			events = append(events, e)
		}
	}
	return events
}

// connect makes a client of a server; change may change its options.
func connect(t testing.TB, url string, clock *fakeClock, change ...func(*client.Options)) *world {
	t.Helper()
	w := &world{clock: clock}
	w.options = client.Options{
		BaseURL: url, Key: testKey, Clock: clock, Timeout: time.Minute, HTTPClient: &http.Client{Transport: w},
		OnEvent: func(e client.Event) { w.mu.Lock(); defer w.mu.Unlock(); w.events = append(w.events, e) },
		OnTrace: func(t client.Trace) { w.mu.Lock(); defer w.mu.Unlock(); w.traces = append(w.traces, t) },
	}
	for _, f := range change {
		f(&w.options)
	}
	var err error
	if w.Client, err = client.New(w.options); err != nil {
		t.Fatal(err)
	}
	return w
}

// develop connects a client with a dev-server that has the sample data.
func develop(t testing.TB, change ...func(*client.Options)) *world {
	t.Helper()
	clock := newClock()
	dev, err := devserver.New(devserver.Config{Keys: []string{testKey}, RateLimit: 60, Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	return connect(t, serve(t, dev), clock, change...)
}

// patience is short where a fault makes an answer slow, so that the test is not.
func patience(faults []string) func(*client.Options) {
	return func(o *client.Options) {
		if strings.Contains(strings.Join(faults, " "), "slow") {
			o.Timeout = time.Second
		}
	}
}

func serve(t testing.TB, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server.URL
}

// scripted answers the n-th request with the n-th answer, and the last again.
func scripted(t testing.TB, answers ...func(http.ResponseWriter, *http.Request)) http.Handler {
	var mu sync.Mutex
	n := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		answer := answers[min(n, len(answers)-1)]
		n++
		mu.Unlock()
		answer(w, r)
	})
}

// unused answers the look for a name, before a POST, with an empty list, and
// leaves every other request to a handler.
func unused(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.Query().Has("search") {
			says(200, `{"pagination":{"page":1,"page_size":100,"total_count":0,"total_pages":0},"items":[]}`)(w, r)
			return
		}
		handler.ServeHTTP(w, r)
	})
}

// says answers with a status and a text of JSON; headers are name, value, ….
func says(status int, text string, headers ...string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, text)
	}
}

// segmentJSON is a full segment with members set or, with "", left out.
func segmentJSON(members ...string) string {
	all := map[string]json.RawMessage{
		"id": json.RawMessage(`"` + listID + `"`), "name": json.RawMessage(`"n"`), "color": json.RawMessage(`"#7cb7de"`),
		"status": json.RawMessage(`"DONE"`), "total_count": json.RawMessage(`3`), "contact_list_ids": json.RawMessage(`["` + listID + `"]`),
		"rules_json": json.RawMessage(rules), "created_at": json.RawMessage(`"2026-05-01T10:00:00Z"`), "new_member": json.RawMessage(`{"x":[1]}`),
	}
	for i := 0; i < len(members); i += 2 {
		if all[members[i]] = json.RawMessage(members[i+1]); members[i+1] == "" {
			delete(all, members[i])
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic(err)
	}
	return string(text)
}

const rules = `{"any":[{"all":[{"kind":"field","field":"status","operator":"equals","value":"subscribed"}]}]}`

func newSegment(name string) client.NewSegment {
	return client.NewSegment{Name: name, Color: "#7cb7de", ContactLists: []string{listID}, Description: "why", Rules: json.RawMessage(rules)}
}

// names lists what the server has.
func names(t testing.TB, w *world) string {
	t.Helper()
	var all []string
	for s, err := range w.ListSegments(t.Context(), client.ListOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s.Name)
	}
	return strings.Join(all, ",")
}
