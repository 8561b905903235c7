package diag

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

// TestFrameFits holds for any line and marks that what is shown fits in the
// columns, and that the underline lies under the line or one column after it.
func TestFrameFits(t *testing.T) {
	parts := rapid.SampledFrom([]string{
		"a", "b ", "xyzxyzxyzxyzxyzxyz", "\t", "五", "é", "e\u0301", "\u0301", "👩‍👩‍👧", "🇩🇪", "🇩", "\u200d", "\x00", "\x1b[2J", "\xff", "\u202e", "❤️", "한글",
	})
	rapid.Check(t, func(t *rapid.T) {
		line := strings.Join(rapid.SliceOfN(parts, 0, 80).Draw(t, "line"), "")
		start := rapid.IntRange(0, len(line)).Draw(t, "start")
		end := rapid.IntRange(start, len(line)).Draw(t, "end")
		columns := rapid.IntRange(minColumns, 90).Draw(t, "columns")
		text, under := frame(line, []mark{{start, end, '^'}}, columns)
		shown := uniseg.StringWidth(text)
		if shown > columns || len(under) > columns {
			t.Fatalf("%d and %d columns of %d:\n%s\n%s", shown, len(under), columns, text, under)
		}
		if !strings.Contains(under, "^") || strings.Trim(under, " ^") != "" {
			t.Fatalf("underline %q", under)
		}
		if before := len(under) - len(strings.TrimLeft(under, " ")); before > shown && strings.TrimSpace(line[start:]) != "" {
			t.Fatalf("the underline starts after the line:\n%s\n%s", text, under)
		}
		if printable(text) != text {
			t.Fatalf("unprintable %q", text)
		}
	})
}
