package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/directive"
)

// Comment returns what people wrote about a statement of a file, or "": the comment lines
// right above it, without their `#` and one blank each. If there are none, it is the
// comment at the end of the line, if the statement is all of that line: after a longer
// statement, a comment is about its end. Comments that speak to segc do not count.
//
// Catalogs have both forms. The lines above go first, since what is at the end of the line
// may be a note that a program wrote about the type.
func Comment(file *ast.File, s ast.Statement) string {
	span := s.Span()
	if !beginsLine(file.Source, span.Start) {
		return ""
	}
	next, _ := slices.BinarySearchFunc(file.Comments, span.Start, func(c ast.Comment, start int) int { return cmp.Compare(c.At.Start, start) })
	line := file.Source.LineOf(span.Start)
	if text := above(file, next, line); text != "" {
		return text
	}
	if next == len(file.Comments) || file.Source.LineOf(span.End) != line {
		return ""
	}
	c := file.Comments[next]
	between := file.Source.Slice(ast.Span{Start: span.End, End: c.At.Start})
	if c.At.Start < span.End || strings.Trim(between, " \t") != "" || directive.Is(c) {
		return ""
	}
	return words(c)
}

// above returns what the comment lines right above a line say. They come before the
// comment at an index.
func above(file *ast.File, next, line int) string {
	var lines []string
	for next--; next >= 0; next-- {
		c := file.Comments[next]
		if line--; file.Source.LineOf(c.At.Start) != line || !beginsLine(file.Source, c.At.Start) {
			break
		}
		if !directive.Is(c) {
			lines = append(lines, words(c))
		}
	}
	slices.Reverse(lines)
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// beginsLine reports whether there are only blanks before an offset in its line.
func beginsLine(source *ast.Source, offset int) bool {
	_, start := source.Line(source.LineOf(offset))
	return strings.TrimSpace(source.Slice(ast.Span{Start: start, End: offset})) == ""
}

// words returns what a comment says.
func words(c ast.Comment) string {
	return strings.TrimRight(strings.TrimPrefix(strings.TrimPrefix(c.Text, "#"), " "), " \t\r")
}
