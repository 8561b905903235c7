package gen

import (
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
)

// Readings returns the readings under which random rules are looked at: all but
// those that compare texts as two others do together. The tests of collations
// look at these too.
func Readings() []eval.Reading {
	few := []collation.Collation{
		{}, {FoldCase: true}, {Spaces: collation.SpacesPadded, Letters: collation.LettersComposed}, collation.Coarsest(),
	}
	var readings []eval.Reading
	for _, c := range few {
		for _, r := range eval.Readings()[:8] { // character by character
			readings = append(readings, r.Collated(c))
		}
	}
	return readings
}
