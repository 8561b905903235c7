package condition_test

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestKeyLooks checks that the context is looked at while the key of one condition of
// many values is made: while they are sorted, and then while they are written.
func TestKeyLooks(t *testing.T) {
	const n = 100_000
	for _, c := range []struct {
		name  string
		place func(i int) int
		least int
	}{
		{"rising", func(i int) int { return n + i }, n / 4000},
		{"apart", func(i int) int { return n + i*7919%n }, n / 1000},
	} {
		values, texts, numbers := make([]condition.Value, n), make([]string, n), make([]int64, n)
		for i := range n {
			at := c.place(i)
			values[i], texts[i], numbers[i] = condition.Value{Text: fmt.Sprint(at)}, fmt.Sprint(at), int64(at)
		}
		for name, stated := range map[string]condition.Condition{
			"values":          condition.Field{Column: "c", Operator: condition.In, Values: values},
			"campaigns":       condition.Event{Metric: condition.Open, Operator: condition.Ever, Include: values},
			"other campaigns": condition.Event{Metric: condition.Open, Operator: condition.Ever, Exclude: values},
			"lists":           condition.Membership{Operator: condition.In, Lists: texts},
			"ISPs":            condition.ISP{Operator: condition.In, Values: numbers},
		} {
			ctx := polltest.New(t.Context())
			key := condition.KeyWithin(poll.New(ctx), stated)
			if ctx.Count < c.least {
				t.Errorf("%s, %s: %d looks, expected %d", name, c.name, ctx.Count, c.least)
			}
			if key != condition.Key(stated) {
				t.Errorf("%s, %s: the key depends on the poll", name, c.name)
			}
		}
	}
}

// TestKeyEnds checks that a context that ends ends the making of a key.
func TestKeyEnds(t *testing.T) {
	const n = 100_000
	c := condition.ISP{Operator: condition.In, Values: make([]int64, n)}
	ctx := &polltest.Ending{Context: t.Context(), Looks: 3}
	p := poll.New(ctx)
	var written []byte // nothing, unless the work went on to its end
	func() {
		defer func() {
			if !p.Catch(recover()) {
				t.Error("the work did not end")
			}
		}()
		written = condition.AppendKey(p, nil, c)
	}()
	if len(written) > 0 {
		t.Errorf("%d bytes were written", len(written))
	}
}
