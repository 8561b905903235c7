package ast_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
)

// TestPositionInLongLines compares every position with one that is counted from the
// start of the text.
func TestPositionInLongLines(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"x", "é\n", "五\xff\r\n", "\xe2\x82", "a\nbcd", "👩‍👧", strings.Repeat("ü", 1500) + "\n", "五\xff", "é\rx"} {
		text := strings.Repeat(unit, 1+5000/len(unit))
		source := ast.NewSource("f", text)
		characters := map[int]bool{len(text): true}
		for at := range text {
			characters[at] = true
		}
		start := 0 // of the character
		for offset := 0; offset <= len(text); offset++ {
			if characters[offset] {
				start = offset
			}
			before := text[:start]
			lines := strings.NewReplacer("\r\n", "\r\n", "\r", "\n").Replace(before)
			if strings.HasSuffix(before, "\r") && strings.HasPrefix(text[start:], "\n") {
				lines = before // between CR and LF no line ends
			}
			line := before[strings.LastIndexByte(lines, '\n')+1:]
			want := ast.Position{
				Offset: start, Line: 1 + strings.Count(lines, "\n"),
				Column: 1 + utf8.RuneCountInString(line), UTF16: 1 + len(utf16.Encode([]rune(line))),
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

// TestOffsets converts every position of texts back, in code points and in the code units
// of UTF-16, also in lines so long that they are not counted from their start.
func TestOffsets(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"x", "é\n", "五\r\n", "a\nbcd", "👩‍👧", strings.Repeat("ü😀", 700) + "\n", "é\rx", strings.Repeat("ü😀", 700) + "\r"} {
		for _, mark := range []string{"", "\ufeff"} {
			text := mark + strings.Repeat(unit, 1+3000/len(unit))
			source := ast.NewSource("f", text)
			for offset := range text {
				if offset < len(mark) || text[offset] == '\n' && offset > 0 && text[offset-1] == '\r' {
					continue // belongs to the line end before it, or to no line
				}
				p := source.Position(offset)
				if got := source.Offset(p.Line, p.Column); got != offset {
					t.Fatalf("%.9q: line %d, column %d is %d, not %d", unit, p.Line, p.Column, got, offset)
				}
				if got := source.OffsetUTF16(p.Line, p.UTF16); got != offset {
					t.Fatalf("%.9q: line %d, unit %d is %d, not %d", unit, p.Line, p.UTF16, got, offset)
				}
			}
		}
	}
}

// TestOffsetsOutside checks places that no text has.
func TestOffsetsOutside(t *testing.T) {
	source := ast.NewSource("f", "ab😀c\r\nd\n")
	for _, c := range []struct{ line, column, want, wantUTF16 int }{
		{0, 3, 0, 0},
		{-1, 1, 0, 0},
		{1, 0, 0, 0},
		{1, -5, 0, 0},
		{1, 3, 2, 2},
		{1, 4, 6, 2}, // in UTF-16, the middle of the pair
		{1, 5, 7, 6},
		{1, 99, 7, 7}, // the end of the line is before its CR
		{2, 1, 9, 9},
		{2, 2, 10, 10},
		{2, 3, 10, 10},
		{3, 1, 11, 11},
		{3, 2, 11, 11},
		{4, 1, 11, 11},
		{1 << 40, 1 << 40, 11, 11},
	} {
		if got, units := source.Offset(c.line, c.column), source.OffsetUTF16(c.line, c.column); got != c.want || units != c.wantUTF16 {
			t.Errorf("line %d, column %d is %d and %d, not %d and %d", c.line, c.column, got, units, c.want, c.wantUTF16)
		}
	}
	if source.Lines() != 3 || ast.NewSource("f", "").Lines() != 1 {
		t.Errorf("%d lines, and %d of no text", source.Lines(), ast.NewSource("f", "").Lines())
	}
}
