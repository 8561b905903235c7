package published

import (
	"math/bits"
	"slices"
	"testing"
)

// TestLeast proves that no cover of a formula is smaller than its size says. It finds
// points with no implicant over any two of them: every cover has a group for each,
// with at least the conditions of the largest implicant over that point. The tests of
// segc find covers of just that size.
func TestLeast(t *testing.T) {
	names := map[string]bool{}
	for _, f := range Formulas() {
		if names[f.Name] {
			t.Errorf("two functions are called %s", f.Name)
		}
		names[f.Name] = true
		groups, conditions := least(f)
		if groups != f.Groups || conditions != f.Conditions {
			t.Errorf("%s: a cover has at least %d groups and %d conditions, not %d and %d", f.Name, groups, conditions, f.Groups, f.Conditions)
		}
	}
}

// least returns bounds below the groups and conditions of every cover.
func least(f Function) (groups, conditions int) {
	holds := make([]bool, 1<<f.inputs)
	points := f.points()
	for _, p := range points {
		holds[p] = true
	}
	shared := map[uint]int{} // with how many points each may share a group
	for _, p := range points {
		for _, q := range points {
			if implied(holds, p, p^q) {
				shared[p]++
			}
		}
	}
	slices.SortFunc(points, func(p, q uint) int {
		if shared[p] != shared[q] {
			return shared[p] - shared[q]
		}
		return bits.OnesCount(p) - bits.OnesCount(q)
	})
	var apart []uint
	for _, p := range points {
		if !slices.ContainsFunc(apart, func(q uint) bool { return implied(holds, p, p^q) }) {
			apart = append(apart, p)
			conditions += f.inputs - widest(f.inputs, holds, p)
		}
	}
	return len(apart), conditions
}

// implied reports whether a function holds on all points that differ from p in some
// of the free inputs only.
func implied(holds []bool, p, free uint) bool {
	for some := free; ; some = (some - 1) & free {
		if !holds[p^some] {
			return false
		}
		if some == 0 {
			return true
		}
	}
}

// widest returns how many inputs the largest implicant over a point leaves free.
func widest(inputs int, holds []bool, p uint) int {
	most := 0
	for free := range uint(1) << inputs {
		if n := bits.OnesCount(free); n > most && implied(holds, p, free) {
			most = n
		}
	}
	return most
}
