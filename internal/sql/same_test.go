package sql

import (
	"errors"
	"strings"
	"testing"
)

// TestColumnsThatAreOne refuses two columns of rules that a database has as one.
func TestColumnsThatAreOne(t *testing.T) {
	two := func(a, b string) []Rule {
		fields := "field " + b + ": text\n"
		if a != b {
			fields += "field " + a + ": text\n"
		}
		return []Rule{ruleWith(t, fields, a+` = "x"`), ruleWith(t, fields, b+` = "x"`)}
	}
	for _, c := range []struct {
		rules  []Rule
		tables *Tables
		one    string // dialects that refuse
	}{
		{two("plan", "Plan"), nil, "duckdb sqlite bigquery snowflake spark trino"},
		{two("plan", "plan"), nil, ""},
		{two("`é`", "`É`"), nil, "bigquery spark trino"},
		{two("`a b`", "`A b`"), nil, "duckdb sqlite bigquery spark trino"},
		{two("`order`", "`Order`"), nil, "duckdb sqlite bigquery snowflake spark trino"},
		{two("plan", "ID"), nil, "duckdb sqlite bigquery snowflake spark trino"},
		{two("plan", "ID"), &Tables{Key: "contact"}, ""},
		{two("plan", "Plan"), &Tables{Columns: map[string]Column{"Plan": {Name: "plan_2"}}}, ""},
		{two("plan", "company"), &Tables{Columns: map[string]Column{"company": {Name: "PLAN"}}}, "duckdb sqlite bigquery snowflake spark trino"},
		{append(two("plan", "`ISP`"), ruleOf(t, "isp in (1)")), nil, "duckdb sqlite bigquery snowflake spark trino"},
	} {
		for _, d := range Dialects() {
			r := &Request{Dialect: d, Rules: c.rules, Tables: c.tables, Reading: Plain(Request{}.Reading), Together: true}
			want := strings.Contains(c.one, d.Name)
			_, wrong := Write(nil, r)
			var refused *RefusedError
			if got := errors.As(wrong, &refused) && strings.Contains(refused.What, "capital letters do not count there; say by `column`"); got != want || (wrong != nil) != want {
				t.Errorf("%s: %q: %v", d.Name, c.rules[1].Text, wrong)
			}
			if strings.Contains(c.rules[1].Text, "ISP") {
				continue // rules say different things of it
			}
			if _, wrong = Checks(nil, r); (wrong != nil) != want {
				t.Errorf("%s: checks of %q: %v", d.Name, c.rules[1].Text, wrong)
			}
			if _, wrong = Views(nil, r); c.tables == nil && (wrong != nil) != want {
				t.Errorf("%s: views of %q: %v", d.Name, c.rules[1].Text, wrong)
			}
		}
	}
	isp := ruleWith(t, "field isp_2: text\n", `isp_2 = "x"`)
	if _, err := Views(nil, &Request{Dialect: postgres(), Rules: []Rule{isp}}); err != nil {
		t.Error(err)
	}
	isp = ruleWith(t, "field `isp`: text\n", "`isp` = \"x\"")
	if _, err := Views(nil, &Request{Dialect: postgres(), Rules: []Rule{isp}}); err == nil || !strings.Contains(err.Error(), "the column `isp`: the view has two columns") {
		t.Error(err)
	}
}

// TestNamesOfQueries refuses a relation that a query would not find, since it makes one with this name.
func TestNamesOfQueries(t *testing.T) {
	for name, refused := range map[string]bool{"segc_candidates": true, "SEGC_counted": true, "crm.segc_candidates": false, "segcandidates": false, "my_segc_1": false} {
		_, err := Write(nil, &Request{Dialect: postgres(), Tables: &Tables{Contacts: Relation{Name: strings.Split(name, ".")}}, Rules: []Rule{ruleOf(t, `plan = "x"`)}, Reading: Plain(Request{}.Reading)})
		if (err != nil) != refused || err != nil && !strings.Contains(err.Error(), "begins as those that the query makes") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
