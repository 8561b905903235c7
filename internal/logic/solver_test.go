package logic

import (
	"math"
	"math/bits"
	"testing"

	"pgregory.net/rapid"
)

// covering is a small random covering problem.
type covering struct {
	rows []Set
	cost []int
}

func drawCovering(t *rapid.T) covering {
	columns := rapid.IntRange(2, 11).Draw(t, "columns")
	c := covering{cost: make([]int, columns)}
	for j := range c.cost {
		c.cost[j] = rapid.IntRange(1, 4).Draw(t, "cost")
	}
	for i := rapid.IntRange(1, 14).Draw(t, "rows"); i > 0; i-- {
		row := NewSet(columns)
		row.Add(rapid.IntRange(0, columns-1).Draw(t, "first"))
		for j := 0; j < columns; j++ {
			if rapid.IntRange(0, 2).Draw(t, "in") == 0 {
				row.Add(j)
			}
		}
		c.rows = append(c.rows, row)
	}
	return c
}

// best tries every set of columns.
func (c covering) best() (groups, conditions int) {
	groups, conditions = 1<<30, 1<<30
	for set := uint64(1); set < 1<<len(c.cost); set++ {
		cost := 0
		for j := range c.cost {
			cost += int(set>>j&1) * c.cost[j]
		}
		n := bits.OnesCount64(set)
		if n > groups || n == groups && cost >= conditions {
			continue
		}
		covers := true
		for _, r := range c.rows {
			covers = covers && r.Meets(Set{set})
		}
		if covers {
			groups, conditions = n, cost
		}
	}
	return groups, conditions
}

func (c covering) solver() *solver {
	return &solver{cost: c.cost, weight: make([]int, len(c.cost)), limits: DefaultLimits(), spent: new(Spent), stop: math.MaxInt}
}

// TestSolver compares the whole solver with enumeration.
func TestSolver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCovering(t)
		groups, conditions := c.best()
		branches := 0
		got := c.solver().solve(c.rows, &branches)
		cost := 0
		for _, j := range got.columns {
			cost += c.cost[j]
		}
		if !got.proved || len(got.columns) != groups || cost != conditions {
			t.Fatalf("got %d/%d (proved %v), want %d/%d", len(got.columns), cost, got.proved, groups, conditions)
		}
		if got.lowerGroups != groups || got.lowerConditions != conditions {
			t.Fatalf("bounds %d/%d, want %d/%d", got.lowerGroups, got.lowerConditions, groups, conditions)
		}
	})
}

// TestBranch tests branch and bound without the good cover that the local
// search would give it: it has to find each better cover itself.
func TestBranch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCovering(t)
		groups, conditions := c.best()
		branches := 0
		byGroups := search{s: c.solver(), branches: &branches, value: len(c.cost) + 1}
		byGroups.branch(newMatrix(c.rows, len(c.cost)), nil)
		if byGroups.value != groups {
			t.Fatalf("%d groups, want %d", byGroups.value, groups)
		}
		byCost := search{s: c.solver(), branches: &branches, conditions: true, size: groups, value: 4*len(c.cost) + 1}
		byCost.branch(newMatrix(c.rows, len(c.cost)), nil)
		if byCost.value != conditions || len(byCost.best) != groups {
			t.Fatalf("%d conditions in %d groups, want %d in %d", byCost.value, len(byCost.best), conditions, groups)
		}
	})
}

// TestBounds checks that no bound is above the minimum, however little work is
// allowed, and that nothing but the minimum counts as proved.
func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCovering(t)
		groups, conditions := c.best()
		s := c.solver()
		s.limits.Branches = 0
		branches := 0
		got := s.solve(c.rows, &branches)
		if got.lowerGroups > groups || len(got.columns) == groups && got.lowerConditions > conditions {
			t.Fatalf("bounds %d/%d, minimum %d/%d", got.lowerGroups, got.lowerConditions, groups, conditions)
		}
		core, picked, ok := s.reduce(newMatrix(c.rows, len(c.cost)), false)
		if !ok || len(core.rows) == 0 {
			return
		}
		x := newRelaxation(newSparse(nil, core), (&search{s: s}).costs(core), 0)
		x.start()
		x.improve(100, int64(groups+5), s.count)
		if len(picked)+x.lower() > groups {
			t.Fatalf("relaxation %d, minimum %d", len(picked)+x.lower(), groups)
		}
	})
}

func TestNthSmallest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Int64Range(-5, 5), 1, 20).Draw(t, "list")
		n := rapid.IntRange(0, len(list)-1).Draw(t, "n")
		below, equal := 0, 0
		got := nthSmallest(append([]int64(nil), list...), n)
		for _, v := range list {
			if v < got {
				below++
			} else if v == got {
				equal++
			}
		}
		if n < below || n >= below+equal {
			t.Fatalf("%d is not at %d of %v", got, n, list)
		}
	})
}

// TestUnproved ends branch and bound at once: parity-like problems then have a
// gap, and must not be called proved.
func TestUnproved(t *testing.T) {
	// Each pair of five columns is a row: four columns are needed, the relaxation
	// says two and a half.
	c := covering{cost: []int{1, 1, 1, 1, 1}}
	for i := 0; i < 5; i++ {
		for j := 0; j < i; j++ {
			c.rows = append(c.rows, SetOf(5, i, j))
		}
	}
	for _, branches := range []int{0, 100} {
		s := c.solver()
		s.limits.Branches = branches
		used := 0
		got := s.solve(c.rows, &used)
		if len(got.columns) != 4 || got.proved != (branches > 0) || !got.proved && got.lowerGroups != 3 {
			t.Errorf("%d branches: %+v", branches, got)
		}
	}
}
