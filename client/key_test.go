package client_test

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

// forms returns the spellings of a key that must not appear in any output.
func forms(key string) []string {
	escaped := strings.ReplaceAll(strings.ReplaceAll(key, `\`, `\\`), `"`, `\"`)
	return []string{
		key, url.QueryEscape(key), url.PathEscape(key), strings.ToLower(url.QueryEscape(key)), escaped, strings.ReplaceAll(escaped, "/", `\/`),
		html.EscapeString(key), strings.ToUpper(key), base64.StdEncoding.EncodeToString([]byte(key)), strings.ReplaceAll(key, "-", ""),
	}
}

func leaks(text, key string) bool {
	for _, form := range forms(key) {
		if strings.Contains(text, form) {
			return true
		}
	}
	return false
}

// chain prints an error and all that it wraps in every way.
func chain(err error) string {
	if err == nil {
		return ""
	}
	text := fmt.Sprintf("%v\n%+v\n%#v\n%q\n", err, err, err, err)
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		text += chain(err.Unwrap())
	case interface{ Unwrap() []error }:
		for _, inner := range err.Unwrap() {
			text += chain(inner)
		}
	}
	var api *client.APIError
	if errors.As(err, &api) {
		text += string(api.Body)
	}
	return text
}

// TestKeyStaysHidden runs a client against servers that fail and repeat the key
// wherever they can.
func TestKeyStaysHidden(t *testing.T) {
	t.Parallel()
	echo := func(w http.ResponseWriter, r *http.Request, status int, contentType, text string) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("X-Echo", r.Header.Get("X-API-Key"))
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, text, r.Header.Get("X-API-Key"))
	}
	for name, answer := range map[string]http.HandlerFunc{
		"plain 400": func(w http.ResponseWriter, r *http.Request) { echo(w, r, 400, "text/plain", "bad %s") },
		"json 401":  func(w http.ResponseWriter, r *http.Request) { echo(w, r, 401, "application/json", `{"detail":%q}`) },
		"member 400": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 400, "application/json", `{"errors":{"a":"b",%[1]q:[%[1]q]}}`)
		},
		"500":           func(w http.ResponseWriter, r *http.Request) { echo(w, r, 500, "application/json", `[%q]`) },
		"429":           func(w http.ResponseWriter, r *http.Request) { echo(w, r, 429, "application/json", `[%q]`) },
		"media type":    func(w http.ResponseWriter, r *http.Request) { echo(w, r, 200, "text/"+r.Header.Get("X-API-Key"), "%s") },
		"value":         func(w http.ResponseWriter, r *http.Request) { echo(w, r, 200, "application/json", `{"id":%q}`) },
		"number":        func(w http.ResponseWriter, r *http.Request) { echo(w, r, 200, "application/json", `{"id":1,"x":%q}`) },
		"no JSON":       func(w http.ResponseWriter, r *http.Request) { echo(w, r, 200, "application/json", "%s") },
		"redirect":      func(w http.ResponseWriter, r *http.Request) { redirect(w, "http://other.example/?"+forms(testKey)[1]) },
		"bad redirect":  func(w http.ResponseWriter, r *http.Request) { redirect(w, "http://[::1/"+testKey) },
		"here":          func(w http.ResponseWriter, r *http.Request) { redirect(w, r.URL.Path+"?"+forms(testKey)[1]) },
		"no HTTP":       raw("HTTP/1.1 " + testKey + "\r\n\r\n"),
		"bad header":    raw("HTTP/1.1 200 OK\r\n" + testKey + "\r\n\r\n"),
		"bad length":    raw("HTTP/1.1 200 OK\r\nContent-Length: " + testKey + "\r\n\r\n"),
		"reset":         raw(""),
		"bad encoding":  raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + testKey + "\r\n\r\n"),
		"half a header": raw("HTTP/1.1 200 OK\r\nX: " + testKey),
	} {
		var output strings.Builder
		w := connect(t, serve(t, answer), newClock(), func(o *client.Options) { o.UserAgent = "agent/" + testKey })
		_, err := w.GetSegment(t.Context(), listID)
		output.WriteString(chain(err))
		_, post := w.CreateSegment(t.Context(), newSegment("about "+testKey))
		output.WriteString(chain(post))
		if err == nil || post == nil {
			t.Errorf("%s: no error", name)
		}
		for _, err := range w.ListSegments(t.Context(), client.ListOptions{Search: testKey}) {
			output.WriteString(chain(err))
		}
		for _, e := range w.events {
			output.WriteString(fmt.Sprintf("%+v", e) + chain(e.Err))
		}
		for _, trace := range w.traces {
			output.WriteString(fmt.Sprintf("%+v %s", trace, trace.RequestBody) + chain(trace.Err))
		}
		if text := output.String(); leaks(text, testKey) {
			i := strings.Index(text, testKey[:8])
			t.Errorf("%s: the key is in …%s…", name, text[max(0, i-200):min(len(text), i+100)])
		}
	}
}

func redirect(w http.ResponseWriter, to string) {
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusTemporaryRedirect)
}

// raw answers with bytes of no HTTP server.
func raw(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = connection.Write([]byte(text))
		_ = connection.Close()
	}
}

