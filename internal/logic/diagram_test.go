package logic

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestDiagramAgainstTables builds random formulas both as diagrams and as truth
// tables. Equal tables must be equal nodes.
func TestDiagramAgainstTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 4, 5)
		points := everyPoint(subjects)
		if len(points) > 400 {
			t.Skip("large")
		}
		d := NewDiagram(subjects, DefaultLimits())
		nodes := []Node{False, True}
		tables := [][]bool{make([]bool, len(points)), make([]bool, len(points))}
		for i := range points {
			tables[1][i] = true
		}
		any := func(label string) int { return rapid.IntRange(0, len(nodes)-1).Draw(t, label) }
		for step := 0; step < 25; step++ {
			a, b := any("a"), any("b")
			table := make([]bool, len(points))
			var n Node
			switch rapid.SampledFrom([]string{"literal", "and", "or", "diff", "not"}).Draw(t, "op") {
			case "literal":
				s := rapid.IntRange(0, len(subjects)-1).Draw(t, "subject")
				set := NewSet(subjects[s].Regions)
				for r := 0; r < subjects[s].Regions; r++ {
					if rapid.Bool().Draw(t, "in") {
						set.Add(r)
					}
				}
				n = d.Literal(s, set)
				for i, p := range points {
					table[i] = set.Has(p[s])
				}
			case "and":
				n = d.And(nodes[a], nodes[b], nodes[a])
				for i := range points {
					table[i] = tables[a][i] && tables[b][i]
				}
			case "or":
				n = d.Or(nodes[a], nodes[b], nodes[a])
				for i := range points {
					table[i] = tables[a][i] || tables[b][i]
				}
			case "diff":
				n = d.Diff(nodes[a], nodes[b])
				for i := range points {
					table[i] = tables[a][i] && !tables[b][i]
				}
			case "not":
				n = d.Not(nodes[a])
				for i := range points {
					table[i] = !tables[a][i]
				}
			}
			nodes, tables = append(nodes, n), append(tables, table)
		}
		for i, n := range nodes {
			for k, p := range points {
				if d.Contains(n, p) != tables[i][k] {
					t.Fatalf("node %d at %v: want %v", n, p, tables[i][k])
				}
			}
			p, ok := d.Sat(n)
			if ok != (n != False) || ok && !d.Contains(n, p) {
				t.Fatalf("Sat(%d) = %v, %v", n, p, ok)
			}
			for j, m := range nodes {
				equal, implies, apart := true, true, true
				for k := range points {
					equal = equal && tables[i][k] == tables[j][k]
					implies = implies && (!tables[i][k] || tables[j][k])
					apart = apart && !(tables[i][k] && tables[j][k])
				}
				if equal != (n == m) {
					t.Fatalf("nodes %d and %d: equal functions %v", n, m, equal)
				}
				if d.Implies(n, m) != implies {
					t.Fatalf("Implies(%d, %d) = %v", n, m, !implies)
				}
				if d.Apart(n, m) != apart {
					t.Fatalf("Apart(%d, %d) = %v", n, m, !apart)
				}
			}
		}
	})
}

// TestWalks compares the walks under a cube with the operations that build
// nodes.
func TestWalks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t, 4, 5)
		if len(everyPoint(subjects)) > 256 {
			t.Skip("large")
		}
		d := NewDiagram(subjects, DefaultLimits())
		f := fromTable(d, subjects, drawTable(t, subjects))
		var c Cube
		for s := range subjects {
			list := allDomains(subjects[s])
			i, _ := d.DomainOf(s, list[rapid.IntRange(0, len(list)-1).Draw(t, "domain")].Regions)
			if i != 0 {
				c = append(c, Choice{int32(s), int32(i)})
			}
		}
		if got, want := d.inside(f, c), d.Implies(d.Cube(c), f); got != want {
			t.Fatalf("inside %v, Implies %v", got, want)
		}
		for i, ch := range c {
			got := d.allowed(f, c, i)
			for r := 0; r < subjects[ch.Subject].Regions; r++ {
				rest := d.Cube(append(append(Cube(nil), c[:i]...), c[i+1:]...))
				at := d.And(rest, d.Literal(int(ch.Subject), SetOf(subjects[ch.Subject].Regions, r)))
				if want := d.Implies(at, f); got.Has(r) != want {
					t.Fatalf("allowed: region %d of subject %d: %v", r, ch.Subject, got.Has(r))
				}
			}
		}
		part := d.And(f, d.Cube(c))
		if part == False {
			return
		}
		for i, set := range d.shadow(part, c) {
			s := int(c[i].Subject)
			for r := 0; r < subjects[s].Regions; r++ {
				want := d.And(part, d.Literal(s, SetOf(subjects[s].Regions, r))) != False
				if set.Has(r) != want {
					t.Fatalf("shadow: region %d of subject %d: %v", r, s, set.Has(r))
				}
			}
		}
	})
}

