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
		"lower(CAST(p.domain AS text))", "GROUP BY p.domain", "FROM opens AS e", "FROM clicks AS e", "SELECT 'events_who_not_null' AS segc_check, e.who", "e.campaign_id",
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

// TestChecksOfWhatTablesSay checks what only tables say: parts, kinds of events, numbers and tags in texts.
func TestChecksOfWhatTablesSay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	word := func(sign string, texts ...string) *Test {
		test := &Test{Column: "kind", Sign: sign}
		for _, text := range texts {
			test.Values = append(test.Values, Literal{TextLiteral, text})
		}
		return test
	}
	tables := &Tables{
		Columns: map[string]Column{
			"revenue":   {Text: true, Empty: true},
			"interests": {Tags: Split, Separator: "|", Missing: "no_interests"},
			"colors":    {Tags: Related, Joined: &Joined{}},
		},
		Events: Events{
			Partition: Partition{Name: "part", Holds: When{Time: WholeDay}, Slack: 2},
			Kinds:     map[condition.Metric]*Test{condition.Open: {Join: All, Tests: []*Test{word("=", "open"), {Column: "machine", Sign: "IS NULL"}}}, condition.Click: word("IN", "click", "tap")},
		},
		More: []Events{
			{Kinds: map[condition.Metric]*Test{condition.Bounce: word("<>", "soft")}, Partition: Partition{Name: "hours", Holds: When{Time: UTC}, Slack: 1}},
			{Kinds: map[condition.Metric]*Test{condition.Complaint: {Join: Not, Tests: []*Test{word("=", "praise")}}}, Partition: Partition{Name: "clock", Holds: When{Local, berlin}}},
			{Kinds: map[condition.Metric]*Test{condition.Delivered: {Join: All}}},
		},
	}
	rule := ruleWith(t, "field revenue: number\nfield interests: tags(\"ski\", \"bike\")\nfield colors: tags(\"red\")\n",
		`revenue > 5 and interests has any ("ski") and colors has any ("red") and opened from campaigns (1) and bounced and complained and delivered`)
	checks, err := Checks(nil, &Request{Dialect: postgres(), Tables: tables, Rules: []Rule{rule}, At: present()})
	if err != nil {
		t.Fatal(err)
	}
	text := CheckText(checks)
	for _, part := range []string{
		"nullif(c.revenue, '') IS NOT NULL AND nullif(c.revenue, '') !~ '^[[:space:]]*", "c.no_interests IS NULL", "'_ski_', ''), '_bike_', ''), '__', '') <> ''", "CAST(t.tag AS text) <> 'red'",
		"(extract(epoch FROM e.part) * 1000000) - (extract(epoch FROM e.occurred_at) * 1000000) > 172800000000 OR (extract(epoch FROM e.part) * 1000000) - (extract(epoch FROM e.occurred_at) * 1000000) <= -259200000000",
		" > 86400000000 OR (extract(epoch FROM e.hours) * 1000000) - (extract(epoch FROM e.occurred_at) * 1000000) < -86400000000",
		" * 1000000) > 3600000000 OR (extract(epoch FROM (e.clock) AT TIME ZONE 'Europe/Berlin') * 1000000) - (extract(epoch FROM e.occurred_at) * 1000000) < -3600000000",
		"e.part IS NULL", "CAST(e.kind AS text) NOT IN ('open', 'click', 'tap')", "check: events_opened_known", "WHERE (e.kind = 'open' AND e.machine IS NULL) IS NULL", "check: events_bounced_some",
		"AS e WHERE e.kind <> 'soft') AS s\nWHERE s.segc_rows = 0", "AS e WHERE 1 = 1) AS s", "NOT EXISTS (SELECT 1 FROM contacts AS c2 WHERE c2.id = t.contact_id)",
		"WHERE NOT lower(CAST(e.campaign_id AS text)) ~ '^(0|[1-9][0-9]*|[0-9a-f]{8}-",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %s in\n%s", part, text)
		}
	}
	for _, part := range []string{"'NaN'", "events_clicked", "events_delivered_known", "AS text) <> 'soft'", "AS text) <> 'praise'", "no_colors"} {
		if strings.Contains(text, part) {
			t.Errorf("%s in\n%s", part, text)
		}
	}
	schema, err := Schema(checks)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(schema, "- segc_some_rows:\n              arguments:\n                alias: e\n                condition: \"1 = 1\"\n") {
		t.Error(schema)
	}
}

