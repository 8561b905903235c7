package compile

import (
	"context"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
)

// Side returns the rule of the result for a comparison. The compilation must
// have had a rule and no errors.
func (r *Result) Side() *prove.Side { return r.side() }

// Written returns the size of the plain expansion. It reports false if the rule
// has none within the limits, or when the context ends.
func (r *Result) Written(ctx context.Context) (groups, conditions int, ok bool) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			groups, conditions, ok = 0, 0, false
		}
	}()
	return r.expanded(p)
}

// Program returns the files of the rule and what their names mean; nothing but its own
// file if the context ended before that was known.
func (r *Result) Program() *resolve.Program { return r.program }
