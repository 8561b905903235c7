package engine

import (
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/theory"
)

// Verify reports whether a document says the same as the rule that build
// builds, whose function here is f. Conditions that the rule does not contain
// are looked at afresh, together with those of the rule. A *logic.LimitError
// says that it could not be decided.
func (s *System) Verify(f logic.Node, build Builder, document *rule.Document) (bool, error) {
	index := make(map[string]int, len(s.atoms))
	var key []byte
	for i, a := range s.atoms {
		if !a.Negated {
			key = rule.AppendKey(key[:0], a.Condition)
			index[string(key)] = i
		}
	}
	atoms := s.atoms
	groups := make([][]int, len(document.Any))
	for i, g := range document.Any {
		for _, c := range g.All {
			key = rule.AppendKey(key[:0], c)
			n, ok := index[string(key)]
			if !ok {
				n = len(atoms)
				index[string(key)] = n
				atoms = append(atoms[:n:n], theory.Atom{Condition: c})
			}
			groups[i] = append(groups[i], n)
		}
	}
	wide := s
	if len(atoms) > len(s.atoms) {
		wide = New(atoms, s.columns, s.limits)
		f = build(wide.Diagram, wide.Atom)
	}
	same := wide.sum(groups) == f
	return same && wide.Err() == nil, wide.Err()
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
