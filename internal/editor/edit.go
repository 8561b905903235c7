package editor

import (
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/deploy/textdiff"
)

// Edit replaces a part of a text.
type Edit struct {
	Source *ast.Source
	Span   ast.Span
	Text   string
}

// Edits returns the edits that make a text of that of a source, in their order. They are as small
// as that is possible within lines: an editor keeps cursors and folds outside of them.
func Edits(source *ast.Source, text string) []Edit {
	return editsWithin(source, ast.Span{End: len(source.Text())}, text)
}

// editsWithin is Edits for a part of the source.
func editsWithin(source *ast.Source, span ast.Span, text string) []Edit {
	old := source.Slice(span)
	var edits []Edit
	for _, c := range textdiff.Changes(old, text) {
		from, to, text := trimmed(old, c.Start, c.End, c.Text)
		edits = append(edits, Edit{Source: source, Span: ast.Span{Start: span.Start + from, End: span.Start + to}, Text: text})
	}
	return edits
}

// trimmed leaves out what a part of a text has in common with what comes in its place, at its
// beginning and at its end. It cuts neither a character nor the end of a line in two.
func trimmed(text string, start, end int, with string) (from, to int, rest string) {
	n := 0
	for start+n < end && n < len(with) && text[start+n] == with[n] {
		n++
	}
	for n > 0 && (!between(text, start+n) || !between(with, n)) {
		n--
	}
	start, with = start+n, with[n:]
	n = 0
	for end-n > start && n < len(with) && text[end-n-1] == with[len(with)-n-1] {
		n++
	}
	for n > 0 && (!between(text, end-n) || !between(with, len(with)-n)) {
		n--
	}
	return start, end - n, with[:len(with)-n]
}

// between reports whether an offset is between two characters, and not inside of the end of a line.
func between(text string, offset int) bool {
	if offset > 0 && text[offset-1] == '\r' {
		return false
	}
	return offset == len(text) || utf8.RuneStart(text[offset])
}
