package logic

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// regions of number(3) with the constants 0, 5 and 10.
const (
	below0 = iota
	at0
	to5
	at5
	to10
	at10
	above10
	missing
	missingMatching
	numberRegions
)

// TestFewerConditionsThanPrimes is the case where primes are not enough:
//
//	x >= 0 and x < 5 or x > 5 and x <= 10 or x = 5 and a = true
//
// Two groups of primes have six conditions; "x = 5 and a" is not a prime and
// saves one.
func TestFewerConditionsThanPrimes(t *testing.T) {
	d := NewDiagram([]Subject{number(3), boolean()}, DefaultLimits())
	domain := func(regions ...int) int32 {
		i, ok := d.DomainOf(0, SetOf(numberRegions, regions...))
		if !ok {
			t.Fatalf("no domain %v", regions)
		}
		return int32(i)
	}
	written := []Cube{
		{{0, domain(at0, to5)}},
		{{0, domain(to10, at10)}},
		{{0, domain(at5)}, {1, 2}},
	}
	primes := []Cube{
		{{0, domain(at0, to5, to10, at10)}},
		{{0, domain(at0, to5, at5, to10, at10)}, {1, 2}},
	}
	best := []Cube{
		{{0, domain(at0, to5, to10, at10)}},
		{{0, domain(at5)}, {1, 2}},
	}
	f := d.union(written)
	for _, seed := range [][]Cube{nil, written, primes, best} {
		cover, err := d.Minimize(f, seed)
		if err != nil {
			t.Fatal(err)
		}
		want := best
		if seed == nil { // nothing to take the order from
			want = distinct(nil, best)
		}
		if diff := cmp.Diff(want, cover.Cubes); diff != "" || cover.Conditions != 5 || !cover.Proved {
			t.Errorf("seed %v: %d conditions, proved %v\n%s", seed, cover.Conditions, cover.Proved, diff)
		}
	}
}

// TestLeastWeight checks that the shortest list wins among equal covers.
func TestLeastWeight(t *testing.T) {
	d := NewDiagram([]Subject{{Regions: 5, Free: true}, boolean()}, DefaultLimits())
	set := func(regions ...int) int32 {
		i, _ := d.DomainOf(0, SetOf(5, regions...))
		return int32(i)
	}
	// isp in (a, b) or isp in (b, c) and x, as points
	seed := []Cube{{{0, set(0)}}, {{0, set(1)}}, {{0, set(1)}, {1, 2}}, {{0, set(2)}, {1, 2}}}
	want := []Cube{{{0, set(0, 1)}}, {{0, set(2)}, {1, 2}}}
	cover, err := d.Minimize(d.union(seed), seed)
	if err != nil || !cover.Proved {
		t.Fatalf("%+v, %v", cover, err)
	}
	if diff := cmp.Diff(want, cover.Cubes); diff != "" {
		t.Error(diff)
	}
	// As written by an author it is as good, and stays.
	seed = []Cube{{{0, set(1, 2)}, {1, 2}}, {{0, set(0, 1)}}}
	if cover, err = d.Minimize(d.union(seed), seed); err != nil || !cover.Proved {
		t.Fatalf("%+v, %v", cover, err)
	}
	if diff := cmp.Diff(seed, cover.Cubes); diff != "" {
		t.Error(diff)
	}
}

func TestSeeds(t *testing.T) {
	d := NewDiagram(booleans(3), DefaultLimits())
	a, b := Cube{{0, 2}}, Cube{{1, 1}, {2, 2}}
	for _, test := range []struct {
		name       string
		seed, want []Cube
	}{
		{"kept", []Cube{b, a}, []Cube{b, a}},
		{"twice", []Cube{a, b, a}, []Cube{a, b}},
		{"absorbed", []Cube{{{0, 2}, {1, 1}}, b, a}, []Cube{a, b}},
		{"too strict", []Cube{a, {{0, 1}, {1, 1}, {2, 2}}}, []Cube{a, b}},
		{"everything", []Cube{{{0, 1}}, {{0, 2}}}, []Cube{{}}},
	} {
		cover, err := d.Minimize(d.union(test.seed), test.seed)
		if err != nil || !cover.Proved {
			t.Fatalf("%s: %+v, %v", test.name, cover, err)
		}
		if diff := cmp.Diff(test.want, cover.Cubes); diff != "" {
			t.Errorf("%s:\n%s", test.name, diff)
		}
	}
	if cover, err := d.Minimize(False, nil); err != nil || len(cover.Cubes) != 0 || !cover.Proved {
		t.Errorf("nothing: %+v, %v", cover, err)
	}
	if _, err := d.Minimize(d.Cube(a), []Cube{b}); err != errSeed {
		t.Errorf("a seed of another function: %v", err)
	}
}

