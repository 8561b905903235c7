package theory

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestClosure compares the domains of random conditions on one column, and what each costs, with
// all intersections made one after the other.
func TestClosure(t *testing.T) {
	t.Parallel()
	const limit = 700
	random := rand.New(rand.NewPCG(18, 1))
	chained, refused, complete := 0, 0, 0
	for range long.Of(60, 600) {
		s, level := randomSpace(random), 1+random.IntN(3)
		if s == nil {
			continue
		}
		class := make([]int32, s.Regions)
		for i := range class {
			class[i] = int32(i)
		}
		v := newVocabulary(s, newClasses(s, class))
		s.model.bases(v, level)
		if v.broken {
			continue
		}
		v.space.builder.limits.Domains = limit
		want := everyIntersection(v, limit)
		bySize := v.bySize()
		chains := v.chains(bySize)
		if v.surelyMore(limit, bySize, chains) {
			refused++
			if want != nil {
				t.Errorf("%d domains are surely more than %d", len(want), limit)
			}
		}
		for i, chain := range chains {
			var halves [2][]int32
			for k, b := range chain {
				halves[k%2] = append(halves[k%2], b)
			}
			compareOfChains(t, v, halves[0], halves[1])
			compareOfChains(t, v, chain, chains[0])
			compareOfChains(t, v, chains[i/2], chain)
		}
		domains := v.closure()
		switch {
		case (domains == nil) != (want == nil):
			t.Errorf("level %d: %v instead of %d domains", level, domains != nil, len(want))
		case domains != nil:
			complete++
			chained += len(chains)
			if len(domains.list) != len(want) {
				t.Errorf("level %d: %d instead of %d domains", level, len(domains.list), len(want))
			}
			for i, d := range domains.list {
				if cost, ok := want[fmt.Sprint(domains.index.Sets[i])]; !ok || cost != d.cost {
					t.Errorf("level %d: a domain costs %d instead of %d (%v)", level, d.cost, cost, ok)
				}
			}
		}
	}
	if chained < 5 || refused < 5 || complete < 5 {
		t.Errorf("%d with domains, in %d chains, and %d refused", complete, chained, refused)
	}
}

// compareOfChains compares how many intersections two chains have with all of them.
func compareOfChains(t *testing.T, v *vocabulary, first, second []int32) {
	t.Helper()
	want := map[string]bool{}
	meeting := func(base int32, with logic.Set) logic.Set {
		if base < 0 {
			return with
		}
		return with.And(v.bases[base].points)
	}
	for _, a := range append([]int32{-1}, first...) {
		for _, b := range append([]int32{-1}, second...) {
			if both := meeting(b, meeting(a, v.full)); !both.Empty() {
				want[fmt.Sprint(both)] = true
			}
		}
	}
	if got := v.ofChains(first, second, 1<<20); got != len(want) {
		t.Errorf("two chains have %d intersections, not %d", got, len(want))
	}
}

// randomSpace returns the space of random comparisons of numbers, most of one kind or two.
func randomSpace(random *rand.Rand) *Space {
	kinds := [][]condition.Operator{
		{condition.GreaterEq},
		{condition.GreaterEq, condition.Greater},
		{condition.GreaterEq, condition.LessEq},
		{condition.NotEquals},
		{condition.NotEquals, condition.Less, condition.NotIn},
		{condition.Equals, condition.In},
	}[random.IntN(6)]
	n := 8 + random.IntN(40)
	if kinds[0] == condition.Equals {
		n = min(n, 20)
	}
	value := func() condition.Value {
		return condition.Value{Kind: condition.Number, Text: fmt.Sprint(random.IntN(2 * n))}
	}
	var atoms []Atom
	seen := map[string]bool{}
	for range n {
		f := condition.Field{Column: "x", Operator: kinds[random.IntN(len(kinds))], Values: []condition.Value{value()}}
		if f.Operator == condition.In || f.Operator == condition.NotIn {
			f.Values = append(f.Values, value())
		}
		if key := fmt.Sprint(f); !seen[key] {
			seen[key] = true
			atoms = append(atoms, Atom{Condition: f})
		}
	}
	if spaces := Spaces(atoms, Column{Type: Number}, DefaultLimits()); len(spaces) == 1 && spaces[0].first != nil {
		return spaces[0]
	}
	return nil
}

// everyIntersection returns what each intersection of bases costs; nil if there are more than so
// many.
func everyIntersection(v *vocabulary, limit int) map[string]int32 {
	costs, byCost := map[string]int32{fmt.Sprint(v.full): 0}, [][]logic.Set{{v.full}}
	for cost := 1; cost <= len(byCost)+1; cost++ {
		var layer []logic.Set
		for i := range v.bases {
			b := &v.bases[i]
			from := cost - b.cost()
			if from < 0 || from >= len(byCost) {
				continue
			}
			for _, s := range byCost[from] {
				both := s.And(b.points)
				if key := fmt.Sprint(both); !both.Empty() {
					if _, known := costs[key]; !known {
						costs[key] = int32(cost)
						layer = append(layer, both)
						if len(costs) > limit {
							return nil
						}
					}
				}
			}
		}
		if byCost = append(byCost, layer); len(layer) == 0 && (cost < 2 || len(byCost[cost-1]) == 0) {
			return costs
		}
	}
	return costs
}
