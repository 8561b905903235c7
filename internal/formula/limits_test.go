package formula

import (
	"errors"
	"testing"
)

// TestLimitsOfExpansion checks each bound of a multiplication on a formula that would
// fit without it.
func TestLimitsOfExpansion(t *testing.T) {
	leaf := func(i int) *Formula { return &Formula{Kind: Literal, Atom: &Atom{ID: i}} }
	leaves := func(kind Kind, from, to int) *Formula {
		f := &Formula{Kind: kind}
		for i := from; i < to; i++ {
			f.Kids = append(f.Kids, leaf(i))
		}
		return f
	}
	join := func(kind Kind, kids ...*Formula) *Formula { return &Formula{Kind: kind, Kids: kids} }
	for name, c := range map[string]struct {
		f     *Formula
		atoms int
		work  int
		fits  bool
	}{
		"pairs of groups":         {join(And, leaves(Or, 0, 10), leaves(Or, 10, 20)), 20, 110, true},
		"one pair too many":       {join(And, leaves(Or, 0, 10), leaves(Or, 10, 20)), 20, 109, false},
		"conditions":              {leaves(And, 0, MaxConditions), MaxConditions, maxWork, true},
		"one condition too many":  {leaves(And, 0, MaxConditions+1), MaxConditions + 1, maxWork, false},
		"conditions of a product": {join(And, leaves(Or, 0, 990), leaves(And, 0, 990)), 990, maxWork, true},
		// All of its groups are one in the end.
		"a product on the way":          {join(And, leaves(Or, 0, 1100), leaves(And, 0, 1100)), 1100, maxWork, false},
		"groups on the way":             {join(Or, leaf(0), join(And, leaf(0), leaves(Or, 1, 16_001))), 16_001, maxWork, true},
		"one group on the way too many": {join(Or, leaf(0), join(And, leaf(0), leaves(Or, 1, 16_002))), 16_002, maxWork, false},
	} {
		e := newExpansion(nil, c.atoms, 100)
		e.work = c.work
		cubes, err := e.expand(c.f)
		if (err == nil) != c.fits || err != nil && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %d groups, %v", name, len(cubes), err)
		}
	}
	// What is exact needs no multiplication.
	f := join(And, leaves(Or, 0, 40), leaves(Or, 40, 80))
	if cubes, err := Expand(nil, f, 80, 1599); !errors.Is(err, ErrTooLarge) || cubes != nil {
		t.Errorf("%d groups, %v", len(cubes), err)
	}
}

// TestSizeOfSharedParts checks that a part that occurs in two places does not let the
// size pass for exact, although each of its conditions is met once.
func TestSizeOfSharedParts(t *testing.T) {
	leaf := func(i int) *Formula { return &Formula{Kind: Literal, Atom: &Atom{ID: i}} }
	join := func(kind Kind, kids ...*Formula) *Formula { return &Formula{Kind: kind, Kids: kids} }
	shared := join(Or, leaf(0), leaf(1))
	shared.Shared = true
	for name, c := range map[string]struct {
		f    *Formula
		want Size
	}{
		"once":  {join(And, shared, join(Or, leaf(2), leaf(3))), Size{Groups: 4, Conditions: 8, ReadOnce: true}},
		"twice": {join(And, shared, join(Or, shared, leaf(2))), Size{Groups: 6, Conditions: 12}},
	} {
		if got := SizeOf(nil, c.f); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}

// TestStepsOfExpansion checks that a part whose groups take too many steps to compare
// makes the whole too large, and that the same part fits otherwise.
func TestStepsOfExpansion(t *testing.T) {
	f := &Formula{Kind: Or}
	for i := range 20 {
		a, b := &Formula{Kind: Literal, Atom: &Atom{ID: i}}, &Formula{Kind: Literal, Atom: &Atom{ID: 20 + i%3}}
		f.Kids = append(f.Kids, &Formula{Kind: And, Kids: []*Formula{a, b}})
	}
	for steps, want := range map[int]error{maxSteps: nil, 100: ErrTooLarge} {
		e := newExpansion(nil, 23, 100)
		e.steps = steps
		if cubes, err := e.expand(f); !errors.Is(err, want) {
			t.Errorf("with %d steps, there are %d groups, %v", steps, len(cubes), err)
		}
	}
}
