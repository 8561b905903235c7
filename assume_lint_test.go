package segc_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestAdviceUnderAssumptions checks that nobody is warned of a question that is answered.
func TestAdviceUnderAssumptions(t *testing.T) {
	for _, c := range []struct {
		text, assume string
		code         diag.Code
		warned       bool
	}{
		{`where plan != "free"`, "", diag.OpenNegative, true},
		{`where plan != "free"`, "missing=skip", diag.OpenNegative, false},
		{`where plan != "free"`, "missing=match", diag.OpenNegative, false},
		{`where plan != "free"`, "case=fold", diag.OpenNegative, true},
		{`where created_at = today`, "", diag.DayOfTimes, true},
		{`where created_at = today`, "day=start", diag.DayOfTimes, true},
		{`where created_at = today`, "day=whole", diag.DayOfTimes, false},
		{`where created_at between today - 7d and today`, "day=whole", diag.DayOfTimes, false},
	} {
		list := segc.Check(t.Context(), c.text, segc.Options{Assume: readingOf(t, c.assume), Today: genToday(), Enable: segc.OptionalRules()})
		if _, warned := find(list, c.code); warned != c.warned {
			t.Errorf("%s, %s: %v", c.text, c.assume, list)
		}
	}
}
