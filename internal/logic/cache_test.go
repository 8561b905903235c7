package logic

import (
	"math/rand/v2"
	"testing"
)

// TestOperationsApart asks for several operations on one pair of functions, one after
// the other, for so many pairs that some of their results share a place in the cache.
func TestOperationsApart(t *testing.T) {
	const subjects, functions = 6, 150
	all := make([]Subject, subjects)
	for i := range all {
		all[i] = Subject{Regions: 2, Free: true}
	}
	d := NewDiagram(all, DefaultLimits())
	table := map[Node]uint64{False: 0, True: ^uint64(0)} // a bit for each point
	point := make([]int, subjects)
	points := func(n Node) (bits uint64) {
		if known, ok := table[n]; ok {
			return known
		}
		for p := range 1 << subjects {
			for i := range point {
				point[i] = p >> i & 1
			}
			if d.Contains(n, point) {
				bits |= 1 << p
			}
		}
		table[n] = bits
		return bits
	}
	random := rand.New(rand.NewPCG(1, 1))
	nodes := make([]Node, functions)
	for i := range nodes {
		for range 3 {
			cube := True
			for s := range subjects {
				if r := random.IntN(3); r < 2 {
					cube = d.And(cube, d.Literal(s, SetOf(2, r)))
				}
			}
			nodes[i] = d.Or(nodes[i], cube)
		}
	}
	for _, a := range nodes {
		for _, b := range nodes {
			x, y := points(a), points(b)
			implies := d.Implies(a, b)
			and, or, diff := d.And(a, b), d.Or(a, b), d.Diff(a, b)
			if implies != (x&^y == 0) || points(and) != x&y || points(or) != x|y || points(diff) != x&^y {
				t.Fatalf("%064b, %064b", x, y)
			}
		}
	}
	if d.Err() != nil {
		t.Fatal(d.Err())
	}
}
