package eval

import (
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/poll"
)

// Reading is one way to understand what the API's documentation leaves open.
type Reading struct {
	MissingMatchesNegative bool // !=, not in, not contains and has none match null
	EdgeInLast             bool // what happened n days ago is in the last n days
	EdgeInMoreThan         bool // what happened n days ago is more than n days ago

	// FoldCase, Spaces and Letters say how texts compare, as in a collation.
	FoldCase bool
	Spaces   collation.Spaces
	Letters  collation.Letters

	// DayHasTimes says that a date without a time is equal to every time of that
	// day in UTC; if not, it is the midnight with which the day begins.
	DayHasTimes bool
}

// Readings returns all readings in which a date without a time is a midnight,
// always in the same order. The other way to read dates is for those who ask
// whether an answer depends on it: hardly any rule compares a day with a time.
func Readings() []Reading { return ReadingsIn(collation.All()) }

// others are the readings in one collation.
const others = 8

// ReadingsIn returns those of Readings that compare texts in some collations.
func ReadingsIn(collations []collation.Collation) []Reading {
	readings := make([]Reading, 0, others*len(collations))
	for _, c := range collations {
		for i := range others {
			readings = append(readings, Reading{
				MissingMatchesNegative: i&1 != 0,
				EdgeInLast:             i&2 != 0,
				EdgeInMoreThan:         i&4 != 0,
				FoldCase:               c.FoldCase,
				Spaces:                 c.Spaces,
				Letters:                c.Letters,
			})
		}
	}
	return readings
}

// PlaceIn returns the place of the reading among the readings in its collation.
func (r Reading) PlaceIn() int {
	place := 0
	for i, yes := range [...]bool{r.MissingMatchesNegative, r.EdgeInLast, r.EdgeInMoreThan} {
		if yes {
			place |= 1 << i
		}
	}
	return place
}

// Collation returns the way in which texts compare.
func (r Reading) Collation() collation.Collation {
	return collation.Collation{FoldCase: r.FoldCase, Spaces: r.Spaces, Letters: r.Letters}
}

// Collated returns the reading with another way to compare texts.
func (r Reading) Collated(c collation.Collation) Reading {
	r.FoldCase, r.Spaces, r.Letters = c.FoldCase, c.Spaces, c.Letters
	return r
}

// Gives reports whether the reading gives the answers of another one, which may leave some open.
func (r Reading) Gives(answers contact.Reading) bool {
	for _, question := range [...]struct {
		answer contact.Answer
		yes    bool
	}{
		{answers.MissingMatches, r.MissingMatchesNegative},
		{answers.FoldCase, r.FoldCase},
		{answers.IgnoreTrailingSpaces, r.Spaces == collation.SpacesPadded || r.Spaces == collation.SpacesTrimmed},
		{answers.TrimSpaces, r.Spaces == collation.SpacesTrimmed},
		{answers.IgnoreUnicodeForm, r.Letters != collation.LettersExact},
		{answers.IgnoreAccents, r.Letters == collation.LettersBase},
		{answers.EdgeInLast, r.EdgeInLast},
		{answers.EdgeInMoreThan, r.EdgeInMoreThan},
		{answers.WholeDay, r.DayHasTimes},
	} {
		if question.answer == contact.Yes && !question.yes || question.answer == contact.No && question.yes {
			return false
		}
	}
	switch answers.CompareNFC {
	case contact.Yes:
		return r.Letters == collation.LettersComposed
	case contact.No:
		return r.Letters == collation.LettersDecomposed
	default:
		return true
	}
}

// part returns what a text is searched for, and what of it is searched.
func (r Reading) part(p *poll.Poll, text string) string { return r.Collation().Part(p, text) }

// String says how the reading differs from the first of Readings.
func (r Reading) String() string {
	var parts []string
	for _, part := range []struct {
		on   bool
		text string
	}{
		{r.MissingMatchesNegative, "missing matches negative"},
		{r.FoldCase, "fold case"},
		{r.Spaces == collation.SpacesPadded, "pad spaces"},
		{r.Spaces == collation.SpacesTrimmed, "trim spaces"},
		{r.Letters == collation.LettersDecomposed, "decomposed letters"},
		{r.Letters == collation.LettersComposed, "composed letters"},
		{r.Letters == collation.LettersBase, "base letters"},
		{r.EdgeInLast, "edge in last"},
		{r.EdgeInMoreThan, "edge in more than"},
		{r.DayHasTimes, "day has times"},
	} {
		if part.on {
			parts = append(parts, part.text)
		}
	}
	if parts == nil {
		return "plain"
	}
	return strings.Join(parts, ", ")
}
