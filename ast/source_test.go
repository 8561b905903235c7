package ast_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/segc-lang/segc/ast"
)

func TestPosition(t *testing.T) {
	for _, c := range []struct {
		name, text   string
		offset       int
		line, column int
	}{
		{"start", "ab\ncd", 0, 1, 1},
		{"in a line", "ab\ncd", 1, 1, 2},
		{"on the line end", "ab\ncd", 2, 1, 3},
		{"on the next line", "ab\ncd", 3, 2, 1},
		{"end without a line end", "ab\ncd", 5, 2, 3},
		{"end behind a line end", "ab\n", 3, 2, 1},
		{"before the start", "ab", -5, 1, 1},
		{"behind the end", "ab\nc", 99, 2, 2},
		{"empty", "", 0, 1, 1},
		{"empty, behind the end", "", 7, 1, 1},
		{"CR of a CRLF", "ab\r\ncd", 2, 1, 3},
		{"LF of a CRLF", "ab\r\ncd", 3, 1, 4},
		{"behind a CRLF", "ab\r\ncd", 4, 2, 1},
		{"on a lone CR", "ab\rcd", 2, 1, 3},
		{"behind a lone CR", "ab\rcd", 3, 2, 1},
		{"behind a CR and a CRLF", "a\r\r\nb", 4, 3, 1},
		{"behind what ends lines elsewhere", "a\v\f\u0085\u2028\u2029b", 11, 1, 7},
		{"after a byte order mark", "\ufeffab", 3, 1, 1},
		{"second after a byte order mark", "\ufeffäb", 5, 1, 2},
		{"on the line after a byte order mark", "\ufeffa\nbc", 6, 2, 2},
		{"after two byte order marks", "\ufeff\ufeffab", 6, 1, 2},
		{"letters of two bytes", "äöü", 4, 1, 3},
		{"a letter of four bytes", "a😀b", 5, 1, 3},
		{"invalid bytes count one each", "\xff\xfeb", 2, 1, 3},
		{"many line ends", "\n\n\n", 2, 3, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ast.NewSource("t.seg", c.text).Position(c.offset)
			want := ast.Position{Offset: min(max(c.offset, 0), len(c.text)), Line: c.line, Column: c.column, UTF16: c.column}
			if strings.Contains(c.text[:min(max(c.offset, 0), len(c.text))], "😀") {
				want.UTF16++ // it takes two code units
			}
			if got != want {
				t.Errorf("offset %d of %q is %+v, not %+v", c.offset, c.text, got, want)
			}
		})
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct {
		text   string
		number int
		line   string
		start  int
	}{
		{"ab\ncd", 1, "ab", 0},
		{"ab\ncd", 2, "cd", 3},
		{"ab\ncd\n", 3, "", 6},
		{"ab\r\ncd\r\n", 1, "ab", 0},
		{"ab\r\ncd\r\n", 2, "cd", 4},
		{"ab\rcd", 1, "ab", 0},
		{"ab\rcd", 2, "cd", 3},
		{"a\r\r\nb", 2, "", 2},
		{"a\n\rb", 2, "", 2},
		{"a\r", 2, "", 2},
		{"\ufeffab\nc", 1, "ab", 3},
		{"", 1, "", 0},
		{"ab", 0, "", 2},
		{"ab", -1, "", 2},
		{"ab", 2, "", 2},
		{"ab\n", 99, "", 3},
	} {
		line, start := ast.NewSource("t.seg", c.text).Line(c.number)
		if line != c.line || start != c.start {
			t.Errorf("line %d of %q is %q at %d, not %q at %d", c.number, c.text, line, start, c.line, c.start)
		}
	}
}

func TestSlice(t *testing.T) {
	source := ast.NewSource("t.seg", "abc")
	for _, c := range []struct {
		span ast.Span
		want string
	}{
		{ast.Span{Start: 0, End: 3}, "abc"},
		{ast.Span{Start: 1, End: 2}, "b"},
		{ast.Span{Start: 1, End: 1}, ""},
		{ast.Span{Start: -2, End: 2}, "ab"},
		{ast.Span{Start: 2, End: 9}, "c"},
		{ast.Span{Start: 2, End: 1}, ""},
		{ast.Span{Start: 7, End: 9}, ""},
		{ast.Span{Start: -9, End: -7}, ""},
	} {
		if got := source.Slice(c.span); got != c.want {
			t.Errorf("%v is %q, not %q", c.span, got, c.want)
		}
	}
}

func TestSpan(t *testing.T) {
	a, b := ast.Span{Start: 2, End: 4}, ast.Span{Start: 3, End: 9}
	if got, want := a.Join(b), (ast.Span{Start: 2, End: 9}); got != want || b.Join(a) != want {
		t.Errorf("%v and %v join to %v", a, b, got)
	}
	if a.Empty() || !(ast.Span{Start: 3, End: 3}).Empty() || !(ast.Span{Start: 3, End: 2}).Empty() {
		t.Error("the wrong spans are empty")
	}
}

// TestPositionConcurrently asks many times at once for what is computed when
// it is first needed; the race detector is the judge.
func TestPositionConcurrently(t *testing.T) {
	source := ast.NewSource("t.seg", "ab\ncd\nef")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if p := source.Position(6); p.Line != 3 || p.Column != 1 {
				t.Errorf("got %+v", p)
			}
		})
	}
	group.Wait()
}

// TestPositionInCharacters checks that all bytes of a character are at its place, and that
// places do not go back where offsets go on.
func TestPositionInCharacters(t *testing.T) {
	const text = "a€😀\xe2\x82\xf0b\x82"
	s := ast.NewSource("t.seg", text)
	for offset, want := range []int{1, 2, 2, 2, 3, 3, 3, 3, 4, 5, 6, 7, 8, 9} {
		got := s.Position(offset)
		if got.Column != want {
			t.Errorf("offset %d is in column %d, not %d", offset, got.Column, want)
		}
		if again := s.Position(got.Offset); again != got || got.Offset > offset {
			t.Errorf("offset %d is %+v, and its own offset %+v", offset, got, again)
		}
	}
}

// TestLineOf checks that a line is the one that Position says.
func TestLineOf(t *testing.T) {
	s := ast.NewSource("x", "a\r\nbé\n\nc")
	for offset := -1; offset <= len(s.Text())+1; offset++ {
		if line := s.LineOf(offset); line != s.Position(offset).Line || line < 1 {
			t.Errorf("offset %d: line %d, expected %d", offset, line, s.Position(offset).Line)
		}
	}
	if s.LineOf(4) != 2 {
		t.Error("the second line begins after the first end")
	}
}

// TestAtByteOrderMark checks that a place at a byte order mark is that of the first
// character, also in a text of nothing but the mark.
func TestAtByteOrderMark(t *testing.T) {
	for _, text := range []string{"\ufeff", "\ufeffab", "\ufeff\nab"} {
		source := ast.NewSource("t.seg", text)
		for offset := range 4 {
			if got := source.Position(offset); got != (ast.Position{Offset: 3, Line: 1, Column: 1, UTF16: 1}) || source.LineOf(offset) != 1 {
				t.Errorf("offset %d of %q is %+v in line %d", offset, text, got, source.LineOf(offset))
			}
		}
	}
}
