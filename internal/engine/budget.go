package engine

import "github.com/segc-lang/segc/internal/poll"

// DefaultJudged bounds the conditions that the evaluator looks at in the search
// for contacts to show: a million take about 0.3 s. Contacts of rules that
// people write are found in some thousands.
const DefaultJudged = 2_000_000

// Budget bounds the conditions that the evaluator looks at, counting one that
// looks at several events or values as often.
type Budget struct {
	Max     int
	Spent   int
	stopped bool
}

// NewBudget returns the budget that limits allow.
func NewBudget(limits Limits) *Budget { return &Budget{Max: limits.Judged} }

// take takes so much from the budget, and reports false when it is used up. The
// poll counts it as work.
func (b *Budget) take(n int, p *poll.Poll) bool {
	if b.stopped || n > b.Max-b.Spent {
		b.stopped = true
		return false
	}
	b.Spent += n
	p.Step(16 * n)
	return true
}
