package segc_test

import (
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
)

const sqlText = `list newsletter = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
field plan: text
segment "Pro"
  lists newsletter
where plan = "pro" and opened in last 30d
segment "Other"
where plan != "pro"
`

func sqlResults(t *testing.T, text string, assume contact.Reading) []*segc.Result {
	t.Helper()
	program, list := segc.Load(t.Context(), text, segc.Options{Assume: assume})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	results, list := program.Compile(t.Context())
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	return results
}

// TestSQL writes queries for one result and for several, of rules and of documents.
func TestSQL(t *testing.T) {
	results := sqlResults(t, sqlText, contact.Reading{})
	at := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	one, list := segc.SQL(t.Context(), results[:1], segc.SQLOptions{Dialect: segc.SQLite, Plain: true, At: at})
	if len(list) > 0 {
		t.Fatal(list.Err())
	}
	for _, part := range []string{
		"-- segment: Pro\n", "-- rule: plan = \"pro\" and opened in last 30d\n", "-- document: sha256:", "SELECT c.id\nFROM contacts AS c\nWHERE c.plan = 'pro'\n",
		"e.occurred_at > '2026-05-01 12:00:00'", "m.list_id = '0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab'",
	} {
		if !strings.Contains(one.Text, part) {
			t.Errorf("no %q in\n%s", part, one.Text)
		}
	}
	all, list := segc.SQL(t.Context(), results, segc.SQLOptions{Dialect: segc.Postgres, Plain: true, Parameters: true, Count: true})
	if len(list) > 0 {
		t.Fatal(list.Err())
	}
	if !strings.Contains(all.Text, "UNION ALL") || !strings.Contains(all.Text, "count(*)") || strings.Contains(all.Text, "'pro'") || strings.Join(all.Parameters, " ") == "" {
		t.Errorf("%s\n%q", all.Text, all.Parameters)
	}
	program, list := segc.Load(t.Context(), "field plan: text", segc.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	stored, err := segc.FromDocument(results[0].Document(), program)
	if err != nil {
		t.Fatal(err)
	}
	query, list := segc.SQL(t.Context(), []*segc.Result{stored}, segc.SQLOptions{Dialect: segc.SQLite, Plain: true, At: at, Everybody: true})
	if len(list) > 0 || !strings.Contains(query.Text, "c.plan = 'pro'") {
		t.Errorf("%v %v", query, list.Err())
	}
}

// TestSQLIsRefused says what a query depends on, and where.
func TestSQLIsRefused(t *testing.T) {
	results := sqlResults(t, sqlText, contact.Reading{})
	_, list := segc.SQL(t.Context(), results, segc.SQLOptions{Dialect: segc.DuckDB})
	if len(list) != 3 || list[0].Code != diag.OpenInQuery || !strings.Contains(list[0].Notes[0], "assume missing skip") || list[1].Location.Source == nil {
		t.Errorf("%v", list.Err())
	}
	if notes := strings.Join(list[2].Notes, "\n"); !strings.Contains(notes, "n + 1 times 24 hours") || strings.Count(notes, "--assume plain") != 1 {
		t.Errorf("%s", notes)
	}
	settled := sqlResults(t, sqlText, contact.Reading{MissingMatches: contact.Yes, FoldCase: contact.No, EdgeInLast: contact.No, EdgeInMoreThan: contact.Yes})
	if _, list := segc.SQL(t.Context(), settled, segc.SQLOptions{Dialect: segc.DuckDB}); len(list) > 0 {
		t.Errorf("%v", list.Err())
	}
	third := sqlResults(t, strings.ReplaceAll(sqlText, "\"Pro\"", "\"Third\""), contact.Reading{})
	if _, list := segc.SQL(t.Context(), append(settled, third[0]), segc.SQLOptions{Dialect: segc.DuckDB}); len(list) > 0 {
		t.Errorf("a result without an assumption: %v", list.Err())
	}
	other := sqlResults(t, sqlText, contact.Reading{MissingMatches: contact.No})
	if _, list := segc.SQL(t.Context(), append(settled, other[0]), segc.SQLOptions{Dialect: segc.DuckDB}); len(list) != 1 || list[0].Code != diag.ContradictingAssumptions {
		t.Errorf("%v", list.Err())
	}
	for _, options := range []segc.SQLOptions{{Dialect: segc.SQLite, Plain: true}, {Dialect: segc.SQLite, Plain: true, Count: true}} {
		_, list := segc.SQL(t.Context(), append(results, third[0], results[0]), options)
		if len(list) != 1 || list[0].Code != diag.QueryRefused || !strings.HasPrefix(list[0].Message, "two segments are called `Pro`,") || list[0].Location.Source == nil || len(list[0].Related) != 1 || list[0].Related[0].Location.Source == nil {
			t.Errorf("%v", list.Err())
		}
	}
	untyped := sqlResults(t, `plan = "pro"`, contact.Reading{})
	if _, list := segc.SQL(t.Context(), untyped, segc.SQLOptions{Dialect: segc.DuckDB}); len(list) != 1 || list[0].Code != diag.QueryRefused || !strings.Contains(list[0].Message, "field plan: text") {
		t.Errorf("%v", list.Err())
	}
	for name, options := range map[string]segc.SQLOptions{"oracle": {Dialect: "oracle"}, "Flag": {Dialect: segc.SQLite, Flag: true}} {
		if _, list := segc.SQL(t.Context(), results, options); len(list) != 1 || list[0].Code != diag.Internal || !strings.Contains(list[0].Message, name) {
			t.Errorf("%s: %v", name, list.Err())
		}
	}
	if _, list := segc.SQL(t.Context(), []*segc.Result{nil}, segc.SQLOptions{Dialect: segc.SQLite}); len(list) != 1 || list[0].Code != diag.Internal {
		t.Errorf("%v", list.Err())
	}
}

// TestSQLTables writes queries for tables with other names, and warns of what they do not keep.
func TestSQLTables(t *testing.T) {
	results := sqlResults(t, sqlText, contact.Reading{})
	options := segc.SQLOptions{
		Dialect: segc.Postgres, Plain: true, TablesName: "w.seg",
		Tables: "tables postgres contacts ref \"contacts\" key k column plan p events e keeps 20d event opened where kind = \"open\" memberships source \"a\" \"b\"", Model: true,
	}
	query, list := segc.SQL(t.Context(), results[:1], options)
	if query == nil || len(list) != 1 || list[0].Code != diag.BeyondKept || list[0].Severity != diag.Warning {
		t.Fatal(list.Err())
	}
	for _, part := range []string{"c.p = 'pro'", "{{ ref('contacts') }} AS c", "{{ source('a', 'b') }} AS m", "SELECT c.k\n", "e.kind = 'open'"} {
		if !strings.Contains(query.Text, part) {
			t.Errorf("no %q in\n%s", part, query.Text)
		}
	}
	for text, want := range map[string]string{
		"field a: text":            "this text is not a statement `tables`, which begins as `tables postgres`",
		"tables duckdb contacts c": "these are tables of duckdb, and the query is for postgres",
		"tables postgres final":    "`final` is for `tables clickhouse`",
		"tables postgres contacts": "expected the name of a table or a view here",
		"tables postgres\x00":      "there is a control character (U+0000) here",
		" ":                        "this text is not a statement `tables`, which begins as `tables postgres`",
	} {
		options.Tables = text
		query, list := segc.SQL(t.Context(), results[:1], options)
		if query != nil || len(list) == 0 || list[0].Message != want || list[0].Location.Source.Name() != "w.seg" {
			t.Errorf("%q: %v", text, list.Err())
		}
	}
}

// TestTablesAreChecked says what is wrong with a file of tables where a rule would be.
func TestTablesAreChecked(t *testing.T) {
	_, list := segc.Load(t.Context(), "tables postgres\ncontacts c final", segc.Options{})
	if len(list) != 1 || list[0].Code != diag.BadTables {
		t.Errorf("%v", list.Err())
	}
	if _, list := segc.Load(t.Context(), "tables postgres\ncontacts c", segc.Options{}); list.HasErrors() {
		t.Errorf("%v", list.Err())
	}
}
