package gen

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
)

// Readings returns the readings under which random rules are looked at: all but
// those that compare texts as two others do together, and whole days with one way to
// compare texts. The tests of collations look at the others too.
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
	for _, r := range readings[:8:8] {
		r.DayHasTimes = true
		readings = append(readings, r)
	}
	return readings
}

// Under returns the readings that give the answers of one of the cubes: first those in
// which a date without a time is a midnight.
func Under(cubes []contact.Reading) []eval.Reading {
	all := eval.Readings()
	for _, r := range eval.Readings() {
		r.DayHasTimes = true
		all = append(all, r)
	}
	return slices.DeleteFunc(all, func(r eval.Reading) bool {
		return !slices.ContainsFunc(cubes, func(cube contact.Reading) bool { return Gives(r, cube) })
	})
}

// Gives reports whether a reading gives the answers of a cube.
func Gives(r eval.Reading, cube contact.Reading) bool {
	yes := func(a contact.Answer, is bool) bool { return a == contact.Either || (a == contact.Yes) == is }
	return yes(cube.MissingMatches, r.MissingMatchesNegative) && yes(cube.FoldCase, r.FoldCase) &&
		yes(cube.IgnoreTrailingSpaces, r.Spaces != collation.SpacesCount) && yes(cube.TrimSpaces, r.Spaces == collation.SpacesTrimmed) &&
		yes(cube.IgnoreUnicodeForm, r.Letters != collation.LettersExact) && yes(cube.IgnoreAccents, r.Letters == collation.LettersBase) &&
		(cube.CompareNFC != contact.Yes || r.Letters == collation.LettersComposed) &&
		(cube.CompareNFC != contact.No || r.Letters == collation.LettersDecomposed) &&
		yes(cube.EdgeInLast, r.EdgeInLast) && yes(cube.EdgeInMoreThan, r.EdgeInMoreThan) && yes(cube.WholeDay, r.DayHasTimes)
}
