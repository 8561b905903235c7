package prove

import (
	"math/rand/v2"
	"slices"

	"github.com/segc-lang/segc/internal/formula"
)

// Up to how many terms are looked at one by one, 64 at a time; how many words
// that may take; and how many are looked at otherwise.
const (
	maxTerms      = 1 << 16
	maxTermWork   = 1 << 26
	sampleBatches = 256
)

// termsHold reports whether the document holds for the terms of the rule, and whether those
// were all terms. If there are too many, some are chosen and reduced to groups, which no
// atom can be left out of. So no larger group hides that a smaller one is missing.
func (s *simulation) termsHold() (all, hold bool) {
	conditions := 1
	for _, g := range s.groups {
		conditions += len(g)
	}
	size, counts := formula.SizesOf(s.Poll, s.rule.Formula)
	total := size.Groups
	s.counts = counts
	if total <= maxTerms && int(total)/64*conditions <= maxTermWork {
		return true, s.everyTermHolds(int(total))
	}
	random := rand.New(rand.NewPCG(3, 4))
	cost := 64*len(s.values) + conditions + len(s.values)*s.program.edges
	for range min(sampleBatches, 1+maxTermWork/cost) {
		clear(s.values)
		for bit := range 64 {
			s.randomTerm(s.rule.Formula, random, 1<<bit)
		}
		s.reduce(random)
		if s.document64() != ^uint64(0) {
			return false, false
		}
	}
	return false, true
}

// everyTermHolds looks at all terms, 64 at a time. A group can hold for one of them
// only if its rarest atom does, so that most groups are not looked at.
func (s *simulation) everyTermHolds(total int) bool {
	clear(s.values)
	s.marked = s.marked[:0]
	rarest, always := s.byRarest()
	if always {
		return true
	}
	s.ends = map[*formula.Formula][]int{}
	for from := 0; from < total; from += 64 {
		n := min(64, total-from)
		for bit := range n {
			s.term(s.rule.Formula, from+bit, 1<<bit)
		}
		missing := ^uint64(0) >> (64 - n)
		for _, a := range s.marked {
			for _, g := range rarest[a] {
				if missing == 0 {
					break
				}
				s.Poll.Step(1 + len(s.groups[g])/4)
				missing &^= s.group64(s.groups[g])
			}
		}
		if missing != 0 {
			return false
		}
		for _, a := range s.marked {
			s.values[a] = 0
		}
		s.marked = s.marked[:0]
	}
	return true
}

// byRarest returns the groups by that of their atoms that the fewest groups have,
// and whether there is a group without atoms, which always holds.
func (s *simulation) byRarest() (groups [][]int32, always bool) {
	s.Poll.Step(2 * len(s.values))
	count := make([]int32, len(s.values))
	for _, g := range s.groups {
		s.Poll.Step(1 + len(g)/4)
		for _, a := range g {
			count[a]++
		}
	}
	groups = make([][]int32, len(s.values))
	s.Poll.Hold(28*len(s.values) + 8*len(s.groups))
	for i, g := range s.groups {
		if len(g) == 0 {
			return nil, true
		}
		s.Poll.Step(1 + len(g)/4)
		rarest := g[0]
		for _, a := range g[1:] {
			if count[a] < count[rarest] {
				rarest = a
			}
		}
		groups[rarest] = append(groups[rarest], int32(i))
	}
	return groups, false
}

// reduce takes atoms away, in a random order, as long as the rule holds.
func (s *simulation) reduce(random *rand.Rand) {
	s.Poll.Step(4 * len(s.values))
	for _, a := range random.Perm(len(s.values)) {
		if was := s.values[a]; was != 0 {
			s.values[a] = 0
			s.values[a] = was &^ s.rule64()
		}
	}
}

func (s *simulation) count(f *formula.Formula) float64 {
	if f.Kind == formula.Literal {
		return 1
	}
	return s.counts[f].Groups
}

// term lets the atoms of a term hold: the one with the given number among those
// of a part.
func (s *simulation) term(f *formula.Formula, number int, bit uint64) {
	s.Poll.Step(4)
	switch f.Kind {
	case formula.Literal:
		if s.values[f.Atom.ID] == 0 {
			s.marked = append(s.marked, int32(f.Atom.ID))
		}
		s.values[f.Atom.ID] |= bit
	case formula.And:
		for _, kid := range f.Kids {
			n := int(s.count(kid))
			s.term(kid, number%n, bit)
			number /= n
		}
	case formula.Or:
		ends := s.endsOf(f)
		s.Poll.Step(8)
		i, _ := slices.BinarySearch(ends, number+1)
		if i > 0 {
			number -= ends[i-1]
		}
		s.term(f.Kids[i], number, bit)
	}
}

// endsOf returns for each operand of an `or` how many terms it and those before it have.
func (s *simulation) endsOf(f *formula.Formula) []int {
	if ends, ok := s.ends[f]; ok {
		return ends
	}
	s.Poll.Step(8 * len(f.Kids))
	s.Poll.Hold(8 * len(f.Kids))
	ends, end := make([]int, len(f.Kids)), 0
	for i, kid := range f.Kids {
		end += int(s.count(kid))
		ends[i] = end
	}
	s.ends[f] = ends
	return ends
}

// randomTerm lets the atoms of a random term hold, each as likely as any other.
func (s *simulation) randomTerm(f *formula.Formula, random *rand.Rand, bit uint64) {
	switch f.Kind {
	case formula.Literal:
		s.Poll.Step(4)
		s.values[f.Atom.ID] |= bit
	case formula.And:
		for _, kid := range f.Kids {
			s.randomTerm(kid, random, bit)
		}
	case formula.Or:
		at := random.Float64() * s.count(f)
		for i, kid := range f.Kids {
			if i%16 == 15 {
				s.Poll.Step(64)
			}
			if at -= s.count(kid); at < 0 || i == len(f.Kids)-1 {
				s.randomTerm(kid, random, bit)
				return
			}
		}
	}
}
