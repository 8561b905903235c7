package formula

import (
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
)

// Formula is a rule without names and without `not`: ands and ors over atoms, some of them
// Negated, and the two constants. Formulas share parts, since a name may be used many
// times: what walks one must not visit a part twice.
type Formula struct {
	Kind Kind
	Kids []*Formula // of and and or: two or more
	Atom *Atom
	At   diag.Location
	// Opposite says that the formula is the opposite of what is written at its
	// place, below a `not`.
	Opposite bool

	// Places has where each kid is an operand of an `and` or `or` that the
	// author wrote; it is nil where one condition became several.
	Places []diag.Location
	// Shared says that the formula is the meaning of a name that others use
	// too, so that nothing can be said about its parts for one rule alone.
	Shared bool
}

// Kind is what a formula is.
type Kind uint8

// The kinds of formulas.
const (
	False   Kind = iota // nobody matches
	True                // everybody matches
	Literal             // an atom
	And
	Or
)

// Atom is a condition of the document, met at one or more places of the
// source. Two conditions that are identical are one atom.
type Atom struct {
	ID        int // in the order of first appearance
	Condition condition.Condition
	Negated   bool // the opposite of the condition, for which the platform has no operator
	Origins   []diag.Location
	origin    [1]diag.Location // room for the first of them
}

// Combine joins formulas by and or or. Constants disappear, or take over.
// Places says where the formulas are operands, if they are.
func Combine(kids []*Formula, places []diag.Location, or bool, at diag.Location) *Formula {
	return combine(func() *Formula { return &Formula{} }, kids, places, or, at)
}

// combine is Combine with what makes a formula to be filled in.
func combine(made func() *Formula, kids []*Formula, places []diag.Location, or bool, at diag.Location) *Formula {
	neutral, absorbing, kind := True, False, And
	if or {
		neutral, absorbing, kind = False, True, Or
	}
	kept, keptPlaces := kids[:0], places[:0]
	for i, kid := range kids {
		switch kid.Kind {
		case neutral:
		case absorbing:
			return &Formula{Kind: absorbing, At: at}
		default:
			kept = append(kept, kid)
			if places != nil {
				keptPlaces = append(keptPlaces, places[i])
			}
		}
	}
	switch len(kept) {
	case 0:
		return &Formula{Kind: neutral, At: at}
	case 1:
		return kept[0]
	}
	f := made()
	f.Kind, f.Kids, f.Places, f.At = kind, kept, keptPlaces, at
	return f
}
