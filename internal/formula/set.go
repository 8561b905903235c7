package formula

import (
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// Set is the atoms of formulas, each condition once. The zero set is empty.
type Set struct {
	Atoms  []*Atom        // by id
	keys   condition.Keys // by id
	key    []byte         // of the condition at hand
	short  [64]byte       // enough for most keys
	likely int            // how many atoms there may be, from the length of the text

	freeAtoms    []Atom
	freeFormulas []Formula
}

// Literal returns the formula of one condition, or of its opposite if it is negated, at a
// place of the source.
func (s *Set) Literal(p *poll.Poll, c condition.Condition, negated bool, at diag.Location) *Formula {
	if s.key == nil {
		s.key = s.short[:0]
	}
	s.key = s.key[:0]
	if negated {
		s.key = append(s.key, "not "...)
	}
	s.key = condition.AppendKey(p, s.key, c)
	p.Step(8 + len(s.key)/2)
	id, known := s.keys.Find(s.key)
	if !known {
		if s.Atoms == nil {
			s.Atoms = make([]*Atom, 0, max(s.likely, least))
			s.keys.Grow(cap(s.Atoms))
		}
		a := take(&s.freeAtoms, max(len(s.Atoms), s.likely))
		a.ID, a.Condition, a.Negated = len(s.Atoms), c, negated
		a.Origins = a.origin[:0]
		id = s.keys.Add(s.key)
		s.Atoms = append(s.Atoms, a)
	}
	a := s.Atoms[id]
	a.Origins = append(a.Origins, at)
	f := s.formula()
	f.Kind, f.Atom, f.At = Literal, a, at
	return f
}

// Find returns the atom of a condition as it is; nil if there is none.
func (s *Set) Find(p *poll.Poll, c condition.Condition) *Atom {
	s.key = condition.AppendKey(p, s.key[:0], c)
	p.Step(16 + len(s.key)/2)
	if id, known := s.keys.Find(s.key); known {
		return s.Atoms[id]
	}
	return nil
}

// Keep drops the atoms that a formula over them does not have, and of the others the
// places that it does not have, and gives them new ids in the same order. It reports
// whether there were any to drop: then no other formula over the set may be used any more.
func (s *Set) Keep(p *poll.Poll, f *Formula) bool {
	var atoms []*Atom
	met, seen := map[*Atom][]diag.Location{}, map[*Formula]bool{}
	var walk func(f *Formula)
	walk = func(f *Formula) {
		p.Step(16 + 2*len(f.Kids))
		if seen[f] {
			return
		}
		seen[f] = true
		if f.Kind == Literal {
			if met[f.Atom] == nil {
				atoms = append(atoms, f.Atom)
			}
			met[f.Atom] = append(met[f.Atom], f.At)
		}
		for _, kid := range f.Kids {
			walk(kid)
		}
	}
	walk(f)
	for a, places := range met {
		a.Origins = places
	}
	if len(atoms) == len(s.Atoms) {
		return false
	}
	s.keys.Keep(func(id int) bool { return met[s.Atoms[id]] != nil })
	poll.Sort(nil, atoms, func(a, b *Atom) int { return a.ID - b.ID })
	for i, a := range atoms {
		a.ID = i
	}
	s.Atoms = atoms
	return true
}

// Mark returns what the set has now, for Cut.
func (s *Set) Mark() Mark {
	m := Mark{places: make([]int, len(s.Atoms))}
	for i, a := range s.Atoms {
		m.places[i] = len(a.Origins)
	}
	return m
}

// Mark is what a set had at some time.
type Mark struct{ places []int } // of each atom, how many

// Atoms returns how many atoms the set had.
func (m Mark) Atoms() int { return len(m.places) }

// Cut drops what has come since a mark: atoms, and places of the others. No formula that
// came since may be used any more.
func (s *Set) Cut(m Mark) {
	if from := len(m.places); from < len(s.Atoms) {
		s.keys.Cut(from)
		s.Atoms = s.Atoms[:from]
	}
	for i, n := range m.places {
		s.Atoms[i].Origins = s.Atoms[i].Origins[:n:n]
	}
}

// formula returns a formula to be filled in.
func (s *Set) formula() *Formula { return take(&s.freeFormulas, max(len(s.Atoms), 3*s.likely/2)) }

// expect says how long the text is that is to be lowered.
func (s *Set) expect(bytes int) {
	const condition = 16 // bytes of a short one, about
	s.likely = max(least, min(bytes/condition, most))
}

// How many atoms or formulas are made at once.
const least, most = 4, 64

// take returns a zero value from a supply, which it fills when it is empty: many small things
// cost less in few pieces. A piece is as large as all before it, by how many of them there are
// already.
func take[T any](supply *[]T, already int) *T {
	if len(*supply) == 0 {
		*supply = make([]T, min(max(already, least), most))
	}
	first := &(*supply)[0]
	*supply = (*supply)[1:]
	return first
}

// pieceOf returns room for so many values, from a supply like that of take.
func pieceOf[T any](supply *[]T, n, likely int) []T {
	if len(*supply) < n {
		*supply = make([]T, max(likely, n))
	}
	piece := (*supply)[:0:n]
	*supply = (*supply)[n:]
	return piece
}
