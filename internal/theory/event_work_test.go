package theory

import (
	"context"
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// manyEvents returns n conditions on events.
func manyEvents(n int, c func(i int, e *condition.Event)) []Atom {
	atoms := make([]Atom, n)
	for i := range atoms {
		e := condition.Event{Metric: condition.Open, Operator: condition.Ever}
		c(i, &e)
		atoms[i] = Atom{Condition: e}
	}
	return atoms
}

func ids(numbers ...int) []condition.Value {
	var out []condition.Value
	for _, n := range numbers {
		out = append(out, condition.Value{Kind: condition.Number, Text: fmt.Sprint(n)})
	}
	return out
}

// TestWorkOnCampaignsIsBounded counts the steps of what takes apart as many
// campaigns and windows as a rule has room for.
func TestWorkOnCampaignsIsBounded(t *testing.T) {
	t.Parallel()
	last := func(i int) condition.Window { return condition.Window{Mode: condition.Last, Days: 1 + i%90} }
	long := func(i int) condition.Window { return condition.Window{Mode: condition.MoreThan, Days: 1 + i%90} }
	for _, test := range []struct {
		name      string
		condition func(i int, e *condition.Event)
	}{
		{"a campaign each", func(i int, e *condition.Event) { e.Include = ids(i) }},
		{"pairs of campaigns, clicks", func(i int, e *condition.Event) { e.Metric, e.Include = condition.Click, ids(i, i+1) }},
		{"all but pairs, counts, windows", func(i int, e *condition.Event) {
			e.Operator, e.Count, e.Exclude, e.Window = condition.CountGE, int64(1+i%9), ids(i, i+1), last(i)
		}},
		{"all but one, long ago", func(i int, e *condition.Event) { e.Exclude, e.Window = ids(i), long(i) }},
		{"pairs, windows", func(i int, e *condition.Event) { e.Include, e.Window = ids(i, i+1), last(i) }},
		{"of and all but, both windows", func(i int, e *condition.Event) {
			if i%2 == 0 {
				e.Include, e.Window = ids(i, i+7), last(i)
			} else {
				e.Exclude, e.Window = ids(i), long(i*7)
			}
		}},
		{"clicks, few campaigns, many windows", func(i int, e *condition.Event) {
			e.Metric, e.Include, e.Window = condition.Click, ids(i%7, i%5), condition.Window{Mode: condition.Last, Days: 1 + i}
		}},
	} {
		for _, n := range []int{120, 450, 990, 1500} {
			t.Run(fmt.Sprint(test.name, " ", n), func(t *testing.T) {
				t.Parallel()
				ctx := polltest.New(context.Background())
				limits := DefaultLimits()
				limits.Poll = poll.New(ctx)
				for _, s := range Spaces(manyEvents(n, test.condition), Column{}, limits) {
					s.Subjects(nil)
				}
				if ctx.Count > mostLooks {
					t.Errorf("%d looks, %d million steps", ctx.Count, ctx.Count*poll.Every>>20)
				}
				t.Log(ctx.Count)
			})
		}
	}
}

// mostLooks is how often a Poll may look at its context: 200 million steps.
const mostLooks = 200 << 20 / poll.Every
