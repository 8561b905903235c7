package engine

import "github.com/segc-lang/segc/internal/eval"

// DescribeReadings says in words what distinguishes some readings from the
// others: nothing when they are all of them. Each part of the answer is
// something that the platform must do, and they must all be so; where no such
// parts describe the readings exactly, the first reading is described whole.
func DescribeReadings(readings []eval.Reading) []string {
	all := eval.Readings()
	if len(readings) == len(all) {
		return nil
	}
	var words []string
	fixed := 0
	for _, aspect := range aspects() {
		on, off := false, false
		for _, r := range readings {
			if aspect.of(r) {
				on = true
			} else {
				off = true
			}
		}
		switch {
		case on && !off:
			words = append(words, aspect.yes)
			fixed++
		case off && !on:
			words = append(words, aspect.no)
			fixed++
		}
	}
	if len(readings)<<fixed == len(all) {
		return words
	}
	if len(readings) == 0 {
		return nil
	}
	return DescribeReadings(readings[:1])
}

type aspect struct {
	of      func(eval.Reading) bool
	yes, no string
}

// aspects are what a reading answers, in words that follow "if the platform".
func aspects() []aspect {
	return []aspect{
		{func(r eval.Reading) bool { return r.MissingMatchesNegative }, "lets `!=` and `not in` match a missing value", "does not let `!=` and `not in` match a missing value"},
		{func(r eval.Reading) bool { return r.FoldCase }, "compares text without regard to case", "compares text by case"},
		{func(r eval.Reading) bool { return r.EdgeInLast }, "counts what happened n days ago to the last n days", "does not count what happened n days ago to the last n days"},
		{func(r eval.Reading) bool { return r.EdgeInMoreThan }, "counts what happened n days ago as more than n days ago", "does not count what happened n days ago as more than n days ago"},
	}
}

// When says in words that follow "if the platform" under which readings the
// answer is yes; nothing when that is all of them.
func (e *Example) When() []string {
	words := DescribeReadings(e.Readings)
	if e.Midnight {
		words = append(words, "takes a date without a time for midnight in UTC")
	}
	return words
}
