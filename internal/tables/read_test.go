package tables_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/sql"
	"github.com/segc-lang/segc/internal/tables"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/prose"
)

// read reads a statement without mistakes of grammar.
func read(t testing.TB, text string) (*tables.Statement, diag.List) {
	t.Helper()
	source := ast.NewSource("t.seg", text)
	file, list := grammar.Parse(source, grammar.Options{})
	s, is := tables.In(file)
	if list.HasErrors() || !is {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	return tables.Read(source, s)
}

// TestRead checks that every word arrives where queries look for it.
func TestRead(t *testing.T) {
	s, list := read(t, corpus.Tables()[0])
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	x := &s.Tables
	if s.Dialect != "postgres" || strings.Join(x.Contacts.Name, ".") != "crm.contacts" || x.Contacts.Where != "deleted_at is null" || x.Key != "contact_id" {
		t.Errorf("%+v", x.Contacts)
	}
	if c := x.Columns["revenue"]; c.Name != "amount" || !c.Float || c.Type != column.Number {
		t.Errorf("%+v", c)
	}
	if c := x.Columns["confirmed"]; c.Yes.Text != "Y" || c.No.Text != "N" || c.Type != column.Boolean {
		t.Errorf("%+v", c)
	}
	if c := x.Columns["first_order_at"]; c.Time != sql.Local || c.Zone.String() != "Europe/Berlin" {
		t.Errorf("%+v", c)
	}
	if p := x.Provider; p.Email != "email" || p.Domain != "domain" || p.ISP != "isp" || p.Name[1] != "isp_domains" {
		t.Errorf("%+v", p)
	}
	e := &x.Events
	if e.Contact != "contact_id" || e.At != "occurred_at" || e.Campaign != "campaign_id" || e.ID != "event_id" || e.Keeps != 400 || e.Partition.Name != "received_on" || e.Slack != 3 || e.Holds.Time != sql.WholeDay {
		t.Errorf("%+v", e)
	}
	if k := e.Kinds[condition.Open]; len(e.Kinds) != 2 || k.Join != sql.All || len(k.Tests) != 2 || k.Tests[1].Values[0].Text != "false" {
		t.Errorf("%+v", e.Kinds)
	}
	if !slices.Equal(x.Memberships.Model, []string{"source", "mail", "memberships"}) || x.Memberships.List != "list_id" {
		t.Errorf("%+v", x.Memberships)
	}
	s, list = read(t, `tables clickhouse contacts c final column a json tags column b split "|" missing no_b column d as number trim empty null column g utc column h epoch seconds column i epoch milliseconds
		column k joined t contact x tag y events e sharded s event opened events f event clicked memberships m final`)
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	x = &s.Tables
	if !x.Contacts.Final || x.Events.Sharded != "s" || !x.Memberships.Final || len(x.More) != 1 || x.More[0].Kinds[condition.Click] == nil {
		t.Errorf("%+v", x)
	}
	c := x.Columns
	if c["a"].Tags != sql.JSON || c["b"].Tags != sql.Split || c["b"].Separator != "|" || c["b"].Missing != "no_b" || !c["d"].Text || !c["d"].Trim || !c["d"].Empty ||
		c["g"].Time != sql.UTC || c["h"].Time != sql.Seconds || c["i"].Time != sql.Milliseconds || c["k"].Joined.Tag != "y" {
		t.Errorf("%+v", c)
	}
}

// TestMistakes says what cannot be so.
func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"files":                                                       "`tables files` is not there yet: `segc eval` takes how files are written from its flags",
		"postgres contacts c contacts d":                              "`contacts` is there twice",
		"postgres memberships c memberships d":                        "`memberships` is there twice",
		"postgres contacts c key a key b":                             "`key` is there twice in this item",
		"postgres contacts c where \" \"":                             "the condition after `where` is empty; leave it out for all rows",
		"postgres contacts c where \"a\\u0000\"":                      "this text has a line end or a character that cannot be seen",
		"postgres contacts c where \"a\\nb\"":                         "this text has a line end or a character that cannot be seen",
		"postgres contacts c where \"a = 1) or (1 = 1\"":              "the condition closes a parenthesis that it does not open",
		"postgres memberships c where \"a = 1 -- b\"":                 "the condition has a comment (`--`), which would hide a part of the query; leave it out",
		"sqlite events e where \"a = 'b\"":                            "the condition begins a text or a name in quotes that it does not end",
		"postgres final":                                              "`final` is for `tables clickhouse`",
		"clickhouse final":                                            "`final` belongs after the relation that it is about",
		"clickhouse contacts c final final":                           "`final` is there twice for this relation",
		"postgres partition p slack 1d":                               "`partition` belongs after the `events` whose column it is",
		"postgres events e partition p":                               "say how many days the column is at most away from the time of an event: slack 3d",
		"postgres events e partition p slack 1d partition q slack 1d": "`partition` is there twice for these events",
		"postgres event opened":                                       "`event` belongs after the `events` whose rows it is about",
		"postgres events e event opened event opened":                 "`event opened` is there twice; join the conditions with `or`, or two relations in a view",
		"postgres events e metric m event opened":                     "either a column has the metric, or `event` says of each kind which rows it has, but not both",
		"postgres events e events f event opened":                     "with several `events`, each needs `event` items, which say what kinds of events it has: there is none after this one",
		"postgres events e keeps 0d":                                  "events that are kept for 0 days are never there",
		"postgres events e keeps 99999999999999999999d":               "this is too long: the longest time is 36500d",
		"postgres events e at a utc day":                              "a column holds one kind of time, and not both `day` and `utc`",
		"postgres events e at a time zone \"Mars\"":                   "this is not the name of a time zone; write one such as \"Europe/Berlin\"",
		"postgres events e at a time zone \"Local\"":                  "this is not the name of a time zone; write one such as \"Europe/Berlin\"",
		"postgres provider column a domain b":                         "say which column has the ISP, `provider column isp`, or where domains have one, `provider domain email from isp_domains (domain, isp)`",
		"postgres column a column a":                                  "the column `a` is there twice",
		"postgres column a json split \"|\"":                          "tags are written in one way, and not both as `json` and as `split`",
		"postgres column a split \"\"":                                "say what is between two tags: split \"|\"",
		"postgres column a b joined c":                                "a column whose tags are in another relation has no name of its own; `tag` is for that in the relation",
		"postgres column a tag b":                                     "`tag` is for tags in another relation: joined crm.tags contact contact_id tag name",
		"postgres column a as":                                        "a text is read `as number`, and as nothing else",
		"postgres column a float as number":                           "a column is a number (`float`) or a text that is read `as number`, but not both",
		"postgres column a float tags":                                "`tags` and `float` are for columns of different types",
		"postgres column a boolean 1 \"N\"":                           "true and false are both texts or both numbers",
		"postgres column a boolean 1 1":                               "true and false are the same",
		"postgres column a boolean 1 0 trim":                          "`trim` and `empty null` are for texts, and these are numbers",
		"postgres column a day trim":                                  "`trim` is for a text, and `day` is not for one",
		"postgres events e event opened where a":                      "this is a condition on the columns of a row, such as event = \"open\"",
		"postgres events e event opened where opened":                 "this is a condition on the columns of a row; a column with this name needs backquotes",
		"postgres events e event opened where list in (a)":            "this is a condition on the columns of a row, such as event = \"open\"; a column with this name needs backquotes",
		"postgres events e event opened where a contains \"b\"":       "here, a column is compared with `=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not in`, `is null` or `is not null`",
		"postgres events e event opened where a = today or b = 1":     "here, a value is a text in quotes, a number, true or false",
	} {
		s, list := read(t, "tables "+text)
		if s != nil || len(list) != 1 || list[0].Message != want || list[0].Code != diag.BadTables {
			t.Errorf("%s\n%v\nnot %s", text, list.Err(), want)
		}
	}
}

