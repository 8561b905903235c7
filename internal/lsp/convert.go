package lsp

import (
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
)

// encoding is how a client counts the characters of a line.
type encoding string

const (
	utf8Units  encoding = "utf-8"
	utf16Units encoding = "utf-16"
)

// chooseEncoding returns the first encoding of a client that segc knows. A client that says
// nothing counts in UTF-16.
func chooseEncoding(offered []string) encoding {
	for _, name := range offered {
		switch encoding(name) {
		case utf8Units, utf16Units:
			return encoding(name)
		}
	}
	return utf16Units
}

// position converts an offset.
func (e encoding) position(source *ast.Source, offset int) position {
	at := source.Position(offset)
	if e == utf16Units {
		return position{at.Line - 1, at.UTF16 - 1}
	}
	_, start := source.Line(at.Line)
	return position{at.Line - 1, at.Offset - start}
}

// offset converts a position. One past the end of its line is its end, one past the last line
// the end of the text, and one inside a character the start of that.
func (e encoding) offset(source *ast.Source, at position) int {
	switch {
	case at.Line < 0:
		return source.Position(0).Offset
	case at.Line >= source.Lines():
		return len(source.Text())
	}
	text, start := source.Line(at.Line + 1)
	at.Character = max(at.Character, 0)
	if e == utf16Units {
		return source.OffsetUTF16(at.Line+1, at.Character+1)
	}
	if at.Character >= len(text) {
		return start + len(text)
	}
	in := at.Character
	for back := 0; in > 0 && back < utf8.UTFMax && !utf8.RuneStart(text[in]); back++ {
		in--
	}
	if _, size := utf8.DecodeRuneInString(text[in:]); in+size <= at.Character {
		in = at.Character // bytes that are no character are each one by themselves
	}
	return start + in
}

// textRange converts a span.
func (e encoding) textRange(source *ast.Source, span ast.Span) textRange {
	return textRange{e.position(source, span.Start), e.position(source, span.End)}
}

// span converts a range. One that ends before it starts is empty.
func (e encoding) span(source *ast.Source, r textRange) ast.Span {
	start := e.offset(source, r.Start)
	return ast.Span{Start: start, End: max(start, e.offset(source, r.End))}
}

// withoutMark returns a text without a byte order mark, which editors do not show.
func withoutMark[T ~string](text T) T { return T(strings.TrimPrefix(string(text), "\ufeff")) }
