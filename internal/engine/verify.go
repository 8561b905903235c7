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
	return s.VerifyTable(f, build, condition.TableOf(s.limits.Theory.Poll, document), operations)
}

// VerifyTable is Verify for a document as a table.
func (s *System) VerifyTable(f logic.Node, build Builder, document *condition.Table, operations int) (bool, error) {
	numbers, atoms := s.numbersOf(document.Conditions)
	if operations == 0 {
		operations = s.limits.Logic.Operations
	}
	if len(atoms) == len(s.atoms) {
		s.allAtoms()
		return s.tries(operations, func() bool { return s.sum(document.Groups, numbers) == f })
	}
	wide := New(atoms, s.columns, s.limits)
	defer wide.Close()
	return wide.same(document.Groups, numbers, build(wide.Diagram, wide.Atom))
}

// tries reports whether two functions are the same, by at most so many operations. The system
// is as good as before if they do not suffice.
func (s *System) tries(operations int, same func() bool) (are bool, err error) {
	err = s.Try(operations, func() { are = same() })
	return are && err == nil, err
}

// same reports whether the groups of a document, whose conditions are atoms of a system that was
// made for them, say what a function does.
func (s *System) same(groups [][]int32, numbers []int32, f logic.Node) (bool, error) {
	same := s.sum(groups, numbers) == f
	switch err := s.Err(); {
	case err != nil:
		return false, err
	case !same && !s.whole:
		return false, ErrApart
	}
	return same, nil
}

// numbersOf returns the atoms that conditions are: those of the system, and more where a
// condition is new.
func (s *System) numbersOf(conditions []condition.Condition) (numbers []int32, atoms []theory.Atom) {
	index := s.index()
	defer index.Free(s.limits.Theory.Poll)
	atoms, numbers = slices.Clip(s.atoms), make([]int32, len(conditions))
	for i, c := range conditions {
		number, isNew := index.Number(s.limits.Theory.Poll, c)
		if numbers[i] = int32(number); isNew {
			atoms = append(atoms, theory.Atom{Condition: c})
		}
	}
	return numbers, atoms
}

// Comparison compares parts of a document with parts of a rule.
type Comparison struct {
	system     *System
	operations int // that each comparison may take
	// numbers has the atom that each condition is: one of the system, or one of those after
	// them; or -1 if it is none of the document.
	numbers []int32
	added   []theory.Atom // those that the system does not have
	wide    *widened      // once there is one
}

// widened has where conditions and atoms are in a system that has some of them.
type widened struct {
	numbers []int32 // by number: the atom
	place   []int32 // by atom: the same, plus one; zero where nothing is compared
}

// Compare returns a comparison for a document with some conditions, which have other numbers
// for those who ask: numbers has for each of these the one that it has in the document, or -1.
// Find returns the atom of a condition, or -1 if the system does not have it. Each answer takes
// at most so many operations, if that is not 0.
func (s *System) Compare(conditions []condition.Condition, numbers []int32, find func(condition.Condition) int, operations int) *Comparison {
	if operations == 0 {
		operations = s.limits.Logic.Operations
	}
	s.allAtoms()
	room := make([]int32, len(conditions)+len(numbers))
	of, atoms := room[:len(conditions)], []theory.Atom(nil)
	added := condition.Index{}
	defer func() { added.Free(s.limits.Theory.Poll) }()
	for i, one := range conditions {
		if atom := find(one); atom >= 0 {
			of[i] = int32(atom)
			continue
		}
		number, isNew := added.Number(s.limits.Theory.Poll, one)
		if of[i] = int32(len(s.atoms) + number); isNew {
			atoms = append(atoms, theory.Atom{Condition: one})
		}
	}
	c := &Comparison{system: s, operations: operations, numbers: room[len(conditions):], added: atoms}
	for i, number := range numbers {
		if c.numbers[i] = -1; number >= 0 {
			c.numbers[i] = of[number]
		}
	}
	return c
}

