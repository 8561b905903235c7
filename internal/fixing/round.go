package fixing

import (
	"cmp"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// Step is what one round of fixes makes of a text.
type Step struct {
	Text    string
	Changed bool
	round   round
	Fixed   diag.List // what the fixes are for
}

// Round applies the certain fixes that change nothing but the text itself. If
// one is set, it applies at most one fix that removes a part of a rule. If fixes
// overlap, it applies the first.
func Round(text, name string, list diag.List, one bool) Step {
	next := Step{Text: text}
	var fixes []diag.Fix
	var source *ast.Source
	var taken spans
	gone := false
	for _, d := range list {
		fix, certain := d.Certain()
		if !certain || d.Location.Source == nil || d.Location.Source.Name() != name || one && gone && PartGoes(d.Code) {
			continue
		}
		source = d.Location.Source
		if !taken.add(source, fix.Edits) {
			continue
		}
		fixes = append(fixes, fix)
		next.Fixed = append(next.Fixed, d)
		next.round = append(next.round, fix.Edits...)
		gone = gone || PartGoes(d.Code)
	}
	if len(fixes) == 0 {
		return next
	}
	if after, err := diag.Apply(source, fixes...); err == nil && after != text {
		next.Text, next.Changed = after, true
	}
	poll.SortStable(nil, next.round, func(a, b diag.Edit) int {
		return cmp.Compare(a.Location.Span.Start, b.Location.Span.Start)
	})
	return next
}

// spans are the places of edits, sorted and without overlaps.
type spans []ast.Span

// add adds the places of edits, unless one of them overlaps what is there or
// lies in another source.
func (s *spans) add(source *ast.Source, edits []diag.Edit) bool {
	for _, e := range edits {
		i, span := s.place(e.Location.Span), e.Location.Span
		if e.Location.Source != source || i > 0 && (*s)[i-1].End > span.Start || i < len(*s) && (*s)[i].Start < span.End {
			return false
		}
	}
	for _, e := range edits {
		*s = slices.Insert(*s, s.place(e.Location.Span), e.Location.Span)
	}
	return true
}

// place returns the index at which a place is inserted, after places equal to it.
func (s *spans) place(span ast.Span) int {
	i, _ := slices.BinarySearchFunc(*s, span, func(a, b ast.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), -1)
	})
	return i
}
