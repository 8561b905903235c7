package main

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// maxFixRounds bounds how often a text is checked again after its fixes: one
// fix can make the next one possible.
const maxFixRounds = 100

// corrected is a text after its certain fixes.
type corrected struct {
	text  string
	list  diag.List // what is left to say about it
	fixed []fixed
}

// fixed is a fix that was applied.
type fixed struct {
	place ast.Position // in the text as it was before all fixes
	code  diag.Code
	what  string
}

// applyCertain applies the certain fixes of a text until there are none left.
func applyCertain(ctx context.Context, in input, options segc.Options) corrected {
	original := ast.NewSource(in.name, in.text)
	before, list := checked(ctx, in.text, options)
	done := corrected{text: in.text, list: list}
	var past []round
	for range maxFixRounds {
		next := correct(done.text, in.name, done.list, false)
		if !next.changed {
			break
		}
		after, list := checked(ctx, next.text, options)
		if !keeps(ctx, before, after, done.list) {
			all := next.text
			if next = correct(done.text, in.name, done.list, true); !next.changed {
				break
			}
			if next.text != all {
				after, list = checked(ctx, next.text, options)
			}
		}
		if list.HasErrors() && !done.list.HasErrors() {
			break // a fix that breaks a text is a fault of its rule: the text stays
		}
		for _, d := range next.fixed {
			done.fixed = append(done.fixed, fixed{
				place: original.Position(originOf(past, d.Location.Span.Start)),
				code:  d.Code, what: d.Message + "; " + d.Fixes[0].Text,
			})
		}
		past = append(past, next.round)
		done.text, done.list, before = next.text, list, after
	}
	return done
}

// checked checks a text. A result is nil if its rule has errors.
func checked(ctx context.Context, text string, options segc.Options) ([]*segc.Result, diag.List) {
	program, _ := segc.Load(ctx, text, options)
	return program.Check(ctx)
}

// keeps reports whether the rules are known to mean what they meant before the fixes.
// Each fix by itself changes no meaning. But of two parts, each can be pointless
// beside the other, and only one of them may go.
func keeps(ctx context.Context, before, after []*segc.Result, list diag.List) bool {
	pointless := 0
	for _, d := range list {
		if partGoes(d.Code) {
			pointless++
		}
	}
	if pointless < 2 {
		return true
	}
	if len(before) != len(after) || len(before) == 0 {
		return false
	}
	for i := range before {
		if before[i] == nil || after[i] == nil {
			return false
		}
		if bytes.Equal(before[i].RulesJSON(), after[i].RulesJSON()) {
			continue
		}
		if difference, err := segc.Diff(ctx, before[i], after[i]); err != nil || difference.Verdict != segc.Same {
			return false
		}
	}
	return true
}

// partGoes reports whether the fix of a code takes out a part of a rule.
func partGoes(code diag.Code) bool {
	return code == diag.PartNeverTrue || code == diag.PartAlwaysTrue || code == diag.RedundantPart
}

// step is what one round of fixes makes of a text.
type step struct {
	text    string
	changed bool
	round   round
	fixed   diag.List // what the fixes are for
}

// correct applies the certain fixes that change nothing but the text itself. If
// one is set, it applies at most one fix that removes a part of a rule. If fixes
// overlap, it applies the first.
func correct(text, name string, list diag.List, one bool) step {
	next := step{text: text}
	var fixes []diag.Fix
	var source *ast.Source
	var taken spans
	gone := false
	for _, d := range list {
		fix, certain := d.Certain()
		if !certain || d.Location.Source == nil || d.Location.Source.Name() != name || one && gone && partGoes(d.Code) {
			continue
		}
		source = d.Location.Source
		if !taken.add(source, fix.Edits) {
			continue
		}
		fixes = append(fixes, fix)
		next.fixed = append(next.fixed, d)
		next.round = append(next.round, fix.Edits...)
		gone = gone || partGoes(d.Code)
	}
	if len(fixes) == 0 {
		return next
	}
	if after, err := diag.Apply(source, fixes...); err == nil && after != text {
		next.text, next.changed = after, true
	}
	poll.SortStable(nil, next.round, func(a, b diag.Edit) int {
		return cmp.Compare(a.Location.Span.Start, b.Location.Span.Start)
	})
	return next
}

// round is the edits of one round of fixes, in their order in the text.
type round []diag.Edit

// originOf returns where a place of the text was before the rounds.
func originOf(past []round, offset int) int {
	for _, edits := range slices.Backward(past) {
		grown := 0 // how much longer the edits before the place have made the text
		for _, e := range edits {
			span := e.Location.Span
			if offset < span.Start+grown {
				break
			}
			if offset < span.Start+grown+len(e.Text) { // a place in what was written
				offset = span.Start + grown
				break
			}
			grown += len(e.Text) - (span.End - span.Start)
		}
		offset -= grown
	}
	return offset
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
