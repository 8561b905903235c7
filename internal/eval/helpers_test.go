package eval

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
)

const (
	uuidA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	uuidB = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
)

// A truth is an answer, as far as it depends on the reading.
type truth func(Reading) bool

func yes(Reading) bool          { return true }
func no(Reading) bool           { return false }
func missing(r Reading) bool    { return r.MissingMatchesNegative }
func sameFolded(r Reading) bool { return r.FoldCase }
func unfolded(r Reading) bool   { return !r.FoldCase }
func sameBase(r Reading) bool   { return r.FoldCase && r.Letters == collation.LettersBase }
func edgeLast(r Reading) bool   { return r.EdgeInLast }
func edgeMore(r Reading) bool   { return r.EdgeInMoreThan }

func opposite(t truth) truth { return func(r Reading) bool { return !t(r) } }

// Trees by hand, without places.

func name(s string) ast.Name { return ast.Name{Text: s} }

func str(s string) ast.Value  { return ast.Value{Kind: ast.String, Text: s} }
func num(s string) ast.Value  { return ast.Value{Kind: ast.Number, Text: s} }
func word(s string) ast.Value { return ast.Value{Kind: ast.Word, Text: s} }
func day(s string) ast.Value  { return ast.Value{Kind: ast.Date, Text: s} }
func flag(s string) ast.Value { return ast.Value{Kind: ast.Boolean, Text: s} }

// x is a condition on the column x.
func x(op ast.ColumnOp, values ...ast.Value) *ast.Column {
	return &ast.Column{Name: name("x"), Op: op, Values: values}
}

func not(e ast.Expr) ast.Expr           { return &ast.Not{Operand: e} }
func and(es ...ast.Expr) ast.Expr       { return &ast.And{Operands: es} }
func or(es ...ast.Expr) ast.Expr        { return &ast.Or{Operands: es} }
func ref(s string) ast.Expr             { return &ast.Ref{Name: name(s)} }
func let(s string, e ast.Expr) *ast.Let { return &ast.Let{Name: name(s), Expr: e} }

func alias(kind ast.AliasKind, s string, values ...ast.Value) *ast.Alias {
	return &ast.Alias{Kind: kind, Name: name(s), Values: values}
}

func event(metric ast.Metric, op ast.EventOp, counts ...string) *ast.Event {
	e := &ast.Event{Metric: metric, Op: op}
	for _, n := range counts {
		e.Counts = append(e.Counts, num(n))
	}
	return e
}

func last(e *ast.Event, n string, unit ast.Unit) *ast.Event {
	e.Windows = append(e.Windows, ast.Window{Mode: ast.Last, Count: num(n), Unit: unit})
	return e
}

func moreThan(e *ast.Event, n string, unit ast.Unit) *ast.Event {
	e.Windows = append(e.Windows, ast.Window{Mode: ast.MoreThan, Count: num(n), Unit: unit})
	return e
}

func campaigns(e *ast.Event, except bool, ids ...ast.Value) *ast.Event {
	e.Campaigns = append(e.Campaigns, ast.Campaigns{Except: except, Values: ids})
	return e
}

// Contacts by hand.

func textOf(s string) contact.Value    { return contact.Text(s) }
func numberOf(s string) contact.Value  { return contact.Must(contact.Number(s)) }
func booleanOf(s string) contact.Value { return contact.Boolean(s == "true") }
func dateOf(s string) contact.Value    { return contact.Must(contact.Date(s)) }
func setOf(s ...string) contact.Value  { return contact.Set(s...) }
func having(v contact.Value) contact.Contact {
	return contact.Contact{Columns: map[string]contact.Value{"x": v}}
}

func on(ids ...string) contact.Contact { return contact.Contact{Lists: ids} }

func at(isp int64) contact.Contact { return contact.Contact{ISP: &isp} }

// opens is a contact with an open on each of the days.
func opens(daysAgo ...int) contact.Contact {
	var events []contact.Event
	for _, days := range daysAgo {
		events = append(events, contact.Event{Metric: condition.Open, DaysAgo: days})
	}
	return contact.Contact{Events: events}
}

// opensOf is a contact with an open today of each of the campaigns.
func opensOf(campaigns ...string) contact.Contact {
	var events []contact.Event
	for _, id := range campaigns {
		events = append(events, contact.Event{Metric: condition.Open, Campaign: id})
	}
	return contact.Contact{Events: events}
}

func mustNames(t testing.TB, statements ...ast.Statement) *Names {
	t.Helper()
	n, err := NewNames(&ast.File{Statements: statements})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// checkTree demands an answer from Tree under every reading.
func checkTree(t *testing.T, n *Names, e ast.Expr, c contact.Contact, want truth) {
	t.Helper()
	for _, r := range Readings() {
		got, err := Tree(n, e, c, r)
		if err != nil {
			t.Errorf("%v: %v", c, err)
			return
		}
		if got != want(r) {
			t.Errorf("%+v under %q: %t, want %t", c, r, got, want(r))
		}
	}
}

// checkDocument demands an answer to one condition from Document under every reading.
func checkDocument(t *testing.T, stated condition.Condition, c contact.Contact, want truth) {
	t.Helper()
	d := &condition.Document{Any: []condition.Group{{All: []condition.Condition{stated}}}}
	for _, r := range Readings() {
		if got := Document(d, c, r); got != want(r) {
			t.Errorf("%+v under %q: %t, want %t", c, r, got, want(r))
		}
	}
}
