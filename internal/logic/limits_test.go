package logic

import (
	"fmt"
	"math/rand"
	"runtime"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestBlowUps feeds functions that no method masters. Each must end within the
// limits, with a right cover or an error. The test does not check how long that
// takes: the limits count steps, and many of them fit in a second.
func TestBlowUps(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	terms := func(inputs, literals, terms int) []Cube {
		var out []Cube
		for len(out) < terms {
			var c Cube
			for s := 0; s < inputs; s++ {
				if random.Intn(inputs) < literals {
					c = append(c, Choice{int32(s), int32(1 + random.Intn(2))})
				}
			}
			if len(c) > 0 {
				out = append(out, c)
			}
		}
		return out
	}
	parity := func(d *Diagram, n int) Node {
		f := False
		for i := 0; i < n; i++ {
			x := d.Literal(i, SetOf(2, 1))
			f = d.Or(d.Diff(x, f), d.Diff(f, x))
		}
		return f
	}
	for _, test := range []struct {
		name     string
		subjects []Subject
		build    func(*Diagram) (f Node, seed []Cube)
		want     string // the error, before Minimize, or in it for want of a seed
	}{
		{"diagram", booleans(48), func(d *Diagram) (Node, []Cube) { return hard(d, 24), nil }, fmt.Sprintf("the limit of %d nodes is exceeded", DefaultLimits().Nodes/long.Of(8, 1))},
		{"equality", booleans(24), func(d *Diagram) (Node, []Cube) { return hard(d, 12), nil }, "<nil>"},
		{"parity 12", booleans(12), func(d *Diagram) (Node, []Cube) { return parity(d, 12), nil }, "<nil>"},
		{"parity 16", booleans(16), func(d *Diagram) (Node, []Cube) { return parity(d, 16), nil }, "the limit of 20000 cubes is exceeded"},
		{"pairs 13", booleans(26), func(d *Diagram) (Node, []Cube) { return pairs(d, 13), nil }, "<nil>"},
		{"random 14", booleans(14), func(d *Diagram) (Node, []Cube) {
			seed := terms(14, 8, 200)
			return d.union(seed), seed
		}, "<nil>"},
		{"random 30", booleans(30), func(d *Diagram) (Node, []Cube) {
			seed := terms(30, 5, 120)
			return d.union(seed), seed
		}, "<nil>"},
		{"wide", []Subject{{Regions: 4096, Free: true}, {Regions: 4096, Free: true}}, func(d *Diagram) (Node, []Cube) {
			f := False
			for i := 0; i < 40; i++ {
				a, b := NewSet(4096), NewSet(4096)
				for r := 0; r < 4096; r++ {
					if random.Intn(3) == 0 {
						a.Add(r)
					}
					if random.Intn(3) == 0 {
						b.Add(r)
					}
				}
				f = d.Or(f, d.And(d.Literal(0, a), d.Literal(1, b)))
			}
			return f, nil
		}, "the limit of 12000000 operations is exceeded"},
		{"many domains", []Subject{number(8), number(8), boolean(), boolean()}, func(d *Diagram) (Node, []Cube) {
			g := typedRule{d: d, random: random, subjects: []Subject{number(8), number(8), boolean(), boolean()}}
			return g.build(6), nil
		}, "<nil>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			limits := DefaultLimits()
			if test.name == "diagram" { // which comes to its limits whatever they are
				limits.Nodes, limits.Operations = limits.Nodes/long.Of(8, 1), limits.Operations/long.Of(8, 1)
			}
			d := NewDiagram(test.subjects, limits)
			f, seed := test.build(d)
			built := time.Since(start)
			cover, err := d.Minimize(f, seed)
			spent := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%d cubes, lower %d, proved %v, %v, %v; built in %v, all %v, %d MB allocated; %+v", len(cover.Cubes),
				cover.LowerGroups, cover.Proved, cover.Method, err, built.Round(time.Millisecond), spent.Round(time.Millisecond),
				(after.TotalAlloc-before.TotalAlloc)>>20, d.Spent())
			if fmt.Sprint(err) != test.want {
				t.Errorf("got the error %v, want %s", err, test.want)
			}
			if err == nil && cover.Method != Partial && len(cover.Cubes) < 200 {
				checkCover(t, d, f, cover)
			}
			s := d.Spent()
			const slack = 1.3 // the step that hits a limit is not cut short
			if s.Nodes > limits.Nodes || s.Operations > 4*limits.Operations*5/4 || s.Branches > limits.Branches ||
				float64(s.Steps) > slack*1.5*float64(limits.Steps) {
				t.Errorf("limits %+v, spent %+v", limits, s)
			}
		})
	}
}

// TestDeterminism repeats a hard problem and one of each method.
func TestDeterminism(t *testing.T) {
	for _, primes := range []int{DefaultPrimes, 0} {
		limits := DefaultLimits()
		limits.Primes = primes
		limits.Steps = 2_000_000 // some end unproved
		subjects := append(booleans(6), Subject{Regions: 5, Free: true}, number(3), number(3))
		for seed := int64(0); seed < 3; seed++ {
			var first Cover
			for run := 0; run < 20; run++ {
				d := NewDiagram(subjects, limits)
				g := typedRule{d: d, subjects: subjects, random: rand.New(rand.NewSource(seed))}
				cover, err := d.Minimize(g.build(5), nil)
				if err != nil {
					t.Fatal(err)
				}
				if run == 0 {
					first = cover
				} else if !sameCover(first, cover) {
					t.Fatalf("run %d differs:\n%+v\n%+v", run, first, cover)
				}
			}
		}
	}
}

func sameCover(a, b Cover) bool {
	if len(a.Cubes) != len(b.Cubes) || a.Conditions != b.Conditions || a.Proved != b.Proved || a.Method != b.Method ||
		a.LowerGroups != b.LowerGroups || a.LowerConditions != b.LowerConditions {
		return false
	}
	for i := range a.Cubes {
		if !a.Cubes[i].equal(b.Cubes[i]) {
			return false
		}
	}
	return true
}
