package engine

import (
	"slices"
	"testing"

	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
)

// TestReadingsOfTraits checks that the readings that traits tell apart are those of all readings
// that are like no earlier one, in their order.
func TestReadingsOfTraits(t *testing.T) {
	for _, text := range []string{"", "a", "A ", " a", "é", "É  ", "ａ"} {
		for i := range 8 {
			traits := traits{texts: collation.TraitsOf(nil, text), missing: i&1 != 0, last: i&2 != 0, moreThan: i&4 != 0}
			var want []eval.Reading
			for _, r := range eval.Readings() {
				if traits.like(r) == r {
					want = append(want, r)
				}
			}
			if got := traits.readings(); !slices.Equal(got, want) {
				t.Errorf("%q, %+v: %v, not %v", text, traits, got, want)
			}
		}
	}
}
