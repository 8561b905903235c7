package client_test

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestNoPartOfTheKey checks that a text which is cut short does not end within
// the key: what is left of it would no longer be found.
func TestNoPartOfTheKey(t *testing.T) {
	t.Parallel()
	const key = "0123456789abcdef-0123456789abcdef-0123456789abcdef-0123456789abcdef"
	const part = "01234567"
	var escaped strings.Builder
	for _, r := range key {
		fmt.Fprintf(&escaped, `\u%04x`, r)
	}
	for name, answer := range map[string]http.HandlerFunc{
		"an id":         says(200, `{"id":"`+key+`"}`),
		"within an id":  says(200, `{"id":"x`+key+`"}`),
		"escaped":       says(200, `{"id":"`+escaped.String()+`"}`),
		"no object":     says(200, `"`+key+`"`),
		"not rules":     says(200, segmentJSON("rules_json", `"`+key+`"`)),
		"media type":    says(200, "", "Content-Type", "text/"+strings.Repeat("x", 50)+key),
		"no media type": says(200, "", "Content-Type", strings.Repeat("/", 50)+key),
		"long refusal":  says(400, strings.Repeat(" ", 64<<10-20)+`"`+key+`"`),
		"long words":    says(400, `{"detail":"`+strings.Repeat("x", 980)+key+`"}`),
		"long name":     says(400, `{"a":{"`+strings.Repeat("x", 980)+key+`":"no"}}`),
		"plain text":    says(400, strings.Repeat("x", 980)+key, "Content-Type", "text/plain"),
	} {
		w := connect(t, serve(t, answer), newClock(), func(o *client.Options) { o.Key = key })
		_, err := w.GetSegment(t.Context(), listID)
		if text := chain(err); err == nil || strings.Contains(text, part) || strings.Contains(text, `\u0030\u0031`) {
			t.Errorf("%s: a part of the key is in %s", name, text)
		}
	}
}

// TestKeysRefused checks that what cannot be a key is refused without a word of
// it, and that the dev-server's key is for this machine only.
func TestKeysRefused(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "keys")
	for _, c := range []struct{ base, key, problem string }{
		{"", "", "missing"},
		{"", "k", "too short"},
		{"", "1234567", "too short"},
		{"", "12345678", ""},
		{"", "dev-key", "too short"},
		{"http://127.0.0.1:1", "dev-key", ""},
		{"http://127.0.0.1:1", "dev-kex", "too short"},
		{"https://localhost", "dev-key", ""},
		{"", "secret secret", "another character"},
		{"", "secret-secret\n", "another character"},
		{"", "secret-secret\x00", "another character"},
		{"", "sécret-secret", "another character"},
		{"", "secret-secret\u200b", "another character"},
		{"", "s\t", "another character"},
		{"", strings.Repeat("k", 4096), ""},
		{"", strings.Repeat("k", 4097), "too long"},
	} {
		_, err := client.New(client.Options{BaseURL: c.base, Key: c.key})
		var wrong *client.KeyError
		switch {
		case c.problem == "" && err != nil:
			t.Errorf("key %q for %q: %v", c.key, c.base, err)
		case c.problem != "" && (!errors.As(err, &wrong) || strings.Contains(err.Error(), "cret")):
			t.Errorf("key %q for %q: %v", c.key, c.base, err)
		case c.problem != "":
			messages.Add(t, c.problem, err.Error()) // one for each problem
		}
	}
	const key = "s3cret-0123456789"
	for _, base := range []string{"https://example.com/" + key, "https://" + key + ".example.com", "http://" + strings.ToUpper(key), "https://example.com/s3cret/0123456789"} {
		if _, err := client.New(client.Options{BaseURL: base, Key: key}); err == nil || leaks(err.Error(), key) {
			t.Errorf("%s: %v", base, err)
		}
	}
}

// TestOptionsKeepTheKey checks that no usual encoding writes the key of options.
func TestOptionsKeepTheKey(t *testing.T) {
	t.Parallel()
	o := client.Options{BaseURL: "https://example.com/" + testKey, Key: testKey}
	var out bytes.Buffer
	for _, logger := range []*slog.Logger{slog.New(slog.NewTextHandler(&out, nil)), slog.New(slog.NewJSONHandler(&out, nil))} {
		logger.Info("x", "options", o, "pointer", &o, slog.Any("list", []client.Options{o}))
	}
	for _, encode := range []func(any) error{json.NewEncoder(&out).Encode, xml.NewEncoder(&out).Encode, gob.NewEncoder(&out).Encode} {
		if err := encode(o); err != nil {
			t.Error(err)
		}
		type Holder struct{ O *client.Options }
		if err := encode(Holder{&o}); err != nil {
			t.Error(err)
		}
	}
	func() {
		defer func() { fmt.Fprint(&out, recover()) }()
		panic(o)
	}()
	if strings.Count(out.String(), "client.Options(") < 10 {
		t.Errorf("the options are not shown: %s", &out)
	}
	if leaks(out.String(), testKey) {
		t.Errorf("the key is in %s", &out)
	}
}

// TestKeyIsSentAsAHeaderOnly checks that a request with the key anywhere else is
// not sent.
func TestKeyIsSentAsAHeaderOnly(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "key-in-request")
	for name, call := range map[string]func(*world) error{
		"name": func(w *world) error { _, err := w.CreateSegment(t.Context(), newSegment("x "+testKey)); return err },
		"update": func(w *world) error {
			text := strings.ToUpper(testKey)
			_, err := w.UpdateSegment(t.Context(), listID, client.Update{Description: &text})
			return err
		},
		"search": func(w *world) error {
			for _, err := range w.ListSegments(t.Context(), client.ListOptions{Search: testKey}) {
				return err
			}
			return nil
		},
	} {
		w := develop(t)
		err := call(w)
		if err == nil || leaks(chain(err), testKey) {
			t.Fatalf("%s: %v", name, err)
		}
		messages.Add(t, name, err.Error())
		if len(w.traces) > 0 {
			t.Errorf("%s: %d requests were sent", name, len(w.traces))
		}
	}
}

// TestTraceDoesNotSeeTheKey checks that a program that traces its requests, as
// those with telemetry do, is not told the key.
func TestTraceDoesNotSeeTheKey(t *testing.T) {
	t.Parallel()
	w := develop(t, func(o *client.Options) { o.HTTPClient = nil })
	var seen []string
	connected := 0
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		GotConn:          func(httptrace.GotConnInfo) { connected++ },
		WroteHeaderField: func(name string, values []string) { seen = append(seen, name+": "+strings.Join(values, ",")) },
	})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for _, err := range w.ContactLists(ctx) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if text := strings.Join(seen, "\n"); connected != 1 || strings.Contains(text, testKey) {
		t.Errorf("%d connections, headers %q", connected, text)
	}
}

// TestWrongAddressOfDevServer checks that the address is blamed, and not the key that
// is right for the one that was meant.
func TestWrongAddressOfDevServer(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "addresses")
	for base, name := range map[string]string{"http://user:pw@127.0.0.1:1": "", "127.0.0.1:1": "https://webapi.inboxroad.com", "ftp://localhost": "https://"} {
		_, err := client.New(client.Options{BaseURL: base, Key: "dev-key"})
		if err == nil || !prose.Names(err.Error(), name) || strings.Contains(err.Error(), "pw") {
			t.Fatalf("%s: got %v", base, err)
		}
		messages.Add(t, base, err.Error())
	}
}