// TestInexpressible: no condition tells the first two regions apart.
func TestInexpressible(t *testing.T) {
	for _, primes := range []int{DefaultPrimes, 0} {
		limits := DefaultLimits()
		limits.Primes = primes
		d := NewDiagram([]Subject{boolean(), {Regions: 3, Domains: closure(3, []Domain{{SetOf(3, 2), 1, 1}})}}, limits)
		f := d.And(d.Literal(0, SetOf(2, 1)), d.Literal(1, SetOf(3, 0)))
		if _, err := d.Minimize(d.Or(f, d.Literal(1, SetOf(3, 2))), nil); err != ErrInexpressible {
			t.Errorf("primes %d: %v", primes, err)
		}
	}
}

// TestCheaperParts compares with all domains: each cheaper part is held by one
// that is kept, at no higher cost.
func TestCheaperParts(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, s Subject) {
		var c subject
		c.begin(s, NewSet(s.Regions), nil)
		for i, d := range s.Domains {
			kept := c.cheaperParts(i)
			for _, e := range s.Domains {
				if e.Cost >= d.Cost || !e.Regions.SubsetOf(d.Regions) {
					continue
				}
				held := false
				for _, k := range kept {
					o := s.Domains[k]
					if o.Cost >= d.Cost || !o.Regions.SubsetOf(d.Regions) {
						t.Fatalf("%b is no cheaper part of %b", o.Regions, d.Regions)
					}
					held = held || o.Cost <= e.Cost && e.Regions.SubsetOf(o.Regions)
				}
				if !held {
					t.Fatalf("part %b of %b is lost", e.Regions, d.Regions)
				}
			}
		}
	}
	check(t, number(3))
	rapid.Check(t, func(t *rapid.T) {
		if s := drawSubject(t, 6); !s.Free {
			check(t, s)
		}
	})
}

// TestIsopIsSmall: what larger domains cover is left to them.
func TestIsopIsSmall(t *testing.T) {
	d := NewDiagram(booleans(12), DefaultLimits())
	if n := len(d.isop(pairs(d, 6))); n != 64 {
		t.Errorf("%d cubes, want 64", n)
	}
	want := []Cube{{{0, 2}, {2, 2}}, {{1, 2}}} // x0 and x1 is left to x1
	if diff := cmp.Diff(want, distinct(nil, d.isop(d.union(want)))); diff != "" {
		t.Error(diff)
	}
}

// TestTooManyColumns: without the implicants that are not primes, nothing can
// be said about the number of conditions.
func TestTooManyColumns(t *testing.T) {
	limits := DefaultLimits()
	limits.Columns = 2
	d := NewDiagram([]Subject{number(3), boolean()}, limits)
	at := func(regions ...int) Node { return d.Literal(0, SetOf(numberRegions, regions...)) }
	f := d.Or(at(at0, to5, to10, at10), d.And(at(at5), d.Literal(1, SetOf(2, 1))))
	cover, err := d.Minimize(f, nil)
	if err != nil || cover.Proved || cover.LowerGroups != 2 || cover.LowerConditions != 0 || cover.Method != Exact {
		t.Errorf("%+v, %v", cover, err)
	}
	checkCover(t, d, f, cover)
}

// TestCheckSubject breaks each rule of a subject.
func TestCheckSubject(t *testing.T) {
	full := Domain{Regions: FullSet(3)}
	one := func(cost int, regions ...int) Domain { return Domain{SetOf(3, regions...), cost, 0} }
	for name, c := range map[string]struct {
		subject Subject
		want    string
	}{
		"no region":      {Subject{}, "a subject needs a region, has 0"},
		"no domain":      {Subject{Regions: 3}, "the first domain must be the full set at cost 0"},
		"first not full": {Subject{Regions: 3, Domains: []Domain{one(0, 0)}}, "the first domain must be the full set at cost 0"},
		"full costs":     {Subject{Regions: 3, Domains: []Domain{one(1, 0, 1, 2)}}, "the first domain must be the full set at cost 0"},
		"empty":          {Subject{Regions: 3, Domains: []Domain{full, one(1)}}, "domain 1 is empty or has a region that the subject lacks"},
		"outside":        {Subject{Regions: 3, Domains: []Domain{full, {Set{8}, 1, 0}}}, "domain 1 is empty or has a region that the subject lacks"},
		"costs nothing":  {Subject{Regions: 3, Domains: []Domain{full, one(0, 1)}}, "domain 1 is not full and costs 0"},
		"twice":          {Subject{Regions: 3, Domains: []Domain{full, one(1, 1), one(2, 1)}}, "domain 2 occurs twice"},
		"not closed":     {Subject{Regions: 3, Domains: []Domain{full, one(1, 0, 1), one(1, 1, 2)}}, "the intersection of domains 1 and 2 is missing"},
	} {
		if err := c.subject.Check(); fmt.Sprint(err) != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if err := number(3).Check(); err != nil {
		t.Error(err)
	}
}
