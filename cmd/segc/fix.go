package main

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// maxFixRounds bounds how often a text is checked again after its fixes: one
// fix can make the next one possible.
const maxFixRounds = 100

// applySafe applies the safe fixes of a text until there are none left. It
// returns the mended text and what there is to say about it.
func applySafe(ctx context.Context, in input, options segc.Options) (string, diag.List) {
	list := segc.Check(ctx, in.text, options)
	for range maxFixRounds {
		mended, changed := mend(in.text, in.name, list, false)
		if changed && !keeps(ctx, in.text, mended, list, options) {
			mended, changed = mend(in.text, in.name, list, true)
		}
		if !changed {
			break
		}
		after := segc.Check(ctx, mended, options)
		if after.HasErrors() && !list.HasErrors() {
			break // a fix that breaks a text is a fault of its rule: the text stays
		}
		in.text, list = mended, after
	}
	return in.text, list
}

// keeps reports whether a text is known to mean what it meant before its fixes.
// Each fix by itself changes no meaning. But of two parts, each can be pointless
// beside the other, and only one of them may go.
func keeps(ctx context.Context, before, after string, list diag.List, options segc.Options) bool {
	pointless := 0
	for _, d := range list {
		if partGoes(d.Code) {
			pointless++
		}
	}
	if pointless < 2 {
		return true
	}
	old, _ := segc.Compile(ctx, before, options)
	mended, _ := segc.Compile(ctx, after, options)
	if old == nil || mended == nil {
		return false
	}
	if bytes.Equal(old.RulesJSON(true), mended.RulesJSON(true)) {
		return true
	}
	difference, _ := segc.Diff(ctx, segc.Rule{Text: before, Options: options}, segc.Rule{Text: after, Options: options})
	return difference != nil && difference.Verdict == segc.Same
}

// partGoes reports whether the fix of a code takes out a part of a rule.
func partGoes(code diag.Code) bool {
	return code == diag.PartNeverTrue || code == diag.PartAlwaysTrue || code == diag.RedundantPart
}

// mend applies the safe fixes that touch nothing but the text itself; of those
// that take out a part of a rule, one only if one is set. Of fixes that get in
// each other's way, the first is applied.
func mend(text, name string, list diag.List, one bool) (string, bool) {
	var fixes []diag.Fix
	var source *ast.Source
	var taken spans
	gone := false
	for _, d := range list {
		if d.Location.Source == nil || d.Location.Source.Name() != name || one && gone && partGoes(d.Code) {
			continue
		}
		for _, fix := range d.Fixes {
			if fix.Safe {
				source = d.Location.Source
				if taken.add(source, fix.Edits) {
					fixes = append(fixes, fix)
					gone = gone || partGoes(d.Code)
				}
				break
			}
		}
	}
	if len(fixes) == 0 {
		return text, false
	}
	mended, err := diag.Apply(source, fixes...)
	return mended, err == nil && mended != text
}

// spans are the places of edits, in their order, of which none overlaps.
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

// place returns the index of a place, behind its equals.
func (s *spans) place(span ast.Span) int {
	i, _ := slices.BinarySearchFunc(*s, span, func(a, b ast.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), -1)
	})
	return i
}