// TestEventsWithoutKinds points at each relation that lacks items, and at no other.
func TestEventsWithoutKinds(t *testing.T) {
	s, list := read(t, "tables postgres events a event opened\nevents b\nevents c event clicked\nevents d")
	if s != nil || len(list) != 2 {
		t.Fatal(list.Err())
	}
	for i, line := range []int{2, 4} {
		if at := list[i].Location; at.Source.Position(at.Span.Start).Line != line {
			t.Errorf("%v", list[i])
		}
	}
}

const catalog = "field plan: text\nfield revenue: number\nfield confirmed: boolean\nfield first_order_at: date\nfield interests: tags\n"

// ruleOf reads a rule over the catalog.
func ruleOf(t testing.TB, text string) sql.Rule {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("r.seg", catalog+"where "+text), grammar.Options{})
	program, wrong := resolve.Load(context.Background(), nil, file, nil)
	facts, more := check.Program(nil, program)
	if list = append(append(list, wrong...), more...); list.HasErrors() {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	where := file.Statements[len(file.Statements)-1].(*ast.Where)
	return sql.Rule{Text: text, Formula: formula.Lower(nil, program, facts, where.Expr).Formula, Columns: facts.Column}
}

// TestQueries shows what is written for tables in each dialect.
func TestQueries(t *testing.T) {
	queries := prose.Open(t, "queries")
	for _, d := range sql.Dialects() {
		for _, c := range []struct{ name, text, rule string }{
			{
				"columns", `contacts crm.contacts key contact_id where "deleted_at is null" column plan plan_name trim empty null column revenue amount float
				column confirmed doi boolean "Y" "N" column first_order_at first_order time zone "Europe/Berlin" column interests split "|" provider domain email from ref.isp_domains (domain, isp)`,
				`plan = "pro" and plan not contains "x" and revenue > 5 and confirmed != true and first_order_at > 2026-10-25T01:30:00Z and first_order_at <= 2026-05-01 and interests has none ("a", "b|c") and isp not in (1) and revenue is null`,
			},
			{
				"texts", `column revenue amount as number trim empty null column interests joined crm.tags contact k tag t missing no_tags column confirmed boolean 1 0 provider column provider_id`,
				`revenue <= 10.5 and interests has none ("a") and confirmed = false and isp = 3`,
			},
			{
				"events", `events mail.opens contact who at happened time zone "America/New_York" id message partition received_on slack 3d event opened where machine = false or machine is null
				events mail.rest contact who at t epoch milliseconds partition part utc slack 1d event clicked where kind in ("click", "tap") and score >= 1.5 event bounced`,
				`opened in last 30d and clicked >= 2 more than 90d ago and never bounced`,
			},
		} {
			s, list := read(t, "tables "+d.Name+" "+c.text)
			if s == nil {
				t.Fatal(list.Err())
			}
			for _, at := range []time.Time{{}, time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)} {
				name := d.Name + ", " + c.name
				if at.IsZero() {
					name += ", with its own clock"
				}
				query, err := sql.Write(nil, &sql.Request{Dialect: d, Tables: &s.Tables, Rules: []sql.Rule{ruleOf(t, c.rule)}, Reading: sql.Plain(contact.Reading{}), At: at})
				var refused *sql.RefusedError
				switch {
				case errors.As(err, &refused):
					queries.Add(t, name, refused.Error())
				case err != nil:
					t.Error(err)
				default:
					queries.Add(t, name, query.Text)
				}
			}
		}
	}
}

