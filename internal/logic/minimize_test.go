package logic

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// checkCover fails unless a cover of f is right and cannot be improved by a
// simple step: no cube can be dropped, and no domain replaced by a larger one
// that costs no more conditions and no more weight.
func checkCover(t interface {
	Helper()
	Fatalf(string, ...any)
}, d *Diagram, f Node, cover Cover,
) {
	t.Helper()
	if d.union(cover.Cubes) != f {
		t.Fatalf("the cover is not the function")
	}
	if n := d.conditions(cover.Cubes); n != cover.Conditions {
		t.Fatalf("Conditions is %d, they are %d", cover.Conditions, n)
	}
	if cover.LowerGroups > len(cover.Cubes) {
		t.Fatalf("lower bound %d for %d cubes", cover.LowerGroups, len(cover.Cubes))
	}
	for i, c := range cover.Cubes {
		var rest []Cube
		rest = append(append(rest, cover.Cubes[:i]...), cover.Cubes[i+1:]...)
		if d.Implies(d.Cube(c), d.union(rest)) {
			t.Fatalf("cube %d can be dropped", i)
		}
		for k, ch := range c {
			s := &d.subjects[ch.Subject]
			old := s.domains[ch.Domain]
			list := s.domains
			if s.free {
				list = nil
				for _, e := range allDomains(Subject{Regions: s.regions, Free: true}) {
					j, _ := s.find(e.Regions)
					list = append(list, s.domains[j])
				}
			}
			for _, e := range list {
				if e.Cost > old.Cost || e.Weight > old.Weight ||
					e.Regions.Equal(old.Regions) || !old.Regions.SubsetOf(e.Regions) {
					continue
				}
				j, _ := s.find(e.Regions)
				if d.inside(f, c.with(k, j)) {
					t.Fatalf("cube %d: subject %d can be relaxed from %b to %b", i, ch.Subject, old.Regions, e.Regions)
				}
			}
		}
	}
}

// TestMinimizeAgainstReference compares with plain enumeration.
func TestMinimizeAgainstReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 3, 4)
		table := drawTable(t, subjects)
		groups, conditions := reference(subjects, table)
		d := NewDiagram(subjects, DefaultLimits())
		f := fromTable(d, subjects, table)
		cover, err := d.Minimize(f, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !cover.Proved {
			t.Fatalf("such a small problem is not proved: %+v", cover)
		}
		if len(cover.Cubes) != groups || cover.Conditions != conditions {
			t.Fatalf("got %d/%d, minimum is %d/%d", len(cover.Cubes), cover.Conditions, groups, conditions)
		}
		checkCover(t, d, f, cover)

		// The minimum stays as it is written.
		again, err := d.Minimize(f, cover.Cubes)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(cover.Cubes, again.Cubes); diff != "" || !again.Proved {
			t.Fatalf("a minimal seed changed:\n%s", diff)
		}
	})
}

// TestSeedPoints gives the worst seed there is: a cube for each point.
func TestSeedPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 3, 4)
		table := drawTable(t, subjects)
		groups, conditions := reference(subjects, table)
		d := NewDiagram(subjects, DefaultLimits())
		var seed []Cube
		for i, p := range everyPoint(subjects) {
			if table[i] {
				seed = append(seed, d.pointCube(p))
			}
		}
		f := d.union(seed)
		cover, err := d.Minimize(f, seed)
		if err != nil {
			t.Fatal(err)
		}
		if len(cover.Cubes) != groups || cover.Conditions != conditions || !cover.Proved {
			t.Fatalf("got %d/%d, minimum is %d/%d", len(cover.Cubes), cover.Conditions, groups, conditions)
		}
	})
}

// pointCube returns the least cube that holds a point.
func (d *Diagram) pointCube(p []int) Cube {
	var c Cube
	for s, r := range p {
		if domain := d.subjects[s].hull(SetOf(d.subjects[s].regions, r)); domain != 0 {
			c = append(c, Choice{int32(s), int32(domain)})
		}
	}
	return c
}

// TestHeuristicProperties forces the heuristic by allowing no primes, and at
// times its simpler choice by allowing no columns.
func TestHeuristicProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limits := DefaultLimits()
		limits.Primes = 0
		if rapid.Bool().Draw(t, "no columns") {
			limits.Columns = 0
		}
		subjects := drawSubjects(t, 5, 4)
		if rapid.Bool().Draw(t, "boolean") { // what polish leaves alone
			subjects = booleans(rapid.IntRange(3, 6).Draw(t, "inputs"))
		}
		var table []bool
		if n := len(everyPoint(subjects)); n > 256 {
			t.Skip("large")
		}
		table = drawTable(t, subjects)
		d := NewDiagram(subjects, limits)
		f := fromTable(d, subjects, table)
		cover, err := d.Minimize(f, nil)
		if err != nil {
			t.Fatal(err)
		}
		if f > True && cover.Method != Heuristic {
			t.Fatalf("method %v", cover.Method)
		}
		checkCover(t, d, f, cover)
		exact := NewDiagram(subjects, DefaultLimits())
		best, err := exact.Minimize(fromTable(exact, subjects, table), nil)
		if err != nil {
			t.Fatal(err)
		}
		if best.Proved && (cover.LowerGroups > len(best.Cubes) || len(cover.Cubes) < len(best.Cubes)) {
			t.Fatalf("heuristic %d with lower bound %d, minimum %d", len(cover.Cubes), cover.LowerGroups, len(best.Cubes))
		}
	})
}

// TestLazyRows compares rows found one by one with all of them.
func TestLazyRows(t *testing.T) {
	limits := DefaultLimits()
	limits.Rows = 0
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 4, 4)
		if len(everyPoint(subjects)) > 128 {
			t.Skip("large")
		}
		table := drawTable(t, subjects)
		lazy, all := NewDiagram(subjects, limits), NewDiagram(subjects, DefaultLimits())
		f := fromTable(lazy, subjects, table)
		a, err := lazy.Minimize(f, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := all.Minimize(fromTable(all, subjects, table), nil)
		if err != nil {
			t.Fatal(err)
		}
		if !a.Proved || !b.Proved || len(a.Cubes) != len(b.Cubes) || a.Conditions != b.Conditions {
			t.Fatalf("lazy %d/%d %v, all %d/%d %v", len(a.Cubes), a.Conditions, a.Proved, len(b.Cubes), b.Conditions, b.Proved)
		}
		checkCover(t, lazy, f, a)
	})
}
