package condition_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/condition"
)

// TestEqual checks that everything a condition has counts, and that order does.
func TestEqual(t *testing.T) {
	text := func(s string) condition.Value { return condition.Value{Text: s} }
	different := []condition.Condition{
		condition.Field{Column: "a", Operator: condition.IsNull},
		condition.Field{Column: "b", Operator: condition.IsNull},
		condition.Field{Column: "a", Operator: condition.IsNotNull},
		condition.Field{Column: "a", Operator: condition.Equals, Values: []condition.Value{text("1")}},
		condition.Field{Column: "a", Operator: condition.Equals, Values: []condition.Value{{Kind: condition.Number, Text: "1"}}},
		condition.Field{Column: "a", Operator: condition.Equals, Values: []condition.Value{{Kind: condition.Number, Text: "1.0"}}},
		condition.Field{Column: "a", Operator: condition.In, Values: []condition.Value{text("1"), text("2")}},
		condition.Field{Column: "a", Operator: condition.In, Values: []condition.Value{text("2"), text("1")}},
		condition.Field{Column: "a", Operator: condition.In, Values: []condition.Value{text("2")}},
		condition.Event{Metric: condition.Open, Operator: condition.Ever},
		condition.Event{Metric: condition.Click, Operator: condition.Ever},
		condition.Event{Metric: condition.Open, Operator: condition.Never},
		condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: 1},
		condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: 2},
		condition.Event{Metric: condition.Open, Operator: condition.Ever, Window: condition.Window{Mode: condition.Last, Days: 1}},
		condition.Event{Metric: condition.Open, Operator: condition.Ever, Window: condition.Window{Mode: condition.MoreThan, Days: 1}},
		condition.Event{Metric: condition.Open, Operator: condition.Ever, Window: condition.Window{Mode: condition.Last, Days: 2}},
		condition.Event{Metric: condition.Open, Operator: condition.Ever, Include: []condition.Value{text("x")}},
		condition.Event{Metric: condition.Open, Operator: condition.Ever, Exclude: []condition.Value{text("x")}},
		condition.Membership{Operator: condition.In, Lists: []string{"l"}},
		condition.Membership{Operator: condition.NotIn, Lists: []string{"l"}},
		condition.Membership{Operator: condition.In, Lists: []string{"l", "m"}},
		condition.ISP{Operator: condition.In, Values: []int64{1}},
		condition.ISP{Operator: condition.NotIn, Values: []int64{1}},
		condition.ISP{Operator: condition.In, Values: []int64{2}},
	}
	group := func(all ...condition.Condition) *condition.Document {
		return &condition.Document{Any: []condition.Group{{All: all}}}
	}
	for i, a := range different {
		for j, b := range different {
			if got := condition.Equal(nil, group(a), group(b)); got != (i == j) {
				t.Errorf("%#v and %#v: got %v", a, b, got)
			}
		}
	}
	a, b := different[0], different[1]
	apart := &condition.Document{Any: []condition.Group{{All: []condition.Condition{a}}, {All: []condition.Condition{b}}}}
	for _, d := range []*condition.Document{group(a), group(b, a), group(a, b, b), apart} {
		if condition.Equal(nil, group(a, b), d) || condition.Equal(nil, d, group(a, b)) {
			t.Errorf("%#v counts as the same", d)
		}
	}
	if !condition.Equal(nil, group(condition.Field{Column: "\xff\xfe"}), group(condition.Field{Column: "\ufffd\ufffd", Values: []condition.Value{}})) {
		t.Error("bytes that are not UTF-8 are not what they are written as")
	}
}
