package segc_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// movingRule returns a rule with a guard about days that move and days that do not.
func movingRule(r *rand.Rand) string {
	w := movingWriter{r}
	guard := w.expr(1)
	rule := w.expr(2)
	if r.IntN(3) > 0 {
		rule = "(" + rule + ") and (" + guard + ")"
	}
	text := "where " + rule
	if r.IntN(3) > 0 {
		text = "require " + guard + "\n" + text
	}
	if r.IntN(2) == 0 {
		text = "field born: date not null\nfield seen: date\nfield plan: text\n" + text
	}
	return text
}

// movingWriter writes parts of such rules.
type movingWriter struct{ *rand.Rand }

func (w movingWriter) expr(depth int) string {
	if depth == 0 {
		return w.condition()
	}
	parts := make([]string, 1+w.IntN(3))
	for i := range parts {
		parts[i] = "(" + w.expr(depth-1) + ")"
	}
	return strings.Join(parts, []string{" and ", " or "}[w.IntN(2)])
}

func (w movingWriter) condition() string {
	column := []string{"born", "seen"}[w.IntN(2)]
	not := []string{"", "", "", "not "}[w.IntN(4)]
	switch w.IntN(12) {
	case 0:
		return `plan = "pro"`
	case 1:
		return not + column + " on " + w.day(false)
	case 2:
		return not + column + " between " + w.day(true) + " and " + w.day(true)
	case 3:
		return column + " in (" + w.day(true) + ", " + w.day(true) + ", " + w.day(true) + ")"
	case 4:
		return column + " is null"
	}
	return not + column + []string{" < ", " <= ", " > ", " >= ", " = ", " != "}[w.IntN(6)] + w.day(true)
}

// day returns a day that moves, or one that does not and may be a time.
func (w movingWriter) day(times bool) string {
	if w.IntN(2) == 0 {
		if off := w.IntN(80) - 40; off < 0 {
			return fmt.Sprintf("today - %dd", -off)
		} else if off > 0 {
			return fmt.Sprintf("today + %dd", off)
		}
		return "today"
	}
	day := genToday().AddDate(0, 0, w.IntN(760)-30).Format(time.DateOnly)
	switch {
	case times && w.IntN(4) == 0:
		return day + []string{"T10:00:00Z", "T00:00:00Z", "T23:59:59.9Z", "T00:00:00+14:00", "T23:00:00-12:00"}[w.IntN(5)]
	case w.IntN(4) == 0:
		return `"` + day + `"`
	}
	return day
}

// brokenOn compiles a text for a day, and returns the code of what is wrong then, or "".
func brokenOn(t *testing.T, text string, day time.Time) (diag.Code, *segc.Result, diag.List) {
	t.Helper()
	result, list := segc.Compile(t.Context(), text, segc.Options{Today: day})
	for _, d := range list {
		switch {
		case d.Severity != diag.Error:
		case d.Code == diag.NeverTrue, d.Code == diag.AlwaysTrue, d.Code == diag.GuardFails, d.Code == diag.GuardUndecided:
			return d.Code, nil, list
		case d.Code != diag.NoOpposite:
			t.Fatalf("%s\non %s: %v", text, day.Format(time.DateOnly), d.Error())
		}
	}
	return "", result, list
}

// TestAheadReachesManyMeetings looks as far as 64 meetings in a rule that is large for a person.
func TestAheadReachesManyMeetings(t *testing.T) {
	var days []string
	for i := range 40 {
		days = append(days, "renewal on "+genToday().AddDate(0, 0, 30+10*i).Format(time.DateOnly))
	}
	code, result, list := brokenOn(t, "renewal > today and ("+strings.Join(days, " or ")+")", genToday())
	if code != "" {
		t.Fatal(list)
	}
	// Each `on` meets today twice: on its day, and on the one after it.
	meeting := genToday().AddDate(0, 0, 30+10*31)
	if _, until := result.Ahead(); until <= meeting.Format(time.DateOnly) {
		t.Errorf("it looks until %s, and not beyond %s", until, meeting.Format(time.DateOnly))
	}
}

