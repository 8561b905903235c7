package logic

import (
	"math/rand/v2"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestEssentialPoints compares what is said of a point of a cube with the truth of the function
// at every point that differs from it in one subject.
func TestEssentialPoints(t *testing.T) {
	random := rand.New(rand.NewPCG(18, 3))
	essentialPoints(t, random, long.Of(3000, 60000), 1, func() Subject { return randomSubject(random, 2+random.IntN(5), 6) })
}

// TestEssentialPointsOfMany does so with subjects of many domains, for many points.
func TestEssentialPointsOfMany(t *testing.T) {
	random := rand.New(rand.NewPCG(18, 4))
	essentialPoints(t, random, long.Of(20, 400), 100, func() Subject { return randomSubject(random, 9, 200) })
}

func essentialPoints(t *testing.T, random *rand.Rand, diagrams, points int, draw func() Subject) {
	t.Helper()
	said := map[bool]int{}
	for range diagrams {
		subjects := make([]Subject, 1+random.IntN(3))
		for i := range subjects {
			subjects[i] = draw()
		}
		d := NewDiagram(subjects, DefaultLimits())
		for range points {
			said[essentialPoint(t, random, d)]++
		}
	}
	if few := diagrams * points / 10; said[true] < few && points == 1 || said[false] < few || said[true] == 0 {
		t.Errorf("the points are %v", said)
	}
}

// essentialPoint looks at one point of a random cover, and returns what should be said of it.
func essentialPoint(t *testing.T, random *rand.Rand, d *Diagram) (want bool) {
	t.Helper()
	cubes := make([]Cube, 1+random.IntN(5))
	for i := range cubes {
		for s := range d.subjects {
			if n := len(d.subjects[s].domains); n > 1 && random.IntN(3) > 0 {
				cubes[i] = append(cubes[i], Choice{int32(s), int32(1 + random.IntN(n-1))})
			}
		}
	}
	f, c, point := d.union(cubes), cubes[0], make([]int, len(d.subjects))
	for s := range d.subjects {
		point[s] = random.IntN(d.subjects[s].regions)
	}
	for k, choice := range c {
		regions := d.regions(c, k)
		for !regions.Has(point[choice.Subject]) {
			point[choice.Subject] = random.IntN(d.subjects[choice.Subject].regions)
		}
	}
	holds := func(point []int) bool {
		n := f
		for n > True {
			n = d.child(n, point[d.level[n]])
		}
		return n == True
	}
	cheapest := random.IntN(2) == 0
	want = true
	for s := range d.subjects {
		free := NewSet(d.subjects[s].regions)
		moved := append([]int(nil), point...)
		for moved[s] = range d.subjects[s].regions {
			if holds(moved) {
				free.Add(moved[s])
			}
		}
		domain := 0
		for _, choice := range c {
			if int(choice.Subject) == s {
				domain = int(choice.Domain)
			}
		}
		want = want && holdsAll(&d.subjects[s], domain, point[s], free, cheapest)
	}
	work := asWrittenWork
	if got := d.essentialAt(f, c, point, cheapest, &work); got != want {
		t.Fatalf("%v of %v at %v, cheapest %v: %v", c, cubes, point, cheapest, got)
	}
	return want
}

// holdsAll reports whether a domain holds all others that have a region and are free, and costs
// no more.
func holdsAll(s *subject, domain, region int, free Set, cheapest bool) bool {
	if s.free {
		return free.Equal(s.domains[domain].Regions)
	}
	for _, e := range s.domains {
		if !e.Regions.Has(region) || !e.Regions.SubsetOf(free) {
			continue
		}
		if cheapest && e.Cost < s.domains[domain].Cost || !e.Regions.SubsetOf(s.domains[domain].Regions) {
			return false
		}
	}
	return true
}

// randomSubject returns a subject with domains of some costs, or one that is free.
func randomSubject(random *rand.Rand, n, domains int) Subject {
	if random.IntN(4) == 0 {
		return Subject{Regions: n, Free: true}
	}
	s := Subject{Regions: n, Domains: []Domain{{Regions: FullSet(n)}}}
	seen := SetIndex{}
	seen.Add(FullSet(n))
	for range 1 + random.IntN(domains) {
		regions := NewSet(n)
		for r := range n {
			if random.IntN(2) == 0 {
				regions.Add(r)
			}
		}
		if !regions.Empty() && seen.Find(regions) < 0 {
			seen.Add(regions)
			s.Domains = append(s.Domains, Domain{Regions: regions, Cost: 1 + random.IntN(3)})
		}
	}
	return s
}

// TestDiffer compares the answer for few cubes, which are compared with each other, with that for
// more, which are sorted.
func TestDiffer(t *testing.T) {
	random := rand.New(rand.NewPCG(18, 5))
	d, said := NewDiagram([]Subject{{Regions: 4, Free: true}}, DefaultLimits()), map[bool]int{}
	for range 2000 {
		cubes := make([]Cube, random.IntN(2*few))
		for i := range cubes {
			for s := range random.IntN(3) {
				cubes[i] = append(cubes[i], Choice{int32(s), int32(1 + random.IntN(3))})
			}
		}
		want := len(distinct(nil, cubes)) == len(cubes)
		if d.differ(cubes) != want {
			t.Fatalf("%v: %v", cubes, !want)
		}
		said[want]++
	}
	if said[true] < 200 || said[false] < 200 {
		t.Errorf("the answers are %v", said)
	}
}
