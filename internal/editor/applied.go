package editor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// applied returns a text after those of some edits that are of its source. They do not overlap.
func applied(source *ast.Source, edits []Edit) string {
	text := source.Text()
	var b strings.Builder
	done := 0
	for _, e := range sorted(edits) {
		if e.Source.Name() == source.Name() && e.Span.Start >= done {
			b.WriteString(text[done:e.Span.Start])
			b.WriteString(e.Text)
			done = e.Span.End
		}
	}
	b.WriteString(text[done:])
	return b.String()
}

// sorted returns edits by file and place.
func sorted(edits []Edit) []Edit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Source.Name(), b.Source.Name()), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return edits
}

// moved returns where an offset of a source is after some edits: an offset in what is replaced is
// at its beginning.
func moved(source *ast.Source, sorted []Edit, offset int) int {
	grown := 0
	for _, e := range sorted {
		if e.Source.Name() != source.Name() {
			continue
		}
		if e.Span.Start >= offset {
			break
		}
		grown += len(e.Text) - (e.Span.End - e.Span.Start)
	}
	return offset + grown
}
