package logic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestDeciding checks on random functions that pairs differ in the subject alone and
// that the function differs on them, for any values of the subjects that do not
// matter; and that there is a pair exactly if the subject matters.
func TestDeciding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const regions, most = 3, 4
		subjects := make([]Subject, rapid.IntRange(1, 5).Draw(t, "subjects"))
		for i := range subjects {
			subjects[i] = Subject{Regions: regions, Free: true}
		}
		d := NewDiagram(subjects, DefaultLimits())
		f := False
		for range rapid.IntRange(0, 6).Draw(t, "cubes") {
			cube := True
			for i := range subjects {
				set := NewSet(regions)
				for r := range regions {
					if rapid.Bool().Draw(t, "in") {
						set.Add(r)
					}
				}
				cube = d.And(cube, d.Literal(i, set))
			}
			f = d.Or(f, cube)
		}
		subject := rapid.IntRange(0, len(subjects)-1).Draw(t, "subject")
		budget := 100_000
		pairs := d.Deciding(f, subject, most, &budget)
		if matters := slices.Contains(testedAnywhere(d, f), subject); matters != (len(pairs) > 0) || len(pairs) > most {
			t.Fatalf("%d pairs, and the subject matters: %t", len(pairs), matters)
		}
		for _, pair := range pairs {
			for i := range subjects {
				if (pair.A[i] != pair.B[i]) != (i == subject) {
					t.Fatalf("%v", pair)
				}
			}
			for region := range regions {
				fill := func(point []int) []int {
					point = slices.Clone(point)
					for i := range point {
						if point[i] < 0 {
							point[i] = region
						}
					}
					return point
				}
				if d.Contains(f, fill(pair.A)) == d.Contains(f, fill(pair.B)) {
					t.Fatalf("%v decides nothing", pair)
				}
			}
		}
	})
}

// testedAnywhere returns the subjects on which a function depends, by looking at all
// of its points.
func testedAnywhere(d *Diagram, f Node) []int {
	n := len(d.subjects)
	points := 1
	for range n {
		points *= 3
	}
	var all []int
	for i := range n {
		for p := range points {
			point := make([]int, n)
			for k, rest := 0, p; k < n; k, rest = k+1, rest/3 {
				point[k] = rest % 3
			}
			in := d.Contains(f, point)
			point[i] = (point[i] + 1) % 3
			if d.Contains(f, point) != in {
				all = append(all, i)
				break
			}
		}
	}
	return all
}
