package compile

import (
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
)

// event lowers a condition on events, or its opposite. The platform compares a
// count with ≥, ≤ and =; everything else becomes one or two of these.
func (l *lowering) event(source *ast.Source, e *ast.Event, negated bool) *formula.Formula {
	f := l.eventFormula(source, e, negated)
	emptyRange := e.Op == ast.CountBetween && (f.Kind == formula.True) == negated // said by its check
	if (f.Kind == formula.True || f.Kind == formula.False) && !emptyRange {
		l.constants = append(l.constants, constantPart{place(source, e), (f.Kind == formula.True) != negated})
	}
	return f
}

func (l *lowering) eventFormula(source *ast.Source, e *ast.Event, negated bool) *formula.Formula {
	at := place(source, e)
	base := l.eventBase(source, e)
	var n [2]int64
	for i, v := range e.Counts {
		n[i], _ = count(v)
	}
	atLeast := func(n int64) *formula.Formula { return l.atLeast(base, n, at) }
	atMost := func(n int64) *formula.Formula { return l.atMost(base, n, at) }
	switch op := e.Op; {
	case op == ast.Ever && !negated, op == ast.Never && negated:
		return l.counted(base, condition.Ever, 0, at)
	case op == ast.Ever, op == ast.Never:
		if base.Metric.Activity() {
			return l.counted(base, condition.Never, 0, at)
		}
		return l.counted(base, condition.CountEQ, 0, at)
	case op == ast.CountEqual && !negated, op == ast.CountNotEqual && negated:
		return l.counted(base, condition.CountEQ, n[0], at)
	case op == ast.CountEqual, op == ast.CountNotEqual:
		return formula.Combine([]*formula.Formula{atMost(n[0] - 1), atLeast(n[0] + 1)}, nil, true, at)
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
			return l.constant(false, at)
		}
		return formula.Combine([]*formula.Formula{atLeast(n[0]), atMost(n[1])}, nil, false, at)
	default:
		if n[0] > n[1] {
			return l.constant(true, at)
		}
		return formula.Combine([]*formula.Formula{atMost(n[0] - 1), atLeast(n[1] + 1)}, nil, true, at)
	}
}

func (l *lowering) atLeast(base condition.Event, n int64, at diag.Location) *formula.Formula {
	if n <= 0 {
		return l.constant(true, at)
	}
	return l.counted(base, condition.CountGE, n, at)
}

func (l *lowering) atMost(base condition.Event, n int64, at diag.Location) *formula.Formula {
	if n < 0 {
		return l.constant(false, at)
	}
	return l.counted(base, condition.CountLE, n, at)
}

func (l *lowering) counted(base condition.Event, operator condition.Operator, n int64, at diag.Location) *formula.Formula {
	base.Operator, base.Count = operator, n
	return l.literal(base, false, at)
}

// eventBase returns what an event condition has beside its count.
func (l *lowering) eventBase(source *ast.Source, e *ast.Event) condition.Event {
	base := condition.Event{Metric: [...]condition.Metric{
		ast.Opened: condition.Open, ast.Clicked: condition.Click, ast.Bounced: condition.Bounce,
		ast.Complained: condition.Complaint, ast.Delivered: condition.Delivered, ast.Unsubscribed: condition.Unsubscribe,
	}[e.Metric]}
	if len(e.Windows) > 0 {
		base.Window.Days, _ = days(e.Windows[0])
		base.Window.Mode = condition.Last
		if e.Windows[0].Mode == ast.MoreThan {
			base.Window.Mode = condition.MoreThan
		}
	}
	if len(e.Campaigns) > 0 {
		ids := l.campaignIDs(source, e.Campaigns[0].Values)
		if e.Campaigns[0].Except {
			base.Exclude = ids
		} else {
			base.Include = ids
		}
	}
	return base
}

func (l *lowering) campaignIDs(source *ast.Source, values []ast.Value) []condition.Value {
	var ids []condition.Value
	seen := map[string]bool{}
	for _, v := range l.ids(source, ast.AliasCampaign, values) {
		l.poll.Step(32)
		id, ok := canonicalID(ast.AliasCampaign, v)
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		kind := condition.String
		if v.Kind == ast.Number {
			kind = condition.Number
		}
		ids = append(ids, condition.Value{Kind: kind, Text: id})
	}
	return ids
}

func integer(v ast.Value) (int64, bool) {
	n, err := strconv.ParseInt(v.Text, 10, 64)
	return n, err == nil
}

func distinctStrings(p *poll.Poll, texts []string) []string {
	if len(texts) < 2 {
		return texts
	}
	seen := make(map[string]bool, len(texts))
	kept := texts[:0]
	for _, t := range texts {
		p.Step(16)
		if !seen[t] {
			seen[t] = true
			kept = append(kept, t)
		}
	}
	return kept
}
