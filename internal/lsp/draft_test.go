package lsp

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
)

// TestDraft checks that a draft finds every position where a source of its text does, after any
// changes.
func TestDraft(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"", "a", "bc", "\n", "\r", "\r\n", "\n\r", "é", "😀", "\ufeff", "\xff", "\u0301", "where x\n"})
	texts := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(pieces, 0, 8).Draw(t, "pieces"), "") })
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom([]encoding{utf8Units, utf16Units}).Draw(t, "encoding")
		text := texts.Draw(t, "text")
		d := newDraft(text)
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			start := rapid.IntRange(0, len(text)).Draw(t, "start")
			span := ast.Span{Start: start, End: rapid.IntRange(start, len(text)).Draw(t, "end")}
			with := texts.Draw(t, "with")
			d.replace(span, with)
			text = text[:span.Start] + with + text[span.End:]
		}
		source := ast.NewSource("", text)
		if string(d.text) != text || len(d.starts) != source.Lines() {
			t.Fatalf("the draft has %q with %d lines, want %q with %d", d.text, len(d.starts), text, source.Lines())
		}
		for line := -1; line <= source.Lines(); line++ {
			for character := -1; character < 12; character++ {
				at := position{line, character}
				if got, want := d.offset(e, at), e.offset(source, at); got != want {
					t.Fatalf("%q: %v is at %d, want %d", text, at, got, want)
				}
			}
		}
	})
}

// TestThousandChanges checks that a message may have a thousand changes of a large text.
func TestThousandChanges(t *testing.T) {
	for name, line := range map[string]string{"lines": "where orders >= 2\n", "one line": "where orders >= 2 "} {
		s, d := sessionOf(utf16Units, strings.Repeat(line, 50_000))
		var changes []textChange
		for i := range 1000 {
			at := position{i * 40, 3}
			if name == "one line" {
				at = position{0, i * 400}
			}
			changes = append(changes, textChange{&textRange{at, at}, "x"})
		}
		s.edited(changeParams{versionedID{d.uri, nil}, changes})
		if len(d.source.Text()) != len(line)*50_000+1000 {
			t.Errorf("%s: the text has %d bytes", name, len(d.source.Text()))
		}
	}
}
