package jsontext_test

import (
	"encoding/json"
	"testing"

	"github.com/segc-lang/segc/internal/jsontext"
)

// TestAppendString lets the standard library read what is written, for every
// character below U+0800, for some above, and for bytes that are not UTF-8.
func TestAppendString(t *testing.T) {
	texts := map[string]string{
		"": "", "plain": "plain", `a"b\c`: `a"b\c`, "日本 😀": "日本 😀", "\ufffd": "\ufffd",
		"\xff": "\ufffd", "a\xffb\xc3": "a\ufffdb\ufffd", "\xed\xa0\x80": "\ufffd\ufffd\ufffd",
	}
	for c := range rune(0x800) {
		texts["a"+string(c)+"b"] = "a" + string(c) + "b"
	}
	for text, want := range texts {
		var read string
		written := jsontext.AppendString([]byte{}, text)
		if err := json.Unmarshal(written, &read); err != nil || read != want {
			t.Errorf("%q is written as %s, which is %q, %v", text, written, read, err)
		}
	}
}
