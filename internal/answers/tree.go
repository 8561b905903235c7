package answers

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
)

// OfTree reads conditions of a tree on one column.
func OfTree(p *poll.Poll, names *eval.Names, conditions []*eval.Condition, readings [2]eval.Reading, asker Asker) *Column {
	c := &Column{poll: p, readings: readings, asker: asker, forms: make([]form, len(conditions))}
	for i, condition := range conditions {
		c.poll.Step(16)
		c.forms[i] = treeForm(names, condition)
	}
	return c.prepare()
}

// treeForm reads one condition. One whose days cannot be counted has no form.
func treeForm(names *eval.Names, c *eval.Condition) form {
	e := c.Expr.(*ast.Column)
	f := form{}
	switch e.Op {
	case ast.Equal, ast.In, ast.HasAny:
		f.kind, f.negative = listing, c.Negated
	case ast.NotEqual, ast.NotIn, ast.HasNone:
		f.kind, f.negative = listing, !c.Negated
	case ast.IsNull:
		return form{kind: null, negative: c.Negated}
	case ast.IsNotNull:
		return form{kind: null, negative: !c.Negated}
	case ast.Greater:
		f = comparing(c.Negated, above, upTo)
	case ast.GreaterEqual:
		f = comparing(c.Negated, from, below)
	case ast.Less:
		f = comparing(c.Negated, below, from)
	case ast.LessEqual:
		f = comparing(c.Negated, upTo, above)
	case ast.Between:
		f = form{kind: ordering, first: from, second: upTo, both: true}
		if c.Negated {
			f.first, f.second, f.both = below, above, false
		}
	case ast.On:
		f = form{kind: ordering, first: from, second: below, both: true}
		if c.Negated {
			f.first, f.second, f.both = below, from, false
		}
	default:
		return form{}
	}
	listed := e.Values
	if e.Op == ast.On {
		next, err := names.DayAfter(e.Values[0])
		if err != nil {
			return form{}
		}
		listed = []ast.Value{e.Values[0], next}
	}
	f.values = make([]value, len(listed))
	for k, v := range listed {
		v, err := names.Day(v)
		if err != nil {
			return form{}
		}
		f.values[k] = treeValue(v)
	}
	return f
}

// comparing returns the form of a comparison, or of its opposite.
func comparing(negated bool, is, opposite comparison) form {
	if negated {
		is = opposite
	}
	return form{kind: ordering, first: is}
}

// treeValue reads a literal. A text is a date as well if it looks like one.
func treeValue(literal ast.Value) (v value) {
	var err error
	switch literal.Kind {
	case ast.Number:
		v.number, err = decimal.Parse(literal.Text)
		v.isNumber = err == nil
	case ast.Boolean:
		v.boolean, v.isBool = literal.Text == "true", true
	default:
		v.text, v.isText = literal.Text, true
		if len(v.text) >= dayLength && v.text[len("2026")] == '-' {
			v.date, err = date.Parse(v.text)
			v.isDate = err == nil
		}
	}
	return v
}

func compareTexts(a, b string) int { return strings.Compare(a, b) }
