package logic

import (
	"testing"

	"pgregory.net/rapid"
)

// TestNeeded compares with all points: what is said to be needed is.
func TestNeeded(t *testing.T) {
	t.Parallel()
	found, lists := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		for range 40 { // each is quick
			lists++
			if checkNeeded(t) {
				found++
			}
		}
	})
	if found < lists/80 {
		t.Errorf("%d of %d lists of cubes are needed", found, lists)
	}
}

// checkNeeded reports whether the cubes of a random list are said to be needed.
func checkNeeded(t *rapid.T) bool {
	subjects := make([]Subject, rapid.IntRange(1, 3).Draw(t, "subjects"))
	for i := range subjects {
		subjects[i] = Subject{Regions: rapid.IntRange(2, 5).Draw(t, "regions"), Free: true}
	}
	subjects[0].Regions = rapid.SampledFrom([]int{2, 5, 70}).Draw(t, "regions of the first")
	d := NewDiagram(subjects, DefaultLimits())
	draw := func(subject int) Literal {
		n := subjects[subject].Regions
		set := NewSet(n)
		if rapid.Bool().Draw(t, "one") {
			set.Add(rapid.IntRange(0, n-1).Draw(t, "region"))
		} else {
			from := rapid.IntRange(0, n).Draw(t, "from")
			set.AddRange(from, rapid.IntRange(from, n).Draw(t, "to"))
		}
		return Literal{subject, set}
	}
	context := True
	if rapid.Bool().Draw(t, "in a context") {
		l := draw(len(subjects) - 1)
		context = d.Literal(l.Subject, l.Regions)
	}
	cubes := make([][]Literal, rapid.IntRange(1, 5).Draw(t, "cubes"))
	nodes := make([]Node, len(cubes))
	for i := range cubes {
		for range rapid.IntRange(1, 3).Draw(t, "literals") {
			cubes[i] = append(cubes[i], draw(rapid.IntRange(0, len(subjects)-1).Draw(t, "subject")))
		}
		nodes[i] = join(d, cubes[i], -1)
	}
	if !d.Needed(d.Or(nodes...), context, cubes) {
		return false
	}
	for i, cube := range cubes {
		others := False
		for k, n := range nodes {
			if k != i {
				others = d.Or(others, n)
			}
		}
		where := d.Diff(context, others)
		if d.And(where, nodes[i]) == False {
			t.Fatalf("cube %d of %v is not needed", i, cubes)
		}
		for k := range cube {
			if len(cube) > 1 && d.Diff(d.And(where, join(d, cube, k)), nodes[i]) == False {
				t.Fatalf("literal %d of cube %d of %v is not needed", k, i, cubes)
			}
		}
	}
	return true
}

// join returns the function of all literals but one.
func join(d *Diagram, literals []Literal, but int) Node {
	n := True
	for i, l := range literals {
		if i != but {
			n = d.And(n, d.Literal(l.Subject, l.Regions))
		}
	}
	return n
}

// TestNeededOfMany checks that what can be seen is seen, for lists of cubes as long as those of
// rules, without a search of the diagram.
func TestNeededOfMany(t *testing.T) {
	t.Parallel()
	for _, n := range []int{100, 1000} {
		subjects := []Subject{{Regions: n + 1, Free: true}, {Regions: n + 1, Free: true}, {Regions: 8, Free: true}}
		d := NewDiagram(subjects, DefaultLimits())
		cubes, nodes := make([][]Literal, n), make([]Node, n)
		for i := range cubes {
			above := NewSet(n + 1)
			above.AddRange(i+1, n+1)
			cubes[i] = []Literal{{0, SetOf(n+1, i)}, {1, above}, {2, SetOf(8, i%7)}}
			nodes[i] = join(d, cubes[i], -1)
		}
		union := d.Or(nodes...)
		before := d.Spent().Operations
		if !d.Needed(union, True, cubes) {
			t.Errorf("%d cubes are not seen to be needed", n)
		}
		if d.Spent().Operations != before {
			t.Error("the diagram was searched")
		}
		// Twice the same one, and one that the others have together.
		for _, more := range [][]Literal{cubes[n/2], {cubes[n/2][0], cubes[n/2][1], cubes[n/2][2], {1, FullSet(n + 1)}}} {
			if d.Needed(union, True, append(cubes[:n:n], more)) {
				t.Errorf("of %d cubes, one more is needed", n)
			}
		}
	}
}

// TestNeededIsBounded checks that nothing is known of many cubes if each subject leaves most.
func TestNeededIsBounded(t *testing.T) {
	t.Parallel()
	for _, n := range []int{60, 1200} {
		subjects := []Subject{{Regions: n + 1, Free: true}, {Regions: n + 2, Free: true}}
		d := NewDiagram(subjects, DefaultLimits())
		cubes, nodes := make([][]Literal, n), make([]Node, n)
		for i := range cubes { // a staircase
			above, below := NewSet(n+1), NewSet(n+2)
			above.AddRange(i+1, n+1)
			below.AddRange(0, i+2)
			cubes[i] = []Literal{{0, above}, {1, below}}
			nodes[i] = d.And(d.Literal(0, above), d.Literal(1, below))
		}
		if needed := d.Needed(d.Or(nodes...), True, cubes); needed != (n < 100) {
			t.Errorf("%v for %d cubes", needed, n)
		}
	}
}

// TestNeededBesideOpenCubes has a cube that says nothing of the subject in which others
// differ.
func TestNeededBesideOpenCubes(t *testing.T) {
	t.Parallel()
	d := NewDiagram([]Subject{{Regions: 5, Free: true}, {Regions: 3, Free: true}}, DefaultLimits())
	var cubes [][]Literal
	for i := 1; i < 4; i++ {
		cubes = append(cubes, []Literal{{0, SetOf(5, i)}})
	}
	if union := d.Literal(0, SetOf(5, 1, 2, 3)); !d.Needed(union, True, cubes) {
		t.Error("three values are not seen to be needed")
	}
	if d.Needed(True, True, append(cubes, []Literal{{1, FullSet(3)}})) {
		t.Error("three values are needed beside all of another subject")
	}
}
