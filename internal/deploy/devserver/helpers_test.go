package devserver_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/devserver"
)

const (
	key       = "a-key"
	listID    = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	noID      = "00000000-0000-4000-8000-000000000000"
	condition = `{"kind":"field","field":"status","operator":"equals","value":"subscribed"}`
	segments  = "/api/v2/segments/"
)

func body(name string) string {
	return fmt.Sprintf(`{"name":%q,"color":"#7cb7de","contact_list_ids":[%q],"rules_json":{"any":[{"all":[%s]}]}}`, name, listID, condition)
}

// bench is a server with a clock that the test moves.
type bench struct {
	t   *testing.T
	url string
	log *strings.Builder

	mu  sync.Mutex
	now time.Time
}

func (b *bench) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

func start(t *testing.T, c devserver.Config) *bench {
	t.Helper()
	b := &bench{t: t, log: &strings.Builder{}, now: time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC)}
	c.Keys, c.Log = append(c.Keys, key), b.log
	c.Now = func() time.Time { b.mu.Lock(); defer b.mu.Unlock(); return b.now }
	server, err := devserver.New(c)
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(server)
	t.Cleanup(h.Close)
	b.url = h.URL
	return b
}

type reply struct {
	status int
	header http.Header
	body   map[string]any
	err    error
}

// send sends a request; headers are name, value, ….
func (b *bench) send(method, path, text string, headers ...string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, strings.NewReader(text))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("X-API-Key", key)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return reply{err: err}
	}
	defer func() { _ = response.Body.Close() }()
	got := reply{status: response.StatusCode, header: response.Header}
	content, err := io.ReadAll(response.Body)
	if err == nil {
		err = json.NewDecoder(bytes.NewReader(content)).Decode(&got.body)
	}
	got.err = err
	return got
}

// problems returns the reasons of a 400.
func (r reply) problems() map[string]any {
	errors, _ := r.body["errors"].(map[string]any)
	return errors
}

func (r reply) items(name string) []any {
	items, _ := r.body[name].([]any)
	return items
}

func (b *bench) create(name string) string {
	b.t.Helper()
	got := b.send("POST", segments, body(name))
	id, _ := got.body["id"].(string)
	if got.status != 200 || id == "" {
		b.t.Fatalf("%+v", got)
	}
	return id
}