// TestRefused says what a query cannot be written of with some tables.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ text, rule, want string }{
		{"postgres events e event opened", "clicked in last 3d", "the tables do not say where events are that are `clicked`; add an item `event` for them"},
		{"postgres column plan float", `plan = "x"`, "the column `plan`: the tables say that it has values of the type number, and the rule that it has text"},
		{"postgres column interests joined t", "interests is null", "the column `interests`: in another relation, an array is never missing, and the rule asks whether it is; name a boolean column that says so, or declare the column `not null`"},
		{"postgres contacts ref \"c\"", `plan = "x"`, "the tables have a `ref`, which is for models of dbt: use `--as dbt`"},
		{"sqlite events e at a time zone \"Europe/Berlin\"", "opened in last 3d", "the clock of SQLite is not written in a zone: use `--at`"},
	} {
		s, list := read(t, "tables "+c.text)
		if s == nil {
			t.Fatal(list.Err())
		}
		_, err := sql.Write(nil, &sql.Request{Dialect: sql.Named(s.Dialect), Tables: &s.Tables, Rules: []sql.Rule{ruleOf(t, c.rule)}, Reading: sql.Plain(contact.Reading{})})
		var refused *sql.RefusedError
		if !errors.As(err, &refused) || refused.Error() != c.want {
			t.Errorf("%s: %v\nnot %s", c.text, err, c.want)
		}
	}
}

