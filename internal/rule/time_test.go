package rule_test

import (
	"context"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// TestEncodeLooks checks that the context is looked at while one condition is written.
func TestEncodeLooks(t *testing.T) {
	const n = 100_000
	c := condition.ISP{Operator: condition.In, Values: make([]int64, n)}
	ctx := &endedAfter{Context: t.Context(), looks: 3}
	p := poll.New(ctx)
	var written []byte // nothing, unless the work went on to its end
	func() {
		defer func() {
			if !p.Catch(recover()) {
				t.Error("the work did not end")
			}
		}()
		written = rule.Encode(p, nil, &condition.Document{Any: []condition.Group{{All: []condition.Condition{c}}}})
	}()
	if len(written) > 0 {
		t.Errorf("%d bytes were written", len(written))
	}
}

// endedAfter is a context that ends after some looks.
type endedAfter struct {
	context.Context
	looks int
}

func (c *endedAfter) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}
