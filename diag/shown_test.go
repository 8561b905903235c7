package diag

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
)

// TestShortened checks that a cut leaves both ends, cuts no character and no escape,
// and starts no line.
func TestShortened(t *testing.T) {
	t.Parallel()
	if text := strings.Repeat("x", maxText); shortened(text) != text {
		t.Error("a text that fits is cut")
	}
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
			"x", "ü", "五", "😀", `\u202e`, `\U0001f600`, `\x1b`, "\n::error::x", "##[add-mask]", "\x1b[31m", " ", "\xff",
		}), 300, 900).Draw(t, "text")
		text := strings.Join(pieces, "")
		got := shortened(text)
		if len(text) <= maxText {
			return
		}
		start, end, found := strings.Cut(got, ellipsis)
		if !found || len(got) > maxText+80 || len(got) < maxText-80 || !strings.HasPrefix(text, start) || !strings.HasSuffix(text, end) {
			t.Fatalf("%q", got)
		}
		if valid := utf8.ValidString(text); valid && !utf8.ValidString(got) {
			t.Fatalf("a character is cut: %q", got)
		}
		for _, at := range []int{len(start), len(text) - len(end)} {
			offset := 0
			for _, piece := range pieces {
				if strings.HasPrefix(piece, `\`) && offset < at && at < offset+len(piece) {
					t.Fatalf("%s is cut in %q", piece, got)
				}
				offset += len(piece)
			}
		}
	})
	backslashes := strings.Repeat(`\`, 2*maxText)
	if got := shortened(backslashes); len(got) > maxText {
		t.Errorf("%d backslashes are %d bytes", len(backslashes), len(got))
	}
}

// TestBytesOfAFile checks that the texts of one file's problems have a bound of their
// own, that each file has it, and that what is beyond it is counted.
func TestBytesOfAFile(t *testing.T) {
	const many, long = 150, 1900 // fewer than are shown, and shorter than is cut
	var list List
	for _, name := range []string{"a.seg", "b.seg"} {
		source := ast.NewSource(name, "a = 1")
		for range many {
			list = append(list, Diagnostic{Code: "SEG101", Message: strings.Repeat("x", long), Location: Location{Source: source, Span: ast.Span{Start: 0, End: 1}}})
		}
	}
	fit := maxBytes / long
	if fit == 0 || fit >= many {
		t.Fatalf("%d fit, which tests nothing", fit)
	}
	shown := list.Shown()
	if len(shown.List) != 2*fit || len(shown.More) != 2 {
		t.Fatalf("%d are shown of two files, expected %d of each", len(shown.List), fit)
	}
	for _, more := range shown.More {
		if more.Errors != many-fit {
			t.Errorf("of %s, %d are left out, expected %d", more.File, more.Errors, many-fit)
		}
	}
	// The first one is shown however long it is.
	huge := List{{Code: "SEG101", Message: "x", Fixes: []Fix{{Edits: []Edit{{Text: strings.Repeat("x", 10*maxBytes)}}}}}}
	if got := huge.Shown(); len(got.List) != 1 || len(got.More) != 0 {
		t.Errorf("of one diagnostic, %d are shown", len(got.List))
	}
}
