package sql

import (
	"fmt"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
)

// emitter makes tests of formulas.
type emitter struct {
	*statement
	rule    *Rule
	open    []Question // that have no answer
	places  [questions]diag.Location
	place   diag.Location // of the condition at hand
	depends [questions]bool

	events    condition.Index // of counters
	unbounded unbounded
	counters  []counter
}

// emit returns the test of a rule: its formula, and who is on its lists.
func (e *emitter) emit(r *Rule) (*node, error) {
	e.rule = r
	made := map[*formula.Formula]*node{}
	atoms := map[*formula.Atom]*node{}
	n, err := e.formula(r.Formula, made, atoms)
	if err != nil || e.request.Everybody || len(r.Lists) == 0 {
		return n, err
	}
	on, err := e.membership(r.Lists, true)
	return joined([]*node{n, on}, and), err
}

func (e *emitter) formula(f *formula.Formula, made map[*formula.Formula]*node, atoms map[*formula.Atom]*node) (n *node, err error) {
	e.poll.Step(16)
	if n := made[f]; n != nil {
		return n, nil
	}
	switch f.Kind {
	case formula.True:
		n = &node{kind: yes}
	case formula.False:
		n = &node{kind: no}
	case formula.Literal:
		if n = atoms[f.Atom]; n == nil {
			if e.place = (diag.Location{}); len(f.Atom.Origins) > 0 {
				e.place = f.Atom.Origins[0]
			}
			if n, err = e.atom(f.Atom); err != nil {
				if r, ok := err.(*RefusedError); ok {
					r.Place = e.place
				}
				return nil, err
			}
			atoms[f.Atom] = n
		}
	default:
		kids := make([]*node, len(f.Kids))
		for i, kid := range f.Kids {
			if kids[i], err = e.formula(kid, made, atoms); err != nil {
				return nil, err
			}
		}
		kind := and
		if f.Kind == formula.Or {
			kind = or2
		}
		n = joined(kids, kind)
	}
	made[f] = n
	return n, nil
}

func (e *emitter) atom(a *formula.Atom) (*node, error) {
	e.poll.Step(64 + 16*condition.Values(a.Condition))
	switch c := a.Condition.(type) {
	case condition.Field:
		return e.field(&c, a.Negated)
	case condition.Event:
		return e.event(&c)
	case condition.Membership:
		return e.membership(c.Lists, c.Operator == condition.In)
	case condition.ISP:
		return e.isp(&c)
	default:
		panic(fmt.Sprintf("sql: unexpected condition %T", c))
	}
}

// OfDocument returns a document as a formula.
func OfDocument(d *condition.Document) *formula.Formula {
	var set formula.Set
	any := &formula.Formula{Kind: formula.Or}
	for _, group := range d.Any {
		all := &formula.Formula{Kind: formula.And}
		for _, c := range group.All {
			all.Kids = append(all.Kids, set.Literal(nil, c, false, diag.Location{}))
		}
		any.Kids = append(any.Kids, all)
	}
	return any
}

// listed checks that a dialect takes a list of values.
func (d *Dialect) listed(values []string) error {
	if most := d.limits.list; most > 0 && len(values) > most {
		return refused("a condition lists %d values; the limit of %s is %d: put them into a contact list or a column", len(values), d.Title, most)
	}
	return nil
}

// oneOf tests whether something is one of some values.
func oneOf(what string, values []string) string {
	if len(values) == 1 && !isRows(values[0]) {
		return what + " = " + values[0]
	}
	return what + " IN (" + list(values) + ")"
}

// noneOf tests the opposite, of what is not NULL.
func noneOf(what string, values []string) string {
	if len(values) == 1 && !isRows(values[0]) {
		return what + " <> " + values[0]
	}
	return what + " NOT IN (" + list(values) + ")"
}
