package formula

import (
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// Merge joins the conditions of an `or` that list values of one subject, and those of an `and`
// that exclude some: `x = a or x in (b, c)` is `x in (a, b, c)`. It does so only for a rule
// that has more than most conditions, which are too many to reason about one by one.
//
// Other formulas over the set cannot be used any more.
func (r *Rule) Merge(most int) {
	if len(r.Set.Atoms) <= most {
		return
	}
	m := merger{poll: r.poll, done: map[*Formula]*Formula{}}
	r.Formula = m.formula(r.Formula)
	r.Set = m.set
	kept := map[letUse]*Formula{} // guards read the names anew
	for _, lets := range [...]map[letUse]*Formula{r.lets, r.kept} {
		for use, f := range lets {
			if f = m.done[f]; f != nil {
				kept[use] = f
			}
		}
	}
	r.lets, r.kept = nil, kept
}

// merger makes a formula over a set of its own.
type merger struct {
	poll *poll.Poll
	set  Set
	done map[*Formula]*Formula
}

func (m *merger) formula(f *Formula) *Formula {
	m.poll.Step(64)
	if f.Kind == Literal {
		literal := m.set.Literal(m.poll, f.Atom.Condition, f.Atom.Negated, f.At)
		literal.Opposite, literal.Shared = f.Opposite, f.Shared
		return literal
	}
	if again, known := m.done[f]; known {
		return again
	}
	merged := *f
	merged.Kids = make([]*Formula, 0, len(f.Kids))
	lists := m.lists(f)
	for _, kid := range f.Kids {
		list := lists[keyOf(kid, f.Kind == Or)]
		switch {
		case list == nil || len(list.kids) == 1:
			merged.Kids = append(merged.Kids, m.formula(kid))
		case !list.done:
			merged.Kids = append(merged.Kids, m.join(f, list))
			list.done = true
		}
	}
	if len(merged.Kids) < len(f.Kids) {
		merged.Places = nil
	}
	result := &merged
	if len(merged.Kids) == 1 {
		result = merged.Kids[0]
	}
	m.done[f] = result
	return result
}

// lists collects the operands of a formula that can be joined with others.
func (m *merger) lists(f *Formula) map[listKey]*joined {
	lists := map[listKey]*joined{}
	for _, kid := range f.Kids {
		key := keyOf(kid, f.Kind == Or)
		if key == (listKey{}) {
			continue
		}
		m.poll.Step(64)
		if lists[key] == nil {
			lists[key] = &joined{}
		}
		lists[key].kids = append(lists[key].kids, kid)
	}
	return lists
}

// joined is operands that list values of one subject.
type joined struct {
	kids []*Formula
	done bool
}

// listKey tells conditions apart that cannot be one. The zero key is that of conditions
// that list no values, or not as they would have to.
type listKey struct {
	subject byte
	column  string
	values  condition.ValueKind
	op      condition.Operator // of the list
}

// keyOf returns the key of an operand of an `or`, or of an `and`.
func keyOf(f *Formula, or bool) listKey {
	if f.Kind != Literal || f.Atom.Negated {
		return listKey{}
	}
	in, any := condition.NotIn, condition.HasNone
	if or {
		in, any = condition.In, condition.HasAny
	}
	switch c := f.Atom.Condition.(type) {
	case condition.Membership:
		if c.Operator == in {
			return listKey{subject: 'l', op: in}
		}
	case condition.ISP:
		if c.Operator == in {
			return listKey{subject: 'i', op: in}
		}
	case condition.Field:
		key := listKey{subject: 'f', column: c.Column, op: in}
		switch {
		case c.Operator == any:
			key.op = any
		case c.Operator == in, c.Operator == condition.Equals && or, c.Operator == condition.NotEquals && !or:
		default:
			return listKey{}
		}
		for i, v := range c.Values {
			if v.Kind == condition.Boolean || i > 0 && v.Kind != key.values {
				return listKey{} // true and false are in no list
			}
			key.values = v.Kind
		}
		return key
	}
	return listKey{}
}

// join returns the condition that lists the values of some operands. It is at the place of all
// of them: what is said of it is not said of the first alone.
func (m *merger) join(whole *Formula, list *joined) *Formula {
	var places []diag.Location
	seen := map[any]bool{}
	first := list.kids[0]
	c := first.Atom.Condition
	for _, kid := range list.kids {
		places = append(places, kid.At)
		m.poll.Step(32 + 32*condition.Values(kid.Atom.Condition))
		switch k := kid.Atom.Condition.(type) {
		case condition.Membership:
			all := condition.Membership{Operator: k.Operator}
			if len(places) > 1 {
				all.Lists = c.(condition.Membership).Lists
			}
			for _, id := range k.Lists {
				all.Lists = added(all.Lists, id, strings.ToLower(id), seen)
			}
			c = all
		case condition.ISP:
			all := condition.ISP{Operator: k.Operator}
			if len(places) > 1 {
				all.Values = c.(condition.ISP).Values
			}
			for _, id := range k.Values {
				all.Values = added(all.Values, id, id, seen)
			}
			c = all
		case condition.Field:
			all := condition.Field{Column: k.Column, Operator: k.Operator}
			switch k.Operator {
			case condition.Equals:
				all.Operator = condition.In
			case condition.NotEquals:
				all.Operator = condition.NotIn
			}
			if len(places) > 1 {
				all.Values = c.(condition.Field).Values
			}
			for _, v := range k.Values {
				all.Values = added(all.Values, v, v, seen)
			}
			c = all
		}
	}
	if condition.Values(c) == 1 {
		c = first.Atom.Condition // all are the same
	}
	f := m.set.Literal(m.poll, c, false, first.At)
	f.Atom.Origins = append(f.Atom.Origins, places[1:]...)
	f.At, f.Opposite = whole.At, whole.Opposite
	return f
}

// added returns a list with one more value, unless it was seen.
func added[T any](list []T, value T, key any, seen map[any]bool) []T {
	if seen[key] {
		return list
	}
	seen[key] = true
	return append(list, value)
}
