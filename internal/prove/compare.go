package prove

import (
	"context"
	"fmt"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
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
	// Judged is how many conditions the evaluator looked at to find contacts.
	Judged int
}

// MissingVerdicts are the verdicts under both readings of a missing value.
type MissingVerdicts struct{ Matches, MatchesNot Verdict }

// Example is a contact on which two rules differ, as every contact does for
// which its facts are so, under the readings that it names.
type Example = engine.Example

// Compare compares two rules. What the verdict excludes is excluded under every
// reading. A contact may enter or leave under some readings only, which are in its
// example. A contact that is not found need not be missing: where conditions are
// not certain, no verdict is given without one. The error is ErrUndecided to
// errors.Is.
func Compare(ctx context.Context, previous, next *Side) (result *Comparison, err error) {
	ctx = poll.Within(ctx, 0)
	p := poll.New(ctx)
	defer p.FreeTo(p.Held())
	defer func() {
		if p.Catch(recover()) {
			result, err = nil, undecided{ctx.Err()}
		}
	}()
	return CompareWithin(previous.polled(p), next.polled(p), engine.LimitsOf(p))
}

func CompareWithin(previous, next *Side, limits engine.Limits) (*Comparison, error) {
	p := limits.Logic.Poll
	assumed, err := previous.both(next)
	if err != nil {
		return nil, err
	}
	limits = limits.Assuming(assumed)
	atoms, place := unite(p, previous.atoms, next.atoms)
	if sameTerms(p, previous, next, place) {
		return &Comparison{Verdict: Same}, nil
	}
	if len(atoms) > MaxAtoms {
		return nil, ErrUndecided
	}
	system := engine.New(atoms, eitherColumns(previous.columns, next.columns), limits)
	a := previous.build(system.Diagram, system.Atom)
	b := next.build(system.Diagram, func(i int) logic.Node { return system.Atom(place[i]) })
	gone, come := system.Diff(a, b), system.Diff(b, a)
	result := &Comparison{Verdict: verdict(system, a, b)}
	if result.Verdict != Same && assumed.MissingMatches == contact.Either {
		result.Missing = missingVerdicts(system, a, b)
	}
	if err := system.Err(); err != nil {
		return nil, undecided{err}
	}
	if result.Verdict == Same {
		return result, nil
	}
	look := examples{system, engine.NewBudget(limits)}
	var leaves, enters bool
	result.Leaves, leaves = look.differ(gone, previous, next)
	result.Enters, enters = look.differ(come, next, previous)
	if gone != logic.False && !leaves || come != logic.False && !enters {
		return nil, undecided{ErrNobody}
	}
	if result.Verdict == Overlapping && !look.overlap(system.And(a, b), previous, next) {
		return nil, undecided{ErrNobody}
	}
	result.Judged = look.budget.Spent
	return result, nil
}

// ContradictionError says that two rules assume different things of the platform. No platform does
// both.
type ContradictionError struct{ Previous, Next contact.Reading }

func (e *ContradictionError) Error() string {
	return fmt.Sprintf("the rules make different assumptions about the platform: one that it %s, the other that it %s", e.Previous, e.Next)
}

// both returns what two rules assume together.
func (s *Side) both(other *Side) (contact.Reading, error) {
	assumed, ok := s.assumed.Join(other.assumed)
	if !ok {
		return contact.Reading{}, &ContradictionError{s.assumed, other.assumed}
	}
	return assumed, nil
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

// examples looks for contacts to show of two rules, or of more.
type examples struct {
	system *engine.System
	budget *engine.Budget
}

// differ looks for a contact that one rule matches and the other does not, both
// judged by the evaluator. Certain says that there is one, found or not.
func (e examples) differ(n logic.Node, in, out *Side) (example *Example, certain bool) {
	if n == logic.False {
		return nil, false
	}
	question := engine.Question{
		Holds:  func(c contact.Contact, r eval.Reading) bool { return in.matches(c, r) && !out.matches(c, r) },
		Typed:  func(c contact.Contact) contact.Contact { return out.typed(in.typed(c)) },
		Weight: in.weight(nil) + out.weight(nil),
	}
	example, certain = e.system.Find(n, question, e.budget)
	if example == nil && certain {
		example = &Example{Unshown: true}
	}
	return example, certain
}

// overlap reports whether there is a contact that both rules match. Where the
// meaning of conditions is not certain, the engine alone cannot tell.
func (e examples) overlap(common logic.Node, a, b *Side) bool {
	question := engine.Question{
		Holds:  func(c contact.Contact, r eval.Reading) bool { return a.matches(c, r) && b.matches(c, r) },
		Typed:  func(c contact.Contact) contact.Contact { return b.typed(a.typed(c)) },
		Weight: a.weight(nil) + b.weight(nil),
	}
	_, certain := e.system.Find(common, question, e.budget)
	return certain
}

// unite returns the atoms of both lists, each once, and where those of the
// second list are in it.
func unite(p *poll.Poll, first, second []theory.Atom) (all []theory.Atom, place []int) {
	key := func(a theory.Atom) string {
		p.Step(128)
		if a.Negated {
			return "not " + condition.KeyWithin(p, a.Condition)
		}
		return condition.KeyWithin(p, a.Condition)
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
