package logic

import (
	"errors"
	"math/rand/v2"
	"testing"
)

// TestSets compares sets with plain lists of truth values, over several words.
func TestSets(t *testing.T) {
	const n = 200
	random := rand.New(rand.NewPCG(1, 2))
	draw := func() (Set, []bool) {
		s, plain := NewSet(n), make([]bool, n)
		for i := range n {
			if random.IntN(40) == 0 {
				s.Add(i)
				plain[i] = true
			}
		}
		return s, plain
	}
	for range 500 {
		a, inA := draw()
		b, inB := draw()
		switch random.IntN(4) {
		case 0:
			b, inB = a.Clone(), append([]bool(nil), inA...)
		case 1: // a part of a
			b, inB = a.And(b), append([]bool(nil), inA...)
			for i := range inB {
				inB[i] = b.Has(i)
			}
		}
		equal, subset, meets, members := true, true, false, 0
		for i := range n {
			equal, subset, meets = equal && inA[i] == inB[i], subset && (!inA[i] || inB[i]), meets || inA[i] && inB[i]
			if inA[i] {
				members++
			}
			if a.Has(i) != inA[i] || a.Or(b).Has(i) != (inA[i] || inB[i]) || a.And(b).Has(i) != (inA[i] && inB[i]) || a.AndNot(b).Has(i) != (inA[i] && !inB[i]) {
				t.Fatalf("member %d is wrong", i)
			}
			next := -1
			for j := n - 1; j >= i; j-- {
				if inA[j] {
					next = j
				}
			}
			if a.Next(i) != next {
				t.Fatalf("after %d comes %d, want %d", i, a.Next(i), next)
			}
		}
		if a.Equal(b) != equal || b.Equal(a) != equal || a.SubsetOf(b) != subset || a.Meets(b) != meets || a.Len() != members || a.Empty() != (members == 0) {
			t.Fatalf("%v and %v: equal %v, subset %v, meets %v", a, b, a.Equal(b), a.SubsetOf(b), a.Meets(b))
		}
	}
	for _, r := range [][2]int{{0, 0}, {0, 1}, {0, 64}, {63, 65}, {1, 200}, {64, 128}, {70, 199}} {
		s := NewSet(n)
		s.AddRange(r[0], r[1])
		for i := range n {
			if s.Has(i) != (r[0] <= i && i < r[1]) {
				t.Fatalf("the range %v: %d", r, i)
			}
		}
	}
}

// TestPointsOfFunctions looks for the point of a function that has just one.
func TestPointsOfFunctions(t *testing.T) {
	d := NewDiagram([]Subject{{Regions: 5, Free: true}, {Regions: 7, Free: true}}, DefaultLimits())
	for i := range 5 {
		for j := range 7 {
			f := d.And(d.Literal(0, SetOf(5, i)), d.Literal(1, SetOf(7, j)))
			if point, ok := d.Sat(f); !ok || point[0] != i || point[1] != j || !d.Contains(f, point) {
				t.Errorf("the point of %d, %d is %v", i, j, point)
			}
		}
	}
	if _, ok := d.Sat(False); ok {
		t.Error("nothing has a point")
	}
}

// TestLimitsOfDiagrams checks each limit to the last unit: with as much as a function
// takes it is built, with one less it is not.
func TestLimitsOfDiagrams(t *testing.T) {
	subjects := booleans(12)
	build := func(limits Limits) (*Diagram, Node) {
		d := NewDiagram(subjects, limits)
		f := False
		for i := range 12 {
			x := d.Literal(i, SetOf(2, 1))
			f = d.Or(d.Diff(x, f), d.Diff(f, x))
		}
		return d, f
	}
	whole, _ := build(DefaultLimits())
	for name, c := range map[string]struct {
		takes int
		set   func(l *Limits, n int)
	}{
		"nodes":      {len(whole.level), func(l *Limits, n int) { l.Nodes = n }},
		"runs":       {len(whole.runs), func(l *Limits, n int) { l.Runs = n }},
		"operations": {whole.Spent().Operations, func(l *Limits, n int) { l.Operations = n }},
	} {
		limits := DefaultLimits()
		c.set(&limits, c.takes)
		if d, _ := build(limits); d.Err() != nil {
			t.Errorf("%d %s: %v", c.takes, name, d.Err())
		}
		c.set(&limits, c.takes-1)
		d, f := build(limits)
		var limit *LimitError
		if !errors.As(d.Err(), &limit) || limit.Limit != name || limit.Max != c.takes-1 || f != False {
			t.Errorf("%d %s: %v, the function is %d", c.takes-1, name, d.Err(), f)
		}
	}
}

// TestGroupsTwiceAreNotMinimal gives covers that are as written, but not minimal.
func TestGroupsTwiceAreNotMinimal(t *testing.T) {
	d := NewDiagram(booleans(3), DefaultLimits())
	a, b := Cube{{0, 1}}, Cube{{1, 1}, {2, 1}}
	f := d.union([]Cube{a, b})
	if !d.minimalAsWritten(f, []Cube{a, b}) {
		t.Error("two groups that nothing replaces are not called minimal")
	}
	if d.minimalAsWritten(f, []Cube{a, b, b}) {
		t.Error("a group twice is called minimal")
	}
	if wider := (Cube{{0, 1}, {1, 1}}); d.minimalAsWritten(f, []Cube{a, b, wider}) {
		t.Error("a group that another one covers is called minimal")
	}
}

// TestJoinsOfMany compares the conjunction and the disjunction of many functions, an
// odd or an even number of them, with what they are one after the other.
func TestJoinsOfMany(t *testing.T) {
	d := NewDiagram(booleans(9), DefaultLimits())
	for n := range 10 {
		var nodes []Node
		and, or := True, False
		for i := range n {
			nodes = append(nodes, d.Literal(i, SetOf(2, i%2)))
			and, or = d.And(and, nodes[i]), d.Or(or, nodes[i])
		}
		if d.And(nodes...) != and || d.Or(nodes...) != or {
			t.Errorf("%d functions: the conjunction is %d, want %d, the disjunction %d, want %d", n, d.And(nodes...), and, d.Or(nodes...), or)
		}
	}
}

// TestCheaperConditionsAreNotMinimal gives two groups that nothing replaces. One of
// them could do with one condition less, since the other one has the rest.
func TestCheaperConditionsAreNotMinimal(t *testing.T) {
	for cost, minimal := range map[int]bool{1: false, 2: true} {
		subject := Subject{Regions: 4, Domains: []Domain{
			{Regions: FullSet(4)},
			{Regions: SetOf(4, 0, 1), Cost: 2},
			{Regions: SetOf(4, 1, 2), Cost: 1},
			{Regions: SetOf(4, 0), Cost: cost},
			{Regions: SetOf(4, 1), Cost: 3},
		}}
		if err := subject.Check(); err != nil {
			t.Fatal(err)
		}
		d := NewDiagram([]Subject{subject}, DefaultLimits())
		seed := []Cube{{{0, 1}}, {{0, 2}}}
		if got := d.minimalAsWritten(d.union(seed), seed); got != minimal {
			t.Errorf("with a part that costs %d, the groups are called minimal: %v", cost, got)
		}
	}
}
