package compile

import (
	"math/rand/v2"

	"github.com/segc-lang/segc/internal/rule"
)

// simulated compares a document that is a plain expansion with its rule, where
// a proof by diagram is beyond the limits. Both are functions of the atoms that
// no atom's falling away can make true, so that a group is right exactly if the
// rule holds when just its atoms do: that is looked at for every group. That
// no group is missing is looked at for random sets of atoms.
func (p *prover) simulated() (bool, error) {
	document, err := rule.Decode(rule.AppendJSON(nil, p.result.Document, true))
	if err != nil {
		return false, err
	}
	groups, ok := p.atomsOf(document)
	if !ok {
		return false, nil
	}
	s := simulation{prover: p, groups: groups, values: make([]uint64, len(p.atoms))}
	return s.groupsHold() && s.nothingMissing(), nil
}

// atomsOf returns the groups of a document as atoms of the rule, if they are.
func (p *prover) atomsOf(document *rule.Document) ([][]int, bool) {
	var key []byte
	groups := make([][]int, len(document.Any))
	for i, g := range document.Any {
		groups[i] = make([]int, len(g.All))
		for j, c := range g.All {
			key = rule.AppendKey(key[:0], c)
			a := p.byKey[string(key)]
			if a == nil {
				return nil, false
			}
			groups[i][j] = a.id
		}
	}
	return groups, true
}

// simulation evaluates a rule and a document on 64 sets of atoms at once: a
// value has a bit for each set.
type simulation struct {
	*prover
	groups [][]int
	values []uint64 // by atom
	memo   map[*formula]uint64
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
		all := ^uint64(0)
		for _, a := range g {
			all &= s.values[a]
		}
		any |= all
	}
	return any
}

func (s *simulation) rule64() uint64 {
	s.memo = map[*formula]uint64{}
	return s.formula64(s.prover.rule)
}

func (s *simulation) formula64(f *formula) uint64 {
	switch f.kind {
	case isFalse:
		return 0
	case isTrue:
		return ^uint64(0)
	case isAtom:
		return s.values[f.atom.id]
	}
	if v, ok := s.memo[f]; ok {
		return v
	}
	v := uint64(0)
	if f.kind == isAnd {
		v = ^uint64(0)
	}
	for _, kid := range f.kids {
		if f.kind == isAnd {
			v &= s.formula64(kid)
		} else {
			v |= s.formula64(kid)
		}
	}
	s.memo[f] = v
	return v
}
