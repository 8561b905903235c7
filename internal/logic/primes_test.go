package logic

import (
	"testing"

	"pgregory.net/rapid"
)

// TestPrimesAgainstBruteForce compares with the maximal ones of all cubes.
func TestPrimesAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 3, 5)
		if len(everyPoint(subjects)) > 80 {
			t.Skip("large")
		}
		table := drawTable(t, subjects)
		all := boxes(subjects, table)
		var want SetIndex // by points, which tell cubes apart
		for _, b := range all {
			maximal := true
			for _, o := range all {
				if b.points.SubsetOf(o.points) && !o.points.SubsetOf(b.points) {
					maximal = false
					break
				}
			}
			if maximal {
				want.Number(b.points)
			}
		}
		d := NewDiagram(subjects, DefaultLimits())
		f := fromTable(d, subjects, table)
		primes := d.primes(f)
		if len(primes) != len(want.Sets) {
			t.Fatalf("%d primes, want %d", len(primes), len(want.Sets))
		}
		for _, c := range primes {
			points := NewSet(len(table))
			n := d.Cube(c)
			for i, p := range everyPoint(subjects) {
				if d.Contains(n, p) {
					points.Add(i)
				}
			}
			if want.Find(points) < 0 {
				t.Fatalf("%v is no prime", c)
			}
		}
	})
}

// TestIsop checks that the result is a cover whose cubes are inside the
// function.
func TestIsop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 4, 4)
		if len(everyPoint(subjects)) > 256 {
			t.Skip("large")
		}
		d := NewDiagram(subjects, DefaultLimits())
		f := fromTable(d, subjects, drawTable(t, subjects))
		cover := d.isop(f)
		if d.union(cover) != f {
			t.Fatalf("the union is not the function")
		}
	})
}

// TestIrredundant drops what it can from lists of primes, and no more.
func TestIrredundant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 3, 4)
		d := NewDiagram(subjects, DefaultLimits())
		f := fromTable(d, subjects, drawTable(t, subjects))
		cover, ok := d.irredundant(d.primes(f))
		if !ok || d.union(cover) != f {
			t.Fatalf("the union is not the function")
		}
		for i := range cover {
			rest := append(append([]Cube(nil), cover[:i]...), cover[i+1:]...)
			if d.union(rest) == f {
				t.Fatalf("cube %d can be dropped", i)
			}
		}
	})
}

// TestPrimeLimit stops at the limit and not before.
func TestPrimeLimit(t *testing.T) {
	for _, test := range []struct {
		limit int
		want  Method
	}{{64, Exact}, {63, Heuristic}} {
		limits := DefaultLimits()
		limits.Primes = test.limit
		d := NewDiagram(booleans(12), limits)
		f := pairs(d, 6) // 64 primes
		cover, err := d.Minimize(f, nil)
		if err != nil || cover.Method != test.want || len(cover.Cubes) != 64 {
			t.Errorf("limit %d: method %v, %d cubes, %v", test.limit, cover.Method, len(cover.Cubes), err)
		}
	}
}

// pairs returns (x0 or x1) and (x2 or x3) and ...: two to the power of n cubes.
func pairs(d *Diagram, n int) Node {
	f := True
	for i := 0; i < n; i++ {
		f = d.And(f, d.Or(d.Literal(2*i, SetOf(2, 1)), d.Literal(2*i+1, SetOf(2, 1))))
	}
	return f
}
