package client

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestSlowAnswersAreTold checks that somebody who waits for an answer hears which
// one it is, once, and nothing when it comes soon.
func TestSlowAnswersAreTold(t *testing.T) {
	t.Parallel()
	told := make(chan Event, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("search") == "slow" {
			told <- <-told // the answer waits until the client was told
		}
		w.Header().Set("Content-Type", mediaJSON)
		_, _ = w.Write([]byte(`{"pagination":{"total_pages":1,"total_count":0},"items":[]}`))
	}))
	defer server.Close()
	c, err := New(Options{BaseURL: server.URL, Key: "0123456789", OnEvent: func(e Event) {
		if e.Kind == EventSlow {
			told <- e
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	for range c.ListSegments(t.Context(), ListOptions{}) {
		t.Error("there is a segment")
	}
	if len(told) > 0 {
		t.Errorf("an answer that came at once: %v", <-told)
	}
	c.slow = time.Millisecond
	for _, err := range c.ListSegments(t.Context(), ListOptions{Search: "slow"}) {
		t.Error(err)
	}
	if e := <-told; e.Method != http.MethodGet || e.Path != "/api/v2/segments/" || e.Wait != c.slow || len(told) > 0 {
		t.Errorf("%+v, and %d more", e, len(told))
	}
}