// TestPrintsWithoutKey prints clients and options with every verb.
func TestPrintsWithoutKey(t *testing.T) {
	t.Parallel()
	w := develop(t)
	holder := struct {
		C *client.Client
		O client.Options
	}{w.Client, w.options}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%t", "%T"} {
		for _, value := range []any{w.Client, w.options, &w.options, holder, &holder, []any{w.Client, w.options}} {
			if text := fmt.Sprintf(verb, value); leaks(text, testKey) || strings.Contains(text, fmt.Sprintf("%x", testKey)) {
				t.Errorf("%s: %s", verb, text)
			}
		}
	}
	if got := w.String(); got != "client.Client("+w.BaseURL()+")" || got != w.GoString() {
		t.Error(got)
	}
}

// TestRedirects checks that the key stays at its origin and a POST a POST.
func TestRedirects(t *testing.T) {
	t.Parallel()
	var strange atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strange.Add(1) }))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		away := func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", other.URL+r.URL.Path)
			w.WriteHeader(status)
		}
		w := connect(t, serve(t, unused(http.HandlerFunc(away))), newClock())
		_, get := w.GetSegment(t.Context(), listID)
		_, post := w.CreateSegment(t.Context(), newSegment("x"))
		var unsure *client.UncertainError
		if !errors.Is(get, client.ErrRedirect) || !errors.Is(post, client.ErrRedirect) || errors.As(post, &unsure) {
			t.Errorf("%d: %v, %v", status, get, post)
		}
		if len(w.traces) != 3 {
			t.Errorf("%d: %d requests", status, len(w.traces))
		}
		here := func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("again") == "" {
				w.Header().Set("Location", r.URL.Path+"?again=1")
				w.WriteHeader(status)
				return
			}
			says(200, segmentJSON())(w, r)
		}
		w = connect(t, serve(t, unused(http.HandlerFunc(here))), newClock())
		if _, err := w.GetSegment(t.Context(), listID); err != nil {
			t.Errorf("%d at the same origin: %v", status, err)
		}
		_, post = w.CreateSegment(t.Context(), newSegment("x"))
		if keeps := status >= 307; keeps != (post == nil) || !keeps && !errors.Is(post, client.ErrRedirect) {
			t.Errorf("%d at the same origin: POST: %v", status, post)
		}
	}
	if n := strange.Load(); n > 0 {
		t.Errorf("%d requests went to another origin", n)
	}
}

// TestTLS checks that a certificate nobody vouches for ends the call.
func TestTLS(t *testing.T) {
	t.Parallel()
	var seen atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { seen.Add(1) }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	w := connect(t, server.URL, newClock(), func(o *client.Options) { o.HTTPClient = nil })
	_, err := w.CreateSegment(t.Context(), newSegment("x"))
	var unsure *client.UncertainError
	if err == nil || errors.As(err, &unsure) || !isCertificate(err) || seen.Load() > 0 || len(w.traces) != 1 {
		t.Errorf("%v after %d requests", err, len(w.traces))
	}
	blind := server.Client() // trusts this server, and then does not look at all
	blind.Transport.(*http.Transport).TLSClientConfig.InsecureSkipVerify = true
	_, err = client.New(client.Options{BaseURL: server.URL, Key: testKey, HTTPClient: blind})
	if err == nil || !prose.Names(err.Error(), "InsecureSkipVerify") {
		t.Fatalf("a client that verifies nothing: %v", err)
	}
	prose.Open(t, "blind").Add(t, "a client that verifies nothing", err.Error())
}

func isCertificate(err error) bool {
	var wrong *tls.CertificateVerificationError
	return errors.As(err, &wrong)
}

func TestNew(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"":                                "https://webapi.inboxroad.com",
		"https://API.example.com/":        "https://api.example.com",
		"https://api.example.com:8443/x/": "https://api.example.com:8443/x",
		"https://api.example.com:443":     "https://api.example.com",
		"http://[::1]:80/":                "http://[::1]",
		"https://api.example.com:80":      "https://api.example.com:80",
		"http://127.0.0.1:8737":           "http://127.0.0.1:8737",
		"http://127.3.2.1":                "http://127.3.2.1",
		"http://[::1]:8737":               "http://[::1]:8737",
		"http://localhost:1":              "http://localhost:1",
		"http://api.example.com":          "",
		"http://10.0.0.1":                 "",
		"http://0.0.0.0:8737":             "",
		"http://localhost.example.com":    "",
		"http://127.0.0.1.example.com":    "",
		"http://[::ffff:10.0.0.1]":        "",
		"ftp://127.0.0.1":                 "",
		"127.0.0.1:8737":                  "",
		"https://":                        "",
		"https://u:p4ss@example.com":      "",
		"https://example.com/?a=b":        "",
		"https://example.com/#x":          "",
		"https://example.com/api/v2/":     "",
		"https://exa mple.com/p4ss":       "",
	} {
		c, err := client.New(client.Options{BaseURL: base, Key: "k3y-0123"})
		switch {
		case want == "" && (err == nil || strings.Contains(err.Error(), "p4ss")):
			t.Errorf("%q: %v", base, err)
		case want != "" && (err != nil || c.BaseURL() != want):
			t.Errorf("%q: %v %v", base, c, err)
		}
	}
}

// TestConcurrent is for the race detector.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	w := develop(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	done := make(chan error)
	for range 8 {
		go func() {
			_, err := w.CreateSegment(ctx, newSegment("x"))
			for _, e := range w.ListSegments(ctx, client.ListOptions{}) {
				err = errors.Join(err, e)
			}
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
