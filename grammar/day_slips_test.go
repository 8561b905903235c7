package grammar

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/diag"
)

// TestDaySlips is the table of days as people write them in English, in SQL and in other tools:
// each is one error wherever it is, and each of its fixes gives a rule without errors.
func TestDaySlips(t *testing.T) {
	for _, c := range []struct {
		text, message string
		fixed         []string
	}{
		{"created_at not in last 30d", "a column of dates is compared with days", []string{"created_at < today - 30d"}},
		{"renewal not in the last 2 weeks", "a column of dates is compared with days", []string{"not renewal between today - 2w and today", "renewal < today - 2w"}},
		{"renewal not in last n", "a column of dates is compared with days", []string{"not renewal between today - n and today", "renewal < today - n"}},
		{"renewal not in next 7 days", "a column of dates is compared with days", []string{"not renewal between today and today + 7d"}},
		{"renewal not in 7d", "a column of dates is compared with days", []string{"not renewal on today + 7d", "not renewal between today - 7d and today", "renewal < today - 7d", "not renewal between today and today + 7d"}},
		{"renewal not within 7d", "a column of dates is compared with days", []string{"not renewal between today - 7d and today", "renewal < today - 7d", "not renewal between today and today + 7d"}},
		{"renewal is not in last month", "a column of dates is compared with days", []string{"not renewal between today - 30d and today", "renewal < today - 30d"}},
		{"renewal is in last 30d", "a column of dates is compared with days", []string{"renewal between today - 30d and today", "renewal >= today - 30d"}},
		{"seen_at in past 30d", "a column of dates is compared with days", []string{"seen_at >= today - 30d"}},
		{"created_at in last week", "a column of dates is compared with days", []string{"created_at >= today - 1w"}},
		{"created_at within last 30d", "a column of dates is compared with days", []string{"created_at >= today - 30d"}},
		{"created_at within 30d", "a column of dates is compared with days", []string{"created_at >= today - 30d"}},
		{
			"renewal within 30d", "a column of dates is compared with days",
			[]string{"renewal between today - 30d and today", "renewal >= today - 30d", "renewal between today and today + 30d"},
		},
		{"renewal within a month", "a column of dates is compared with days", []string{"renewal between today - 30d and today", "renewal >= today - 30d", "renewal between today and today + 30d"}},
		{"renewal within the next 2w", "a column of dates is compared with days", []string{"renewal between today and today + 2w"}},
		{"created_at in last 30d", "`created_at` is not an event, and only events have windows and campaigns", []string{"created_at >= today - 30d"}},
		{
			"renewal in the last 4 weeks", "`renewal` is not an event, and only events have windows and campaigns",
			[]string{"renewal between today - 4w and today", "renewal >= today - 4w"},
		},
		{"created_at since last week", "a column of dates is compared with days", []string{"created_at >= today - 1w"}},
		{"created_at since 30d", "a column of dates is compared with days", []string{"created_at >= today - 30d"}},
		{"created_at since 2026-01-01", "a day and those after it are written `>=`", []string{"created_at >= 2026-01-01"}},
		{"created_at older than 30d", "a column of dates is compared with days", []string{"created_at < today - 30d"}},
		{"created_at more than a week ago", "a column of dates is compared with days", []string{"created_at < today - 1w"}},
		{"created_at less than two weeks ago", "a column of dates is compared with days", []string{"created_at > today - 2w"}},
		{"created_at last 30d", "a column of dates is compared with days", []string{"created_at >= today - 30d"}},
		{"renewal next week", "a column of dates is compared with days", []string{"renewal between today and today + 1w"}},
		{"renewal is last week", "a column of dates is compared with days", []string{"renewal between today - 1w and today", "renewal >= today - 1w"}},
		{"created_at 30d ago", "a column of dates is compared with days", []string{"created_at on today - 30d"}},
		{"created_at a week ago", "a column of dates is compared with days", []string{"created_at on today - 1w"}},
		{"created_at today", "an operator such as `=` is missing between `created_at` and `today`", []string{"created_at on today"}},
		{"created_at yesterday", "an operator such as `=` is missing between `created_at` and `yesterday`", []string{"created_at on today - 1d"}},
		{"created_at this month", "`this month` is not a day: write the dates, or count the days from `today`", nil},
		{"created_at in this week", "`this week` is not a day: write the dates, or count the days from `today`", nil},
		{"created_at >= this year", "`this year` is not a day: write the dates, or count the days from `today`", nil},
		{"created_at > last week", "`last week` is not a day: count the days from `today`", []string{"created_at > today - 1w"}},
		{"created_at > the last quarter", "`the last quarter` is not a day: count the days from `today`", []string{"created_at > today - 90d"}},
		{"created_at > last 30 days", "`last 30 days` is not a day: count the days from `today`", []string{"created_at > today - 30d"}},
		{"created_at > last hour", "`last hour` is not a day: count the days from `today`", nil},
		{"created_at > last monday", "there are no weekdays: write the date, or count the days from `today`", nil},
		{"renewal on next friday", "there are no weekdays: write the date, or count the days from `today`", nil},
		{
			"birthday = next week", "`next week` is not a day: count the days from `today`",
			[]string{"birthday between today and today + 1w", "birthday on today + 1w", `birthday = "next week"`},
		},
		{"birthday != next week", "`next week` is not a day: count the days from `today`", []string{"not birthday between today and today + 1w", `birthday != "next week"`}},
		{
			"renewal on last week", "`last week` is not a day: count the days from `today`",
			[]string{"renewal between today - 1w and today", "renewal >= today - 1w", "renewal on today - 1w"},
		},
		{"created_at > a week ago", "`a week ago` is written `today - 1w`", []string{"created_at > today - 1w"}},
		{"created_at < thirty days ago", "`thirty days ago` is written `today - 30d`", []string{"created_at < today - 30d"}},
		{"created_at < a month ago", "`a month ago` is written `today - 30d`", []string{"created_at < today - 30d"}},
		{"renewal < two weeks from now", "`two weeks from now` is written `today + 2w`", []string{"renewal < today + 2w"}},
		{"created_at between last week and today", "`last week` is not a day: count the days from `today`", []string{"created_at between today - 1w and today"}},
		{"created_at between today - 2w and last week", "`last week` is not a day: count the days from `today`", []string{"created_at between today - 2w and today - 1w"}},
		{"renewal in (today, last week)", "`last week` is not a day: count the days from `today`", nil},
		{"renewal in (last week)", "`last week` is not a day: count the days from `today`", []string{"renewal between today - 1w and today", "renewal >= today - 1w"}},
		{"renewal not in (next 7d)", "`next 7d` is not a day: count the days from `today`", []string{"not renewal between today and today + 7d"}},
		{"created_at > interval 30d", "`interval 30d` is a length of time, not a day: a day is counted from `today`", []string{"created_at > today - 30d"}},
		{"renewal < interval '30 days'", "`interval '30 days'` is a length of time, not a day: a day is counted from `today`", []string{"renewal < today - 30d", "renewal < today + 30d"}},
		{"created_at > interval '30' day", "`interval '30' day` is a length of time, not a day: a day is counted from `today`", []string{"created_at > today - 30d"}},
		{"created_at > -30d", "`-30d` is a length of time, not a day: a day is counted from `today`", []string{"created_at > today - 30d"}},
		{"created_at > -2 weeks", "`-2 weeks` is a length of time, not a day: a day is counted from `today`", []string{"created_at > today - 2w"}},
		{"visits > -30d", "`-30d` is a length of time, not a day: a day is counted from `today`", []string{"visits > today - 30d", "visits > -30"}},
		{"renewal in (-30d)", "`-30d` is a length of time, not a day: a day is counted from `today`", []string{"renewal in (today - 30d)"}},
		{"created_at between -30d and today", "`-30d` is a length of time, not a day: a day is counted from `today`", []string{"created_at between today - 30d and today"}},
		{"created_at > 30d ago + 1d", "nothing is added to `ago`: a day is counted from `today`", []string{"created_at > today - 30d + 1d"}},
		{"renewal in (30d ago - 1w, today)", "nothing is added to `ago`: a day is counted from `today`", []string{"renewal in (today - 30d - 1w, today)"}},
		{"created_at > today() - 30", "this day is written `today - 30d`", []string{"created_at > today - 30d"}},
		{"created_at > now() - interval '30 days'", "this day is written `today - 30d`", []string{"created_at > today - 30d"}},
		{"created_at > now - interval 2 week", "this day is written `today - 2w`", []string{"created_at > today - 2w"}},
		{"created_at > now() - 7d", "`now()` is written `today`", []string{"created_at > today - 7d"}},
		{"created_at >= today - 30", "a unit is missing: `d` for days or `w` for weeks", []string{"created_at >= today - 30d"}},
		{"created_at >= today - 30 dys", "`dys` is not a word of the language; `days` is", []string{"created_at >= today - 30 days"}},
		{"created_at >= today - 30 moons", "a unit is missing: `d` for days or `w` for weeks", nil},
		{"created_at > today - 1 month", "`month` is not a unit, since months and years differ in length", []string{"created_at > today - 30d"}},
		{"created_at > 2 years ago", "`years` is not a unit, since months and years differ in length", []string{"created_at > 730d ago"}},
		{"created_at > today - 3h", "`h` is not a unit: a window counts whole days", nil},
		{"created_at > today - interval '1 month'", "a length of time is written `30d`, without `interval`", []string{"created_at > today - 30d"}},
		{"created_at > dateadd(day, -30, today)", "`dateadd(…)` is a function, and the language has none: write the value itself", []string{"created_at > today - 30d"}},
		{"created_at > date_sub(now(), interval 2 week)", "`date_sub(…)` is a function, and the language has none: write the value itself", []string{"created_at > today - 2w"}},
		{"created_at > date_add('2026-01-01', 3 months)", "`date_add(…)` is a function, and the language has none: write the value itself", []string{"created_at > 2026-01-01 + 90d"}},
		{"created_at > date('2026-01-01')", "`date(…)` is a function, and the language has none: write the value itself", []string{"created_at > 2026-01-01"}},
		{"created_at > datediff(today, 3)", "`datediff(…)` is a function, and the language has none: write the value itself", nil},
		{"plan = lower(plan)", "`lower(…)` is a function, and the language has none: write the value itself", nil},
	} {
		t.Run(c.text, func(t *testing.T) {
			d := onlySlip(t, c.text)
			if diff := cmp.Diff(append([]string{c.message}, c.fixed...), append([]string{d.Message}, fixes(t, d)...)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			upper := strings.NewReplacer(
				" in ", " IN ", " not ", " NOT ", " last ", " LAST ", " next ", " NEXT ", " week", " WEEK", " month", " MONTH", " this ", " This ",
				" a ", " A ", " ago", " AGO", " interval ", " INTERVAL ", " day", " DAY", " within ", " Within ", " monday", " Monday",
			).Replace(c.text)
			for _, around := range []string{upper, "(" + c.text + ")", "opened and " + c.text + " and clicked", "not (" + c.text + " or opened)", "let a = " + c.text + "\nwhere a"} {
				onlySlip(t, around)
			}
		})
	}
}

// fixes returns the texts that the fixes of a diagnostic write. None may leave an error.
func fixes(t *testing.T, d diag.Diagnostic) (texts []string) {
	t.Helper()
	for _, f := range d.Fixes {
		text, err := diag.Apply(d.Location.Source, f)
		if err != nil {
			t.Fatal(err)
		}
		if _, list := parse(text); list.HasErrors() {
			t.Errorf("the fix %q leaves errors: %s\n%v", f.Text, text, list.Err())
		}
		texts = append(texts, text)
	}
	return texts
}

// onlySlip returns the one diagnostic of a text, which is an error.
func onlySlip(t *testing.T, text string) diag.Diagnostic {
	t.Helper()
	file, list := parse(text)
	invariants(t, file, list)
	if len(list) != 1 || !list.HasErrors() {
		t.Fatalf("%s\nhas %d diagnostics: %v", text, len(list), list.Err())
	}
	return list[0]
}
