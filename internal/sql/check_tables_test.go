package sql

import (
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/condition"
)

// TestChecksOfTables checks columns and relations as tables say that they are written.
func TestChecksOfTables(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	tables := &Tables{
		Columns: map[string]Column{
			"plan":      {Name: "plan_name", Trim: true, Empty: true},
			"company":   {Empty: true},
			"revenue":   {Name: "amount", Float: true},
			"vip":       {Yes: &Literal{TextLiteral, "Y"}, No: &Literal{TextLiteral, "N"}, Empty: true},
			"born":      {When: When{Local, berlin}},
			"interests": {Tags: Related, Joined: &Joined{Relation: Relation{Name: []string{"crm", "tags"}}, Tag: "name"}},
			"tier":      {Trim: true},
		},
		Provider: &Provider{Relation: Relation{Name: []string{"domains"}}, Email: "email", Domain: "domain", ISP: "isp"},
		Events:   Events{Relation: Relation{Name: []string{"opens"}}, Kinds: rowsOf(condition.Open)},
		More: []Events{
			{Relation: Relation{Name: []string{"clicks"}}, Contact: "who", Kinds: rowsOf(condition.Click)},
			{Relation: Relation{Name: []string{"bounces"}}, Kinds: rowsOf(condition.Bounce)},
		},
	}
	rule := ruleOf(t, `plan = "pro" and company = "x" and revenue > 5 and vip = true and born > 2026-05-01 and interests has any ("ski") and tier = "team"
and isp in (1) and opened in last 30d from campaigns (12) and never clicked`)
	checks, err := Checks(nil, &Request{Dialect: postgres(), Tables: tables, Rules: []Rule{rule}, At: present()})
	if err != nil {
		t.Fatal(err)
	}
	text := CheckText(checks)
	for _, part := range []string{
		"FROM crm.tags AS t", "c.plan_name", "c.company IS NULL OR c.company = ''", "CAST(c.amount AS text) IN ('Infinity', '-Infinity')",
		"c.vip NOT IN ('Y', 'N') AND c.vip <> ''", "a time without a zone", "CAST(trim(BOTH ' ' FROM c.tier) AS text) NOT IN ('it''s', 'team')",
		"lower(CAST(p.domain AS text))", "GROUP BY p.domain", "FROM opens AS e", "FROM clicks AS e", "SELECT e.who", "e.campaign_id",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %s in\n%s", part, text)
		}
	}
	for _, part := range []string{"c.interests", "c.isp", "e.metric", "bounces", "e.who, e.campaign_id", "'NaN'"} {
		if strings.Contains(text, part) {
			t.Errorf("%s in\n%s", part, text)
		}
	}
	schema, err := Schema(checks)
	if err != nil {
		t.Fatal(err)
	}
	for _, model := range []string{"contacts", "tags", "domains", "opens", "clicks"} {
		if n := strings.Count(schema, "  - name: \""+model+"\"\n    columns:"); n != 1 {
			t.Errorf("%s is there %d times in\n%s", model, n, schema)
		}
	}
}

// TestChecksOfDailyEvents checks the days and counts of a roll-up, to the end of the last day.
func TestChecksOfDailyEvents(t *testing.T) {
	checks, err := Checks(nil, &Request{Dialect: postgres(), Tables: &Tables{Events: Events{Daily: &Daily{}}}, Rules: []Rule{ruleOf(t, "never opened")}, At: present(), Calendar: true})
	if err != nil {
		t.Fatal(err)
	}
	text := CheckText(checks)
	for _, part := range []string{"e.on_day > DATE '2026-06-01'", "check: events_on_day_type", "check: events_n_type"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %s in\n%s", part, text)
		}
	}
}
