package compile

import (
	"errors"
	"testing"
)

// TestLimitsOfExpansion checks each bound of a multiplication on a formula that would
// fit without it.
func TestLimitsOfExpansion(t *testing.T) {
	leaf := func(i int) *formula { return &formula{kind: isAtom, atom: &atom{id: i}} }
	leaves := func(kind formulaKind, from, to int) *formula {
		f := &formula{kind: kind}
		for i := from; i < to; i++ {
			f.kids = append(f.kids, leaf(i))
		}
		return f
	}
	join := func(kind formulaKind, kids ...*formula) *formula { return &formula{kind: kind, kids: kids} }
	for name, c := range map[string]struct {
		f     *formula
		atoms int
		work  int
		fits  bool
	}{
		"pairs of groups":         {join(isAnd, leaves(isOr, 0, 10), leaves(isOr, 10, 20)), 20, 110, true},
		"one pair too many":       {join(isAnd, leaves(isOr, 0, 10), leaves(isOr, 10, 20)), 20, 109, false},
		"conditions":              {leaves(isAnd, 0, MaxConditions), MaxConditions, maxWork, true},
		"one condition too many":  {leaves(isAnd, 0, MaxConditions+1), MaxConditions + 1, maxWork, false},
		"conditions of a product": {join(isAnd, leaves(isOr, 0, 990), leaves(isAnd, 0, 990)), 990, maxWork, true},
		// All of its groups are one in the end.
		"a product on the way":          {join(isAnd, leaves(isOr, 0, 1100), leaves(isAnd, 0, 1100)), 1100, maxWork, false},
		"groups on the way":             {join(isOr, leaf(0), join(isAnd, leaf(0), leaves(isOr, 1, 16_001))), 16_001, maxWork, true},
		"one group on the way too many": {join(isOr, leaf(0), join(isAnd, leaf(0), leaves(isOr, 1, 16_002))), 16_002, maxWork, false},
	} {
		e := newExpansion(nil, c.atoms, 100)
		e.work = c.work
		cubes, err := e.expand(c.f)
		if (err == nil) != c.fits || err != nil && !errors.Is(err, errTooLarge) {
			t.Errorf("%s: %d groups, %v", name, len(cubes), err)
		}
	}
	// What is exact needs no multiplication.
	f := join(isAnd, leaves(isOr, 0, 40), leaves(isOr, 40, 80))
	if cubes, err := expand(nil, f, 80, 1599); !errors.Is(err, errTooLarge) || cubes != nil {
		t.Errorf("%d groups, %v", len(cubes), err)
	}
}

// TestSizeOfSharedParts checks that a part that occurs in two places does not let the
// size pass for exact, although each of its conditions is met once.
func TestSizeOfSharedParts(t *testing.T) {
	leaf := func(i int) *formula { return &formula{kind: isAtom, atom: &atom{id: i}} }
	join := func(kind formulaKind, kids ...*formula) *formula { return &formula{kind: kind, kids: kids} }
	shared := join(isOr, leaf(0), leaf(1))
	for name, c := range map[string]struct {
		f    *formula
		want size
	}{
		"once":  {join(isAnd, shared, join(isOr, leaf(2), leaf(3))), size{groups: 4, conditions: 8, readOnce: true}},
		"twice": {join(isAnd, shared, join(isOr, shared, leaf(2))), size{groups: 6, conditions: 12}},
	} {
		if got := sizeWithin(nil, c.f); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}

// TestStepsOfExpansion checks that a part whose groups take too many steps to compare
// makes the whole too large, and that the same part fits otherwise.
func TestStepsOfExpansion(t *testing.T) {
	f := &formula{kind: isOr}
	for i := range 20 {
		a, b := &formula{kind: isAtom, atom: &atom{id: i}}, &formula{kind: isAtom, atom: &atom{id: 20 + i%3}}
		f.kids = append(f.kids, &formula{kind: isAnd, kids: []*formula{a, b}})
	}
	for steps, want := range map[int]error{maxSteps: nil, 100: errTooLarge} {
		e := newExpansion(nil, 23, 100)
		e.steps = steps
		if cubes, err := e.expand(f); !errors.Is(err, want) {
			t.Errorf("with %d steps, there are %d groups, %v", steps, len(cubes), err)
		}
	}
}
