package sql

import (
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestChecks shows the checks of a rule in each dialect, and as tests of dbt.
func TestChecks(t *testing.T) {
	queries := prose.Open(t, "checks")
	rule := ruleOf(t, `plan = "pro" and revenue > 5 and born > 2026-05-01 and vip = true and interests has any ("ski") and tier = "it's" and company = "x"
and opened in last 30d from campaigns (12) and isp in (1) and list in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`)
	for _, d := range Dialects() {
		r := Request{Dialect: d, Rules: []Rule{rule}, At: present(), Tables: &Tables{Events: Events{ID: "event_id"}}}
		checks, err := Checks(nil, &r)
		if err != nil {
			t.Fatal(err)
		}
		queries.Add(t, d.Name, CheckText(checks))
		if d.Name == "duckdb" {
			schema, err := Schema(checks)
			if err != nil {
				t.Fatal(err)
			}
			queries.Add(t, "schema.yml", schema)
		}
	}
}

// TestChecksOfWhatIsUsed checks that columns and relations that no rule uses are left alone, and
// that a name is never there twice.
func TestChecksOfWhatIsUsed(t *testing.T) {
	for _, c := range []struct {
		rule     string
		has, not []string
	}{
		{`plan = "x"`, []string{"FROM contacts", "c.plan"}, []string{"events", "memberships", "revenue", "isp"}},
		{`never opened`, []string{"FROM events", "occurred_at"}, []string{"campaign_id", "memberships"}},
		{`list not in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`, []string{"FROM memberships"}, []string{"events"}},
	} {
		checks, err := Checks(nil, &Request{Dialect: postgres(), Rules: []Rule{ruleOf(t, c.rule), ruleOf(t, c.rule)}})
		if err != nil {
			t.Fatal(err)
		}
		text := CheckText(checks)
		for _, part := range c.has {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %s in\n%s", c.rule, part, text)
			}
		}
		for _, part := range c.not {
			if strings.Contains(text, part) {
				t.Errorf("%s: %s in\n%s", c.rule, part, text)
			}
		}
		names := map[string]bool{}
		for i := range checks {
			if names[checks[i].Name] {
				t.Errorf("%s: two checks are %s", c.rule, checks[i].Name)
			}
			names[checks[i].Name] = true
		}
	}
}

// TestChecksOfEventsThatAreThereTwice checks nothing about rows with one id, which count once, and that each
// row names its check.
func TestChecksOfEventsThatAreThereTwice(t *testing.T) {
	checks, err := Checks(nil, &Request{Dialect: duckDB(), Rules: []Rule{ruleOf(t, "opened")}, Tables: &Tables{Events: Events{ID: "event_id"}}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range checks {
		if strings.HasPrefix(checks[i].Name, "events_event_id") && checks[i].Name != "events_event_id_not_null" {
			t.Error(checks[i].Text)
		}
		if !strings.HasPrefix(checks[i].Text, "SELECT '"+checks[i].Name+"' AS segc_check, ") {
			t.Error(checks[i].Text)
		}
	}
}

// TestChecksOfRollup checks the columns of a roll-up, which has no times and no ids.
func TestChecksOfRollup(t *testing.T) {
	for at, want := range map[time.Time]string{{}: "", present(): "WHERE e.on_day > DATE '2026-06-01'"} {
		checks, err := Checks(nil, &Request{Dialect: postgres(), Rules: []Rule{ruleOf(t, "opened")}, At: at, Tables: &Tables{Events: Events{Daily: &Daily{}}}})
		if err != nil {
			t.Fatal(err)
		}
		text := CheckText(checks)
		if !strings.Contains(text, "WHERE e.n IS NULL;") || !strings.Contains(text, want) || strings.Contains(text, "occurred_at") || strings.Contains(text, "on_day > ") != (want != "") {
			t.Errorf("%v:\n%s", at, text)
		}
	}
}

// TestChecksAreRefused names what cannot be checked.
func TestChecksAreRefused(t *testing.T) {
	rule, other := ruleOf(t, `plan = "x"`), ruleOf(t, `plan = "x"`)
	other.Columns = func(string) column.Column { return column.Column{Type: column.Number} }
	hidden := &Tables{Columns: map[string]Column{"plan": {Name: "a\x1b"}}}
	for _, c := range []struct {
		request Request
		says    string
	}{
		{Request{Rules: []Rule{rule}, Tables: hidden}, "cannot be seen"},
		{Request{Rules: []Rule{rule, other}}, "different ways"},
	} {
		c.request.Dialect = postgres()
		if _, err := Checks(nil, &c.request); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v does not say %s", err, c.says)
		}
	}
}
