package formula

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
)

// event lowers a condition on events, or its opposite. The platform compares a
// count with ≥, ≤ and =; everything else becomes one or two of these.
func (r *Rule) event(e *ast.Event, t *check.Typed, negated bool, at diag.Location) *Formula {
	f := r.eventFormula(e, t, negated, at)
	emptyRange := e.Op == ast.CountBetween && (f.Kind == True) == negated // said by its check
	if (f.Kind == True || f.Kind == False) && !emptyRange && r.made == 0 {
		r.Constants = append(r.Constants, Constant{at, (f.Kind == True) != negated})
	}
	return f
}

func (r *Rule) eventFormula(e *ast.Event, t *check.Typed, negated bool, at diag.Location) *Formula {
	base, n := eventBase(e, t), t.Counts
	atLeast := func(n int64) *Formula { return r.atLeast(base, n, at) }
	atMost := func(n int64) *Formula { return r.atMost(base, n, at) }
	switch op := e.Op; {
	case op == ast.Ever && !negated, op == ast.Never && negated:
		return r.counted(base, condition.Ever, 0, at)
	case op == ast.Ever, op == ast.Never:
		if condition.Activity(base.Metric) {
			return r.counted(base, condition.Never, 0, at)
		}
		return r.counted(base, condition.CountEQ, 0, at)
	case op == ast.CountEqual && !negated, op == ast.CountNotEqual && negated:
		return r.counted(base, condition.CountEQ, n[0], at)
	case op == ast.CountEqual, op == ast.CountNotEqual:
		return Combine([]*Formula{atMost(n[0] - 1), atLeast(n[0] + 1)}, nil, true, at)
	case op == ast.CountGreater && !negated, op == ast.CountLessEqual && negated:
		return atLeast(n[0] + 1)
	case op == ast.CountGreater, op == ast.CountLessEqual:
		return atMost(n[0])
	case op == ast.CountGreaterEqual && !negated, op == ast.CountLess && negated:
		return atLeast(n[0])
	case op == ast.CountGreaterEqual, op == ast.CountLess:
		return atMost(n[0] - 1)
	case op == ast.CountBetween && !negated:
		if n[0] > n[1] {
			return r.constant(false, at)
		}
		return Combine([]*Formula{atLeast(n[0]), atMost(n[1])}, nil, false, at)
	default:
		if n[0] > n[1] {
			return r.constant(true, at)
		}
		return Combine([]*Formula{atMost(n[0] - 1), atLeast(n[1] + 1)}, nil, true, at)
	}
}

func (r *Rule) atLeast(base condition.Event, n int64, at diag.Location) *Formula {
	if n <= 0 {
		return r.constant(true, at)
	}
	return r.counted(base, condition.CountGE, n, at)
}

func (r *Rule) atMost(base condition.Event, n int64, at diag.Location) *Formula {
	if n < 0 {
		return r.constant(false, at)
	}
	return r.counted(base, condition.CountLE, n, at)
}

func (r *Rule) counted(base condition.Event, operator condition.Operator, n int64, at diag.Location) *Formula {
	base.Operator, base.Count = operator, n
	return r.literal(base, false, at)
}

// eventBase returns what an event condition has beside its count.
func eventBase(e *ast.Event, t *check.Typed) condition.Event {
	base := condition.Event{Metric: [...]condition.Metric{
		ast.Opened: condition.Open, ast.Clicked: condition.Click, ast.Bounced: condition.Bounce,
		ast.Complained: condition.Complaint, ast.Delivered: condition.Delivered, ast.Unsubscribed: condition.Unsubscribe,
	}[e.Metric]}
	if len(e.Windows) > 0 {
		base.Window = condition.Window{Mode: condition.Last, Days: t.Days}
		if e.Windows[0].Mode == ast.MoreThan {
			base.Window.Mode = condition.MoreThan
		}
	}
	if len(e.Campaigns) > 0 {
		if e.Campaigns[0].Except {
			base.Exclude = t.Campaigns
		} else {
			base.Include = t.Campaigns
		}
	}
	return base
}
