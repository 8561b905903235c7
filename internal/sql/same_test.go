package sql

import (
	"errors"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
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

// TestColumnsOfQueries refuses a column of any relation that a query would take for one that it makes, and no
// column of rules that has another name in the database.
func TestColumnsOfQueries(t *testing.T) {
	const fields = "field plan: text\nfield labels: tags\nfield segc_1: text\nfield SEGC_list_1: number\nfield segcd: text\n"
	all := ruleWith(t, fields, `plan = "x" and labels has none ("a") and isp in (1) and opened in last 3d from campaigns (1) and clicked and list in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`)
	of := func(rule string) Rule { return ruleWith(t, fields, rule) }
	joined := func(j Joined) *Tables {
		return &Tables{Columns: map[string]Column{"labels": {Tags: Related, Missing: "no_labels", Joined: &j}}}
	}
	provider := func(p Provider) *Tables { return &Tables{Columns: flagged(), Provider: &p} }
	happened := func(e Events) *Tables { return &Tables{Columns: flagged(), Events: e} }
	daily := func(d Daily) *Tables { return happened(Events{Daily: &d}) }
	for _, c := range []struct {
		rule   Rule
		tables *Tables
		column string // that is refused; "" if none is
	}{
		{of(`segc_1 = "x" and opened`), nil, "segc_1"},
		{of(`SEGC_list_1 > 1 and opened`), nil, "SEGC_list_1"},
		{of(`segc_1 is null and opened`), nil, "segc_1"},
		{of(`segcd = "x" and opened`), nil, ""},
		{of(`segc_1 = "x" and opened`), &Tables{Columns: map[string]Column{"segc_1": {Name: "one"}}}, ""},
		{all, &Tables{Columns: map[string]Column{"labels": {Missing: "no_labels"}, "plan": {Name: "Segc_contact"}}}, "Segc_contact"},
		{all, &Tables{Columns: map[string]Column{"labels": {Missing: "segc_seen"}}}, "segc_seen"},
		{all, &Tables{Columns: flagged(), Key: "segc_contact"}, "segc_contact"},
		{all, &Tables{Columns: flagged(), ISP: "segc_2"}, "segc_2"},
		{all, provider(Provider{Email: "segc_1", Domain: "d", ISP: "i"}), "segc_1"},
		{all, provider(Provider{Email: "e", Domain: "segc_1", ISP: "i"}), "segc_1"},
		{all, provider(Provider{Email: "e", Domain: "d", ISP: "segc_1"}), "segc_1"},
		{all, joined(Joined{Contact: "segc_contact"}), "segc_contact"},
		{all, joined(Joined{Tag: "segc_tag"}), "segc_tag"},
		{all, joined(Joined{}), ""},
		{all, happened(Events{Contact: "segc_contact"}), "segc_contact"},
		{all, happened(Events{Metric: "segc_1"}), "segc_1"},
		{all, happened(Events{Campaign: "segc_1"}), "segc_1"},
		{all, happened(Events{At: "segc_1"}), "segc_1"},
		{all, happened(Events{ID: "segc_1"}), "segc_1"},
		{all, happened(Events{Partition: Partition{Name: "segc_1"}}), "segc_1"},
		{all, daily(Daily{Day: "segc_1"}), "segc_1"},
		{all, daily(Daily{Count: "segc_1"}), "segc_1"},
		{all, happened(Events{Kinds: map[condition.Metric]*Test{condition.Open: {Column: "segc_1", Sign: "IS NULL"}, condition.Click: {Join: All}}}), "segc_1"},
		{all, &Tables{Columns: flagged(), Memberships: Memberships{Contact: "segc_contact"}}, "segc_contact"},
		{all, &Tables{Columns: flagged(), Memberships: Memberships{List: "segc_lists"}}, "segc_lists"},
	} {
		for _, d := range Dialects() {
			for _, together := range []bool{false, true} {
				r := &Request{Dialect: d, Rules: []Rule{c.rule}, Tables: c.tables, Reading: Plain(Request{}.Reading), Together: together, At: present(), Calendar: true}
				says := "the column `" + c.column + "` has a name that begins as those that the query makes"
				if _, err := Write(nil, r); (err != nil) != (c.column != "") || err != nil && !strings.Contains(err.Error(), says) {
					t.Errorf("%s: %q: %v", d.Name, c.column, err)
				}
				if _, err := Checks(nil, r); (err != nil) != (c.column != "") || err != nil && !strings.Contains(err.Error(), says) {
					t.Errorf("%s: checks of %q: %v", d.Name, c.column, err)
				}
				if _, err := Views(nil, r); c.tables == nil && ((err != nil) != (c.column != "") || err != nil && !strings.Contains(err.Error(), says)) {
					t.Errorf("%s: views of %q: %v", d.Name, c.column, err)
				}
			}
		}
	}
}

// TestColumnsThatAreOneInTables refuses two names of one column in each relation that tables describe.
func TestColumnsThatAreOneInTables(t *testing.T) {
	all := ruleWith(t, "field plan: text\nfield labels: tags\n", `plan = "x" and labels has none ("a") and isp in (1) and opened in last 3d from campaigns (1) and list in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`)
	labels := func(c Column) *Tables { return &Tables{Columns: map[string]Column{"labels": c}} }
	happened := func(e Events) *Tables { return &Tables{Columns: flagged(), Events: e} }
	open := func(column string) map[condition.Metric]*Test {
		return map[condition.Metric]*Test{condition.Open: {Join: Not, Tests: []*Test{{Column: column, Sign: "IS NULL"}}}}
	}
	for _, c := range []struct {
		tables *Tables
		column string // that is one with another; "" if none is
	}{
		{labels(Column{Name: "tg", Missing: "TG"}), "TG"},
		{labels(Column{Name: "tg", Missing: "Plan"}), "Plan"},
		{labels(Column{Name: "tg", Missing: "no_tg"}), ""},
		{&Tables{Columns: flagged(), Provider: &Provider{Email: "PLAN", Domain: "d", ISP: "i"}}, "PLAN"},
		{&Tables{Columns: flagged(), Provider: &Provider{Email: "e", Domain: "d", ISP: "D"}}, "D"},
		{&Tables{Columns: flagged(), Provider: &Provider{Email: "e", Domain: "E", ISP: "d"}}, ""}, // of two relations
		{labels(Column{Tags: Related, Missing: "no_labels", Joined: &Joined{Contact: "tag", Tag: "Tag"}}), "Tag"},
		{labels(Column{Tags: Related, Missing: "no_labels", Joined: &Joined{Tag: "Contact_ID"}}), "Contact_ID"},
		{happened(Events{Campaign: "Contact_id"}), "Contact_id"},
		{happened(Events{At: "METRIC"}), "metric"},
		{happened(Events{ID: "ID", Partition: Partition{Name: "Id"}}), "Id"},
		{happened(Events{Kinds: open("Contact_ID")}), "Contact_ID"},
		{happened(Events{Kinds: open("METRIC")}), ""}, // of kinds without a metric
		{happened(Events{Daily: &Daily{Day: "day", Count: "DAY"}}), "DAY"},
		{&Tables{Columns: flagged(), Memberships: Memberships{Contact: "List_ID"}}, "list_id"},
	} {
		for _, d := range Dialects() {
			refused := ""
			if d.names.fold || d.names.upper {
				refused = c.column
			}
			for _, r := range []Request{{}, {Together: true}} {
				r.Dialect, r.Rules, r.Tables, r.Reading, r.At, r.Calendar = d, []Rule{all}, c.tables, Plain(r.Reading), present(), true
				says := "the column `" + refused + "`: " + d.Title + " takes its name for that of the column"
				if _, err := Write(nil, &r); (err != nil) != (refused != "") || err != nil && !strings.HasPrefix(err.Error(), says) {
					t.Errorf("%s: %q: %v", d.Name, c.column, err)
				}
				if _, err := Checks(nil, &r); (err != nil) != (refused != "") || err != nil && !strings.Contains(err.Error(), "takes its name for that of the column") {
					t.Errorf("%s: checks of %q: %v", d.Name, c.column, err)
				}
			}
		}
	}
}

// flagged has tags that another column says to be missing.
func flagged() map[string]Column { return map[string]Column{"labels": {Missing: "no_labels"}} }
