package prove

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/theory"
)

// mostPlain is up to how many distinct conditions a rule is looked at without a diagram.
const mostPlain = 32

// plain does what search does for a rule that needs no diagram, as most small ones: each of its
// conditions is the only one on its subject, except that the document speaks of a subject, too,
// which settles the condition for everybody who is looked for. None of them has to do with
// another, and who matches the rule still does if one more of them holds. It reports false for
// other rules, and where it finds no contact.
func (o *outside) plain(wanted func(Reach) bool) (reach Reach, ok bool) {
	forced := o.forced()
	if most := 2 * mostPlain; forced == nil || !o.isSmall(o.side.rule, &most) || !o.areAlone() {
		return Reach{}, false
	}
	holds := make([]bool, len(o.side.atoms))
	for i := range holds {
		_, related := slices.BinarySearch(o.related, i)
		holds[i] = !related
	}
	if !o.holds(o.side.rule, holds) {
		return Reach{}, true // nobody
	}
	if wanted != nil && !wanted(Reach{}) {
		return Reach{}, true
	}
	// The first of the diagram: a condition holds only if it has to, given those before it.
	var needed []condition.Condition
	for i := range holds {
		if !holds[i] {
			continue
		}
		if holds[i] = false; !o.holds(o.side.rule, holds) {
			holds[i] = true
			needed = append(needed, o.side.atoms[i].Condition)
		}
	}
	budget := engine.NewBudget(o.limits())
	document := o.asSide()
	question := engine.Question{
		Holds:  func(c contact.Contact, r eval.Reading) bool { return o.side.matches(c, r) && !document.matches(c, r) },
		Typed:  o.side.typed,
		Weight: o.side.weight(nil) + document.weight(nil),
	}
	atoms := append(slices.Clip(o.side.atoms), o.inside...)
	reach.Example = engine.Plain(append(needed, forced...), o.columns(), atoms, question, o.limits(), budget)
	reach.Judged = budget.Spent
	return reach, reach.Example != nil && budget.Spent < maxReachJudged/mostPlain
}

// forced returns what holds of everybody outside of the document, as conditions, if the rule says
// nothing else about their subjects than that somebody is subscribed, or nil.
func (o *outside) forced() []condition.Condition {
	if o.side.assumed != (contact.Reading{}) || len(o.side.atoms) > mostPlain {
		return nil
	}
	status := o.columns()("status")
	forced := make([]condition.Condition, 0, len(o.inside))
	for i, g := range o.groups {
		if len(g) != 1 || len(o.inside) != len(o.groups) {
			return nil
		}
		switch c := o.inside[i].Condition.(type) {
		case condition.Field:
			if !isText(c, "status", condition.NotEquals, "unsubscribed") || status.Type != column.Choice || !status.NotNull || status.Mixed {
				return nil
			}
			c.Operator = condition.Equals
			forced = append(forced, c)
		case condition.Event:
			if c.Operator != condition.CountEQ || c.Count != 0 || c.Window.Mode != "" || len(c.Include)+len(c.Exclude) > 0 {
				return nil
			}
			c.Operator = condition.Ever
			forced = append(forced, c)
		default:
			return nil
		}
	}
	for _, n := range o.related {
		if c, ok := o.side.atoms[n].Condition.(condition.Field); !ok || !isText(c, "status", condition.Equals, "subscribed") {
			return nil
		}
	}
	return forced
}

// isText reports whether a condition compares a column with one text.
func isText(c condition.Field, name string, op condition.Operator, text string) bool {
	return c.Column == name && c.Operator == op && len(c.Values) == 1 && c.Values[0] == condition.Value{Kind: condition.String, Text: text}
}

// isSmall reports whether a formula has at most some conditions, wherever they are, and takes them
// off these.
func (o *outside) isSmall(f *formula.Formula, most *int) bool {
	o.poll.Step(16)
	switch f.Kind {
	case formula.Literal:
		*most--
		return *most >= 0
	case formula.And, formula.Or:
		return !slices.ContainsFunc(f.Kids, func(kid *formula.Formula) bool { return !o.isSmall(kid, most) })
	}
	return false
}

// areAlone reports whether each atom of the rule is alone on its subject, and holds for some contacts
// and not for others.
func (o *outside) areAlone() bool {
	for i, a := range o.side.atoms {
		if a.Negated || !o.isOpen(i, a) {
			return false
		}
		o.poll.Step(8 * i)
		if slices.ContainsFunc(o.side.atoms[:i], func(b theory.Atom) bool { return engine.SameSubject(a.Condition, b.Condition) }) {
			return false
		}
	}
	return true
}

// isOpen reports whether a condition is not the same for everybody.
func (o *outside) isOpen(i int, a theory.Atom) bool {
	switch c := a.Condition.(type) {
	case condition.Field:
		_, related := slices.BinarySearch(o.related, i)
		return related || !o.side.columns(c.Column).NotNull
	case condition.Event:
		return (c.Operator != condition.CountGE || c.Count > 0) && engine.IsOffEdges(c)
	case condition.ISP:
		return len(c.Values) > 0
	case condition.Membership:
		return len(c.Lists) > 0
	}
	return false
}

// holds reports whether a formula does, given its atoms.
func (o *outside) holds(f *formula.Formula, atoms []bool) bool {
	o.poll.Step(4)
	if f.Kind == formula.Literal {
		return atoms[f.Atom.ID]
	}
	or := f.Kind == formula.Or
	for _, kid := range f.Kids {
		if o.holds(kid, atoms) == or {
			return or
		}
	}
	return !or
}
