package segc_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/expand"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/rename"
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
// same rule with dates in their place, which package expand puts there by hand, and the same
// problems. A range that was written as `on` may have more warnings.
func TestDaysAreTheirDates(t *testing.T) {
	t.Parallel()
	documents, ranges, said := 0, 0, 0
	for i := range long.Most(200, 1000, 5000) {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 15)))
		text := mayMove(s, gen.Options{Days: true, Plain: i%3 == 0, NoNegatedStartsWith: s.Intn(4) > 0})
		if i%3 > 0 {
			text = newlyNamed(s, text)
		}
		today := []string{gen.Today, "2024-02-29", "2026-12-31", "1999-12-31", "2026-05-01", "2026-06-15"}[s.Intn(6)]
		byHand := expand.Days(text, today)
		if had, has := countsDays(t, text), countsDays(t, byHand); has > 0 || had > 0 && byHand == text {
			t.Fatalf("%s\nhas %d days, and by hand %d\n%s", text, had, has, byHand)
		}
		on, _ := time.Parse(time.DateOnly, today)
		got, list := segc.Compile(t.Context(), text, segc.Options{Today: on, Plain: i%4 == 0})
		want, wanted := segc.Compile(t.Context(), byHand, segc.Options{Plain: i%4 == 0})
		if (got == nil) != (want == nil) || got != nil && string(got.RulesJSON()) != string(want.RulesJSON()) {
			t.Fatalf("%s\non %s gives another document than\n%s\n%s%s", text, today, byHand, diagnosticsText(t, list), diagnosticsText(t, wanted))
		}
		if asks := hasOn(text); errorsIn(list) != errorsIn(wanted) || !asks && codesButLater(list) != codesButLater(wanted) {
			t.Fatalf("%s\non %s says %s, and with dates %s\n%s", text, today, codesButLater(list), codesButLater(wanted), byHand)
		} else if asks {
			ranges++
			if codesButLater(list) != codesButLater(wanted) {
				said++
			}
		}
		if got != nil {
			documents++
		}
	}
	t.Logf("%d documents are the same; %d rules have a range, and of %d something else is said", documents, ranges, said)
	if documents < long.Most(100, 600, 3000) || ranges < long.Most(20, 150, 800) {
		t.Errorf("%d documents were compared, and %d rules have a range", documents, ranges)
	}
}

// newlyNamed returns a text whose names are new words.
func newlyNamed(s gen.Source, text string) string {
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	return rename.Text(file, rename.Draw(s.Intn, file, isBuiltin), s.Intn(8) == 1)
}

// countsDays returns how often a text counts days from today or asks for a whole day.
func countsDays(t fataler, text string) (count int) {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatalf("%s\n%s", text, list.Err())
	}
	for n := range file.All() {
		switch n := n.(type) {
		case *ast.Column:
			if n.Op == ast.On {
				count++
			}
		case ast.Value:
			if n.Kind == ast.Today || n.Kind == ast.Day {
				count++
			}
		}
	}
	return count
}

// hasOn reports whether a text asks for a whole day.
func hasOn(text string) bool {
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	for n := range file.All() {
		if c, ok := n.(*ast.Column); ok && c.Op == ast.On {
			return true
		}
	}
	return false
}

// errorsIn returns the codes of the errors of a list, in its order.
func errorsIn(list diag.List) string {
	var codes []string
	for _, d := range list {
		if d.Severity == diag.Error {
			codes = append(codes, string(d.Code))
		}
	}
	return strings.Join(codes, " ")
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
