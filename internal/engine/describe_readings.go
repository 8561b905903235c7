package engine

import (
	"math/bits"
	"slices"

	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
)

// DescribeReadings says in words what distinguishes some readings from the
// others: nothing when they are all of them. Each part of the answer is
// something that the platform must do, and if they are all so, the reading is one
// of them. Where no such parts describe the readings exactly, they describe some
// of them, the first one included.
func DescribeReadings(readings []eval.Reading) []string {
	if len(readings) == 0 {
		return nil
	}
	in := readingSetOf(readings)
	var others []eval.Reading
	for _, r := range eval.Readings() {
		if !in.has(r) {
			others = append(others, r)
		}
	}
	if len(others) == 0 {
		return nil
	}
	all := aspects()
	block := make([]uint8, len(all)) // by aspect, a bit for each answer that will do
	for i, a := range all {
		block[i] = 1 << a.of(readings[0])
	}
	for i, a := range all {
		for _, answers := range a.widest() {
			before := block[i]
			if answers&before == 0 {
				continue
			}
			if block[i] = answers; !within(block, all, others) {
				block[i] = before
				continue
			}
			break
		}
	}
	var words []string
	for i, a := range all {
		if w := a.words[block[i]]; w != "" {
			words = append(words, w)
		}
	}
	return words
}

// within reports whether no other reading has such answers.
func within(block []uint8, all []aspect, others []eval.Reading) bool {
	return !slices.ContainsFunc(others, func(r eval.Reading) bool {
		for i, a := range all {
			if block[i]>>a.of(r)&1 == 0 {
				return false
			}
		}
		return true
	})
}

// aspect is what a reading answers.
type aspect struct {
	of   func(eval.Reading) int
	full uint8
	// words follow "if the platform", for sets of answers that have words.
	words map[uint8]string
}

// widest returns the sets of answers that have words, larger ones first.
func (a aspect) widest() []uint8 {
	sets := []uint8{a.full}
	for set := a.full - 1; set > 0; set-- {
		if a.words[set] != "" {
			sets = append(sets, set)
		}
	}
	slices.SortStableFunc(sets, func(x, y uint8) int { return bits.OnesCount8(y) - bits.OnesCount8(x) })
	return sets
}

func aspects() []aspect {
	either := func(of func(eval.Reading) bool, yes, no string) aspect {
		return aspect{func(r eval.Reading) int {
			if of(r) {
				return 1
			}
			return 0
		}, 3, map[uint8]string{2: yes, 1: no}}
	}
	const (
		count  = 1 << collation.SpacesCount
		padded = 1 << collation.SpacesPadded
		trim   = 1 << collation.SpacesTrimmed

		exact      = 1 << collation.LettersExact
		decomposed = 1 << collation.LettersDecomposed
		composed   = 1 << collation.LettersComposed
		canonical  = decomposed | composed
		base       = 1 << collation.LettersBase
	)
	return []aspect{
		either(func(r eval.Reading) bool { return r.MissingMatchesNegative }, "lets `!=` and `not in` match a missing value", "does not let `!=` and `not in` match a missing value"),
		either(func(r eval.Reading) bool { return r.FoldCase }, "compares text without regard to case", "compares text by case"),
		{func(r eval.Reading) int { return int(r.Spaces) }, count | padded | trim, map[uint8]string{
			count:          "does not ignore trailing spaces",
			padded | trim:  "ignores trailing spaces",
			count | padded: "does not remove spaces around values",
			trim:           "removes spaces around values",
			padded:         "ignores trailing spaces but does not remove them",
		}},
		{func(r eval.Reading) int { return int(r.Letters) }, exact | canonical | base, map[uint8]string{
			exact:             "tells the Unicode forms of a letter apart",
			canonical | base:  "ignores the Unicode form of a letter",
			exact | canonical: "does not ignore accents",
			base:              "ignores accents",
			canonical:         "ignores the Unicode form of a letter but not accents",
			decomposed:        "compares text in NFD",
			composed:          "compares text in NFC",
		}},
		either(func(r eval.Reading) bool { return r.EdgeInLast }, "counts what happened n days ago to the last n days", "does not count what happened n days ago to the last n days"),
		either(func(r eval.Reading) bool { return r.EdgeInMoreThan }, "counts what happened n days ago as more than n days ago", "does not count what happened n days ago as more than n days ago"),
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
