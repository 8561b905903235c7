package compile

import (
	"math/rand/v2"
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

// Up to how large an expansion is tried to find two rules the same.
const (
	maxSameGroups = 5_000
	maxSameWork   = 1 << 16
	maxSameSteps  = 2_000_000
)

// sameTerms reports whether two rules multiply out to the same groups: then
// they are the same whatever their conditions mean. Place says which atoms of the
// first rule, or beyond them, those of the second are. It decides rules that
// differ in order and grouping only, however large their diagrams are.
func sameTerms(p *poll.Poll, first, second *Side, place []int) bool {
	a, ok := termsOf(p, first, nil)
	if !ok {
		return false
	}
	b, ok := termsOf(p, second, place)
	return ok && slices.EqualFunc(a, b, slices.Equal)
}

// termsOf returns the groups of a rule in an order of their own.
func termsOf(p *poll.Poll, side *Side, place []int) ([][]int32, bool) {
	defer p.FreeTo(p.Held())
	e := newExpansion(p, len(side.atoms), maxSameGroups)
	e.work, e.steps = maxSameWork, maxSameSteps
	cubes, err := e.expand(side.rule)
	if err != nil || len(cubes) > maxSameGroups {
		return nil, false
	}
	terms := make([][]int32, len(cubes))
	for i, c := range cubes {
		terms[i] = slices.Clone(c.atoms)
		for j, a := range terms[i] {
			if place != nil {
				terms[i][j] = int32(place[a])
			}
		}
		slices.Sort(terms[i])
	}
	slices.SortFunc(terms, slices.Compare)
	return terms, true
}

// Up to how many terms are looked at one by one, 64 at a time; how many words
// that may take; and how many are looked at otherwise.
const (
	maxTerms      = 1 << 16
	maxTermWork   = 1 << 26
	sampleBatches = 256
)

// termsHold reports whether the document holds for the terms of the rule, and
// whether those were all terms. Of more than can be looked at, some are chosen and
// reduced to groups: no atom can be left out of them. So no larger group hides
// that a smaller one is missing.
func (s *simulation) termsHold() (all, hold bool) {
	conditions := 1
	for _, g := range s.groups {
		conditions += len(g)
	}
	counter := sizeCounter{poll: s.poll, memo: map[*formula]size{}, atoms: map[*atom]bool{}}
	total := counter.count(s.prover.rule).groups
	s.counts = counter.memo
	if total <= maxTerms && int(total)/64*conditions <= maxTermWork {
		return true, s.everyTermHolds(int(total))
	}
	random := rand.New(rand.NewPCG(3, 4))
	cost := 64*len(s.values) + conditions + len(s.values)*s.program.edges
	for range min(sampleBatches, 1+maxTermWork/cost) {
		clear(s.values)
		for bit := range 64 {
			s.randomTerm(s.prover.rule, random, 1<<bit)
		}
		s.reduce(random)
		if s.document64() != ^uint64(0) {
			return false, false
		}
	}
	return false, true
}

func (s *simulation) everyTermHolds(total int) bool {
	for from := 0; from < total; from += 64 {
		clear(s.values)
		n := min(64, total-from)
		for bit := range n {
			s.term(s.prover.rule, from+bit, 1<<bit)
		}
		if wanted := ^uint64(0) >> (64 - n); s.document64()&wanted != wanted {
			return false
		}
	}
	return true
}

// reduce takes atoms away, in a random order, as long as the rule holds.
func (s *simulation) reduce(random *rand.Rand) {
	s.poll.Step(4 * len(s.values))
	for _, a := range random.Perm(len(s.values)) {
		if was := s.values[a]; was != 0 {
			s.values[a] = 0
			s.values[a] = was &^ s.rule64()
		}
	}
}

func (s *simulation) count(f *formula) float64 {
	if f.kind == isAtom {
		return 1
	}
	return s.counts[f].groups
}

// term lets the atoms of a term hold: the one with the given number among those
// of a part.
func (s *simulation) term(f *formula, number int, bit uint64) {
	s.poll.Step(4)
	switch f.kind {
	case isAtom:
		s.values[f.atom.id] |= bit
	case isAnd:
		for _, kid := range f.kids {
			n := int(s.count(kid))
			s.term(kid, number%n, bit)
			number /= n
		}
	case isOr:
		for i, kid := range f.kids {
			if i%16 == 15 {
				s.poll.Step(64)
			}
			n := int(s.count(kid))
			if number < n {
				s.term(kid, number, bit)
				return
			}
			number -= n
		}
	}
}

// randomTerm lets the atoms of a random term hold, each as likely as any other.
func (s *simulation) randomTerm(f *formula, random *rand.Rand, bit uint64) {
	switch f.kind {
	case isAtom:
		s.poll.Step(4)
		s.values[f.atom.id] |= bit
	case isAnd:
		for _, kid := range f.kids {
			s.randomTerm(kid, random, bit)
		}
	case isOr:
		at := random.Float64() * s.count(f)
		for i, kid := range f.kids {
			if i%16 == 15 {
				s.poll.Step(64)
			}
			if at -= s.count(kid); at < 0 || i == len(f.kids)-1 {
				s.randomTerm(kid, random, bit)
				return
			}
		}
	}
}
