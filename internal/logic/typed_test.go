package logic

import (
	"math/rand"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// number is a numeric column with k constants: the regions are the gaps and the
// constants in turn, then missing, where negative operators match or do not.
func number(k int) Subject {
	gaps := 2*k + 1
	regions := gaps + 2
	var conditions []Domain
	add := func(weight int, list ...int) {
		conditions = append(conditions, Domain{SetOf(regions, list...), 1, weight})
	}
	span := func(lo, hi int) []int {
		var out []int
		for i := lo; i < hi; i++ {
			out = append(out, i)
		}
		return out
	}
	add(0, span(0, gaps)...)
	add(0, gaps, gaps+1)
	for i := 1; i < gaps; i++ {
		add(1, span(0, i)...)
		add(1, span(i, gaps)...)
	}
	for mask := 1; mask < 1<<k; mask++ {
		in := NewSet(regions)
		for i := 0; i < k; i++ {
			if mask>>i&1 == 1 {
				in.Add(2*i + 1)
			}
		}
		not := FullSet(regions).AndNot(in)
		not.Remove(gaps + 1)
		conditions = append(conditions, Domain{in, 1, in.Len()}, Domain{not, 1, in.Len()})
	}
	return Subject{Regions: regions, Domains: closure(regions, conditions)}
}

// typedRule builds a random rule over typed subjects, as deep as asked.
type typedRule struct {
	d        *Diagram
	subjects []Subject
	random   *rand.Rand
	atoms    int
}

func (g *typedRule) build(depth int) Node {
	if depth == 0 || g.random.Intn(5) == 0 {
		g.atoms++
		s := g.random.Intn(len(g.subjects))
		var list []Domain
		for _, d := range allDomains(g.subjects[s]) {
			if d.Cost == 1 {
				list = append(list, d)
			}
		}
		return g.d.Literal(s, list[g.random.Intn(len(list))].Regions)
	}
	var args []Node
	for i := 2 + g.random.Intn(3); i > 0; i-- {
		args = append(args, g.build(depth-1))
	}
	if depth%2 == 0 {
		return g.d.Or(args...)
	}
	return g.d.And(args...)
}

// TestTypedRules minimizes random rules of the kinds of subjects that real ones
// have.
func TestTypedRules(t *testing.T) {
	type config struct{ booleans, free, numbers, constants, depth, seeds, proved int }
	configs := []config{{3, 1, 2, 3, 4, 20, 20}, {6, 2, 3, 3, 5, 10, 9}}
	if os.Getenv("SEGC_STRESS") != "" {
		configs = []config{
			{3, 1, 2, 3, 4, 40, 0},
			{5, 1, 3, 3, 4, 40, 0},
			{6, 2, 3, 3, 5, 40, 0},
			{8, 2, 4, 3, 5, 40, 0},
			{10, 2, 4, 4, 6, 40, 0},
			{14, 3, 5, 3, 6, 40, 0},
			{20, 4, 6, 3, 7, 20, 0},
		}
	}
	for _, c := range configs {
		subjects := booleans(c.booleans)
		for i := 0; i < c.free; i++ {
			subjects = append(subjects, Subject{Regions: 5, Free: true})
		}
		for i := 0; i < c.numbers; i++ {
			subjects = append(subjects, number(c.constants))
		}
		proved, atoms := 0, 0
		methods := map[Method]int{}
		var worst, total time.Duration
		for seed := 0; seed < c.seeds; seed++ {
			d := NewDiagram(subjects, DefaultLimits())
			g := typedRule{d: d, subjects: subjects, random: rand.New(rand.NewSource(int64(seed)))}
			f := g.build(c.depth)
			atoms += g.atoms
			start := time.Now()
			cover, err := d.Minimize(f, nil)
			spent := time.Since(start)
			if err != nil {
				t.Errorf("%+v seed %d: %v", c, seed, err)
				continue
			}
			total, worst = total+spent, max(worst, spent)
			methods[cover.Method]++
			if cover.Proved {
				proved++
			}
			if cover.Method != Partial && len(cover.Cubes) < 500 {
				checkCover(t, d, f, cover)
			}
			again, err := d.Minimize(f, cover.Cubes)
			better := len(again.Cubes) < len(cover.Cubes) || again.Conditions < cover.Conditions
			if err != nil || !(better && !cover.Proved) && cmp.Diff(cover.Cubes, again.Cubes) != "" {
				t.Errorf("%+v seed %d: the result as a seed is not kept: %v", c, seed, err)
			}
			if testing.Verbose() && spent > 500*time.Millisecond {
				t.Logf("%+v seed %d: %d/%d lower %d/%d %v %v spent %+v", c, seed, len(cover.Cubes), cover.Conditions,
					cover.LowerGroups, cover.LowerConditions, cover.Method, spent.Round(time.Millisecond), d.Spent())
			}
		}
		t.Logf("%+v: %d atoms, %d proved, methods %v, mean %v, worst %v", c, atoms/c.seeds, proved, methods,
			(total / time.Duration(c.seeds)).Round(time.Microsecond), worst.Round(time.Microsecond))
		if proved < c.proved {
			t.Errorf("%+v: %d proved, want %d", c, proved, c.proved)
		}
	}
}
