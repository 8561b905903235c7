package formula

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// randomFormula returns a random formula over a few atoms, which may share
// parts.
func randomFormula(t *rapid.T, atoms []*Atom, depth int, parts *[]*Formula) *Formula {
	if len(*parts) > 0 && rapid.IntRange(0, 5).Draw(t, "shared") == 0 {
		return rapid.SampledFrom(*parts).Draw(t, "part")
	}
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		return &Formula{Kind: Literal, Atom: rapid.SampledFrom(atoms).Draw(t, "atom")}
	}
	f := &Formula{Kind: And}
	if rapid.Bool().Draw(t, "or") {
		f.Kind = Or
	}
	for range rapid.IntRange(2, 4).Draw(t, "kids") {
		f.Kids = append(f.Kids, randomFormula(t, atoms, depth-1, parts))
	}
	*parts = append(*parts, f)
	return f
}

func someAtoms(n int) []*Atom {
	atoms := make([]*Atom, n)
	for i := range atoms {
		atoms[i] = &Atom{ID: i}
	}
	return atoms
}

// holds judges a formula: bit i of the world says whether atom i holds.
func holds(f *Formula, world uint) bool {
	if f.Kind == Literal {
		return world>>f.Atom.ID&1 == 1
	}
	for _, kid := range f.Kids {
		if holds(kid, world) == (f.Kind == Or) {
			return f.Kind == Or
		}
	}
	return f.Kind == And
}

// TestExpandMeansTheSame holds on random formulas that the groups match exactly
// what the formula does, and that no group contains another one.
func TestExpandMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "atoms")
		var parts []*Formula
		f := randomFormula(t, someAtoms(n), 4, &parts)
		cubes, err := Expand(nil, f, n, 1<<n)
		if err != nil {
			t.Fatalf("%v: %s", err, write(f))
		}
		for world := range uint(1) << n {
			matched := false
			for _, c := range cubes {
				all := true
				for _, a := range c.Atoms {
					all = all && world>>a&1 == 1
				}
				matched = matched || all
			}
			if matched != holds(f, world) {
				t.Fatalf("%s becomes %v, which differs in the world %b", write(f), sets(cubes), world)
			}
		}
		for i, a := range cubes {
			for j, b := range cubes {
				if i != j && subset(a.Atoms, b.Atoms) {
					t.Fatalf("%s becomes %v, of which one group contains another", write(f), sets(cubes))
				}
			}
			if len(slices.Compact(slices.Sorted(slices.Values(a.Atoms)))) != len(a.Atoms) {
				t.Fatalf("the group %v has an atom twice", a.Atoms)
			}
		}
	})
}

// TestAbsorbKeepsTheOrder compares absorb with the plainest way to do it.
func TestAbsorbKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 70).Draw(t, "atoms") // more than a signature has bits
		var cubes []Cube
		for range rapid.IntRange(0, 12).Draw(t, "groups") {
			var c Cube
			for _, a := range rapid.SliceOfNDistinct(rapid.Int32Range(0, int32(n-1)), 0, min(n, 5), rapid.ID).Draw(t, "group") {
				c.add(a)
			}
			cubes = append(cubes, c)
		}
		var want [][]int32
		for i, c := range cubes {
			if !slices.ContainsFunc(cubes, func(o Cube) bool { return subset(o.Atoms, c.Atoms) && !subset(c.Atoms, o.Atoms) }) &&
				!slices.ContainsFunc(cubes[:i], func(o Cube) bool { return subset(o.Atoms, c.Atoms) }) {
				want = append(want, c.Atoms)
			}
		}
		e := newExpansion(nil, n, 1000)
		if diff := cmp.Diff(want, sets(e.absorb(slices.Clone(cubes)))); diff != "" {
			t.Fatalf("%v (-want +got)\n%s", sets(cubes), diff)
		}
	})
}

func subset(a, b []int32) bool {
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return true
}

func sets(cubes []Cube) [][]int32 {
	var all [][]int32
	for _, c := range cubes {
		all = append(all, c.Atoms)
	}
	return all
}

func write(f *Formula) string {
	if f.Kind == Literal {
		return fmt.Sprint(f.Atom.ID)
	}
	text := "("
	for i, kid := range f.Kids {
		if i > 0 {
			text += map[Kind]string{And: " and ", Or: " or "}[f.Kind]
		}
		text += write(kid)
	}
	return text + ")"
}

// TestExpandIsBounded holds at the limit of groups, and far beyond it.
func TestExpandIsBounded(t *testing.T) {
	pairs := func(n int) *Formula {
		f := &Formula{Kind: And}
		for i := range n {
			f.Kids = append(f.Kids, &Formula{Kind: Or, Kids: []*Formula{
				{Kind: Literal, Atom: &Atom{ID: 2 * i}}, {Kind: Literal, Atom: &Atom{ID: 2*i + 1}},
			}})
		}
		return f
	}
	for _, c := range []struct {
		pairs, most int
		fits        bool
	}{{2, 4, true}, {2, 3, false}, {3, 8, true}, {3, 7, false}, {10, 1024, true}, {10, 1023, false}, {20, 1000, false}, {5000, 1000, false}} {
		cubes, err := Expand(nil, pairs(c.pairs), 2*c.pairs, c.most)
		var want error
		if !c.fits {
			want = ErrTooLarge
		}
		if !errors.Is(err, want) || c.fits && len(cubes) != 1<<c.pairs {
			t.Errorf("%d pairs become %d groups of at most %d: %v", c.pairs, len(cubes), c.most, err)
		}
	}
}

