// Package byhand has documents that are written by hand, for the tests of what judges
// documents: each rule has some that say the same and others that do not. It uses
// nothing of what they are given to.
//
//   - conditions.go makes conditions and documents
//   - cases.go has the rules with their documents
package byhand

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// Field is a condition on a column. A value is a text, a truth value or an int.
func Field(column string, o condition.Operator, values ...any) condition.Condition {
	f := condition.Field{Column: column, Operator: o}
	for _, v := range values {
		switch v := v.(type) {
		case string:
			f.Values = append(f.Values, condition.Value{Kind: condition.String, Text: v})
		case bool:
			f.Values = append(f.Values, condition.Value{Kind: condition.Boolean, Text: fmt.Sprint(v)})
		default:
			f.Values = append(f.Values, condition.Value{Kind: condition.Number, Text: fmt.Sprint(v)})
		}
	}
	return f
}

// Number is a condition with a number that is written so.
func Number(column string, o condition.Operator, text string) condition.Condition {
	return condition.Field{Column: column, Operator: o, Values: []condition.Value{{Kind: condition.Number, Text: text}}}
}

// Event is an event condition without a window, changed as a test likes.
func Event(m condition.Metric, o condition.Operator, count int64, changes ...func(*condition.Event)) condition.Condition {
	e := condition.Event{Metric: m, Operator: o, Count: count}
	for _, change := range changes {
		change(&e)
	}
	return e
}

// Window gives an event a window.
func Window(mode condition.WindowMode, days int) func(*condition.Event) {
	return func(e *condition.Event) { e.Window = condition.Window{Mode: mode, Days: days} }
}

// Campaigns lets an event count for some campaigns only.
func Campaigns(ids ...int) func(*condition.Event) {
	return func(e *condition.Event) {
		for _, id := range ids {
			e.Include = append(e.Include, condition.Value{Kind: condition.Number, Text: fmt.Sprint(id)})
		}
	}
}

// Except lets an event count for all campaigns but some.
func Except(ids ...int) func(*condition.Event) {
	return func(e *condition.Event) {
		Campaigns(ids...)(e)
		e.Include, e.Exclude = nil, e.Include
	}
}

// ISP is a condition on the provider of a contact.
func ISP(o condition.Operator, ids ...int64) condition.Condition {
	return condition.ISP{Operator: o, Values: ids}
}

// Lists is a condition on contact lists. A letter is a list whose id begins with it,
// eight times.
func Lists(o condition.Operator, letters string) condition.Condition {
	m := condition.Membership{Operator: o}
	for _, letter := range letters {
		m.Lists = append(m.Lists, strings.Repeat(string(letter), 8)+"-0000-4000-8000-000000000000")
	}
	return m
}

// Document is a document of groups.
func Document(groups ...[]condition.Condition) *condition.Document {
	d := &condition.Document{}
	for _, g := range groups {
		d.Any = append(d.Any, condition.Group{All: g})
	}
	return d
}

// Group is the conditions of a group.
func Group(list ...condition.Condition) []condition.Condition { return list }
