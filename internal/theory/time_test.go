package theory

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestSpacesLook checks that the context is looked at while spaces are made of many
// conditions that have nothing to do with each other, or of two of many values.
func TestSpacesLook(t *testing.T) {
	const n, large = 2000, 50_000
	apart := make([]Atom, n)
	for i := range apart {
		apart[i] = Atom{Condition: condition.Membership{Operator: condition.In, Lists: []string{fmt.Sprint(i)}}}
	}
	list := func(from int, value func(i int) condition.Value) []Atom {
		a := condition.Field{Column: "c", Operator: condition.In, Values: make([]condition.Value, large)}
		for i := range large {
			a.Values[i] = value(from + i)
		}
		b := a
		b.Values = a.Values[large/2:]
		return []Atom{{Condition: a}, {Condition: b}}
	}
	number := func(i int) condition.Value { return condition.Value{Kind: condition.Number, Text: fmt.Sprint(i)} }
	text := func(i int) condition.Value { return condition.Value{Text: fmt.Sprint(i)} }
	date := func(i int) condition.Value { return condition.Value{Text: fmt.Sprintf("2026-05-%02d", 1+i%28)} }
	for _, c := range []struct {
		name   string
		atoms  []Atom
		column Column
		least  int
	}{
		{"lists apart", apart, Column{}, 1000},
		{"numbers", list(0, number), Column{Type: column.Number}, 70},
		{"texts", list(0, text), Column{Type: column.Text}, 90},
		{"dates", list(0, date), Column{}, 130},
	} {
		ctx := polltest.New(t.Context())
		limits := DefaultLimits()
		limits.Poll = poll.New(ctx)
		Spaces(c.atoms, c.column, limits)
		if ctx.Count < c.least {
			t.Errorf("%s: %d looks, expected %d", c.name, ctx.Count, c.least)
		}
	}
}
