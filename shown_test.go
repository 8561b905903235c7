package segc_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestWhatDecidesIsShown holds that what a contact lacks is named where that
// decides, and that nothing is named that does not matter.
func TestWhatDecidesIsShown(t *testing.T) {
	const news = `"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`
	for _, c := range []struct {
		old, new string
		words    []string // of who leaves, or else enters
		when     []string
	}{
		{`plan = "club"`, `plan = "club" and opened in last 30d`, []string{`plan "club"`, "no opens in the last 30 days"}, nil},
		{`plan = "club"`, `plan = "club" and list in (` + news + `)`, []string{`plan "club"`, "not on the list 0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}, nil},
		{`plan = "club"`, `plan = "club" and isp in (1)`, []string{`plan "club"`, "no ISP"}, nil},
		{`plan = "club"`, `plan = "club" and city is not null`, []string{"city without a value", `plan "club"`}, nil},
		{`clicked`, `clicked and clicked more than 60d ago`, []string{"1 click 30 days ago", "no clicks more than 60 days ago"}, nil},
		{`opened from campaigns (12)`, `opened >= 2 from campaigns (12)`, []string{"1 open yesterday of campaign 12", "no other opens of campaign 12"}, nil},
		{`opened`, `opened and never opened from campaigns (12, 13, 14, 15)`, []string{"1 open yesterday of campaign 12"}, nil},
		{`tags has any ("a")`, `tags has all ("a", "b")`, []string{`tags with only "a"`}, nil},
		{`opened >= 2 or age > 3`, `age > 3`, nil, nil},
		{
			`born = 2026-05-01T10:00:00Z`, `born = 2026-05-01T10:00:00Z and born > 2026-05-01 and opened`,
			[]string{"born 2026-05-01T10:00:00Z", "no opens"},
			nil,
		},
		{
			`born > 2026-05-01 and born = 2026-05-01T10:00:00Z`, `born is null`,
			[]string{"born 2026-05-01T10:00:00Z"},
			[]string{"treats a date without a time as midnight in UTC"},
		},
		{
			`field plan: text` + "\n" + `where plan = "a"`, `field plan: text` + "\n" + `where plan = "a" and plan != "A"`,
			[]string{`plan "a"`},
			[]string{"compares text without regard to case"},
		},
	} {
		d, list := diffOf(c.old, c.new)
		if d == nil {
			t.Errorf("%s\n%s\n%v", c.old, c.new, list)
			continue
		}
		contact := d.Leaves
		if contact == nil {
			contact = d.Enters
		}
		if c.words != nil && !slices.Equal(contact.Words, c.words) || c.when != nil && !slices.Equal(contact.Readings[0].Words(), c.when) {
			t.Errorf("%s\n%s\nshows %q if %q, want %q if %q", c.old, c.new, contact.Words, contact.Readings, c.words, c.when)
		}
		t.Logf("%q %v %v", contact.Words, contact.Readings, contact.Facts)
	}
}

// TestGuardsOfDatesBesideTimes checks that guards are proved of columns with dates and times, and
// that one that depends on what a date means there says so.
func TestGuardsOfDatesBesideTimes(t *testing.T) {
	for text, want := range map[string]string{
		"require born < 2026-06-01 or born >= 2026-05-01T10:00:00Z\nwhere born is not null and opened":         "",
		"field d: date\nrequire d >= 2026-05-01T00:00:00Z or d < 2026-05-01\nwhere d < 2026-04-01 and opened":  "",
		"field d: date\nrequire d > 2026-05-01T10:00:00Z\nwhere d > 2026-05-01 and d < 2026-05-03 and opened":  "treats a date without a time as midnight in UTC",
		"field d: date\nrequire d != 2026-05-01T10:00:00Z\nwhere d >= 2026-05-01 and d < 2026-05-01T08:00:00Z": "",
		"field d: date\nrequire d <= 2026-05-01T10:00:00Z\nwhere d <= 2026-05-01 and opened":                   "treats a date without a time as the whole day in UTC",
		"field d: date\nrequire d < 2026-05-02T10:00:00Z\nwhere d <= 2026-05-01 and opened":                    "",
	} {
		_, list := segc.Compile(context.Background(), text, segc.Options{})
		d, broken := find(list, diag.GuardFails)
		_, undecided := find(list, diag.GuardUndecided)
		if undecided || broken != (want != "") {
			t.Errorf("%s\n%v", text, list)
			continue
		}
		if broken && !slices.ContainsFunc(d.Notes, func(n string) bool { return strings.Contains(n, want) }) {
			t.Errorf("%s\n%q", text, d.Notes)
		}
	}
}

// TestUnprovedGuardsAreNotFailed holds that a guard which was merely not proved
// is not said to fail: a reader of SEG601 may take it for true.
func TestUnprovedGuardsAreNotFailed(t *testing.T) {
	for _, text := range []string{
		"field born: any\nrequire born < 2026-06-01 or born >= 2026-05-01T10:00:00Z\nwhere born is not null and opened",
		"field extra: any\nrequire extra <= 5 or extra > 1\nwhere extra > 3",
		"field d: any\nrequire d >= 2026-05-01T00:00:00Z or d < 2026-05-01\nwhere d < 2026-04-01 and opened",
	} {
		_, list := segc.Compile(context.Background(), text, segc.Options{})
		d, ok := find(list, diag.GuardUndecided)
		if _, failed := find(list, diag.GuardFails); failed || !ok || len(d.Fixes) != 1 {
			t.Errorf("%s\n%v", text, list)
		}
	}
}
