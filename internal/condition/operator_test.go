package condition_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/condition"
)

// TestOppositeIsItsOwnInverse checks every operator, and numbers that are not one.
// That an operator and its opposite never agree is checked in internal/theory, by the
// judge.
func TestOppositeIsItsOwnInverse(t *testing.T) {
	without := map[condition.Operator]bool{
		0: true, condition.StartsWith: true, condition.HasAll: true, condition.Ever: true, condition.Never: true,
		condition.CountGE: true, condition.CountLE: true, condition.CountEQ: true,
	}
	for n := range 256 {
		o := condition.Operator(n)
		opposite, ok := o.Opposite()
		if ok == (without[o] || o > condition.CountEQ) || !ok && opposite != 0 {
			t.Errorf("the opposite of operator %d is %d, %v", o, opposite, ok)
		}
		if back, _ := opposite.Opposite(); ok && (opposite == o || back != o || opposite.Arity() != o.Arity()) {
			t.Errorf("the opposite of operator %d is %d, whose opposite is %d", o, opposite, back)
		}
	}
}

// TestNegative checks that the negative operators are those that hold where a
// value is not the one that is meant, and that their opposites are not negative.
func TestNegative(t *testing.T) {
	for o := condition.Equals; o <= condition.CountEQ; o++ {
		negative := o == condition.NotEquals || o == condition.NotContains || o == condition.NotIn || o == condition.HasNone
		opposite, _ := o.Opposite()
		if o.Negative() != negative || negative && opposite.Negative() {
			t.Errorf("operator %d is negative: %v; its opposite %d: %v", o, o.Negative(), opposite, opposite.Negative())
		}
	}
}

// TestValues checks what counts as a value of each kind of condition.
func TestValues(t *testing.T) {
	two := []condition.Value{{Text: "a"}, {Text: "b"}}
	for want, cs := range map[int][]condition.Condition{
		0: {condition.Field{Operator: condition.IsNull}, condition.Event{}, condition.Membership{}, condition.ISP{}},
		2: {
			condition.Field{Operator: condition.In, Values: two},
			condition.Event{Include: two},
			condition.Event{Exclude: two},
			condition.Membership{Lists: []string{"a", "b"}},
			condition.ISP{Values: []int64{1, 2}},
		},
	} {
		for _, c := range cs {
			if got := condition.Values(c); got != want {
				t.Errorf("%#v has %d values", c, got)
			}
		}
	}
}

// TestSameEvents checks that two conditions count the same events unless they differ in
// more than their operator and count.
func TestSameEvents(t *testing.T) {
	two := []condition.Value{{Text: "a"}, {Text: "b"}}
	base := condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: 2, Window: condition.Window{Mode: condition.Last, Days: 3}, Include: two}
	for i, change := range []func(*condition.Event){
		func(e *condition.Event) { e.Operator, e.Count = condition.CountLE, 7 },
		func(e *condition.Event) { e.Metric = condition.Click },
		func(e *condition.Event) { e.Window.Days = 4 },
		func(e *condition.Event) { e.Include = two[:1] },
		func(e *condition.Event) { e.Include = []condition.Value{two[1], two[0]} },
		func(e *condition.Event) { e.Include, e.Exclude = nil, two },
	} {
		other := base
		change(&other)
		if got := condition.SameEvents(nil, base, other); got != (i == 0) {
			t.Errorf("change %d: %v", i, got)
		}
	}
}
