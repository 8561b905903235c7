package client_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
)

// TestNoPartOfTheKey holds that a text which is cut short does not end within the
// key: what is left of it would no longer be found.
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

// TestShortKey holds that what stands in for a key is not searched for it again.
func TestShortKey(t *testing.T) {
	t.Parallel()
	w := connect(t, serve(t, http.HandlerFunc(says(400, `{"detail":"knock"}`))), newClock(), func(o *client.Options) { o.Key = "k" })
	_, err := w.GetSegment(t.Context(), listID)
	if err == nil || !strings.HasSuffix(err.Error(), ": [key]noc[key]") {
		t.Error(err)
	}
}
