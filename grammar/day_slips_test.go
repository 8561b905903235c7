package grammar

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestDaySlips is the table of days as people write them in English, in SQL and in other tools:
// each is one error wherever it is, and each of its fixes gives a rule without errors.
func TestDaySlips(t *testing.T) {
	messages := prose.Open(t, "day-slips")
	for _, c := range []struct {
		text, want string // its code and place
		fixed      []string
	}{
		{"created_at not in last 30d", "SEG101 1:12", []string{"created_at < today - 30d"}},
		{"renewal not in the last 2 weeks", "SEG101 1:9", []string{"not renewal between today - 2w and today", "renewal < today - 2w"}},
		{"renewal not in last n", "SEG101 1:9", []string{"not renewal between today - n and today", "renewal < today - n"}},
		{"renewal not in next 7 days", "SEG101 1:9", []string{"not renewal between today and today + 7d"}},
		{"renewal not in 7d", "SEG101 1:9", []string{"not renewal on today + 7d", "not renewal between today - 7d and today", "renewal < today - 7d", "not renewal between today and today + 7d"}},
		{"renewal not within 7d", "SEG101 1:9", []string{"not renewal between today - 7d and today", "renewal < today - 7d", "not renewal between today and today + 7d"}},
		{"renewal is not in last month", "SEG101 1:9", []string{"not renewal between today - 30d and today", "renewal < today - 30d"}},
		{"renewal is in last 30d", "SEG101 1:9", []string{"renewal between today - 30d and today", "renewal >= today - 30d"}},
		{"seen_at in past 30d", "SEG101 1:9", []string{"seen_at >= today - 30d"}},
		{"created_at in last week", "SEG101 1:12", []string{"created_at >= today - 1w"}},
		{"created_at within last 30d", "SEG101 1:12", []string{"created_at >= today - 30d"}},
		{"created_at within 30d", "SEG101 1:12", []string{"created_at >= today - 30d"}},
		{
			"renewal within 30d", "SEG101 1:9",
			[]string{"renewal between today - 30d and today", "renewal >= today - 30d", "renewal between today and today + 30d"},
		},
		{"renewal within a month", "SEG101 1:9", []string{"renewal between today - 30d and today", "renewal >= today - 30d", "renewal between today and today + 30d"}},
		{"renewal within the next 2w", "SEG101 1:9", []string{"renewal between today and today + 2w"}},
		{"created_at in last 30d", "SEG101 1:1", []string{"created_at >= today - 30d"}},
		{
			"renewal in the last 4 weeks", "SEG101 1:1",
			[]string{"renewal between today - 4w and today", "renewal >= today - 4w"},
		},
		{"created_at since last week", "SEG101 1:12", []string{"created_at >= today - 1w"}},
		{"created_at since 30d", "SEG101 1:12", []string{"created_at >= today - 30d"}},
		{"created_at since 2026-01-01", "SEG110 1:12", []string{"created_at >= 2026-01-01"}},
		{"created_at older than 30d", "SEG101 1:12", []string{"created_at < today - 30d"}},
		{"created_at more than a week ago", "SEG101 1:12", []string{"created_at < today - 1w"}},
		{"created_at less than two weeks ago", "SEG101 1:12", []string{"created_at > today - 2w"}},
		{"created_at last 30d", "SEG101 1:12", []string{"created_at >= today - 30d"}},
		{"renewal next week", "SEG101 1:9", []string{"renewal between today and today + 1w"}},
		{"renewal is last week", "SEG101 1:9", []string{"renewal between today - 1w and today", "renewal >= today - 1w"}},
		{"created_at 30d ago", "SEG101 1:12", []string{"created_at on today - 30d"}},
		{"created_at a week ago", "SEG101 1:12", []string{"created_at on today - 1w"}},
		{"created_at today", "SEG101 1:12", []string{"created_at on today"}},
		{"created_at yesterday", "SEG101 1:12", []string{"created_at on today - 1d"}},
		{"created_at this month", "SEG101 1:12", nil},
		{"created_at in this week", "SEG101 1:12", nil},
		{"created_at >= this year", "SEG101 1:15", nil},
		{"created_at > last week", "SEG101 1:14", []string{"created_at > today - 1w"}},
		{"created_at > the last quarter", "SEG101 1:14", []string{"created_at > today - 90d"}},
		{"created_at > last 30 days", "SEG101 1:14", []string{"created_at > today - 30d"}},
		{"created_at > last hour", "SEG101 1:14", nil},
		{"created_at > last monday", "SEG101 1:14", nil},
		{"renewal on next friday", "SEG101 1:12", nil},
		{
			"birthday = next week", "SEG101 1:12",
			[]string{"birthday between today and today + 1w", "birthday on today + 1w", `birthday = "next week"`},
		},
		{"birthday != next week", "SEG101 1:13", []string{"not birthday between today and today + 1w", `birthday != "next week"`}},
		{
			"renewal on last week", "SEG101 1:12",
			[]string{"renewal between today - 1w and today", "renewal >= today - 1w", "renewal on today - 1w"},
		},
		{"created_at > a week ago", "SEG101 1:14", []string{"created_at > today - 1w"}},
		{"created_at < thirty days ago", "SEG101 1:14", []string{"created_at < today - 30d"}},
		{"created_at < a month ago", "SEG101 1:14", []string{"created_at < today - 30d"}},
		{"renewal < two weeks from now", "SEG101 1:11", []string{"renewal < today + 2w"}},
		{"created_at between last week and today", "SEG101 1:20", []string{"created_at between today - 1w and today"}},
		{"created_at between today - 2w and last week", "SEG101 1:35", []string{"created_at between today - 2w and today - 1w"}},
		{"renewal in (today, last week)", "SEG101 1:20", nil},
		{"renewal in (last week)", "SEG101 1:13", []string{"renewal between today - 1w and today", "renewal >= today - 1w"}},
		{"renewal not in (next 7d)", "SEG101 1:17", []string{"not renewal between today and today + 7d"}},
		{"created_at > interval 30d", "SEG101 1:14", []string{"created_at > today - 30d"}},
		{"renewal < interval '30 days'", "SEG101 1:11", []string{"renewal < today - 30d", "renewal < today + 30d"}},
		{"created_at > interval '30' day", "SEG101 1:14", []string{"created_at > today - 30d"}},
		{"created_at > -30d", "SEG101 1:14", []string{"created_at > today - 30d"}},
		{"created_at > -2 weeks", "SEG101 1:14", []string{"created_at > today - 2w"}},
		{"visits > -30d", "SEG101 1:10", []string{"visits > today - 30d", "visits > -30"}},
		{"renewal in (-30d)", "SEG101 1:13", []string{"renewal in (today - 30d)"}},
		{"created_at between -30d and today", "SEG101 1:20", []string{"created_at between today - 30d and today"}},
		{"created_at > 30d ago + 1d", "SEG101 1:14", []string{"created_at > today - 30d + 1d"}},
		{"renewal in (30d ago - 1w, today)", "SEG101 1:13", []string{"renewal in (today - 30d - 1w, today)"}},
		{"created_at > today() - 30", "SEG101 1:14", []string{"created_at > today - 30d"}},
		{"created_at > now() - interval '30 days'", "SEG101 1:14", []string{"created_at > today - 30d"}},
		{"created_at > now - interval 2 week", "SEG101 1:14", []string{"created_at > today - 2w"}},
		{"created_at > now() - 7d", "SEG101 1:14", []string{"created_at > today - 7d"}},
		{"created_at >= today - 30", "SEG101 1:23", []string{"created_at >= today - 30d"}},
		{"created_at >= today - 30 dys", "SEG107 1:26", []string{"created_at >= today - 30 days"}},
		{"created_at >= today - 30 moons", "SEG101 1:23", nil},
		{"created_at > today - 1 month", "SEG111 1:24", []string{"created_at > today - 30d"}},
		{"created_at > 2 years ago", "SEG111 1:16", []string{"created_at > 730d ago"}},
		{"created_at > today - 3h", "SEG111 1:23", nil},
		{"created_at > today - interval '1 month'", "SEG101 1:22", []string{"created_at > today - 30d"}},
		{"created_at > dateadd(day, -30, today)", "SEG101 1:14", []string{"created_at > today - 30d"}},
		{"created_at > date_sub(now(), interval 2 week)", "SEG101 1:14", []string{"created_at > today - 2w"}},
		{"created_at > date_add('2026-01-01', 3 months)", "SEG101 1:14", []string{"created_at > 2026-01-01 + 90d"}},
		{"created_at > date('2026-01-01')", "SEG101 1:14", []string{"created_at > 2026-01-01"}},
		{"created_at > datediff(today, 3)", "SEG101 1:14", nil},
		{"plan = lower(plan)", "SEG101 1:8", nil},
	} {
		t.Run(c.text, func(t *testing.T) {
			d := onlySlip(t, c.text)
			if diff := cmp.Diff(append([]string{c.want}, c.fixed...), append([]string{codeAndPlace(d)}, fixes(t, d)...)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			messages.Add(t, c.text, d.Message)
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
