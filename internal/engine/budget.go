package engine

// DefaultJudged bounds the conditions that the evaluator looks at in the search
// for contacts to show: a million take about 0.3 s. Contacts of rules that
// people write are found in some thousands.
const DefaultJudged = 2_000_000

// Budget bounds the conditions that the evaluator looks at, counting one that
// looks at several events or values as often.
type Budget struct {
	Max   int
	Spent int
	// asked is Spent when it was last asked whether to stop.
	asked   int
	stopped bool
}

// NewBudget returns the budget that limits allow.
func NewBudget(limits Limits) *Budget { return &Budget{Max: limits.Judged} }

// take takes so much from the budget, and reports false when it is used up or
// the work shall end.
func (b *Budget) take(n int, stop func() bool) bool {
	const often = 10_000 // about a millisecond
	if b.stopped || n > b.Max-b.Spent {
		b.stopped = true
		return false
	}
	b.Spent += n
	if stop != nil && b.Spent >= b.asked+often {
		b.asked = b.Spent
		b.stopped = stop()
	}
	return !b.stopped
}
