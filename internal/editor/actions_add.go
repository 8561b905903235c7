package editor

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/visible"
)

// visibleName returns a name as a title shows it.
func visibleName(name string) string { return visible.Text(name) }

// declare adds the change that declares a column that nothing declares yet.
func (a *actions) declare(i int, d *diag.Diagnostic) {
	all, _ := a.exprs(a.work, d.Location.Span)
	if len(all) == 0 {
		return
	}
	condition, ok := all[len(all)-1].(*ast.Column)
	if !ok {
		return
	}
	name, ok := grammar.QuoteName(condition.Name.Text)
	if !ok {
		return
	}
	at, end := a.afterFields(), a.lineEnd()
	text := "field " + name + ": " + typeOf(condition) + end
	if at > 0 && !strings.HasSuffix(a.text()[:at], "\n") {
		text = end + text
	}
	edits := []Edit{a.edit(at, at, text)}
	a.all = append(a.all, Action{Kind: QuickFix, Also: Rewrite, Title: "Declare the column " + quotedTitle(condition.Name.Text), Edits: edits, Solves: i})
}

// afterFields returns where another column can be declared: after the last one, or after the last `use`.
func (s *Snapshot) afterFields() int {
	at, found := 0, false
	for _, statement := range s.file().Statements {
		switch statement.(type) {
		case *ast.Field:
			at, found = statement.Span().End, true
		case *ast.Use:
			if !found {
				at = statement.Span().End
			}
		}
	}
	if at == 0 {
		if len(s.file().Statements) > 0 {
			at = s.file().Statements[0].Span().Start
		}
		_, start := s.Source().Line(s.Source().LineOf(at))
		return start
	}
	number := s.Source().LineOf(at)
	if number == s.Source().Lines() {
		return len(s.text())
	}
	_, next := s.Source().Line(number + 1)
	return next
}

// typeOf returns the type that a column seems to have by a condition on it.
func typeOf(c *ast.Column) string {
	switch c.Op {
	case ast.HasAny, ast.HasAll, ast.HasNone:
		return "tags"
	case ast.On:
		return "date"
	}
	for _, v := range c.Values {
		switch v.Kind {
		case ast.Number:
			return "number"
		case ast.Boolean:
			return "boolean"
		case ast.Date, ast.Today, ast.Day:
			return "date"
		}
	}
	return "text"
}

// require adds the condition of a guard to the rule that breaks it.
func (a *actions) require(i int, d *diag.Diagnostic) {
	where, ok := a.scopeAt(a.work, d.Location.Span.Start).statement.(*ast.Where)
	if !ok || where.Expr == nil {
		return
	}
	for _, guard := range a.names.Guards {
		a.work.Step(16)
		named := func(l diag.Label) bool {
			return samePlace(l.Location, diag.Location{Source: guard.Source, Span: guard.Require.At})
		}
		if !slices.ContainsFunc(d.Related, named) || guard.Require.Expr == nil {
			continue
		}
		text := guard.Source.Slice(guard.Require.Expr.Span())
		if strings.Contains(text, "#") {
			continue
		}
		if _, or := guard.Require.Expr.(*ast.Or); or {
			text = "(" + text + ")"
		}
		at := where.Expr.Span()
		edits := []Edit{a.edit(at.End, at.End, " and "+text)}
		if _, or := where.Expr.(*ast.Or); or {
			edits = []Edit{a.edit(at.Start, at.Start, "("), a.edit(at.End, at.End, ") and "+text)}
		}
		if a.holds(edits) {
			a.all = append(a.all, Action{Kind: QuickFix, Also: Rewrite, Title: "Add the required condition", Edits: edits, Solves: i})
		}
	}
}
