package compile

import (
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
)

// formula is a rule without names and without `not`: ands and ors over atoms
// and the two constants. Formulas share parts, since a name may be used many
// times: what walks one must not visit a part twice.
type formula struct {
	kind formulaKind
	kids []*formula // of and and or: two or more
	atom *atom
	at   diag.Location
	// opposite says that the formula is the opposite of what stands at its place,
	// below a `not`.
	opposite bool

	// places has where each kid stands as an operand of an `and` or `or` that
	// the author wrote; it is nil where one condition became several.
	places []diag.Location
	// shared says that the formula is what a name stands for which others use
	// too, so that nothing can be said about its parts for one rule alone.
	shared bool
}

type formulaKind uint8

const (
	isFalse formulaKind = iota
	isTrue
	isAtom
	isAnd
	isOr
)

// atom is a condition of the document, met at one or more places of the
// source. Two conditions that are identical are one atom.
type atom struct {
	id        int // in the order of first appearance
	condition condition.Condition
	negated   bool // the opposite of the condition, for which the platform has no operator
	origins   []diag.Location
	origin    [1]diag.Location // room for the first of them
}

// combine joins formulas by and or or. Constants disappear, or take over.
// Places says where the formulas stand as operands, if they do.
func combine(kids []*formula, places []diag.Location, or bool, at diag.Location) *formula {
	neutral, absorbing, kind := isTrue, isFalse, isAnd
	if or {
		neutral, absorbing, kind = isFalse, isTrue, isOr
	}
	kept, keptPlaces := kids[:0], places[:0]
	for i, kid := range kids {
		switch kid.kind {
		case neutral:
		case absorbing:
			return &formula{kind: absorbing, at: at}
		default:
			kept = append(kept, kid)
			if places != nil {
				keptPlaces = append(keptPlaces, places[i])
			}
		}
	}
	switch len(kept) {
	case 0:
		return &formula{kind: neutral, at: at}
	case 1:
		return kept[0]
	}
	return &formula{kind: kind, kids: kept, places: keptPlaces, at: at}
}