// TestCluster looks for contacts of other servers only where rows are not shared by contact.
func TestCluster(t *testing.T) {
	for text, want := range map[string][2]string{
		"events e memberships m": {"c.id NOT IN (SELECT e.contact_id FROM e AS e ", "c.id IN (SELECT m.contact_id FROM m AS m "},
		"events e sharded contact_id memberships m sharded contact_id": {"c.id NOT IN (SELECT e.contact_id FROM e AS e ", "c.id IN (SELECT m.contact_id FROM m AS m "},
		"events e sharded x final memberships m sharded y":             {"c.id GLOBAL NOT IN (SELECT e.contact_id FROM e AS e FINAL ", "c.id GLOBAL IN (SELECT m.contact_id FROM m AS m "},
	} {
		s, list := read(t, "tables clickhouse "+text)
		if s == nil {
			t.Fatal(list.Err())
		}
		rule := ruleOf(t, "never opened")
		rule.Lists = []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}
		query, err := sql.Write(nil, &sql.Request{Dialect: sql.Named("clickhouse"), Tables: &s.Tables, Rules: []sql.Rule{rule}})
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(query.Text, part) {
				t.Errorf("%s: no %q in\n%s", text, part, query.Text)
			}
		}
	}
}

// TestModel writes what dbt calls relations, in texts of Python, and leaves nothing else to Jinja.
func TestModel(t *testing.T) {
	s, list := read(t, `tables postgres contacts ref "it's \\ x" where "a = '{{ 1 }}'" memberships source "mail" "lists"`)
	if s == nil {
		t.Fatal(list.Err())
	}
	rule := ruleOf(t, `plan = "{% raw %}"`)
	rule.Lists = []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}
	d := sql.Named("postgres")
	query, err := sql.Write(nil, &sql.Request{Dialect: d, Tables: &s.Tables, Rules: []sql.Rule{rule}, Reading: sql.Plain(contact.Reading{}), Model: true})
	if err != nil {
		t.Fatal(err)
	}
	text, err := d.In(sql.Model, "", query.Text)
	if err != nil {
		t.Fatal(err)
	}
	prose.Open(t, "model").Add(t, "a model of dbt", text)
	for _, name := range []string{"a{{", "{{ x }}", "a%}b", "{# x #}"} {
		s, list := read(t, "tables postgres contacts source \"crm\" \""+name+"\"")
		if s == nil {
			t.Fatal(list.Err())
		}
		_, err := sql.Write(nil, &sql.Request{Dialect: d, Tables: &s.Tables, Rules: []sql.Rule{rule}, Reading: sql.Plain(contact.Reading{}), Model: true})
		if err == nil || !strings.Contains(err.Error(), "of dbt has braces") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBeyondKept warns where a condition looks back further than events are kept.
func TestBeyondKept(t *testing.T) {
	s, list := read(t, "tables postgres events e keeps 30d event opened events f keeps 90d event clicked events g event bounced")
	if s == nil {
		t.Fatal(list.Err())
	}
	for rule, want := range map[string]string{
		"opened in last 29d": "", "opened in last 30d": "this is about events of 30 days, and the tables keep them for 30 days: what is older does not count",
		"never clicked":             "this is about events at any time, and the tables keep them for 90 days: what is older does not count",
		"clicked more than 10d ago": "this is about events before the last 10 days, and the tables keep them for 90 days: what is older does not count",
		"never bounced":             "", "plan = \"x\"": "", "clicked in last 60d and clicked in last 60d": "",
	} {
		var got []string
		for _, d := range tables.BeyondKept(&s.Tables, ruleOf(t, rule).Formula) {
			if d.Code != diag.BeyondKept || d.Severity != diag.Warning || d.Location.Source == nil {
				t.Errorf("%v", d)
			}
			got = append(got, d.Message)
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: %q, not %q", rule, got, want)
		}
	}
}

// FuzzRead reads any statement: it is refused, or queries can be written with it.
func FuzzRead(f *testing.F) {
	for _, text := range corpus.Tables() {
		_, after, _ := strings.Cut(text, " ")
		f.Add(after)
	}
	rule := ruleOf(f, `opened in last 30d and plan = "x" and isp = 1 and list in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab") and interests has any ("a") and revenue > 1 and first_order_at > 2026-05-01`)
	f.Fuzz(func(t *testing.T, text string) {
		source := ast.NewSource("t.seg", "tables "+text)
		file, list := grammar.Parse(source, grammar.Options{})
		s, is := tables.In(file)
		if !is {
			return
		}
		made, wrong := tables.Read(source, s)
		if made == nil {
			if len(list)+len(wrong) == 0 {
				t.Fatal("nothing is said")
			}
			return
		}
		_, err := sql.Write(nil, &sql.Request{Dialect: sql.Named(made.Dialect), Tables: &made.Tables, Rules: []sql.Rule{rule}, Reading: sql.Plain(contact.Reading{}), Model: true})
		var refused *sql.RefusedError
		if err != nil && !errors.As(err, &refused) {
			t.Fatal(err)
		}
	})
}
