package client_test

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestRedirectsStayBelowTheBase checks that the key goes to no other path of the
// host, however the path of a redirect is written.
func TestRedirectsStayBelowTheBase(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		location string
		follows  bool
	}{
		{"/ours/api/v2/segments/again/", true},
		{"/ours/v3/segments/again/?a=%2e%2e", true},
		{"../again/", true},
		{"/ours/", true},
		{"/ours", false},
		{"/", false},
		{"/theirs/", false},
		{"/ours-too/", false},
		{"/OURS/again/", false},
		{"/ours/../theirs/", false},
		{"/ours/%2e%2e/theirs/", false},
		{"/ours/%2E./theirs/", false},
		{"/ours/.%2e/theirs/", false},
		{"/ours/%252e%252e/theirs/", false},
		{"/ours/..%2ftheirs/", false},
		{"/ours/..%5ctheirs/", false},
		{`/ours/..\theirs/`, false},
		{`/ours\..\theirs/`, false},
		{"/ours//theirs/", false},
		{"/ours/./theirs/", true}, // which is /ours/theirs/ before it is sent
		{"/ours/..;/theirs/", false},
		{"/ours/a;b/", false},
		{"/%6furs/again/", false},
		{"//theirs.example/ours/", false},
		{"/ours/.../", false},
		{"/ours/a%00b/", false},
		{"/ours/%e2%80%ae/", false},
	} {
		var mu sync.Mutex
		var seen []string
		w := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			seen = append(seen, r.URL.EscapedPath())
			first := len(seen) == 1
			mu.Unlock()
			if first {
				redirect(w, c.location)
				return
			}
			says(200, segmentJSON())(w, r)
		})), newClock(), func(o *client.Options) { o.BaseURL += "/ours/" })
		_, err := w.GetSegment(t.Context(), listID)
		if c.follows != (err == nil) || !c.follows && (!errors.Is(err, client.ErrRedirect) || len(seen) != 1) {
			t.Errorf("%s: %v; the requests are for %q", c.location, err, seen)
		}
	}
}

// TestRedirectsWithUserOrKey checks two more things that no redirect may have.
func TestRedirectsWithUserOrKey(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "redirects")
	for _, c := range []struct{ name, location string }{
		{"a user", "http://user:word@HOST/api/v2/"},
		{"the key", "http://HOST/api/v2/?x=" + forms(testKey)[1]},
		{"another scheme", "https://HOST/api/v2/"},
		{"another host", "http://a%C2%9B31mX%E2%80%AE.example/"},
	} {
		host := ""
		w := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			host = r.Host
			redirect(w, strings.Replace(c.location, "HOST", r.Host, 1))
		})), newClock())
		_, err := w.GetSegment(t.Context(), listID)
		if !errors.Is(err, client.ErrRedirect) || strings.ContainsAny(err.Error(), "\u009b\u202e") || leaks(chain(err), testKey) {
			t.Fatalf("%s: %q", c.location, err)
		}
		messages.Add(t, c.name, strings.ReplaceAll(err.Error(), host, "HOST"))
	}
}

// TestRedirectsEnd checks how many redirects are followed.
func TestRedirectsEnd(t *testing.T) {
	t.Parallel()
	n := 0
	w := connect(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n++
		redirect(w, r.URL.Path)
	})), newClock())
	if _, err := w.GetSegment(t.Context(), listID); !errors.Is(err, client.ErrRedirect) || n != 6 {
		t.Errorf("%v after %d requests", err, n)
	}
}
