package logic

import (
	"testing"

	"pgregory.net/rapid"
)

// TestWithinAgainstPoints compares what is said of a box of points with each of
// them, and checks that a budget is kept.
func TestWithinAgainstPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 4, 5)
		points := everyPoint(subjects)
		if len(points) > 400 {
			t.Skip("large")
		}
		d := NewDiagram(subjects, DefaultLimits())
		draw := func() []Set {
			sets := make([]Set, len(subjects))
			for s := range subjects {
				sets[s] = NewSet(subjects[s].Regions)
				for r := range subjects[s].Regions {
					if rapid.IntRange(0, 3).Draw(t, "in") > 0 {
						sets[s].Add(r)
					}
				}
			}
			return sets
		}
		n := False
		for range 3 {
			var all []Node
			for s, set := range draw() {
				all = append(all, d.Literal(s, set))
			}
			n = d.Or(n, d.And(all...))
		}
		box := draw()
		for _, set := range box {
			if set.Empty() {
				t.Skip("an empty box")
			}
		}
		want := true
		for _, p := range points {
			in := true
			for s := range subjects {
				in = in && box[s].Has(p[s])
			}
			want = want && (!in || d.Contains(n, p))
			tested, holds := d.Tested(n, func(s int) int { return p[s] })
			if holds != d.Contains(n, p) || len(tested) > len(subjects) {
				t.Fatalf("%v is tested by %v: %v", p, tested, holds)
			}
		}
		budget := 10_000
		if got := d.Within(n, func(s int) Set { return box[s] }, &budget); got != want {
			t.Fatalf("within is %v, want %v", got, want)
		}
		budget = 0
		if n > True && d.Within(n, func(s int) Set { return box[s] }, &budget) {
			t.Fatal("no budget suffices")
		}
	})
}
