package rule_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/rule"
)

// TestEqual checks that everything a condition has counts, and that order does.
func TestEqual(t *testing.T) {
	text := func(s string) rule.Value { return rule.Value{Text: s} }
	different := []rule.Condition{
		rule.Field{Column: "a", Operator: rule.IsNull},
		rule.Field{Column: "b", Operator: rule.IsNull},
		rule.Field{Column: "a", Operator: rule.IsNotNull},
		rule.Field{Column: "a", Operator: rule.Equals, Values: []rule.Value{text("1")}},
		rule.Field{Column: "a", Operator: rule.Equals, Values: []rule.Value{{Kind: rule.Number, Text: "1"}}},
		rule.Field{Column: "a", Operator: rule.Equals, Values: []rule.Value{{Kind: rule.Number, Text: "1.0"}}},
		rule.Field{Column: "a", Operator: rule.In, Values: []rule.Value{text("1"), text("2")}},
		rule.Field{Column: "a", Operator: rule.In, Values: []rule.Value{text("2"), text("1")}},
		rule.Field{Column: "a", Operator: rule.In, Values: []rule.Value{text("2")}},
		rule.Event{Metric: rule.Open, Operator: rule.Ever},
		rule.Event{Metric: rule.Click, Operator: rule.Ever},
		rule.Event{Metric: rule.Open, Operator: rule.Never},
		rule.Event{Metric: rule.Open, Operator: rule.CountGE, Count: 1},
		rule.Event{Metric: rule.Open, Operator: rule.CountGE, Count: 2},
		rule.Event{Metric: rule.Open, Operator: rule.Ever, Window: rule.Window{Mode: rule.Last, Days: 1}},
		rule.Event{Metric: rule.Open, Operator: rule.Ever, Window: rule.Window{Mode: rule.MoreThan, Days: 1}},
		rule.Event{Metric: rule.Open, Operator: rule.Ever, Window: rule.Window{Mode: rule.Last, Days: 2}},
		rule.Event{Metric: rule.Open, Operator: rule.Ever, Include: []rule.Value{text("x")}},
		rule.Event{Metric: rule.Open, Operator: rule.Ever, Exclude: []rule.Value{text("x")}},
		rule.Membership{Operator: rule.In, Lists: []string{"l"}},
		rule.Membership{Operator: rule.NotIn, Lists: []string{"l"}},
		rule.Membership{Operator: rule.In, Lists: []string{"l", "m"}},
		rule.ISP{Operator: rule.In, Values: []int64{1}},
		rule.ISP{Operator: rule.NotIn, Values: []int64{1}},
		rule.ISP{Operator: rule.In, Values: []int64{2}},
	}
	group := func(all ...rule.Condition) *rule.Document {
		return &rule.Document{Any: []rule.Group{{All: all}}}
	}
	for i, a := range different {
		for j, b := range different {
			if got := rule.Equal(nil, group(a), group(b)); got != (i == j) {
				t.Errorf("%#v and %#v: got %v", a, b, got)
			}
		}
	}
	a, b := different[0], different[1]
	apart := &rule.Document{Any: []rule.Group{{All: []rule.Condition{a}}, {All: []rule.Condition{b}}}}
	for _, d := range []*rule.Document{group(a), group(b, a), group(a, b, b), apart} {
		if rule.Equal(nil, group(a, b), d) || rule.Equal(nil, d, group(a, b)) {
			t.Errorf("%#v counts as the same", d)
		}
	}
	if !rule.Equal(nil, group(rule.Field{Column: "\xff\xfe"}), group(rule.Field{Column: "\ufffd\ufffd", Values: []rule.Value{}})) {
		t.Error("bytes that are not UTF-8 are not what they are written as")
	}
}

// TestEqualBodies checks that every member of a body counts.
func TestEqualBodies(t *testing.T) {
	document := func(id int64) *rule.Document {
		return &rule.Document{Any: []rule.Group{{All: []rule.Condition{rule.ISP{Operator: rule.In, Values: []int64{id}}}}}}
	}
	body := rule.Body{Name: "n", Color: "#7cb7de", Lists: []string{"l"}, Description: "d", Rules: document(1)}
	for i, change := range []func(*rule.Body){
		func(*rule.Body) {},
		func(b *rule.Body) { b.Name = "" },
		func(b *rule.Body) { b.Color = "" },
		func(b *rule.Body) { b.Lists = nil },
		func(b *rule.Body) { b.Description = "" },
		func(b *rule.Body) { b.Rules = document(2) },
	} {
		other := body
		change(&other)
		if got := rule.EqualBodies(nil, &body, &other); got != (i == 0) {
			t.Errorf("change %d: got %v", i, got)
		}
	}
}
