package eval

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
)

// literal is a value of the source in every form in which it can be compared.
type literal struct {
	text    string // a text or a date as written
	isText  bool
	number  decimal.Decimal
	isNum   bool
	date    date.Date
	isDate  bool
	boolean string // true or false; "" for no boolean
}

// literalBytes is what is counted for a literal.
const literalBytes = 128

// read reads a value. A text is a date as well when it looks like one; in a column of
// dates it must.
func (l *literal) read(v ast.Value, mustBeDate bool) (err error) {
	switch v.Kind {
	case ast.String, ast.Date:
		l.text, l.isText = v.Text, true
		if v.Kind == ast.String && !mustBeDate && (len(v.Text) < dayLength || v.Text[4] != '-') {
			break // as most texts are
		}
		l.date, err = date.Parse(v.Text)
		l.isDate = err == nil
		if v.Kind == ast.String && !mustBeDate {
			err = nil
		}
	case ast.Number:
		l.isNum = true
		l.number, err = decimal.Parse(v.Text)
	case ast.Boolean:
		l.boolean = v.Text
		if v.Text != "true" && v.Text != "false" {
			err = fmt.Errorf("%q is not a boolean", v.Text)
		}
	default:
		err = fmt.Errorf("%q is not a value", v.Text)
	}
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	return nil
}

// matchesOne reports whether a value equals one of the literals, or has one as an element.
func (j *judge) matchesOne(column string, v *contact.Value, literals []literal) bool {
	for i := range literals {
		if j.matches(column, v, &literals[i]) {
			return true
		}
	}
	return false
}

// matches reports whether a value equals a literal, or has it as an element.
func (j *judge) matches(column string, v *contact.Value, l *literal) bool {
	j.poll.Step(8)
	switch v.Kind() {
	case contact.BooleanKind:
		return l.boolean != "" && v.Text() == l.boolean
	case contact.TextKind, contact.SetKind:
		return l.isText && j.texts.has(column, v, l.text)
	}
	j.poll.Step(len(v.Text()))
	order, ordered := compare(v, l, j.reading)
	return ordered && order == 0
}

// finds reports whether a text, or an element of a set, contains one of the literals or
// starts with it, as the test says.
func (j *judge) finds(v *contact.Value, literals []literal, test func(text, part string) bool) bool {
	for i := range literals {
		j.poll.Step(8 + len(v.Text()) + v.Len())
		if !literals[i].isText {
			continue
		}
		part := j.reading.part(j.poll, literals[i].text)
		if v.Kind() == contact.TextKind && test(j.reading.part(j.poll, v.Text()), part) {
			return true
		}
		for item := range v.Items() {
			if test(j.reading.part(j.poll, item), part) {
				return true
			}
		}
	}
	return false
}

// compare orders a value against a literal of the same type. Text goes by its
// bytes; a set, a boolean and null are in no order.
func compare(v *contact.Value, l *literal, r Reading) (order int, ordered bool) {
	switch v.Kind() {
	case contact.TextKind:
		return strings.Compare(v.Text(), l.text), l.isText
	case contact.NumberKind:
		number, err := decimal.Parse(v.Text())
		return decimal.Compare(number, l.number), l.isNum && err == nil
	case contact.DateKind:
		at, err := date.Parse(v.Text())
		if r.DayHasTimes && (len(v.Text()) == dayLength) != (len(l.text) == dayLength) {
			return date.Compare(at.Day(), l.date.Day()), l.isDate && err == nil
		}
		return date.Compare(at, l.date), l.isDate && err == nil
	default:
		return 0, false
	}
}

// dayLength is the length of a date without a time.
const dayLength = len("2026-05-01")

// IsDate reports whether a text is a date, or a date with a time.
func IsDate(text string) bool { return len(text) >= dayLength && text[4] == '-' && isDate(text) }

func isDate(text string) bool {
	_, err := date.Parse(text)
	return err == nil
}
