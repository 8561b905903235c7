package engine

import (
	"errors"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/theory"
)

// Verify reports whether a document says the same as the rule that build
// builds, whose function here is f. Conditions that the rule does not contain
// are looked at afresh, together with those of the rule. The proof takes at most
// so many operations, if that is not 0. A *logic.LimitError or ErrApart says
// that it could not be decided; the system is as good as before then.
func (s *System) Verify(f logic.Node, build Builder, document *condition.Document, operations int) (bool, error) {
	index := make(map[string]int, len(s.atoms))
	var key []byte
	for i, a := range s.atoms {
		if !a.Negated {
			key = condition.AppendKey(s.limits.Theory.Poll, key[:0], a.Condition)
			s.limits.Theory.Poll.Step(16 + len(key)/2)
			index[string(key)] = i
		}
	}
	atoms := s.atoms
	groups := make([][]int, len(document.Any))
	for i, g := range document.Any {
		for _, c := range g.All {
			key = condition.AppendKey(s.limits.Theory.Poll, key[:0], c)
			s.limits.Theory.Poll.Step(16 + len(key)/2)
			n, ok := index[string(key)]
			if !ok {
				n = len(atoms)
				index[string(key)] = n
				atoms = append(atoms[:n:n], theory.Atom{Condition: c})
			}
			groups[i] = append(groups[i], n)
		}
	}
	if operations == 0 {
		operations = s.limits.Logic.Operations
	}
	if len(atoms) == len(s.atoms) {
		same := false
		s.allAtoms()
		err := s.Try(operations, func() { same = s.sum(groups) == f })
		return same && err == nil, err
	}
	wide := New(atoms, s.columns, s.limits)
	defer wide.Close()
	f = build(wide.Diagram, wide.Atom)
	same := wide.sum(groups) == f
	switch err := wide.Err(); {
	case err != nil:
		return false, err
	case !same && !wide.whole:
		return false, ErrApart
	}
	return same, nil
}

// ErrApart says that conditions had to be looked at apart that have to do with
// each other, so that what differs may be the same all the same.
var ErrApart = errors.New("too many conditions on one subject have to do with each other")

// allAtoms makes the functions of all atoms, which then outlive what is tried.
func (s *System) allAtoms() {
	for i := range s.atoms {
		s.Atom(i)
	}
}

// sum returns the function of groups of atoms.
func (s *System) sum(groups [][]int) logic.Node {
	union := make([]logic.Node, len(groups))
	for i, g := range groups {
		all := make([]logic.Node, len(g))
		for j, a := range g {
			all[j] = s.Atom(a)
		}
		union[i] = s.And(all...)
	}
	return s.Or(union...)
}
