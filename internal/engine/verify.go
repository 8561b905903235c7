package engine

import (
	"errors"
	"slices"

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
	index := s.index()
	defer index.Free(s.limits.Theory.Poll)
	groups := index.Groups(s.limits.Theory.Poll, document)
	atoms := slices.Clip(s.atoms)
	for _, c := range index.Conditions[len(s.atoms):] {
		atoms = append(atoms, theory.Atom{Condition: c})
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

// index numbers the conditions of the atoms as these are numbered.
func (s *System) index() *condition.Index {
	index := &condition.Index{}
	index.Grow(len(s.atoms))
	for _, a := range s.atoms {
		if a.Negated {
			index.Reserve()
		} else {
			index.Number(s.limits.Theory.Poll, a.Condition)
		}
	}
	return index
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
