package answers

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
)

// OfDocument reads conditions of a document on one column.
func OfDocument(p *poll.Poll, conditions []condition.Field, readings [2]eval.Reading, asker Asker) *Column {
	c := &Column{poll: p, readings: readings, asker: asker, forms: make([]form, len(conditions))}
	for i := range conditions {
		c.poll.Step(16)
		c.forms[i] = documentForm(&conditions[i])
	}
	return c.prepare()
}

func documentForm(c *condition.Field) form {
	f := form{}
	switch c.Operator {
	case condition.Equals, condition.In, condition.HasAny:
		f.kind = listing
	case condition.NotEquals, condition.NotIn, condition.HasNone:
		f.kind, f.negative = listing, true
	case condition.IsNull:
		return form{kind: null}
	case condition.IsNotNull:
		return form{kind: null, negative: true}
	case condition.Greater:
		f.kind, f.first = ordering, above
	case condition.GreaterEq:
		f.kind, f.first = ordering, from
	case condition.Less:
		f.kind, f.first = ordering, below
	case condition.LessEq:
		f.kind, f.first = ordering, upTo
	default:
		return form{}
	}
	f.values = make([]value, len(c.Values))
	for k, v := range c.Values {
		f.values[k] = documentValue(v)
	}
	return f
}

// documentValue reads a value of a document. Texts are what dates are written as.
func documentValue(stated condition.Value) (v value) {
	var err error
	switch stated.Kind {
	case condition.String:
		v.text, v.isText = stated.Text, true
		v.date, err = date.Parse(stated.Text)
		v.isDate = err == nil
	case condition.Number:
		v.number, err = decimal.Parse(stated.Text)
		v.isNumber = err == nil
	case condition.Boolean:
		v.boolean, v.isBool = stated.Text == "true", true
	}
	return v
}
