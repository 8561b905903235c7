package grammar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/sql"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// TestTables reads the statement: the words, names and values of its items are in their places,
// and line breaks do not matter.
func TestTables(t *testing.T) {
	for _, text := range corpus.Tables() {
		file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
		if list.HasErrors() || len(file.Statements) != 1 || len(file.Comments) != strings.Count(text, "#") {
			t.Fatalf("%s\n%v", text, list.Err())
		}
		if strings.Contains(text, "#") {
			continue
		}
		on, list := grammar.Parse(ast.NewSource("t.seg", strings.Join(strings.Fields(text), " ")), grammar.Options{})
		if list.HasErrors() || !ast.SameFile(file, on) {
			t.Errorf("on one line, this is something else:\n%s\n%v", text, list.Err())
		}
	}
	s := readTables(t, "tables postgres column `a b` amount split \"|\" missing no events ref \"x\" at list keeps 57 weeks event opened where a = 1 provider domain c from d.e (f, isp)")
	if s.Dialect.Text != "postgres" || len(s.Items) != 4 {
		t.Fatalf("%v", s)
	}
	column := s.Items[0]
	if column.Word() != "column" || len(column.Clauses) != 3 || column.Clauses[0].Names[0].Text != "a b" || column.Clauses[0].Names[1].Text != "amount" || column.Clauses[1].Values[0].Text != "|" {
		t.Errorf("%v", column)
	}
	events := s.Items[1].Clauses
	if events[0].Values[0].Text != "ref" || events[0].Values[1].Text != "x" || events[1].Names[0].Text != "list" || events[2].Values[0].Text != "57w" {
		t.Errorf("%v", events)
	}
	if s.Items[2].Clauses[1].Where == nil || len(s.Items[3].Clauses[2].Relation) != 2 || s.Items[3].Clauses[2].Names[1].Text != "isp" {
		t.Errorf("%v", s.Items)
	}
}

func readTables(t *testing.T, text string) *ast.Tables {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	return file.Statements[0].(*ast.Tables)
}

// TestTablesDialects are those that queries are written for, and files.
func TestTablesDialects(t *testing.T) {
	names := []string{}
	for _, d := range sql.Dialects() {
		names = append(names, d.Name)
	}
	if want := append(names, "files"); !slices.Equal(ast.TablesDialects(), want) {
		t.Errorf("%q, not %q", ast.TablesDialects(), want)
	}
}

// TestTablesIsAName keeps the word a name of a column, a value and a part everywhere.
func TestTablesIsAName(t *testing.T) {
	for text, want := range map[string]string{
		"tables = 1": "Where",
		"tables in (\"postgres\") and tables > 2": "Where",
		"tables is null": "Where",
		"tables":         "Where",
		"let tables = plan = \"x\"\nwhere tables":                                            "Let Where",
		"value tables = 1\nwhere opened > tables":                                            "NamedValue Where",
		"field tables: number\nwhere tables = 3":                                             "Field Where",
		"list tables = \"a\"\nsegment \"x\"\nlists tables where\ntables contains \"duckdb\"": "Alias Segment Where",
	} {
		file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
		if got := kindsOf(file); list.HasErrors() || got != want {
			t.Errorf("%q has %s: %v", text, got, list.Err())
		}
	}
}

func kindsOf(file *ast.File) string {
	var all []string
	for _, s := range file.Statements {
		name := strings.TrimPrefix(fmt.Sprintf("%T", s), "*ast.")
		all = append(all, name)
	}
	return strings.Join(all, " ")
}

