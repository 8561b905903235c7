package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// Apply returns the text of a source after the fixes. Edits of other sources
// do not count: source is the one of the edits' places, not one of the same text. Texts that
// are inserted at the same place come in the order of the fixes. Edits that overlap, or lie
// outside the text, are an error.
func Apply(source *ast.Source, fixes ...Fix) (string, error) {
	edits, err := editsOf(source, fixes)
	if err != nil {
		return "", err
	}
	text := source.Text()
	var b strings.Builder
	done := 0
	for _, e := range edits {
		b.WriteString(text[done:e.Location.Span.Start])
		b.WriteString(e.Text)
		done = e.Location.Span.End
	}
	b.WriteString(text[done:])
	return b.String(), nil
}

// editsOf returns the edits of a source in the order in which they are applied.
func editsOf(source *ast.Source, fixes []Fix) ([]Edit, error) {
	var edits []Edit
	for _, fix := range fixes {
		for _, e := range fix.Edits {
			if e.Location.Source == source {
				edits = append(edits, e)
			}
		}
	}
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(
			cmp.Compare(a.Location.Span.Start, b.Location.Span.Start),
			cmp.Compare(a.Location.Span.End, b.Location.Span.End),
		)
	})
	end := 0
	for i, e := range edits {
		switch span := e.Location.Span; {
		case span.Start < 0 || span.End < span.Start || span.End > len(source.Text()):
			return nil, fmt.Errorf("diag: the edit of bytes %d to %d lies outside the text of %s", span.Start, span.End, source.Name())
		case span.Start < end:
			before := edits[i-1].Location.Span
			return nil, fmt.Errorf("diag: the edits of bytes %d to %d and %d to %d of %s overlap",
				before.Start, before.End, span.Start, span.End, source.Name())
		default:
			end = span.End
		}
	}
	return edits, nil
}