// Says reports whether groups of conditions of the document say what build builds of some
// atoms. A *logic.LimitError or ErrApart says that it could not be decided; the system is as good
// as before then.
func (c *Comparison) Says(groups [][]int32, build Builder, of func() []int32) (bool, error) {
	if !c.more(groups) {
		s := c.system
		return s.tries(c.operations, func() bool { return s.sum(groups, c.numbers) == build(s.Diagram, s.Atom) })
	}
	if c.wide == nil {
		known, n := len(c.system.atoms)+len(c.added), len(c.numbers)
		room := make([]int32, known+n)
		c.wide = &widened{place: room[:known], numbers: room[known:]}
	}
	numbers, place := c.wide.numbers, c.wide.place
	var atoms []theory.Atom
	add := func(atom int32) int32 {
		if place[atom] == 0 {
			atoms = append(atoms, c.atom(int(atom)))
			place[atom] = int32(len(atoms))
		}
		return place[atom] - 1
	}
	rule := of()
	for _, atom := range rule {
		add(atom)
	}
	for _, g := range groups {
		c.system.limits.Theory.Poll.Step(16 * len(g))
		for _, number := range g {
			numbers[number] = add(c.numbers[number])
		}
	}
	wide := New(atoms, c.system.columns, c.system.limits)
	defer wide.Close()
	same, err := wide.same(groups, numbers, build(wide.Diagram, func(atom int) logic.Node { return wide.Atom(int(place[atom]) - 1) }))
	for _, atom := range rule {
		place[atom] = 0
	}
	for _, g := range groups {
		for _, number := range g {
			place[c.numbers[number]] = 0
		}
	}
	return same, err
}

// atom returns an atom by its number.
func (c *Comparison) atom(i int) theory.Atom {
	if more := i - len(c.system.atoms); more >= 0 {
		return c.added[more]
	}
	return c.system.atoms[i]
}

// Is reports whether groups of conditions of the document are one condition: that of an atom of
// the system.
func (c *Comparison) Is(groups [][]int32, atom int) bool {
	return len(groups) == 1 && len(groups[0]) == 1 && int(c.numbers[groups[0][0]]) == atom
}

// more reports whether groups have a condition that the system does not have.
func (c *Comparison) more(groups [][]int32) bool {
	for _, g := range groups {
		for _, number := range g {
			if int(c.numbers[number]) >= len(c.system.atoms) {
				return true
			}
		}
	}
	return false
}

// index numbers the conditions of the atoms as these are numbered. Those of a part are those
// that it decides: what it says is on their subjects.
func (s *System) index() *condition.Index {
	index := &condition.Index{}
	index.Grow(len(s.atoms))
	for i, a := range s.atoms {
		if a.Negated || s.nodes[i] == foreign {
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

// sum returns the function of groups of conditions, whose atoms are given by number.
func (s *System) sum(groups [][]int32, atoms []int32) logic.Node {
	var few [8]logic.Node
	union := few[:0]
	if len(groups) > len(few) {
		union = make([]logic.Node, 0, len(groups))
	}
	var fewParts [8]part
	parts := fewParts[:0]
	for _, g := range groups {
		parts = parts[:0]
		for _, number := range g {
			h := s.home[atoms[number]]
			parts = within(parts, h.space, s.spaces[h.space].Atoms[h.member])
		}
		node := logic.True
		for j := len(parts) - 1; j >= 0; j-- {
			node = s.Restrict(parts[j].space, parts[j].regions, node)
		}
		union = append(union, node)
	}
	return s.Or(union...)
}

// part is what a group says of one space.
type part struct {
	space   int
	regions logic.Set
}

// within adds what a condition says to the parts of a group, in the order of their spaces.
func within(parts []part, space int, regions logic.Set) []part {
	at := len(parts)
	for at > 0 && parts[at-1].space > space {
		at--
	}
	if at > 0 && parts[at-1].space == space {
		parts[at-1].regions = parts[at-1].regions.And(regions)
		return parts
	}
	return slices.Insert(parts, at, part{space, regions})
}
