package compile

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// randomFormula draws a formula over a few atoms, which may share parts.
func randomFormula(t *rapid.T, atoms []*atom, depth int, parts *[]*formula) *formula {
	if len(*parts) > 0 && rapid.IntRange(0, 5).Draw(t, "shared") == 0 {
		return rapid.SampledFrom(*parts).Draw(t, "part")
	}
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		return &formula{kind: isAtom, atom: rapid.SampledFrom(atoms).Draw(t, "atom")}
	}
	f := &formula{kind: isAnd}
	if rapid.Bool().Draw(t, "or") {
		f.kind = isOr
	}
	for range rapid.IntRange(2, 4).Draw(t, "kids") {
		f.kids = append(f.kids, randomFormula(t, atoms, depth-1, parts))
	}
	*parts = append(*parts, f)
	return f
}

func someAtoms(n int) []*atom {
	atoms := make([]*atom, n)
	for i := range atoms {
		atoms[i] = &atom{id: i}
	}
	return atoms
}

// holds judges a formula: bit i of the world says whether atom i holds.
func holds(f *formula, world uint) bool {
	if f.kind == isAtom {
		return world>>f.atom.id&1 == 1
	}
	for _, kid := range f.kids {
		if holds(kid, world) == (f.kind == isOr) {
			return f.kind == isOr
		}
	}
	return f.kind == isAnd
}

// TestExpandMeansTheSame holds on random formulas that the groups match exactly
// what the formula does, and that no group contains another one.
func TestExpandMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "atoms")
		var parts []*formula
		f := randomFormula(t, someAtoms(n), 4, &parts)
		cubes, err := expand(nil, f, n, 1<<n)
		if err != nil {
			t.Fatalf("%v: %s", err, write(f))
		}
		for world := range uint(1) << n {
			matched := false
			for _, c := range cubes {
				all := true
				for _, a := range c.atoms {
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
				if i != j && subset(a.atoms, b.atoms) {
					t.Fatalf("%s becomes %v, of which one group contains another", write(f), sets(cubes))
				}
			}
			if len(slices.Compact(slices.Sorted(slices.Values(a.atoms)))) != len(a.atoms) {
				t.Fatalf("the group %v has an atom twice", a.atoms)
			}
		}
	})
}

