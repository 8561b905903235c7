package edges

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// columnParts are the values at the edges of a condition on a column, and no value
// unless there always is one.
func (c *checker) columnParts(e *ast.Column, negated bool, of *subject) []part {
	v := values{checker: c, all: c.room(min(len(e.Values), maxListed) + 3), dated: c.isDate(of.Name)}
	switch e.Op {
	case ast.HasAny, ast.HasAll, ast.HasNone:
		v.sets(e)
	case ast.Contains, ast.NotContains, ast.StartsWith:
		v.around(e.Values[0].Text)
	case ast.IsNull, ast.IsNotNull:
		v.add(c.anyValue(of))
	default:
		listed := c.listed(e)
		sampled(len(listed), func(i int) {
			value := c.valueOf(listed[i], v.dated)
			v.add(value)
			if i == 0 || e.Op == ast.Between || e.Op == ast.On {
				v.beside(value)
				if text := value.Text(); value.Kind() == contact.TextKind && len(text) <= maxText {
					v.addOpen(contact.Text(swapCase(text) + " "))
				}
			}
		})
	}
	if !c.names.AlwaysThere(of.Name) {
		v.all = append(v.all, part{open: negative(e.Op) != negated || c.writtenNegative(of)})
	}
	return v.all
}

// listed returns the values of a condition: of one on a day, also the next day.
func (c *checker) listed(e *ast.Column) []ast.Value {
	if e.Op == ast.On {
		if next, err := c.names.DayAfter(e.Values[0]); err == nil {
			return []ast.Value{e.Values[0], next}
		}
	}
	return e.Values
}

// negative reports whether an operator asks for what is not so: the readings say different
// things of a missing value.
func negative(op ast.ColumnOp) bool {
	return op == ast.NotEqual || op == ast.NotIn || op == ast.NotContains || op == ast.HasNone
}

// writtenNegative reports whether the document asks a column for what is not so.
func (c *checker) writtenNegative(of *subject) bool {
	if of.negativeKnown {
		return of.negative
	}
	of.negativeKnown = true
	for i := of.document; i >= 0; i = c.nextAfter[i] {
		c.poll.Step(4)
		switch c.written.Conditions[i].(condition.Field).Operator {
		case condition.NotEquals, condition.NotIn, condition.NotContains, condition.HasNone:
			of.negative = true
			return true
		}
	}
	return false
}

// values collects the values of a column.
type values struct {
	*checker
	all   []part
	dated bool // the column has dates, and so nothing but dates
}

func (v *values) add(value contact.Value) {
	if !v.dated || value.Kind() == contact.DateKind {
		v.all = append(v.all, part{Part: eval.Part{Value: value}})
	}
}

// addOpen adds a value that the readings may judge in different ways.
func (v *values) addOpen(value contact.Value) {
	if !v.dated || value.Kind() == contact.DateKind {
		v.all = append(v.all, part{Part: eval.Part{Value: value}, open: true})
	}
}

// isDate reports whether a column is one of dates: it is declared so, or nothing is
// declared and it is compared with an unquoted date somewhere.
func (c *checker) isDate(name string) bool {
	if t := c.names.TypeOf(name); t != "" {
		return t == "date"
	}
	if c.dates == nil {
		c.dates = c.names.DateColumns(c.poll)
	}
	return c.dates[name]
}

// sets adds sets: each value alone, all of them, all but one, and none.
func (v *values) sets(e *ast.Column) {
	n := len(e.Values)
	texts := make([]string, n)
	v.poll.Hold(16 * n)
	for i, value := range e.Values {
		v.poll.Step(1)
		texts[i] = value.Text
	}
	add := func(elements []string) { v.add(contact.Set(elements...)) }
	sampled(n, func(i int) { add(texts[i : i+1]) })
	add(texts)
	add([]string{texts[0] + unlikely})
	if len(texts[0]) <= maxText {
		add([]string{swapCase(texts[0])})
	}
	add(nil)
	if n > 1 {
		sampled(n, func(i int) {
			v.poll.Hold(16 * n)
			v.poll.Step(n)
			add(append(texts[:i:i], texts[i+1:]...))
		})
	}
}

// unlikely is a text that makes another one of a text.
const unlikely = "~"

// valueOf returns the value that a literal means in a column, of dates or not.
func (c *checker) valueOf(v ast.Value, dated bool) contact.Value {
	switch v.Kind {
	case ast.Number:
		return contact.Must(contact.Number(v.Text))
	case ast.Boolean:
		return contact.Boolean(v.Text == "true")
	case ast.Date:
		return contact.Must(contact.Date(v.Text))
	case ast.Today, ast.Day:
		if day, err := c.names.Day(v); err == nil { // as it was when the tree was read
			return contact.Must(contact.Date(day.Text))
		}
	}
	if dated && eval.IsDate(v.Text) {
		return contact.Must(contact.Date(v.Text))
	}
	return contact.Text(v.Text)
}

// anyValue returns some value that a column can have.
func (c *checker) anyValue(of *subject) contact.Value {
	dated := c.isDate(of.Name)
	switch t := c.names.TypeOf(of.Name); {
	case dated:
		return contact.Must(contact.Date("2026-01-15T00:00:00Z")) // which is also right for a column of times
	case t == "number":
		return contact.Int(1)
	case t == "boolean":
		return contact.Boolean(true)
	case t == "tags":
		return contact.Set(unlikely)
	case t == "":
		// Other conditions on the column tell what it is.
		for condition := of.first; condition >= 0; condition = c.nextIn[condition] {
			c.poll.Step(4)
			e := c.tree.Conditions[condition].Expr.(*ast.Column)
			switch {
			case len(e.Values) == 0:
			case e.Op == ast.HasAny || e.Op == ast.HasAll || e.Op == ast.HasNone:
				return contact.Set(unlikely)
			default:
				return c.valueOf(e.Values[0], false)
			}
		}
	}
	return contact.Text(unlikely)
}

// beside adds the values next to a value.
func (v *values) beside(value contact.Value) {
	switch value.Kind() {
	case contact.NumberKind:
		if below, above, ok := numbersBeside(value.Text()); ok {
			v.add(contact.Must(contact.Number(below)))
			v.add(contact.Must(contact.Number(above)))
		}
	case contact.DateKind:
		for _, date := range datesBeside(value.Text()) {
			v.add(contact.Must(contact.Date(date)))
		}
	case contact.BooleanKind:
		v.add(contact.Boolean(value.Text() != "true"))
	default:
		v.poll.Hold(len(value.Text()))
		v.add(contact.Text(value.Text() + unlikely))
	}
}

// maxText is how long a text may be that is written with other letters.
const maxText = 1000

// around adds texts that contain a text or start with it, and one that lacks its last
// character.
func (v *values) around(text string) {
	v.poll.Hold(2 * len(text))
	_, size := utf8.DecodeLastRuneInString(text)
	for _, text := range []string{text, text[:len(text)-size], text + unlikely, unlikely + text} {
		v.add(contact.Text(text))
	}
	if len(text) <= maxText {
		v.addOpen(contact.Text(swapCase(text)))
	}
}

func swapCase(text string) string {
	var swapped strings.Builder
	swapped.Grow(len(text))
	for i := range len(text) {
		b := text[i]
		switch {
		case b >= utf8.RuneSelf:
			return swapLetters(text)
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z':
			b ^= 'a' ^ 'A'
		}
		swapped.WriteByte(b)
	}
	return swapped.String()
}

func swapLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, text)
}
