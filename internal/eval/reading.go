package eval

import "strings"

// Reading is one way to understand what the API's documentation leaves open.
type Reading struct {
	MissingMatchesNegative bool // !=, not in, not contains and has none match null
	FoldCase               bool // text compares without regard to case
	EdgeInLast             bool // what happened n days ago is in the last n days
	EdgeInMoreThan         bool // what happened n days ago is more than n days ago

	// DayHasTimes says that a date without a time is equal to every time of that
	// day in UTC; if not, it is the midnight with which the day begins.
	DayHasTimes bool
}

// Readings returns all readings in which a date without a time is a midnight,
// always in the same order. The other way to read dates is for those who ask
// whether an answer depends on it: hardly any rule compares a day with a time.
func Readings() []Reading {
	readings := make([]Reading, 16)
	for i := range readings {
		readings[i] = Reading{
			MissingMatchesNegative: i&1 != 0,
			FoldCase:               i&2 != 0,
			EdgeInLast:             i&4 != 0,
			EdgeInMoreThan:         i&8 != 0,
		}
	}
	return readings
}

// String says how the reading differs from the first of Readings.
func (r Reading) String() string {
	var parts []string
	for _, part := range []struct {
		on   bool
		text string
	}{
		{r.MissingMatchesNegative, "missing matches negative"},
		{r.FoldCase, "fold case"},
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