// TestTablesMistakes says what is wrong and what to do, and reads what follows: one mistake hides
// no other one.
func TestTablesMistakes(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // message; then what the first fix makes of the text, if there is one
	}{
		{"tables postgress\ncontacts c", []string{"expected the name of the database: `postgres`, `duckdb`, `clickhouse`, `sqlite`, `bigquery`, `snowflake`, `spark`, `trino` or `files`, found `postgress`", "tables postgres\ncontacts c"}},
		{"tables contacts crm", []string{"expected the name of the database: `postgres`, `duckdb`, `clickhouse`, `sqlite`, `bigquery`, `snowflake`, `spark`, `trino` or `files`, found `contacts`"}},
		{"tables postgres\ncontact c", []string{"expected `contacts`, `column`, `provider`, `events`, `partition`, `sharded`, `final`, `event` or `memberships`, found `contact`", "tables postgres\ncontacts c"}},
		{"tables postgres\ncontacts c keys id\nevents 3", []string{"expected `key`, `where` or the next item, found `keys`", "tables postgres\ncontacts c key id\nevents 3", "expected the name of a table or a view, found `3`"}},
		{"tables postgres\ncontacts\nevents e", []string{"expected `key`, `where` or the next item, found `e`"}},
		{"tables postgres\ncontacts c where deleted = false", []string{"expected a condition of the database in quotes, such as \"deleted_at is null\", found `deleted`"}},
		{"tables postgres events e contact from", []string{"expected the name of a column, found `from`", "tables postgres events e contact `from`"}},
		{"tables postgres event opened where \"x = 1\"", []string{"here, a condition is written as in a rule: event = \"open\""}},
		{"tables postgres event open", []string{"expected `opened`, `clicked`, `bounced`, `complained`, `delivered` or `unsubscribed`, found `open`", "tables postgres event opened"}},
		{"tables postgres event opens", []string{"expected `opened`, `clicked`, `bounced`, `complained`, `delivered` or `unsubscribed`, found `opens`", "tables postgres event opened"}},
		{"tables postgres events e keeps 400", []string{"a unit is missing: `d` for days or `w` for weeks", "tables postgres events e keeps 400d"}},
		{"tables postgres events e keeps 13 months", []string{"`months` is not a unit, since months and years differ in length"}},
		{"tables postgres column a time", []string{"expected `zone` here"}},
		{"tables postgres column a boolean \"Y\"", []string{"expected two texts or numbers, such as \"Y\" \"N\" or 1 0 here"}},
		{"tables postgres provider domain a from b domain", []string{"expected `(`: two columns in parentheses, `(domain, isp)`, found `domain`"}},
		{"tables postgres column `` tags", []string{"a name is missing between these backquotes"}},
		{"tables postgres\nfield a: text", []string{"`tables` is alone in its file; put `field` into the file of the rule or its catalog"}},
		{"tables postgres contacts c\nwhere a = 1", []string{"expected a condition of the database in quotes, such as \"deleted_at is null\", found `a`"}},
		{"tables postgres final\nfield a: text", []string{"`tables` is alone in its file; put `field` into the file of the rule or its catalog"}},
		{"field a: text\ntables postgres\n  contacts c", []string{"`tables` is alone in its file, which `segc sql --tables` names"}},
		{"where a = 1\ntables postgres contacts c", []string{"`tables` is alone in its file, which `segc sql --tables` names"}},
	} {
		list := problemsOf(c.text)
		var got []string
		for _, d := range list {
			got = append(got, d.Message)
			if len(d.Fixes) > 0 {
				fixed := c.text
				for _, e := range slices.Backward(d.Fixes[0].Edits) {
					fixed = fixed[:e.Location.Span.Start] + e.Text + fixed[e.Location.Span.End:]
				}
				got = append(got, fixed)
			}
			if d.Code == diag.Internal {
				t.Errorf("%q: %s", c.text, d.Message)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q\n gives %q\n  not %q", c.text, got, c.want)
		}
	}
}

// FuzzTables reads any text after the first word: nothing panics, what could not be read is said,
// and the places of the tree are inside of those of their parents.
func FuzzTables(f *testing.F) {
	for _, text := range corpus.Tables() {
		f.Add(text)
		for cut := range 40 {
			f.Add(text[:len(text)*cut/40])
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, list := grammar.Parse(ast.NewSource("t.seg", "tables duckdb "+text), grammar.Options{})
		if broken := slices.ContainsFunc(file.Statements, ast.Broken); broken && len(list) == 0 {
			t.Fatal("a statement is broken, and nothing is said")
		}
		for n := range file.All() {
			at := n.Span()
			for child := range ast.Children(n) {
				if inner := child.Span(); inner.Start < at.Start || inner.End > at.End {
					t.Fatalf("%T at %v is not in %T at %v", child, inner, n, at)
				}
			}
		}
	})
}
