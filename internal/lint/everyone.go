package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
)

// everyone warns of what `or` joins and everybody with a value matches: `country != "AT" or country != "DE"`. Where it is
// assumed that a missing value matches too, the proof says so.
func (l *linter) everyone(source *ast.Source, or *ast.Or) {
	if l.Assumed.MissingMatches == contact.Yes {
		return
	}
	var first map[string]denial // by column
	for _, operand := range or.Operands {
		l.Poll.Step(8)
		if test := columnOf(operand); test != nil && test.Op == ast.IsNull {
			return // then everybody matches, which is proved
		}
		d, ok := denialOf(operand)
		if !ok {
			continue
		}
		before, seen := first[d.column]
		if !seen {
			if first == nil {
				first = map[string]denial{}
			}
			first[d.column] = d
			continue
		}
		l.Poll.Step(len(d.values) + len(before.values))
		if l.shared(before.values, d.values) {
			continue
		}
		l.toldEveryone(source, or, before, d)
		return
	}
}

// toldEveryone warns of two denials that `or` joins.
func (l *linter) toldEveryone(source *ast.Source, or *ast.Or, a, b denial) {
	place := at(source, ast.Name{At: a.expr.Span().Join(b.expr.Span())})
	d := l.warn(diag.PartAlwaysTrue, place, fmt.Sprintf("everybody with a value in `%s` matches this: each value differs from one of the two", a.column))
	i := slices.Index(or.Operands, a.expr)
	if or.Operands[i+1] != b.expr || strings.Contains(source.Slice(place.Span), "#") {
		d.Notes = []string{"to exclude several values, use `not in`"}
		return
	}
	var values []string
	for _, v := range slices.Concat(a.values, b.values) {
		values = append(values, source.Slice(v.At))
	}
	written := source.Slice(a.name.At) + " not in (" + strings.Join(values, ", ") + ")"
	fix := diag.Fix{Text: "write `" + written + "`", Edits: []diag.Edit{{Location: place, Text: written}}}
	if len(written) > longestShown {
		fix.Text = "write this"
	}
	d.Fixes = []diag.Fix{fix}
}

// A denial is a condition that a column has none of some values.
type denial struct {
	expr   ast.Expr
	column string
	name   ast.Name
	values []ast.Value
}

// denialOf returns what `plan != "a"`, `plan not in ("a", "b")` or `not plan = "a"` denies, if its values are literals.
func denialOf(e ast.Expr) (d denial, ok bool) {
	inner, negated := bare(e), false
	if not, isNot := inner.(*ast.Not); isNot {
		inner, negated = bare(not.Operand), true
	}
	c, ok := inner.(*ast.Column)
	if !ok {
		return denial{}, false
	}
	switch c.Op {
	case ast.NotEqual, ast.NotIn:
		ok = !negated
	case ast.Equal, ast.In:
		ok = negated
	default:
		return denial{}, false
	}
	for _, v := range c.Values {
		if v.Kind != ast.String && v.Kind != ast.Number && v.Kind != ast.Boolean {
			return denial{}, false
		}
		if _, err := date.Parse(v.Text); err == nil && len(v.Text) > len("2026-05-01") {
			return denial{}, false // it may be a time of the day beside it
		}
	}
	return denial{e, c.Name.Text, c.Name, c.Values}, ok && len(c.Values) > 0
}

// columnOf returns the condition on a column that an operand is.
func columnOf(e ast.Expr) *ast.Column {
	c, _ := bare(e).(*ast.Column)
	return c
}

// shared reports whether two lists have a value in common, or two that the platform may take for one.
func (l *linter) shared(a, b []ast.Value) bool {
	in := make(map[string]bool, len(a))
	for _, v := range a {
		in[l.alike(v.Text)] = true
	}
	return slices.ContainsFunc(b, func(v ast.Value) bool { return in[l.alike(v.Text)] })
}

// alike returns the same for values that the platform may take for one: texts that differ in case or accents, and the same
// number.
func (l *linter) alike(text string) string {
	if number, err := decimal.Parse(text); err == nil {
		return number.String()
	}
	return collation.Coarsest().Whole(l.Poll, text)
}
