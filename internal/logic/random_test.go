package logic

import (
	"os"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestMain asks for more random cases than is usual: they are small, and some
// mistakes need one in a few hundred.
func TestMain(m *testing.M) {
	if err := long.Draws(150, 600); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// closure returns the domains that conjunctions of the given conditions
// express, each at its least cost, the full domain first.
func closure(regions int, conditions []Domain) []Domain {
	var index SetIndex
	out := []Domain{{Regions: FullSet(regions)}}
	index.Number(out[0].Regions)
	for from, cost := 0, 1; from < len(out); cost++ {
		to := len(out)
		for _, d := range out[from:to] {
			for _, c := range conditions {
				both := d.Regions.And(c.Regions)
				if both.Empty() {
					continue
				}
				if i, fresh := index.Number(both); fresh {
					out = append(out, Domain{both, cost, d.Weight + c.Weight})
				} else if out[i].Cost == cost {
					out[i].Weight = min(out[i].Weight, d.Weight+c.Weight)
				}
			}
		}
		from = to
	}
	return out
}

// drawSubject returns at random a boolean, a free subject or one with random
// conditions. In each, every single region can be written.
func drawSubject(t *rapid.T, most int) Subject {
	regions := rapid.IntRange(2, most).Draw(t, "regions")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		return boolean()
	case 1:
		return Subject{Regions: regions, Free: true}
	}
	var conditions []Domain
	for r := 0; r < regions; r++ { // so that every function can be expressed
		conditions = append(conditions, Domain{SetOf(regions, r), 1, 1})
		if rapid.Bool().Draw(t, "dear") && r > 0 {
			// Now r alone costs two: at most r, and at least r.
			low, high := NewSet(regions), NewSet(regions)
			low.AddRange(0, r+1)
			high.AddRange(r, regions)
			conditions = append(conditions[:len(conditions)-1], Domain{low, 1, 1}, Domain{high, 1, 1})
		}
	}
	for i := rapid.IntRange(0, 3).Draw(t, "conditions"); i > 0; i-- {
		set := NewSet(regions)
		for r := 0; r < regions; r++ {
			if rapid.Bool().Draw(t, "in") {
				set.Add(r)
			}
		}
		if n := set.Len(); n > 0 && n < regions {
			conditions = append(conditions, Domain{set, 1, n})
		}
	}
	kept := conditions[:0]
	for _, c := range conditions {
		if c.Regions.Len() < regions {
			kept = append(kept, c)
		}
	}
	return Subject{Regions: regions, Domains: closure(regions, kept)}
}

func drawSubjects(t *rapid.T, count, most int) []Subject {
	out := make([]Subject, rapid.IntRange(1, count).Draw(t, "subjects"))
	for i := range out {
		out[i] = drawSubject(t, most)
		if err := out[i].Check(); err != nil {
			t.Fatalf("subject %d: %v", i, err)
		}
	}
	return out
}

// drawTable returns a random function as a truth table over everyPoint.
func drawTable(t *rapid.T, subjects []Subject) []bool {
	out := make([]bool, len(everyPoint(subjects)))
	dense := rapid.IntRange(1, 4).Draw(t, "dense")
	for i := range out {
		out[i] = rapid.IntRange(0, 4).Draw(t, "value") < dense
	}
	return out
}

// everyPoint lists all points, the last subject moving fastest.
func everyPoint(subjects []Subject) [][]int {
	points := [][]int{{}}
	for _, s := range subjects {
		var next [][]int
		for _, p := range points {
			for r := 0; r < s.Regions; r++ {
				next = append(next, append(append([]int(nil), p...), r))
			}
		}
		points = next
	}
	return points
}

// fromTable builds the function point by point.
func fromTable(d *Diagram, subjects []Subject, table []bool) Node {
	var nodes []Node
	for i, p := range everyPoint(subjects) {
		if table[i] {
			nodes = append(nodes, fromPoint(d, subjects, p))
		}
	}
	return d.Or(nodes...)
}

func fromPoint(d *Diagram, subjects []Subject, p []int) Node {
	n := True
	for s, r := range p {
		n = d.And(n, d.Literal(s, SetOf(subjects[s].Regions, r)))
	}
	return n
}

// allDomains returns the domains of a subject: of a free one, all sets.
func allDomains(s Subject) []Domain {
	if !s.Free {
		return s.Domains
	}
	var out []Domain
	for bits := uint64(1)<<s.Regions - 1; bits > 0; bits-- {
		d := Domain{Regions: Set{bits}, Cost: 1}
		if d.Regions.Len() == s.Regions {
			d.Cost = 0
		}
		out = append(out, d)
	}
	return out
}

// box is a cube in the reference implementations: its points and its cost.
type box struct {
	domains []Domain
	points  Set
	cost    int
}

// boxes returns all cubes inside the truth table, by brute force.
func boxes(subjects []Subject, table []bool) []box {
	points := everyPoint(subjects)
	var out []box
	var visit func(b box, s int)
	visit = func(b box, s int) {
		if b.points.Empty() {
			return
		}
		if s < len(subjects) {
			for _, d := range allDomains(subjects[s]) {
				next := box{append(append([]Domain(nil), b.domains...), d), NewSet(len(points)), b.cost + d.Cost}
				for i := b.points.Next(0); i >= 0; i = b.points.Next(i + 1) {
					if d.Regions.Has(points[i][s]) {
						next.points.Add(i)
					}
				}
				visit(next, s+1)
			}
			return
		}
		for i := b.points.Next(0); i >= 0; i = b.points.Next(i + 1) {
			if !table[i] {
				return
			}
		}
		out = append(out, b)
	}
	visit(box{points: FullSet(len(points))}, 0)
	return out
}

// reference finds the least number of cubes and, with it, of conditions: plain
// branch and bound over all cubes inside the function.
func reference(subjects []Subject, table []bool) (groups, conditions int) {
	all := boxes(subjects, table)
	sort.SliceStable(all, func(i, j int) bool { return all[i].points.Len() > all[j].points.Len() })
	var list []box
	for _, b := range all { // without those that another replaces
		useful := true
		for _, o := range list {
			if o.cost <= b.cost && b.points.SubsetOf(o.points) {
				useful = false
				break
			}
		}
		if useful {
			list = append(list, b)
		}
	}
	open := NewSet(len(table))
	for i, v := range table {
		if v {
			open.Add(i)
		}
	}
	groups, conditions = 1<<30, 1<<30
	var visit func(open Set, n, cost int)
	visit = func(open Set, n, cost int) {
		if open.Empty() {
			if n < groups || n == groups && cost < conditions {
				groups, conditions = n, cost
			}
			return
		}
		if n+1 > groups || n+1 == groups && cost >= conditions {
			return
		}
		point, fewest := -1, 0 // the point with the fewest cubes
		for i := open.Next(0); i >= 0; i = open.Next(i + 1) {
			count := 0
			for _, b := range list {
				if b.points.Has(i) {
					count++
				}
			}
			if point < 0 || count < fewest {
				point, fewest = i, count
			}
		}
		for _, b := range list {
			if b.points.Has(point) {
				visit(open.AndNot(b.points), n+1, cost+b.cost)
			}
		}
	}
	visit(open, 0, 0)
	return groups, conditions
}
