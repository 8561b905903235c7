package rule_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestEncodeLooks checks that the context is looked at while one condition is written.
func TestEncodeLooks(t *testing.T) {
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
		written = rule.Encode(p, nil, &condition.Document{Any: []condition.Group{{All: []condition.Condition{c}}}})
	}()
	if len(written) > 0 {
		t.Errorf("%d bytes were written", len(written))
	}
}