// TestWideSubject crosses the words of a set.
func TestWideSubject(t *testing.T) {
	const regions = 4096
	d := NewDiagram([]Subject{{Regions: regions, Free: true}, boolean()}, DefaultLimits())
	low, odd := NewSet(regions), NewSet(regions)
	low.AddRange(0, 1000)
	for r := 1; r < regions; r += 2 {
		odd.Add(r)
	}
	both := d.And(d.Literal(0, low), d.Literal(0, odd))
	if both != d.Literal(0, low.And(odd)) {
		t.Error("the intersection of literals is not the literal of the intersection")
	}
	f := d.Or(d.And(both, d.Literal(1, SetOf(2, 0))), d.And(d.Literal(0, odd), d.Literal(1, SetOf(2, 1))))
	cover, err := d.Minimize(f, nil)
	if err != nil || len(cover.Cubes) != 2 || cover.Conditions != 3 || !cover.Proved {
		t.Errorf("%+v, %v; want 2 cubes, 3 conditions", cover, err)
	}
}

// hard returns a function whose diagram is exponential in this order: the first
// half of the subjects must equal the second half.
func hard(d *Diagram, half int) Node {
	n := True
	for i := 0; i < half; i++ {
		x, y := d.Literal(i, SetOf(2, 1)), d.Literal(half+i, SetOf(2, 1))
		n = d.And(n, d.Not(d.Or(d.Diff(x, y), d.Diff(y, x))))
	}
	return n
}

// TestLimitsStick checks that the error of the first limit stays forever, and
// that no work is done after it.
func TestLimitsStick(t *testing.T) {
	for _, test := range []struct {
		name string
		set  func(*Limits)
	}{
		{"nodes", func(l *Limits) { l.Nodes = 1000 }},
		{"runs", func(l *Limits) { l.Runs = 1000 }},
		{"operations", func(l *Limits) { l.Operations = 1000 }},
	} {
		t.Run(test.name, func(t *testing.T) {
			limits := DefaultLimits()
			test.set(&limits)
			d := NewDiagram(booleans(32), limits)
			hard(d, 16)
			var first *LimitError
			if !errors.As(d.Err(), &first) || first.Limit != test.name || first.Spent <= first.Max {
				t.Fatalf("Err() = %v, want the limit %q", d.Err(), test.name)
			}
			if !strings.Contains(first.Error(), test.name) {
				t.Errorf("the message does not name the limit: %s", first)
			}
			before := d.Spent()
			if n := hard(d, 16); n != False || d.Literal(0, SetOf(2, 1)) != False {
				t.Errorf("operations go on after the limit")
			}
			if d.Spent() != before || d.Err() != error(first) {
				t.Errorf("work or error changed after the limit")
			}
			if _, err := d.Minimize(True, nil); err != error(first) {
				t.Errorf("Minimize says %v", err)
			}
		})
	}
}

// TestRelease checks that nodes made after a mark leave no trace.
func TestRelease(t *testing.T) {
	d := NewDiagram(booleans(40), DefaultLimits())
	kept := d.And(d.Literal(0, SetOf(2, 1)), d.Literal(39, SetOf(2, 0)))
	mark := len(d.level)
	hard(d, 15)
	if len(d.level) < worthReleasing {
		t.Fatalf("only %d nodes", len(d.level))
	}
	d.release(mark)
	if len(d.level) != mark {
		t.Errorf("%d nodes are left of %d", len(d.level), mark)
	}
	if d.And(d.Literal(0, SetOf(2, 1)), d.Literal(39, SetOf(2, 0))) != kept {
		t.Error("a kept node is not found again")
	}
	// Nothing remembers the nodes that are gone: the same again, smaller.
	f := hard(d, 12)
	for i := 0; i < 200; i++ {
		p := make([]int, 40)
		for k := 0; k < 12; k++ {
			p[k] = i >> (k % 8) & 1
			p[12+k] = p[k]
		}
		if !d.Contains(f, p) {
			t.Fatalf("%v is missing after a release", p)
		}
		if p[12+i%12] ^= 1; d.Contains(f, p) {
			t.Fatalf("%v is wrong after a release", p)
		}
	}
}

// TestDeepDiagram builds and minimizes a function of as many subjects as a rule
// may have atoms.
func TestDeepDiagram(t *testing.T) {
	const n = 5000
	d := NewDiagram(booleans(n), DefaultLimits())
	literals := make([]Node, n)
	var seed []Cube
	for i := range literals {
		literals[i] = d.Literal(i, SetOf(2, 1))
		seed = append(seed, Cube{{int32(i), 2}})
	}
	f := d.Or(literals...)
	if d.Err() != nil {
		t.Fatal(d.Err())
	}
	cover, err := d.Minimize(f, seed)
	if err != nil || len(cover.Cubes) != n {
		t.Errorf("%d cubes, %v", len(cover.Cubes), err)
	}
	if cover, err = d.Minimize(d.Not(f), nil); err != nil || len(cover.Cubes) != 1 || cover.Conditions != n || !cover.Proved {
		t.Errorf("%d cubes, %d conditions, %v", len(cover.Cubes), cover.Conditions, err)
	}
}
