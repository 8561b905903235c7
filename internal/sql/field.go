package sql

import (
	"strings"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
)

// field is a condition on a column.
type field struct {
	*condition.Field
	emitter  *emitter
	ref      string // of the column
	name     string // of it, as it is written
	known    column.Column
	said     Column
	negative bool // of its operator, or a not above it

	digits string // the text that is read as a number; "" if the column has numbers

	// What is in the column in place of a value that is missing, beside NULL, and the opposites.
	absent, there []string
}

// field returns the test of a condition on a column. Where the column has no value, a test is
// NULL, which selects nobody. Only the negative operators have to say more.
func (e *emitter) field(c *condition.Field, negated bool) (*node, error) {
	f := &field{Field: c, emitter: e, known: e.rule.Columns(c.Column), said: e.tables.Columns[c.Column]}
	f.negative = c.Operator.Negative() != negated
	if f.known.Type == column.Any {
		return nil, f.refused("its type is not known; add a line such as `field %s: text`", safe(c.Column, longestShown))
	}
	var err error
	name := or(f.said.Name, c.Column)
	if c.Column == "id" && f.said.Name == "" {
		name = or(e.tables.Key, name)
	}
	if f.name, err = e.columnName(name); err != nil {
		return nil, err
	}
	f.ref = "c." + f.name
	if f.said.Tags != Related {
		if err = e.alone(name, c.Column); err != nil {
			return nil, err
		}
	}
	if err = f.converted(); err != nil {
		return nil, err
	}
	switch c.Operator {
	case condition.IsNull, condition.IsNotNull:
		return f.missing(c.Operator == condition.IsNull)
	}
	positive, opposite, err := f.tests()
	switch {
	case err != nil:
		return nil, err
	case !f.negative && f.isSomething():
		return f.leaf(positive), nil
	case !f.negative:
		return f.leaf(f.present(positive)), nil
	case f.never():
		return f.withFlag(opposite)
	case f.known.NotNull:
		return f.leaf(f.present(opposite)), nil
	case e.asked(Missing):
		parts := append([]string{opposite.text, f.ref + " IS NULL"}, f.absent...)
		return f.leaf(test{strings.Join(parts, " OR "), true}), nil
	default:
		return f.leaf(f.present(opposite)), nil
	}
}

// test is a text, and whether it needs parentheses beside others.
type test struct {
	text  string
	loose bool
}

// leaf returns a node of a test of the column.
func (f *field) leaf(t test) *node {
	return &node{text: t.text, loose: t.loose, columns: []string{f.name}}
}

// not returns the opposite of a test that is NULL where the column is.
func (t test) not() test { return test{"NOT (" + t.text + ")", false} }

// tests returns the test of the condition without a negation, and its opposite. Both are NULL,
// or no, where the column has no value.
func (f *field) tests() (positive, opposite test, err error) {
	switch f.known.Type {
	case column.Text, column.Choice:
		return f.textTests()
	case column.Number:
		return f.valueTests(func(v *condition.Value) (string, error) {
			if f.said.Float {
				return f.emitter.dialect.floatText(v.Text)
			}
			return f.emitter.dialect.numberText(v.Text)
		})
	case column.Boolean:
		if f.said.Yes != nil {
			return f.wordTests()
		}
		return f.valueTests(func(v *condition.Value) (string, error) {
			if v.Text == "true" {
				return "TRUE", nil
			}
			return "FALSE", nil
		})
	case column.Date:
		return f.dateTests()
	default:
		return f.tagTests()
	}
}

// valueTests compares the column with values.
func (f *field) valueTests(write func(*condition.Value) (string, error)) (positive, opposite test, err error) {
	values := make([]string, len(f.Values))
	for i := range f.Values {
		if values[i], err = write(&f.Values[i]); err != nil {
			return test{}, test{}, f.about(err)
		}
	}
	if sign, ordered := order(f.Operator); ordered {
		positive = test{f.ref + " " + sign + " " + values[0], false}
		return positive, positive.not(), nil
	}
	return test{oneOf(f.ref, values), false}, test{noneOf(f.ref, values), false}, f.emitter.dialect.listed(values)
}

// order returns the sign of an operator that compares by order.
func order(o condition.Operator) (sign string, ordered bool) {
	switch o {
	case condition.Greater:
		return ">", true
	case condition.GreaterEq:
		return ">=", true
	case condition.Less:
		return "<", true
	case condition.LessEq:
		return "<=", true
	default:
		return "", false
	}
}

// never reports whether another column says that a value is missing: the column cannot be NULL in the
// dialect, or the tables name such a column.
func (f *field) never() bool {
	never := f.emitter.dialect.tags.never && f.said.Tags == Array || f.said.Tags == Related || f.said.Missing != ""
	return f.known.Type == column.Tags && never && !f.known.NotNull
}

// missing tests whether a value is missing, or whether the column has one.
func (f *field) missing(is bool) (*node, error) {
	if f.never() {
		flag, err := f.flag()
		if err != nil {
			return nil, err
		}
		if !is {
			return &node{text: "NOT c." + flag, columns: []string{flag}}, nil
		}
		return &node{text: "c." + flag, columns: []string{flag}}, nil
	}
	if is {
		return f.leaf(test{strings.Join(append([]string{f.ref + " IS NULL"}, f.absent...), " OR "), len(f.absent) > 0}), nil
	}
	return f.leaf(f.present(test{f.ref + " IS NOT NULL", false})), nil
}

// flag returns the column that says that a value is missing.
func (f *field) flag() (string, error) {
	if f.said.Missing == "" {
		return "", f.refused("in %s, an array is never missing, and the rule asks whether it is; name a boolean column that says so, or declare the column `not null`", f.where())
	}
	if err := f.emitter.alone(f.said.Missing, f.said.Missing); err != nil {
		return "", err
	}
	return f.emitter.columnName(f.said.Missing)
}

// where says where a column cannot be NULL.
func (f *field) where() string {
	if f.said.Tags == Related {
		return "another relation"
	}
	return f.emitter.dialect.Title
}

// withFlag is the opposite of a test where a flag says that a value is missing.
func (f *field) withFlag(opposite test) (*node, error) {
	flag, err := f.flag()
	if err != nil {
		return nil, err
	}
	n := &node{text: opposite.text + " AND NOT c." + flag, loose: true, columns: []string{f.name, flag}}
	if f.emitter.asked(Missing) {
		n.text = opposite.text + " OR c." + flag
	}
	return n, nil
}

// refused returns an error about the column.
func (f *field) refused(format string, values ...any) error {
	return f.about(refused(format, values...))
}

// about says which column an error is about.
func (f *field) about(err error) error {
	if r, ok := err.(*RefusedError); ok && r.Column == "" {
		r.Column = f.Column
	}
	return err
}
