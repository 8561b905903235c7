package prove

import (
	"slices"

	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
)

// Up to how large an expansion is tried to find two rules the same.
const (
	maxSameGroups = 5_000
	maxSameWork   = 1 << 16
	maxSameSteps  = 2_000_000
)

// sameTerms reports whether two rules multiply out to the same groups: then they are the
// same, no matter what their conditions mean. Place maps the atoms of the second rule to
// those of the first, or to numbers beyond them. It decides rules that differ only in the
// sequence and the grouping of their conditions, however large their diagrams are.
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
	cubes, err := formula.Multiply(p, side.rule, len(side.atoms), formula.Budget{Groups: maxSameGroups, Work: maxSameWork, Steps: maxSameSteps})
	if err != nil || len(cubes) > maxSameGroups {
		return nil, false
	}
	terms := make([][]int32, len(cubes))
	for i, c := range cubes {
		terms[i] = slices.Clone(c.Atoms)
		for j, a := range terms[i] {
			if place != nil {
				terms[i][j] = int32(place[a])
			}
		}
		slices.Sort(terms[i])
	}
	poll.Sort(nil, terms, slices.Compare)
	return terms, true
}