// TestSizeOf compares the size with what a multiplication without absorption
// gives, and its promise about reading once with a count.
func TestSizeOf(t *testing.T) {
	var naive func(f *Formula, count map[int]int) float64
	naive = func(f *Formula, count map[int]int) float64 {
		if f.Kind == Literal {
			count[f.Atom.ID]++
			return 1
		}
		n := map[Kind]float64{And: 1}[f.Kind]
		for _, kid := range f.Kids {
			if size := naive(kid, count); f.Kind == And {
				n *= size
			} else {
				n += size
			}
		}
		return n
	}
	rapid.Check(t, func(t *rapid.T) {
		var parts []*Formula
		f := randomFormula(t, someAtoms(5), 4, &parts)
		count := map[int]int{}
		want := naive(f, count)
		once := true
		for _, n := range count {
			once = once && n == 1
		}
		if got := SizeOf(nil, f); got.Groups != want || got.ReadOnce != once {
			t.Fatalf("%s has the size %+v, not %v, %v", write(f), got, want, once)
		}
	})
}

// TestExpandTellsManyAtomsApart checks that groups absorb each other only where
// one contains the other: of more than 64 atoms, some look alike at first.
func TestExpandTellsManyAtomsApart(t *testing.T) {
	const n = 3 * 64
	atoms := someAtoms(n)
	leaf := func(i int) *Formula { return &Formula{Kind: Literal, Atom: atoms[i]} }
	or := &Formula{Kind: Or}
	pair := func(i, j int) *Formula { return &Formula{Kind: And, Kids: []*Formula{leaf(i), leaf(j)}} }
	for i := range 64 {
		next := (i + 1) % 64
		or.Kids = append(or.Kids, pair(i, 64+next), pair(64+next, 128+(i+9)%64), pair(64+next, 128+(i+17)%64),
			&Formula{Kind: And, Kids: []*Formula{leaf(i), leaf(128 + next), leaf(128 + (i+30)%64)}})
	}
	cubes, err := Expand(nil, or, n, 1000)
	if err != nil || len(cubes) != 256 {
		t.Errorf("%d groups, %v, want 256", len(cubes), err)
	}
}

// TestExpandGivesUpAsAWhole checks that a part that is too large makes the whole
// too large, wherever it is.
func TestExpandGivesUpAsAWhole(t *testing.T) {
	const pairs = 14
	atoms := someAtoms(2*pairs + 2)
	leaf := func(i int) *Formula { return &Formula{Kind: Literal, Atom: atoms[i]} }
	large := &Formula{Kind: And}
	for i := range pairs {
		large.Kids = append(large.Kids, &Formula{Kind: Or, Kids: []*Formula{leaf(2 * i), leaf(2*i + 1)}})
	}
	x, y := leaf(2*pairs), leaf(2*pairs+1)
	for name, f := range map[string]*Formula{
		"in an or":       {Kind: Or, Kids: []*Formula{x, large, {Kind: And, Kids: []*Formula{x, y}}}},
		"in an and":      {Kind: And, Kids: []*Formula{{Kind: Or, Kids: []*Formula{x, y}}, large, x}},
		"in front of an": {Kind: And, Kids: []*Formula{large, {Kind: Or, Kids: []*Formula{x, y}}, x}},
	} {
		if cubes, err := Expand(nil, f, len(atoms), 10); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %d groups, %v", name, len(cubes), err)
		}
	}
}

// TestExpandKeepsToMaxGroups checks that the limit counts the groups that are
// left, to the group.
func TestExpandKeepsToMaxGroups(t *testing.T) {
	atoms := someAtoms(8)
	leaf := func(i int) *Formula { return &Formula{Kind: Literal, Atom: atoms[i]} }
	pair := func(i int) *Formula { return &Formula{Kind: Or, Kids: []*Formula{leaf(i), leaf(i + 1)}} }
	f := &Formula{Kind: Or, Kids: []*Formula{
		{Kind: And, Kids: []*Formula{pair(0), pair(2), pair(4)}},
		{Kind: And, Kids: []*Formula{leaf(0), leaf(6), leaf(7)}},
	}}
	if cubes, err := Expand(nil, f, len(atoms), 9); err != nil || len(cubes) != 9 {
		t.Errorf("%d groups, %v", len(cubes), err)
	}
	if cubes, err := Expand(nil, f, len(atoms), 8); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d groups of 8, %v", len(cubes), err)
	}
}
