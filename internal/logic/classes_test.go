package logic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestClassesAreWhatMakesADifference compares with the definition: regions are
// of one class exactly when no choice of the others tells them apart.
func TestClassesAreWhatMakesADifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var subjects []Subject
		for i := range rapid.IntRange(1, 3).Draw(t, "subjects") {
			subjects = append(subjects, Subject{Regions: rapid.IntRange(1, 20).Draw(t, "regions"), Free: true})
			if i > 0 {
				subjects[i].Regions = min(subjects[i].Regions, 4)
			}
		}
		d := NewDiagram(subjects, DefaultLimits())
		f := False
		for range rapid.IntRange(0, 6).Draw(t, "cubes") {
			cube := True
			for i, s := range subjects {
				set := NewSet(s.Regions)
				for r := range s.Regions {
					if rapid.Bool().Draw(t, "in") {
						set.Add(r)
					}
				}
				cube = d.And(cube, d.Literal(i, set))
			}
			f = d.Or(f, cube)
		}
		classes := d.Classes(f)
		for i, s := range subjects {
			for a := range s.Regions {
				for b := range a {
					same := d.And(d.Literal(i, SetOf(s.Regions, a)), f)
					moved := moveRegion(d, subjects, f, i, a, b)
					if (classes[i][a] == classes[i][b]) != (same == moved) {
						t.Fatalf("subject %d, regions %d and %d: classes %v", i, a, b, classes[i])
					}
				}
			}
		}
	})
}

// moveRegion returns the function of what f says of region b, moved to region a.
func moveRegion(d *Diagram, subjects []Subject, f Node, subject, a, b int) Node {
	out := False
	point := make([]int, len(subjects))
	var walk func(i int)
	walk = func(i int) {
		if i == len(subjects) {
			if !d.Contains(f, point) {
				return
			}
			cube := True
			for j, r := range point {
				if j == subject {
					r = a
				}
				cube = d.And(cube, d.Literal(j, SetOf(subjects[j].Regions, r)))
			}
			out = d.Or(out, cube)
			return
		}
		if i == subject {
			point[i] = b
			walk(i + 1)
			return
		}
		for r := range subjects[i].Regions {
			point[i] = r
			walk(i + 1)
		}
	}
	walk(0)
	return out
}

// TestChildrenSplitClasses compares with a table, for few children and for many.
func TestChildrenSplitClasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "regions")
		labels := rapid.SliceOfN(rapid.Int32Range(0, 5), n, n).Draw(t, "labels")
		kids := rapid.SliceOfN(rapid.Int32Range(0, int32(rapid.SampledFrom([]int{1, 7, 8, 30}).Draw(t, "most"))), n, n).Draw(t, "kids")
		var runs []run
		for i, kid := range kids {
			if i > 0 && kids[i-1] == kid {
				runs[len(runs)-1].end++
			} else {
				runs = append(runs, run{int32(i + 1), Node(kid)})
			}
		}
		type pair struct{ label, kid int32 }
		want, numbers := make([]int32, n), map[pair]int32{}
		for i, l := range labels {
			p := pair{l, kids[i]}
			if _, known := numbers[p]; !known {
				numbers[p] = int32(len(numbers))
			}
			want[i] = numbers[p]
		}
		NewDiagram(nil, DefaultLimits()).splitByChild(labels, runs)
		if !slices.Equal(labels, want) {
			t.Fatalf("%v instead of %v", labels, want)
		}
	})
}
