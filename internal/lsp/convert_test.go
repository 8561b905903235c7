package lsp

import (
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
)

func TestURIs(t *testing.T) {
	for _, c := range []struct{ uri, name string }{
		{"file:///w/a.seg", "/w/a.seg"},
		{"file:///w/%C3%BC%20b.seg", "/w/ü b.seg"},
		{"file:///w/a%23b%3Fc.seg", "/w/a#b?c.seg"},
		{"file:///C%3A/w/a.seg", "c:/w/a.seg"},
		{"file:///c:/w/a.seg", "c:/w/a.seg"},
		{"file://server/share/a.seg", "//server/share/a.seg"},
		{"file://localhost/w/a.seg", "/w/a.seg"},
		{"file:///w/../w//a.seg", "/w/a.seg"},
		{"FILE:///w/", "/w"},
		{"git:/w/a.seg?HEAD", ""},
		{"untitled:Untitled-1", ""},
		{"file:///a%00b", ""},
		{"file:", ""},
		{"%", ""},
	} {
		if got, ok := fileOf(c.uri); got != c.name || ok != (c.name != "") {
			t.Errorf("%s is %q, want %q", c.uri, got, c.name)
		}
	}
	for _, c := range []struct{ name, uri string }{
		{"/w/a b/ü.seg", "file:///w/a%20b/%C3%BC.seg"},
		{"c:/w/a.seg", "file:///c%3A/w/a.seg"},
		{"//server/share/a.seg", "file://server/share/a.seg"},
	} {
		if got := uriOf(c.name); got != c.uri {
			t.Errorf("%s is %s, want %s", c.name, got, c.uri)
		}
		if back, _ := fileOf(c.uri); back != c.name {
			t.Errorf("%s is %s again, want %s", c.uri, back, c.name)
		}
	}
}

func TestEncodingIsChosen(t *testing.T) {
	for _, c := range []struct {
		offered []string
		want    encoding
	}{
		{nil, utf16Units},
		{[]string{"utf-32"}, utf16Units},
		{[]string{"utf-8", "utf-16"}, utf8Units},
		{[]string{"utf-32", "utf-16", "utf-8"}, utf16Units},
	} {
		if got := chooseEncoding(c.offered); got != c.want {
			t.Errorf("%v: %s, want %s", c.offered, got, c.want)
		}
	}
}

// pieces are what random texts are made of: ends of lines, and characters of all lengths.
func pieces() []string { return []string{"a", " ", "\n", "\r\n", "\r", "é", "€", "😀", "\u2028"} }

// textOf returns a random text.
func textOf(t *rapid.T, name string) string {
	text := ""
	for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 12).Draw(t, name) {
		text += piece
	}
	return text
}

// TestPositions compares with lines that are cut by hand: every offset, and positions that are none.
func TestPositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := textOf(t, "text")
		source := ast.NewSource("", text)
		for _, e := range []encoding{utf8Units, utf16Units} {
			for offset := range text {
				at := e.position(source, offset)
				if got := e.offset(source, at); got != offset && text[offset:offset+1] != "\n" {
					t.Fatalf("%s: %d of %q is %v, which is %d", e, offset, text, at, got)
				}
			}
			at := position{rapid.IntRange(-1, 14).Draw(t, "line"), rapid.IntRange(-1, 30).Draw(t, "character")}
			if got, want := e.offset(source, at), byHand(e, text, at); got != want {
				t.Fatalf("%s: %v of %q is %d, want %d", e, at, text, got, want)
			}
		}
	})
}

// byHand finds a position in another way.
func byHand(e encoding, text string, at position) int {
	if at.Line < 0 {
		return 0
	}
	start, line := 0, 0
	for i := 0; i < len(text) && line < at.Line; i++ {
		if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			line++
			start = i + 1
		}
	}
	if line < at.Line {
		return len(text)
	}
	units, end := 0, start
	for i, r := range text[start:] {
		end = start + i
		size := len(string(r))
		if e == utf16Units {
			size = len(utf16.Encode([]rune{r}))
		}
		if r == '\n' || r == '\r' || units+size > at.Character {
			return end
		}
		units += size
	}
	return len(text)
}
