package compile

import (
	"context"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/theory"
)

// Verdict says how the contacts of a new rule relate to those of an old one.
type Verdict uint8

// The verdicts.
const (
	Same        Verdict = iota // the same contacts
	Narrower                   // some of the old ones, and no others
	Wider                      // all of the old ones, and others
	Overlapping                // some of the old ones, and others
	Disjoint                   // none of the old ones
)

// String returns the verdict in lower case.
func (v Verdict) String() string {
	return [...]string{"same", "narrower", "wider", "overlapping", "disjoint"}[v]
}

// Comparison is how a new rule relates to an old one.
type Comparison struct {
	Verdict Verdict
	// Enters is a contact that only the new rule matches, Leaves one that only
	// the old rule matches; nil when there is none.
	Enters, Leaves *Example
	// Missing has the verdicts if negative operators match a missing value, and
	// if they do not, where that makes a difference.
	Missing *MissingVerdicts
}

// MissingVerdicts are the verdicts under both readings of a missing value.
type MissingVerdicts struct{ Matches, MatchesNot Verdict }

// Example is a contact on which two rules differ, and the readings under which
// they do: all of them, unless that depends on what the platform leaves open.
type Example struct {
	Contact  eval.Contact
	Readings []eval.Reading
}

// Compare compares two rules. What holds in the result holds under every
// reading. The error is ErrUndecided to errors.Is.
func Compare(ctx context.Context, previous, next *Side) (result *Comparison, err error) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			result, err = nil, undecided{ctx.Err()}
		}
	}()
	previous, next = previous.polled(p), next.polled(p)
	atoms, place := unite(p, previous.atoms, next.atoms)
	if sameTerms(p, previous, next, place) {
		return &Comparison{Verdict: Same}, nil
	}
	if len(atoms) > MaxAtoms {
		return nil, ErrUndecided
	}
	system := engine.New(atoms, eitherColumns(previous.columns, next.columns), engine.LimitsOf(p))
	a := previous.build(system.Diagram, system.Atom)
	b := next.build(system.Diagram, func(i int) logic.Node { return system.Atom(place[i]) })
	gone, come := system.Diff(a, b), system.Diff(b, a)
	result = &Comparison{Verdict: verdict(system, a, b)}
	if result.Verdict != Same {
		result.Missing = missingVerdicts(system, a, b)
	}
	if err := system.Err(); err != nil {
		return nil, undecided{err}
	}
	if result.Verdict == Same {
		return result, nil
	}
	result.Leaves = example(system, gone, previous, next)
	result.Enters = example(system, come, next, previous)
	if gone != logic.False && result.Leaves == nil || come != logic.False && result.Enters == nil {
		return nil, ErrUndecided
	}
	if result.Verdict == Overlapping && !overlap(system, system.And(a, b), previous, next) {
		return nil, ErrUndecided
	}
	return result, nil
}

// verdict says how b relates to a.
func verdict(system *engine.System, a, b logic.Node) Verdict {
	switch {
	case a == b:
		return Same
	case system.Implies(b, a):
		return Narrower
	case system.Implies(a, b):
		return Wider
	case system.And(a, b) == logic.False:
		return Disjoint
	}
	return Overlapping
}

// missingVerdicts returns the verdicts under both readings of a missing value,
// or nil when they are one.
func missingVerdicts(system *engine.System, a, b logic.Node) *MissingVerdicts {
	under := func(matches bool) Verdict {
		possible := system.MissingMatches(matches)
		return verdict(system, system.And(a, possible), system.And(b, possible))
	}
	v := &MissingVerdicts{Matches: under(true), MatchesNot: under(false)}
	if v.Matches == v.MatchesNot {
		return nil
	}
	return v
}

// example returns a contact that one rule matches and the other does not, both
// judged by the evaluator.
func example(system *engine.System, n logic.Node, in, out *Side) *Example {
	if n == logic.False {
		return nil
	}
	differ := func(c eval.Contact, r eval.Reading) bool {
		c = out.typed(in.typed(c))
		return in.matches(c, r) && !out.matches(c, r)
	}
	contact, _, ok := system.Contact(n, differ)
	if !ok {
		return nil
	}
	e := &Example{Contact: out.typed(in.typed(contact))}
	for _, r := range eval.Readings() {
		if differ(contact, r) {
			e.Readings = append(e.Readings, r)
		}
	}
	return e
}

// overlap reports whether there is a contact that both rules match. Where the
// meaning of conditions is not certain, the engine alone cannot tell.
func overlap(system *engine.System, common logic.Node, a, b *Side) bool {
	_, _, ok := system.Contact(common, func(c eval.Contact, r eval.Reading) bool {
		c = b.typed(a.typed(c))
		return a.matches(c, r) && b.matches(c, r)
	})
	return ok
}

// unite returns the atoms of both lists, each once, and where those of the
// second list are in it.
func unite(p *poll.Poll, first, second []theory.Atom) (all []theory.Atom, place []int) {
	key := func(a theory.Atom) string {
		p.Step(128)
		if a.Negated {
			return "not " + rule.Key(a.Condition)
		}
		return rule.Key(a.Condition)
	}
	all = first[:len(first):len(first)]
	index := make(map[string]int, len(first)+len(second))
	for i, a := range first {
		index[key(a)] = i
	}
	place = make([]int, len(second))
	for i, a := range second {
		n, ok := index[key(a)]
		if !ok {
			n = len(all)
			index[key(a)] = n
			all = append(all, a)
		}
		place[i] = n
	}
	return all, place
}

// eitherColumns knows of a column what either side does. Where they disagree on
// a type, it is not known.
func eitherColumns(first, second engine.Columns) engine.Columns {
	return func(name string) column.Column {
		a, b := first(name), second(name)
		switch {
		case a.Type == column.Any:
			a.Type, a.Choices = b.Type, b.Choices
			a.Mixed = b.Type == column.Any && (a.Mixed || b.Mixed)
		case b.Type != column.Any && a.Type != b.Type:
			a.Type, a.Choices, a.Mixed = column.Any, nil, true
		}
		a.NotNull = a.NotNull || b.NotNull
		return a
	}
}
