package rule

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/rulesjson"
)

// TestConvert checks a condition of every kind, with every member.
func TestConvert(t *testing.T) {
	value := func(text string) []condition.Value { return []condition.Value{{Kind: condition.Number, Text: text}} }
	d := &condition.Document{}
	public := &rulesjson.Document{}
	for _, c := range []struct {
		inside condition.Condition
		public rulesjson.Condition
	}{
		{
			condition.Field{Column: "x", Operator: condition.HasAny, Values: value("1")},
			rulesjson.Field{Column: "x", Operator: rulesjson.HasAny, Values: value("1")},
		},
		{
			condition.Event{
				Metric: condition.Open, Operator: condition.CountGE, Count: 2, Window: condition.Window{Mode: condition.Last, Days: 3}, Include: value("4"),
			},
			rulesjson.Activity{
				Metric: rulesjson.Open, Operator: rulesjson.CountAtLeast, Count: 2, Window: rulesjson.Window{Mode: rulesjson.Last, Days: 3}, Include: value("4"),
			},
		},
		{
			condition.Event{Metric: condition.Click, Operator: condition.Never, Exclude: value("5")},
			rulesjson.Activity{Metric: rulesjson.Click, Operator: rulesjson.Never, Exclude: value("5")},
		},
		{
			condition.Event{Metric: condition.Unsubscribe, Operator: condition.CountEQ, Count: 6, Window: condition.Window{Mode: condition.MoreThan, Days: 7}},
			rulesjson.Deliverability{
				Metric: rulesjson.Unsubscribe, Operator: rulesjson.CountEquals, Count: 6, Window: rulesjson.Window{Mode: rulesjson.MoreThan, Days: 7},
			},
		},
		{
			condition.Membership{Operator: condition.NotIn, Lists: []string{"8"}},
			rulesjson.Membership{Operator: rulesjson.NotIn, Lists: []string{"8"}},
		},
		{
			condition.ISP{Operator: condition.In, Values: []int64{9}},
			rulesjson.ISP{Operator: rulesjson.In, Values: []int64{9}},
		},
	} {
		last := len(d.Any)
		if last%2 == 0 {
			d.Any, public.Any = append(d.Any, condition.Group{}), append(public.Any, rulesjson.Group{})
			last++
		}
		d.Any[last-1].All = append(d.Any[last-1].All, c.inside)
		public.Any[last-1].All = append(public.Any[last-1].All, c.public)
	}
	if diff := cmp.Diff(public, Document(d)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(d, Conditions(public)); diff != "" {
		t.Error(diff)
	}
	all := Document(d).Any[0].All
	if _ = append(all, nil); len(Document(d).Any) != len(d.Any) || cap(all) != len(all) {
		t.Error("a group that grows writes over the next one")
	}
	if n := testing.AllocsPerRun(10, func() { Document(d) }); n > 9 {
		t.Errorf("%v allocations for six conditions", n)
	}
}
