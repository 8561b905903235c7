package lint

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// unsettle takes the certainty from fixes that remove a part whose place, or whose reason, is in
// what another warning of the list asks about. In `opened in last 90d or opened in last 30d and
// status = "subscribed"`, all that follows `or` changes nothing, but only as it is read now. If the
// author meant the other reading, the guard would be lost with it. A warning that a comment
// silences asks nothing: the list no longer has it.
func unsettle(input Input, list diag.List) {
	if !slices.ContainsFunc(list, certainlyGoes) || !slices.ContainsFunc(list, asksForReading) {
		return
	}
	u := unsettled{input: input}
	u.collect(list)
	for i := range list {
		d := &list[i]
		input.Poll.Step(64)
		if code := u.reason(*d); code != "" {
			d.Fixes = slices.Clone(d.Fixes)
			for k := range d.Fixes {
				d.Fixes[k].Safe = false
			}
			d.Notes = append(slices.Clip(d.Notes), "first answer "+string(code)+": with its other reading, this part may matter")
		}
	}
}

// certainlyGoes reports whether a warning is about a part that `check --fix` would remove.
func certainlyGoes(d diag.Diagnostic) bool {
	return goes(d) && slices.ContainsFunc(d.Fixes, func(f diag.Fix) bool { return f.Safe })
}

// asksForReading reports whether a warning asks which of two readings the author means.
func asksForReading(d diag.Diagnostic) bool {
	return d.Code == diag.MixedAndOr || d.Code == diag.BindsToOne
}

// unsettled is what the warnings of a list ask about.
type unsettled struct {
	input Input
	asked []asking  // in the main file, apart from each other and in its order
	uses  []int     // where the main file uses named parts, in its order
	named diag.Code // that asks about something in a declaration, which a use brings into a rule
}

// asking is a place that can be read in two ways.
type asking struct {
	span ast.Span
	code diag.Code
}

// collect finds the places that the warnings of a list ask about. That of an `and` is all that the
// `or` around it joins.
func (u *unsettled) collect(list diag.List) {
	main := u.input.Main()
	ands := map[ast.Span]bool{}
	for _, d := range list {
		u.input.Poll.Step(16)
		if !asksForReading(d) || d.Location.Source != main.Source {
			continue // what depends on other files is never certain
		}
		if _, rule := u.statement(d.Location.Span).(*ast.Where); !rule {
			u.named = d.Code
		}
		u.asked = append(u.asked, asking{d.Location.Span, d.Code})
		if d.Code == diag.MixedAndOr {
			ands[d.Location.Span] = true
		}
	}
	for _, s := range main.Statements {
		for n := range ast.Preorder(s) {
			u.input.Poll.Step(4)
			switch n := n.(type) {
			case *ast.Ref:
				u.uses = append(u.uses, n.Name.At.Start)
			case *ast.Or:
				if slices.ContainsFunc(n.Operands, func(o ast.Expr) bool { return ands[o.Span()] }) {
					u.asked = append(u.asked, asking{n.Span(), diag.MixedAndOr})
				}
			}
		}
	}
	slices.Sort(u.uses)
	poll.Sort(nil, u.asked, func(a, b asking) int { return a.span.Start - b.span.Start })
	apart := u.asked[:0]
	for _, q := range u.asked {
		if last := len(apart) - 1; last >= 0 && q.span.Start < apart[last].span.End {
			apart[last].span.End = max(apart[last].span.End, q.span.End)
			continue
		}
		apart = append(apart, q)
	}
	u.asked = apart
}

// statement returns the statement of the main file that a place is in; nil if there is none.
func (u *unsettled) statement(span ast.Span) ast.Statement {
	statements := u.input.Main().Statements
	i, found := slices.BinarySearchFunc(statements, span.Start, func(s ast.Statement, start int) int { return s.Span().Start - start })
	if !found {
		i--
	}
	if i < 0 || !statements[i].Span().Covers(span) {
		return nil
	}
	return statements[i]
}

// reason returns the code of the warning that must be answered before a part is removed, or
// nothing. A part that the whole rule makes pointless names no other one: then every question
// about the rule counts.
func (u *unsettled) reason(d diag.Diagnostic) diag.Code {
	main := u.input.Main()
	if !certainlyGoes(d) || d.Location.Source != main.Source {
		return ""
	}
	places := []ast.Span{d.Location.Span}
	for _, related := range d.Related {
		if related.Location.Source == main.Source {
			places = append(places, related.Location.Span)
		}
	}
	if len(places) == 1 {
		if s := u.statement(d.Location.Span); s != nil {
			places = append(places, s.Span())
		}
	}
	for _, place := range places {
		u.input.Poll.Step(32)
		i, _ := slices.BinarySearchFunc(u.asked, place.Start, func(q asking, start int) int { return q.span.End - start - 1 })
		if i < len(u.asked) && u.asked[i].span.Start < place.End {
			return u.asked[i].code
		}
		if u.named == "" {
			continue
		}
		if use, _ := slices.BinarySearch(u.uses, place.Start); use < len(u.uses) && u.uses[use] < place.End {
			return u.named
		}
	}
	return ""
}
