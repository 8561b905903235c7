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

// TestAssumptionsAlike compiles a rule whose smallest documents under an assumption are as small as
// the one without it, which stays.
func TestAssumptionsAlike(t *testing.T) {
	const text = `city = "Köln" or city = "KÖLN" or opened from campaigns (1) or city contains "ö"`
	without, _ := segc.Compile(t.Context(), text, segc.Options{})
	for _, answer := range oneAnswer() {
		with, list := segc.Compile(t.Context(), text, segc.Options{Assume: readingOf(t, answer)})
		if with == nil {
			t.Fatal(list)
		}
		if same := string(with.Compact()) == string(without.Compact()); same == with.Stats().Assumed {
			t.Errorf("%s: %s\n%s\n%+v", answer, with.RulesJSON(), without.RulesJSON(), with.Stats())
		}
	}
}
