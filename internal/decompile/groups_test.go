package decompile

import (
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/rule"
)

// TestIDsAreWrittenInLowerCase checks that an id is one id, however it is written.
func TestIDsAreWrittenInLowerCase(t *testing.T) {
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	upper := strings.ToUpper(id)
	value := func(text string) rule.Value { return rule.Value{Kind: rule.String, Text: text} }
	for _, c := range []struct{ in, want rule.Condition }{
		{rule.Membership{Operator: rule.In, Lists: []string{upper, id}}, rule.Membership{Operator: rule.In, Lists: []string{id}}},
		{
			rule.Event{Metric: rule.Open, Operator: rule.Ever, Include: []rule.Value{value(upper), value(id)}},
			rule.Event{Metric: rule.Open, Operator: rule.Ever, Include: []rule.Value{value(id)}},
		},
		{
			rule.Event{Metric: rule.Open, Operator: rule.Ever, Exclude: []rule.Value{value(upper)}},
			rule.Event{Metric: rule.Open, Operator: rule.Ever, Exclude: []rule.Value{value(id)}},
		},
		{
			rule.Field{Column: "x", Operator: rule.In, Values: []rule.Value{value(upper), value(id), value(id)}},
			rule.Field{Column: "x", Operator: rule.In, Values: []rule.Value{value(upper), value(id)}},
		},
		{rule.ISP{Operator: rule.In, Values: []int64{2, 1, 2}}, rule.ISP{Operator: rule.In, Values: []int64{2, 1}}},
	} {
		g := group(nil, &rule.Document{Any: []rule.Group{{All: []rule.Condition{c.in}}, {All: []rule.Condition{c.want}}}})
		got := string(rule.AppendCondition(nil, g.conditions[0]))
		if want := string(rule.AppendCondition(nil, c.want)); len(g.conditions) != 1 || len(g.members) != 1 || got != want {
			t.Errorf("got %d conditions in %d groups, %s, want %s", len(g.conditions), len(g.members), got, want)
		}
	}
}

// TestIncludes compares the lists of atoms with plain loops over them.
func TestIncludes(t *testing.T) {
	list := func(set int) (atoms []int32) {
		for a := range int32(5) {
			if set>>a&1 != 0 {
				atoms = append(atoms, 2*a)
			}
		}
		return atoms
	}
	for a := range 32 {
		for b := range 32 {
			if got := includes(list(a), list(b)); got != (b&^a == 0) {
				t.Errorf("%v includes %v: %v", list(a), list(b), got)
			}
			if got := without(list(a), list(b)); !slices.Equal(got, list(a&^b)) {
				t.Errorf("%v without %v is %v", list(a), list(b), got)
			}
			if got := common([]cube{{atoms: list(a)}, {atoms: list(b)}}); !slices.Equal(got, list(a&b)) {
				t.Errorf("%v and %v have %v in common", list(a), list(b), got)
			}
		}
	}
}

// TestBetweenKeepsItsBounds checks which bounds of a count become a range.
func TestBetweenKeepsItsBounds(t *testing.T) {
	bound := func(o rule.Operator, n int64) rule.Condition {
		return rule.Event{Metric: rule.Open, Operator: o, Count: n}
	}
	n := &names{}
	for _, c := range []struct {
		low, high rule.Condition
		want      bool
	}{
		{bound(rule.CountGE, 2), bound(rule.CountLE, 5), true},
		{bound(rule.CountGE, 2), bound(rule.CountLE, 2), true},
		{bound(rule.CountGE, 3), bound(rule.CountLE, 2), false},
		{bound(rule.CountGE, 0), bound(rule.CountLE, 2), false},
		{bound(rule.CountLE, 2), bound(rule.CountGE, 5), false},
		{bound(rule.CountGE, 2), bound(rule.CountEQ, 5), false},
		{bound(rule.CountGE, 2), rule.Event{Metric: rule.Click, Operator: rule.CountLE, Count: 5}, false},
	} {
		if _, got := n.between(c.low, c.high); got != c.want {
			t.Errorf("%v and %v become a range: %v", c.low, c.high, got)
		}
	}
}
