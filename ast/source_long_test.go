package ast_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
)

// TestPositionInLongLines compares every position with one that is counted from the
// start of the text.
func TestPositionInLongLines(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"x", "é\n", "五\xff\r\n", "\xe2\x82", "a\nbcd", "👩‍👧", strings.Repeat("ü", 1500) + "\n", "五\xff"} {
		text := strings.Repeat(unit, 1+5000/len(unit))
		source := ast.NewSource("f", text)
		for offset := 0; offset <= len(text); offset++ {
			before := text[:offset]
			want := ast.Position{
				Offset: offset, Line: 1 + strings.Count(before, "\n"),
				Column: 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]),
			}
			if got := source.Position(offset); got != want {
				t.Fatalf("%.9q: position %d is %v, not %v", unit, offset, got, want)
			}
		}
	}
}

// TestPositionsOfALongLine asks for so many places of one line that counting from
// its start each time would take hours.
func TestPositionsOfALongLine(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("é", 4<<20)
	source := ast.NewSource("f", text)
	for offset := 0; offset < len(text); offset += 64 {
		if got := source.Position(offset).Column; got != offset/2+1 {
			t.Fatalf("offset %d is in column %d", offset, got)
		}
	}
}
