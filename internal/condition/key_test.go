package condition

import (
	"fmt"
	"testing"
)

// TestKeysOfConditions checks which conditions are identical: the order and the
// repetition of values in a list do not count, all other differences do.
func TestKeysOfConditions(t *testing.T) {
	field := func(column string, o Operator, values ...Value) Condition { return Field{column, o, values} }
	text, number := func(s string) Value { return Value{Kind: String, Text: s} }, func(s string) Value { return Value{Kind: Number, Text: s} }
	const a, b = "aaaaaaaa-0000-4000-8000-000000000000", "bbbbbbbb-0000-4000-8000-000000000000"
	lists := func(o Operator, ids ...string) Condition { return Membership{o, ids} }
	isps := func(ids ...int64) Condition { return ISP{In, ids} }
	event := func(change func(*Event)) Condition {
		e := Event{Metric: Open, Operator: CountGE, Count: 2, Window: Window{Mode: Last, Days: 3}, Include: []Value{number("1"), number("2")}}
		change(&e)
		return e
	}
	groups := [][]Condition{
		{field("x", In, text("a"), text("b")), field("x", In, text("b"), text("a")), field("x", In, text("a"), text("b"), text("a"))},
		{field("x", In, text("a"))},
		{field("x", NotIn, text("a"), text("b"))},
		{field("y", In, text("a"), text("b"))},
		{field("x", In, text("1"))},
		{field("x", In, number("1"))},
		{field("x", In, number("1.0"))},
		{field("x", In, Value{Kind: Boolean, Text: "true"})},
		{lists(In, a, b), lists(In, b, a), lists(In, a, b, a)},
		{lists(In, a)},
		{lists(NotIn, a, b)},
		{isps(1, 2), isps(2, 1), isps(1, 2, 2), isps(2, 1, 2)},
		{isps(1)},
		{ISP{NotIn, []int64{1, 2}}},
		{
			event(func(*Event) {}), event(func(e *Event) { e.Include = []Value{number("2"), number("1")} }),
			event(func(e *Event) { e.Include = []Value{number("1"), number("2"), number("1")} }),
		},
		{event(func(e *Event) { e.Include, e.Exclude = nil, e.Include })},
		{event(func(e *Event) { e.Include = nil })},
		{event(func(e *Event) { e.Count = 3 })},
		{event(func(e *Event) { e.Operator = CountLE })},
		{event(func(e *Event) { e.Metric = Click })},
		{event(func(e *Event) { e.Window.Days = 4 })},
		{event(func(e *Event) { e.Window.Mode = MoreThan })},
		{event(func(e *Event) { e.Window = Window{} })},
	}
	known := map[string]int{}
	for i, group := range groups {
		for j, c := range group {
			before := fmt.Sprint(c)
			at, seen := known[Key(c)]
			if seen != (j > 0) || seen && at != i {
				t.Errorf("group %d, condition %d: %s is known: %v, of group %d", i, j, Key(c), seen, at)
			}
			known[Key(c)] = i
			if fmt.Sprint(c) != before {
				t.Errorf("Key has changed %s to %v", before, c)
			}
		}
	}
}
