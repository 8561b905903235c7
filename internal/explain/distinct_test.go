package explain_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/explain"
)

// TestEveryGroupIsSaidAsItIsWritten checks that a condition is said with its values in its own
// order, though another group has the same condition in another order, by itself and in a range.
func TestEveryGroupIsSaidAsItIsWritten(t *testing.T) {
	in := func(values ...string) condition.Condition {
		f := condition.Field{Column: "plan", Operator: condition.In}
		for _, v := range values {
			f.Values = append(f.Values, condition.Value{Text: v})
		}
		return f
	}
	opened := func(o condition.Operator, n int64, campaigns ...string) condition.Condition {
		e := condition.Event{Metric: condition.Open, Operator: o, Count: n}
		for _, id := range campaigns {
			e.Include = append(e.Include, condition.Value{Kind: condition.Number, Text: id})
		}
		return e
	}
	document := &condition.Document{Any: []condition.Group{
		{All: []condition.Condition{in("a", "b"), opened(condition.CountGE, 2, "1", "2"), opened(condition.CountLE, 4, "1", "2")}},
		{All: []condition.Condition{in("b", "a"), opened(condition.CountGE, 2, "2", "1"), opened(condition.CountLE, 4, "2", "1")}},
		{All: []condition.Condition{in("a", "b"), opened(condition.CountLE, 4, "1", "2"), opened(condition.CountGE, 2, "1", "2")}},
	}}
	e := explain.Explain(explain.Input{Document: document})
	said := map[string]bool{}
	for i, g := range e.Groups {
		alone := explain.Explain(explain.Input{Document: &condition.Document{Any: document.Any[i : i+1]}})
		if g.Sentence != alone.Groups[0].Sentence {
			t.Errorf("group %d is said as %q, but by itself as %q", i+1, g.Sentence, alone.Groups[0].Sentence)
		}
		said[g.Sentence] = true
	}
	if len(said) != 2 {
		t.Errorf("the groups are said in %d ways: %v", len(said), said)
	}
}
