package segc_test

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestWhatDecidesIsShown checks that what a contact lacks is named where that
// decides, and that nothing is named that does not matter.
func TestWhatDecidesIsShown(t *testing.T) {
	messages := prose.Open(t, "shown")
	const news = `"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`
	for _, c := range []struct {
		old, new string
		facts    string // of who leaves, or otherwise enters
		when     string
	}{
		{`plan = "club"`, `plan = "club" and opened in last 30d`, `[{"column":"plan","value":"club"},{"no_other":"open","window":"last","days":30}]`, "{}"},
		{`plan = "club"`, `plan = "club" and list in (` + news + `)`, `[{"column":"plan","value":"club"},{"list":"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab","on":false}]`, "{}"},
		{`plan = "club"`, `plan = "club" and isp in (1)`, `[{"column":"plan","value":"club"},{"isp":null}]`, "{}"},
		{`plan = "club"`, `plan = "club" and city is not null`, `[{"column":"city","value":null},{"column":"plan","value":"club"}]`, "{}"},
		{`clicked`, `clicked and clicked more than 60d ago`, `[{"metric":"click","days_ago":30,"at_least":1},{"no_other":"click","window":"more_than","days":60}]`, "{}"},
		{`opened from campaigns (12)`, `opened >= 2 from campaigns (12)`, `[{"metric":"open","days_ago":1,"campaign":12,"at_least":1},{"no_other":"open","campaigns":[12]}]`, "{}"},
		{`opened`, `opened and never opened from campaigns (12, 13, 14, 15)`, `[{"metric":"open","days_ago":1,"campaign":12,"at_least":1}]`, "{}"},
		{`tags has any ("a")`, `tags has all ("a", "b")`, `[{"column":"tags","value":["a"]}]`, "{}"},
		{`opened >= 2 or age > 3`, `age > 3`, "", "{}"},
		{
			`born = 2026-05-01T10:00:00Z`, `born = 2026-05-01T10:00:00Z and born > 2026-05-01 and opened`,
			`[{"column":"born","value":{"date":"2026-05-01T10:00:00Z"}},{"no_other":"open"}]`,
			"{}",
		},
		{
			`born > 2026-05-01 and born = 2026-05-01T10:00:00Z`, `born is null`,
			`[{"column":"born","value":{"date":"2026-05-01T10:00:00Z"}}]`,
			`{"whole_day":false}`,
		},
		{
			`field plan: text` + "\n" + `where plan = "a"`, `field plan: text` + "\n" + `where plan = "a" and plan != "A"`,
			`[{"column":"plan","value":"a"}]`,
			`{"fold_case":true}`,
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
		if facts, when := asJSON(t, contact.Facts), asJSON(t, contact.Readings[0]); c.facts != "" && facts != c.facts || when != c.when {
			t.Errorf("%s\n%s\nshows %s if %s, want %s if %s", c.old, c.new, facts, when, c.facts, c.when)
		}
		messages.Add(t, c.old+" becomes "+c.new, strings.Join(append(contact.Words, contact.Readings[0].Words()...), "\n"))
		t.Logf("%q %v %v", contact.Words, contact.Readings, contact.Facts)
	}
}

// TestGuardsOfDatesBesideTimes checks that guards are proved of columns with dates and times, and
// that one that depends on what a date means there says so.
func TestGuardsOfDatesBesideTimes(t *testing.T) {
	messages := prose.Open(t, "guards-of-dates")
	for text, want := range map[string]string{
		"require born < 2026-06-01 or born >= 2026-05-01T10:00:00Z\nwhere born is not null and opened":         "",
		"field d: date\nrequire d >= 2026-05-01T00:00:00Z or d < 2026-05-01\nwhere d < 2026-04-01 and opened":  "",
		"field d: date\nrequire d > 2026-05-01T10:00:00Z\nwhere d > 2026-05-01 and d < 2026-05-03 and opened":  `{"whole_day":false}`,
		"field d: date\nrequire d != 2026-05-01T10:00:00Z\nwhere d >= 2026-05-01 and d < 2026-05-01T08:00:00Z": "",
		"field d: date\nrequire d <= 2026-05-01T10:00:00Z\nwhere d <= 2026-05-01 and opened":                   `{"whole_day":true}`,
		"field d: date\nrequire d < 2026-05-02T10:00:00Z\nwhere d <= 2026-05-01 and opened":                    "",
	} {
		_, list := segc.Compile(context.Background(), text, segc.Options{})
		d, broken := find(list, diag.GuardFails)
		_, undecided := find(list, diag.GuardUndecided)
		if undecided || broken != (want != "") {
			t.Errorf("%s\n%v", text, list)
			continue
		}
		if !broken {
			continue
		}
		if d.Contact == nil || asJSON(t, d.Contact.Readings[0]) != want {
			t.Errorf("%s\n%v, want %s", text, d.Contact, want)
		}
		messages.Add(t, text, strings.Join(d.Notes, "\n"))
	}
}

// TestUnprovedGuardsAreNotFailed checks that a guard which was merely not proved
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
