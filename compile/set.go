package compile

import (
	"maps"
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// set is the atoms of formulas, each condition once. The zero set is empty.
type set struct {
	atoms []*atom // by id
	byKey map[string]*atom
	key   []byte // of the condition at hand

	freeAtoms    []atom
	freeFormulas []formula
}

// literal returns the formula of one condition, or of its opposite if it is negated, which
// stands at a place of the source.
func (s *set) literal(p *poll.Poll, c condition.Condition, negated bool, at diag.Location) *formula {
	s.key = s.key[:0]
	if negated {
		s.key = append(s.key, "not "...)
	}
	s.key = condition.AppendKey(p, s.key, c)
	p.Step(8 + len(s.key)/2)
	a := s.byKey[string(s.key)]
	if a == nil {
		if s.byKey == nil {
			s.byKey = map[string]*atom{}
		}
		a = take(&s.freeAtoms)
		a.id, a.condition, a.negated = len(s.atoms), c, negated
		a.origins = a.origin[:0]
		s.byKey[string(s.key)] = a
		s.atoms = append(s.atoms, a)
	}
	a.origins = append(a.origins, at)
	f := take(&s.freeFormulas)
	f.kind, f.atom, f.at = isAtom, a, at
	return f
}

// find returns the atom of a condition as it is; nil if there is none.
func (s *set) find(p *poll.Poll, c condition.Condition) *atom {
	s.key = condition.AppendKey(p, s.key[:0], c)
	p.Step(16 + len(s.key)/2)
	return s.byKey[string(s.key)]
}

// keep drops the atoms that a formula over them does not have, and gives the others new
// ids in the same order. It reports whether there were any to drop: then no other
// formula over the set may be used any more.
func (s *set) keep(p *poll.Poll, f *formula) bool {
	var atoms []*atom
	met, seen := map[*atom]bool{}, map[*formula]bool{}
	var walk func(f *formula)
	walk = func(f *formula) {
		p.Step(16 + 2*len(f.kids))
		switch {
		case f.kind == isAtom && !met[f.atom]:
			met[f.atom] = true
			atoms = append(atoms, f.atom)
		case f.kind != isAtom && !seen[f]:
			seen[f] = true
			for _, kid := range f.kids {
				walk(kid)
			}
		}
	}
	walk(f)
	if len(atoms) == len(s.atoms) {
		return false
	}
	maps.DeleteFunc(s.byKey, func(_ string, a *atom) bool { return !met[a] })
	slices.SortFunc(atoms, func(a, b *atom) int { return a.id - b.id })
	for i, a := range atoms {
		a.id = i
	}
	s.atoms = atoms
	return true
}

// take returns a zero value from a supply, which it fills when it is empty: many
// small things cost less in few pieces.
func take[T any](supply *[]T) *T {
	const piece = 16
	if len(*supply) == 0 {
		*supply = make([]T, piece)
	}
	first := &(*supply)[0]
	*supply = (*supply)[1:]
	return first
}