// TestAbsorbKeepsTheOrder compares absorb with the plainest way to do it.
func TestAbsorbKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 70).Draw(t, "atoms") // more than a signature has bits
		var cubes []cube
		for range rapid.IntRange(0, 12).Draw(t, "groups") {
			var c cube
			for _, a := range rapid.SliceOfNDistinct(rapid.Int32Range(0, int32(n-1)), 0, min(n, 5), rapid.ID).Draw(t, "group") {
				c.add(a)
			}
			cubes = append(cubes, c)
		}
		var want [][]int32
		for i, c := range cubes {
			if !slices.ContainsFunc(cubes, func(o cube) bool { return subset(o.atoms, c.atoms) && !subset(c.atoms, o.atoms) }) &&
				!slices.ContainsFunc(cubes[:i], func(o cube) bool { return subset(o.atoms, c.atoms) }) {
				want = append(want, c.atoms)
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

func sets(cubes []cube) [][]int32 {
	var all [][]int32
	for _, c := range cubes {
		all = append(all, c.atoms)
	}
	return all
}

func write(f *formula) string {
	if f.kind == isAtom {
		return fmt.Sprint(f.atom.id)
	}
	text := "("
	for i, kid := range f.kids {
		if i > 0 {
			text += map[formulaKind]string{isAnd: " and ", isOr: " or "}[f.kind]
		}
		text += write(kid)
	}
	return text + ")"
}

// TestExpandIsBounded holds at the limit of groups, and far beyond it.
func TestExpandIsBounded(t *testing.T) {
	pairs := func(n int) *formula {
		f := &formula{kind: isAnd}
		for i := range n {
			f.kids = append(f.kids, &formula{kind: isOr, kids: []*formula{
				{kind: isAtom, atom: &atom{id: 2 * i}}, {kind: isAtom, atom: &atom{id: 2*i + 1}},
			}})
		}
		return f
	}
	for _, c := range []struct {
		pairs, most int
		fits        bool
	}{{2, 4, true}, {2, 3, false}, {3, 8, true}, {3, 7, false}, {10, 1024, true}, {10, 1023, false}, {20, 1000, false}, {5000, 1000, false}} {
		cubes, err := expand(nil, pairs(c.pairs), 2*c.pairs, c.most)
		var want error
		if !c.fits {
			want = errTooLarge
		}
		if !errors.Is(err, want) || c.fits && len(cubes) != 1<<c.pairs {
			t.Errorf("%d pairs become %d groups of at most %d: %v", c.pairs, len(cubes), c.most, err)
		}
	}
}

// TestSizeOf compares the size with what a multiplication without absorption
// gives, and its promise about reading once with a count.
func TestSizeOf(t *testing.T) {
	var naive func(f *formula, count map[int]int) float64
	naive = func(f *formula, count map[int]int) float64 {
		if f.kind == isAtom {
			count[f.atom.id]++
			return 1
		}
		n := map[formulaKind]float64{isAnd: 1}[f.kind]
		for _, kid := range f.kids {
			if size := naive(kid, count); f.kind == isAnd {
				n *= size
			} else {
				n += size
			}
		}
		return n
	}
	rapid.Check(t, func(t *rapid.T) {
		var parts []*formula
		f := randomFormula(t, someAtoms(5), 4, &parts)
		count := map[int]int{}
		want := naive(f, count)
		once := true
		for _, n := range count {
			once = once && n == 1
		}
		if got := sizeWithin(nil, f); got.groups != want || got.readOnce != once {
			t.Fatalf("%s has the size %+v, not %v, %v", write(f), got, want, once)
		}
	})
}

// TestExpandTellsManyAtomsApart holds that groups absorb each other only where
// one contains the other: of more than 64 atoms, some look alike at first.
func TestExpandTellsManyAtomsApart(t *testing.T) {
	const n = 3 * 64
	atoms := someAtoms(n)
	leaf := func(i int) *formula { return &formula{kind: isAtom, atom: atoms[i]} }
	or := &formula{kind: isOr}
	pair := func(i, j int) *formula { return &formula{kind: isAnd, kids: []*formula{leaf(i), leaf(j)}} }
	for i := range 64 {
		next := (i + 1) % 64
		or.kids = append(or.kids, pair(i, 64+next), pair(64+next, 128+(i+9)%64), pair(64+next, 128+(i+17)%64),
			&formula{kind: isAnd, kids: []*formula{leaf(i), leaf(128 + next), leaf(128 + (i+30)%64)}})
	}
	cubes, err := expand(nil, or, n, 1000)
	if err != nil || len(cubes) != 256 {
		t.Errorf("%d groups, %v, want 256", len(cubes), err)
	}
}

// TestExpandGivesUpAsAWhole holds that a part that is too large makes the whole
// too large, wherever it stands.
func TestExpandGivesUpAsAWhole(t *testing.T) {
	const pairs = 14
	atoms := someAtoms(2*pairs + 2)
	leaf := func(i int) *formula { return &formula{kind: isAtom, atom: atoms[i]} }
	large := &formula{kind: isAnd}
	for i := range pairs {
		large.kids = append(large.kids, &formula{kind: isOr, kids: []*formula{leaf(2 * i), leaf(2*i + 1)}})
	}
	x, y := leaf(2*pairs), leaf(2*pairs+1)
	for name, f := range map[string]*formula{
		"in an or":       {kind: isOr, kids: []*formula{x, large, {kind: isAnd, kids: []*formula{x, y}}}},
		"in an and":      {kind: isAnd, kids: []*formula{{kind: isOr, kids: []*formula{x, y}}, large, x}},
		"in front of an": {kind: isAnd, kids: []*formula{large, {kind: isOr, kids: []*formula{x, y}}, x}},
	} {
		if cubes, err := expand(nil, f, len(atoms), 10); !errors.Is(err, errTooLarge) {
			t.Errorf("%s: %d groups, %v", name, len(cubes), err)
		}
	}
}

// TestExpandKeepsToMaxGroups holds that the limit counts the groups that are
// left, to the group.
func TestExpandKeepsToMaxGroups(t *testing.T) {
	atoms := someAtoms(8)
	leaf := func(i int) *formula { return &formula{kind: isAtom, atom: atoms[i]} }
	pair := func(i int) *formula { return &formula{kind: isOr, kids: []*formula{leaf(i), leaf(i + 1)}} }
	f := &formula{kind: isOr, kids: []*formula{
		{kind: isAnd, kids: []*formula{pair(0), pair(2), pair(4)}},
		{kind: isAnd, kids: []*formula{leaf(0), leaf(6), leaf(7)}},
	}}
	if cubes, err := expand(nil, f, len(atoms), 9); err != nil || len(cubes) != 9 {
		t.Errorf("%d groups, %v", len(cubes), err)
	}
	if cubes, err := expand(nil, f, len(atoms), 8); !errors.Is(err, errTooLarge) {
		t.Errorf("%d groups of 8, %v", len(cubes), err)
	}
}