// TestChecksOfTwoRules takes a choice that either of two rules knows.
func TestChecksOfTwoRules(t *testing.T) {
	one, two := ruleWith(t, "field tier: choice(\"a\", \"b\")\n", `tier = "a"`), ruleWith(t, "field tier: choice(\"a\", \"c\")\n", `tier = "c"`)
	for _, rules := range [][]Rule{{one, two}, {two, one}} {
		checks, err := Checks(nil, &Request{Dialect: sqlite(), Rules: rules})
		if err != nil {
			t.Fatal(err)
		}
		if text := CheckText(checks); !strings.Contains(text, "NOT IN ('a', 'b', 'c')") && !strings.Contains(text, "NOT IN ('a', 'c', 'b')") {
			t.Error(text)
		}
	}
}

// TestChecksOfDeletedContacts looks for the contacts of events among all that the relation has, and not only
// among those that count.
func TestChecksOfDeletedContacts(t *testing.T) {
	tables := &Tables{Contacts: Relation{Where: "deleted_at is null"}}
	checks, err := Checks(nil, &Request{Dialect: postgres(), Tables: tables, Rules: []Rule{ruleOf(t, "opened")}})
	if err != nil {
		t.Fatal(err)
	}
	if text := CheckText(checks); !strings.Contains(text, "NOT EXISTS (SELECT 1 FROM contacts AS c2 WHERE c2.id = e.contact_id)") {
		t.Error(text)
	}
}

// TestChecksHaveNoParameters writes the words of kinds and tags as literals, however the query has them.
func TestChecksHaveNoParameters(t *testing.T) {
	r := Request{Dialect: spark(), Rules: []Rule{ruleOf(t, "opened")}}
	var texts []string
	for _, r.Parameters = range []bool{false, true} {
		checks, err := Checks(nil, &r)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, CheckText(checks))
	}
	if texts[0] != texts[1] || !strings.Contains(texts[0], "e.metric = 'open'") {
		t.Error(texts[1])
	}
}

// TestEpochsAreWide makes numbers of seconds wider before they are microseconds, which a column of them may
// have no room for.
func TestEpochsAreWide(t *testing.T) {
	tables := &Tables{Events: Events{When: When{Time: Milliseconds}, Partition: Partition{Name: "part", Holds: When{Time: Seconds}, Slack: 2}}}
	for name, want := range map[string]string{
		"postgres": "(e.part * 1.0 * 1000000) - (e.occurred_at * 1.0 * 1000)", "duckdb": "(TRY_CAST(e.part AS DECIMAL(38, 6)) * 1000000) - (TRY_CAST(e.occurred_at AS DECIMAL(38, 6)) * 1000)",
		"clickhouse": "(toDecimal128(e.part, 6) * 1000000) - (toDecimal128(e.occurred_at, 6) * 1000)", "sqlite": "(e.part * 1000000) - (e.occurred_at * 1000)",
		"trino": "(TRY_CAST(e.part AS decimal(38, 6)) * 1000000) - ", "spark": "(try_cast(e.part AS decimal(38, 6)) * 1000000) - ",
	} {
		checks, err := Checks(nil, &Request{Dialect: Named(name), Tables: tables, Rules: []Rule{ruleOf(t, "opened")}, At: present()})
		if err != nil {
			t.Fatal(err)
		}
		if text := CheckText(checks); !strings.Contains(text, want) {
			t.Errorf("%s: no %s in\n%s", name, want, text)
		}
	}
}

// TestArraysInJSONAreChecked looks at the values of texts, which a type says nothing of, before tags in them.
func TestArraysInJSONAreChecked(t *testing.T) {
	tables := &Tables{Columns: map[string]Column{"interests": {Tags: JSON}}}
	rule := ruleWith(t, "field interests: tags(\"ski\")\n", `interests has any ("ski")`)
	for name, want := range map[string]int{"postgres": 2, "duckdb": 2, "sqlite": 0} {
		checks, err := Checks(nil, &Request{Dialect: Named(name), Tables: tables, Rules: []Rule{rule}})
		if err != nil {
			t.Fatal(err)
		}
		text, array := CheckText(checks), "no function"
		if write := Named(name).types.json; write != nil {
			array = write("c.interests")
		}
		if n := strings.Count(text, array); n != want || strings.Contains(text, "check: contacts_interests_json") != (want > 0) {
			t.Errorf("%s: %d times %s in\n%s", name, n, array, text)
		}
	}
}
