package decompile

import (
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
)

// TestIDsAreWrittenInLowerCase checks that an id is one id, however it is written.
func TestIDsAreWrittenInLowerCase(t *testing.T) {
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	upper := strings.ToUpper(id)
	value := func(text string) condition.Value { return condition.Value{Kind: condition.String, Text: text} }
	for _, c := range []struct{ in, want condition.Condition }{
		{condition.Membership{Operator: condition.In, Lists: []string{upper, id}}, condition.Membership{Operator: condition.In, Lists: []string{id}}},
		{
			condition.Event{Metric: condition.Open, Operator: condition.Ever, Include: []condition.Value{value(upper), value(id)}},
			condition.Event{Metric: condition.Open, Operator: condition.Ever, Include: []condition.Value{value(id)}},
		},
		{
			condition.Event{Metric: condition.Open, Operator: condition.Ever, Exclude: []condition.Value{value(upper)}},
			condition.Event{Metric: condition.Open, Operator: condition.Ever, Exclude: []condition.Value{value(id)}},
		},
		{
			condition.Field{Column: "x", Operator: condition.In, Values: []condition.Value{value(upper), value(id), value(id)}},
			condition.Field{Column: "x", Operator: condition.In, Values: []condition.Value{value(upper), value(id)}},
		},
		{condition.ISP{Operator: condition.In, Values: []int64{2, 1, 2}}, condition.ISP{Operator: condition.In, Values: []int64{2, 1}}},
	} {
		g := group(nil, numberedOf(nil, &condition.Document{Any: []condition.Group{{All: []condition.Condition{c.in}}, {All: []condition.Condition{c.want}}}}))
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
	bound := func(o condition.Operator, n int64) condition.Condition {
		return condition.Event{Metric: condition.Open, Operator: o, Count: n}
	}
	n := &names{}
	for _, c := range []struct {
		low, high condition.Condition
		want      bool
	}{
		{bound(condition.CountGE, 2), bound(condition.CountLE, 5), true},
		{bound(condition.CountGE, 2), bound(condition.CountLE, 2), true},
		{bound(condition.CountGE, 3), bound(condition.CountLE, 2), false},
		{bound(condition.CountGE, 0), bound(condition.CountLE, 2), false},
		{bound(condition.CountLE, 2), bound(condition.CountGE, 5), false},
		{bound(condition.CountGE, 2), bound(condition.CountEQ, 5), false},
		{bound(condition.CountGE, 2), condition.Event{Metric: condition.Click, Operator: condition.CountLE, Count: 5}, false},
	} {
		if _, got := n.between(c.low, c.high); got != c.want {
			t.Errorf("%v and %v become a range: %v", c.low, c.high, got)
		}
	}
}
