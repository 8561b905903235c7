package segc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
)

// genToday is the day for which package gen writes rules.
func genToday() time.Time {
	day, err := time.Parse(time.DateOnly, gen.Today)
	if err != nil {
		panic(err)
	}
	return day
}

// TestDaysAreTheirDates checks on random rules that a rule with days gives the document of the
// same rule with the dates in their place, which a regular expression has put there, and the
// same problems but for their words.
func TestDaysAreTheirDates(t *testing.T) {
	today := genToday()
	same, dated := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.File(s, gen.Options{Days: true, NoNegatedStartsWith: true})
		if s.Intn(3) == 1 {
			rules := gen.Rules(s, gen.Options{Size: 1 + s.Intn(4), Days: true, NoNegatedStartsWith: true}, 2)
			text = "require " + rules[0] + "\nwhere (" + rules[1] + ") and (" + rules[0] + ")"
		}
		byDate := gen.ByDate(text)
		if byDate != text {
			dated++
		}
		got, list := segc.Compile(t.Context(), text, segc.Options{Today: today})
		want, wanted := segc.Compile(t.Context(), byDate, segc.Options{})
		if codes, expected := codesButLater(list), codesButLater(wanted); codes != expected {
			t.Fatalf("%s\nsays %s, and with dates %s\n%s", text, codes, expected, byDate)
		}
		if (got == nil) != (want == nil) || got != nil && string(got.RulesJSON()) != string(want.RulesJSON()) {
			t.Fatalf("%s\ngives another document than\n%s", text, byDate)
		}
		if got != nil {
			same++
		}
	})
	if !t.Failed() && (same == 0 || dated == 0) {
		t.Errorf("%d documents were compared, and %d rules have days", same, dated)
	}
}

// codesButLater returns the codes of a list, in its order, without what is said of days to
// come and of days that a column of times is equal to.
func codesButLater(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		if d.Code != diag.BreaksLater && d.Code != diag.DayOfTimes {
			fmt.Fprint(&b, d.Code, " ")
		}
	}
	return b.String()
}

// TestDaysMatchTheSameContacts is TestDocumentMatchesTheSameContacts for rules with days.
func TestDaysMatchTheSameContacts(t *testing.T) {
	compiled := 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		if compareAll(t, gen.File(source, gen.Options{Names: source.Intn(2) == 1, Days: true}), source) {
			compiled++
		}
	})
	if !t.Failed() && compiled == 0 {
		t.Error("no rule at all was compiled")
	}
}
