package sql

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
)

// converted prepares the column as the tables say that it is written. Constants are converted where
// that is possible, so that the database can use an index; spaces and numbers in texts are not.
func (f *field) converted() error {
	said, d := &f.said, f.emitter.dialect
	text := f.known.Type == column.Text || f.known.Type == column.Choice
	if said.Type != column.Any && said.Type != f.known.Type && !(said.Type == column.Text && text) {
		return f.refused("the tables say that it has values of the type %s, and the rule that it has %s", said.Type, f.known.Type)
	}
	if said.Tags == Related {
		key, err := f.emitter.key()
		if err != nil {
			return err
		}
		f.name, f.ref = key, "c."+key
	}
	if said.Trim {
		f.ref = d.texts.trim(f.ref)
	}
	if said.Empty {
		f.missingIf(f.ref+" = ''", f.ref+" <> ''")
	}
	if said.Text {
		number := f.ref
		if said.Empty {
			number = "nullif(" + f.ref + ", '')"
			f.absent, f.there = nil, nil
		}
		f.digits = number
		f.ref = d.asNumber(number)
	}
	if said.Float && d.isNaN != nil {
		f.missingIf(d.isNaN(f.ref))
	}
	return nil
}

// missingIf notes what is in the column where a value is missing.
func (f *field) missingIf(is, not string) {
	f.absent, f.there = append(f.absent, is), append(f.there, not)
}

// present restricts a test to contacts with a value.
func (f *field) present(t test) test {
	if len(f.there) == 0 {
		return t
	}
	if t.loose {
		t.text = parenthesized(t.text)
	}
	return test{strings.Join(append([]string{t.text}, f.there...), " AND "), true}
}

// isSomething reports whether the condition says what the column is, and nothing that is there in place of
// a missing value.
func (f *field) isSomething() bool {
	switch f.Operator {
	case condition.Equals, condition.NotEquals, condition.In, condition.NotIn:
		return !slices.ContainsFunc(f.Values, func(v condition.Value) bool { return v.Text == "" })
	}
	return false
}

// wordTests compares a column that has words or numbers in place of true and false. Anything else
// is bad data and not a value, so both tests say what there has to be.
func (f *field) wordTests() (positive, opposite test, err error) {
	var is, not []string
	for _, answer := range []struct {
		text string
		word *Literal
	}{{"true", f.said.Yes}, {"false", f.said.No}} {
		word, err := f.emitter.literal(answer.word)
		if err != nil {
			return test{}, test{}, f.about(err)
		}
		in := false
		for i := range f.Values {
			in = in || f.Values[i].Text == answer.text
		}
		if in {
			is = append(is, word)
		} else {
			not = append(not, word)
		}
	}
	tested := func(words []string) test {
		if len(words) == 0 {
			return test{f.ref + " <> " + f.ref, false}
		}
		return test{oneOf(f.ref, words), false}
	}
	return tested(is), tested(not), nil
}

// floatText writes a number as one of binary floating point.
func (d *Dialect) floatText(text string) (string, error) {
	n, err := d.readNumber(text)
	if err != nil || d.float == nil {
		return d.numberText(text)
	}
	return d.float(n), nil
}