// TestAheadOfManyGuards looks at rules with many guards that move, which break on some day: not all
// guards are proved on every day after that.
func TestAheadOfManyGuards(t *testing.T) {
	var text strings.Builder
	const guards = 200
	for i := range guards {
		fmt.Fprintf(&text, "require x > today - %dd or x < 2026-07-01 or z = %d\n", i, i)
	}
	text.WriteString("where x < today and z = 1\n")
	looks := polltest.New(t.Context())
	result, list := segc.Compile(looks, text.String(), segc.Options{Today: genToday()})
	if warning := later(list); result == nil || warning == nil || warning.Code != diag.BreaksLater {
		t.Fatal(list)
	}
	if most := 10_000; looks.Count > most {
		t.Errorf("the context is looked at %d times, and %d are enough", looks.Count, most)
	}
}

var manyAhead = flag.Int("ahead", 0, "how many rules to try on every day of two years")

// TestAheadIsRight compiles rules with guards for every day of two years, and compares that
// with what the look ahead said on the first day.
func TestAheadIsRight(t *testing.T) {
	t.Parallel()
	rules, days := max(*manyAhead, long.Most(3, 3, 40)), long.Most(730, 730, 730)
	r := rand.New(rand.NewPCG(15, 1))
	said, open, kinds := 0, 0, map[string]int{}
	for checked := 0; checked < rules; {
		text := movingRule(r)
		code, result, list := brokenOn(t, text, genToday())
		if code != "" || result == nil {
			continue
		}
		checked++
		warning := later(list)
		if warning != nil {
			said++
			kinds[strings.Fields(warning.Message)[0]]++
		}
		from, until := result.Ahead()
		if until == "" && strings.Contains(text, "today") {
			open++
		}
		aheadOf(t, text, from, until, warning, days)
	}
	t.Logf("of %d rules, %d break later %v, and %d hold on every day", rules, said, kinds, open)
	if rules >= 40 && (said == 0 || open == 0) {
		t.Error("one of these never happens")
	}
}

// later returns the warning about a day to come.
func later(list diag.List) *diag.Diagnostic {
	for i := range list {
		if list[i].Code == diag.BreaksLater {
			return &list[i]
		}
	}
	return nil
}

// aheadOf compares what was said of the days to come with what becomes of a rule on them.
func aheadOf(t *testing.T, text, from, until string, warning *diag.Diagnostic, days int) {
	t.Helper()
	first, last, again := 0, 0, false // the days on which it is broken for the first time
	for i := 1; i <= days; i++ {
		code, _, _ := brokenOn(t, text, genToday().AddDate(0, 0, i))
		switch {
		case code != "" && first == 0:
			first, last = i, i
		case code != "" && last == i-1:
			last = i
		case code == "" && last == i-1 && first > 0:
			again = true
		}
		if again || first > 0 && i > first+long.Of(10, 730) {
			break
		}
	}
	day := func(i int) string { return genToday().AddDate(0, 0, i).Format(time.DateOnly) }
	switch {
	case from == "":
		if strings.Contains(text, "today") || first > 0 {
			t.Errorf("%s\nnothing is said of the days to come", text)
		}
		return
	case first > 0 && (until == "" || until >= day(first)):
		t.Errorf("%s\nis said to hold until %q, and does not on %s", text, until, day(first))
		return
	case first == 0 && warning != nil && until < day(days):
		t.Errorf("%s\nholds for %d days, and this is said: %s", text, days, warning.Message)
		return
	case warning == nil || first == 0:
		return
	}
	want := "from " + english.Day(day(first)) // and on, or to a day that was not tried
	switch {
	case again && first == last:
		want = "on " + english.Day(day(first)) + ", "
	case again:
		want = "from " + english.Day(day(first)) + " to " + english.Day(day(last)) + ", "
	}
	if until != day(first-1) || !strings.HasPrefix(warning.Message, want) && (again || first != last) {
		t.Errorf("%s\nis broken %s, and this is said, until %s: %s", text, want, until, warning.Message)
	}
}
