package prove

import (
	"math/rand/v2"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
)

// simulated compares a document that is a plain expansion with its rule, where a proof by
// diagram is beyond the limits. Both are functions of the atoms that no atom's falling away
// can make true, so that a group is right exactly if the rule holds when just its atoms do:
// that is looked at for every group. No group is missing exactly if the document holds for
// each term of the rule, a choice of one operand for each `or`: where there are few enough,
// for all of them, and that is a proof; otherwise for many, and for random sets of atoms.
func (p *Prover) simulated(document *condition.Table) Agreement {
	groups, ok := p.groupsOf(document)
	if !ok {
		return Differs
	}
	s := simulation{
		Prover: p, program: newProgram(p.Poll, p.rule.Formula), groups: groups,
		values: make([]uint64, len(p.rule.Set.Atoms)),
	}
	if !s.groupsHold() {
		return Differs
	}
	all, hold := s.termsHold()
	switch {
	case !hold:
		return Differs
	case all:
		return Proved
	case !s.nothingMissing():
		return Differs
	}
	return Sampled
}

// groupsOf returns the groups of a document as atoms of the rule, if they are.
func (p *Prover) groupsOf(document *condition.Table) ([][]int, bool) {
	atoms := make([]int, len(document.Conditions))
	for i, c := range document.Conditions {
		a := p.rule.Set.Find(p.Poll, c)
		if a == nil {
			return nil, false
		}
		atoms[i] = a.ID
	}
	groups := make([][]int, len(document.Groups))
	for i, g := range document.Groups {
		p.Poll.Step(1 + len(g)/4)
		groups[i] = make([]int, len(g))
		for j, number := range g {
			groups[i][j] = atoms[number]
		}
	}
	return groups, true
}

// simulation evaluates a rule and a document on 64 sets of atoms at once: a
// value has a bit for each set.
type simulation struct {
	*Prover
	program *program
	groups  [][]int
	values  []uint64                          // by atom
	counts  map[*formula.Formula]formula.Size // of the terms below a part
	// marked has the atoms that hold for some of the terms that are looked at, and ends has
	// how many terms the operands of an `or` have up to each.
	marked []int32
	ends   map[*formula.Formula][]int
}

// groupsHold reports whether the rule holds where just the atoms of a group do,
// for each group.
func (s *simulation) groupsHold() bool {
	for from := 0; from < len(s.groups); from += 64 {
		clear(s.values)
		some := s.groups[from:min(from+64, len(s.groups))]
		for bit, g := range some {
			for _, a := range g {
				s.values[a] |= 1 << bit
			}
		}
		all := ^uint64(0) >> (64 - len(some))
		if s.rule64()&all != all {
			return false
		}
	}
	return true
}

// nothingMissing reports whether rule and document agree on random sets of
// atoms, from those with few atoms to those with almost all.
func (s *simulation) nothingMissing() bool {
	const rounds = 24
	random := rand.New(rand.NewPCG(1, 2))
	for round := range rounds {
		for a := range s.values {
			v := random.Uint64()
			for range round / 2 % 6 {
				if round%2 == 0 {
					v |= random.Uint64()
				} else {
					v &= random.Uint64()
				}
			}
			s.values[a] = v
		}
		if s.rule64() != s.document64() {
			return false
		}
	}
	return true
}

func (s *simulation) document64() uint64 {
	any := uint64(0)
	for _, g := range s.groups {
		s.Poll.Step(1 + len(g)/4)
		any |= s.group64(g)
	}
	return any
}

func (s *simulation) group64(g []int) uint64 {
	all := ^uint64(0)
	for _, a := range g {
		all &= s.values[a]
	}
	return all
}

func (s *simulation) rule64() uint64 {
	s.Poll.Step(s.program.edges / 4)
	return s.program.run(s.values)
}

// program is a formula in the order in which its parts are evaluated.
type program struct {
	steps []step
	kids  []int32
	edges int
	out   []uint64 // per step
}

// step is a part of a formula: an atom, or a join of the parts from first up to
// last.
type step struct {
	kind        formula.Kind
	atom        int32
	first, last int32
}

func newProgram(work *poll.Poll, f *formula.Formula) *program {
	p := &program{}
	p.add(work, f, map[*formula.Formula]int32{})
	p.edges = len(p.steps) + len(p.kids)
	p.out = make([]uint64, len(p.steps))
	return p
}

func (p *program) add(work *poll.Poll, f *formula.Formula, known map[*formula.Formula]int32) int32 {
	if n, ok := known[f]; ok {
		return n
	}
	work.Step(8 + 2*len(f.Kids))
	s := step{kind: f.Kind}
	if f.Kind == formula.Literal {
		s.atom = int32(f.Atom.ID)
	}
	numbers := make([]int32, len(f.Kids))
	for i, kid := range f.Kids {
		numbers[i] = p.add(work, kid, known)
	}
	s.first = int32(len(p.kids))
	p.kids = append(p.kids, numbers...)
	s.last = int32(len(p.kids))
	n := int32(len(p.steps))
	p.steps = append(p.steps, s)
	known[f] = n
	return n
}

// run returns the value of the formula for the values of its atoms.
func (p *program) run(values []uint64) uint64 {
	for i, s := range p.steps {
		v := uint64(0)
		switch s.kind {
		case formula.True:
			v = ^uint64(0)
		case formula.Literal:
			v = values[s.atom]
		case formula.And:
			v = ^uint64(0)
			for _, k := range p.kids[s.first:s.last] {
				v &= p.out[k]
			}
		case formula.Or:
			for _, k := range p.kids[s.first:s.last] {
				v |= p.out[k]
			}
		}
		p.out[i] = v
	}
	return p.out[len(p.out)-1]
}
