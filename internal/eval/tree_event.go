package eval

import (
	"fmt"
	"math/big"
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/rule"
)

// apiMetric is what the metrics of the language are called in a contact.
var apiMetric = map[ast.Metric]rule.Metric{
	ast.Opened: rule.Open, ast.Clicked: rule.Click,
	ast.Bounced: rule.Bounce, ast.Complained: rule.Complaint, ast.Delivered: rule.Delivered, ast.Unsubscribed: rule.Unsubscribe,
}

// event judges a condition on a count. Everybody has a count, if it is 0, so
// the opposite of every such condition is its complement.
func (j *treeJudge) event(e *ast.Event, negated bool) (bool, error) {
	metric, known := apiMetric[e.Metric]
	if !known {
		return false, fmt.Errorf("eval: unexpected metric %d", e.Metric)
	}
	counts, err := j.eventFilter(e, metric)
	if err != nil {
		return false, err
	}
	n := int64(0)
	for _, event := range j.contact.Events[metric] {
		if counts(event) {
			n += event.Times()
		}
	}
	holds, err := countHolds(e, n)
	return holds != negated, err
}

// eventFilter returns which events the clauses of a condition leave.
func (j *treeJudge) eventFilter(e *ast.Event, metric rule.Metric) (func(Event) bool, error) {
	if len(e.Windows) > 1 || len(e.Campaigns) > 1 {
		return nil, fmt.Errorf("eval: more than one clause of a kind")
	}
	inWindow := func(Event) bool { return true }
	if len(e.Windows) == 1 {
		w := e.Windows[0]
		days, err := windowDays(w)
		if err != nil {
			return nil, err
		}
		inWindow = func(event Event) bool {
			order := big.NewInt(int64(event.DaysAgo)).Cmp(days)
			if w.Mode == ast.MoreThan {
				return order > 0 || order == 0 && j.reading.EdgeInMoreThan
			}
			return order < 0 || order == 0 && j.reading.EdgeInLast
		}
	}
	if len(e.Campaigns) == 0 {
		return inWindow, nil
	}
	if metric != rule.Open && metric != rule.Click {
		return nil, fmt.Errorf("eval: campaigns of a delivery")
	}
	clause := e.Campaigns[0]
	if _, err := j.names.has(j.poll, ast.AliasCampaign, clause.Values, ""); err != nil {
		return nil, err
	}
	return func(event Event) bool {
		listed, _ := j.names.has(j.poll, ast.AliasCampaign, clause.Values, event.Campaign)
		return inWindow(event) && listed != clause.Except
	}, nil
}

func windowDays(w ast.Window) (*big.Int, error) {
	days, ok := new(big.Int), false
	if w.Count.Kind == ast.Number && integer(w.Count.Text) && len(w.Count.Text) < 1000 {
		days, ok = days.SetString(w.Count.Text, 10)
	}
	if !ok || days.Sign() <= 0 {
		return nil, fmt.Errorf("eval: %q is no number of days or weeks", w.Count.Text)
	}
	if w.Unit == ast.Weeks {
		days.Mul(days, big.NewInt(7))
	}
	return days, nil
}

// countHolds applies the operator of a condition to a count.
func countHolds(e *ast.Event, n int64) (bool, error) {
	limits, err := countLimits(e)
	if err != nil {
		return false, err
	}
	count, err := decimal.Parse(strconv.FormatInt(n, 10))
	if err != nil {
		return false, err
	}
	to := func(i int) int { return decimal.Compare(count, limits[i]) }
	switch e.Op {
	case ast.Ever:
		return n > 0, nil
	case ast.Never:
		return n == 0, nil
	case ast.CountEqual:
		return to(0) == 0, nil
	case ast.CountNotEqual:
		return to(0) != 0, nil
	case ast.CountGreater:
		return to(0) > 0, nil
	case ast.CountGreaterEqual:
		return to(0) >= 0, nil
	case ast.CountLess:
		return to(0) < 0, nil
	case ast.CountLessEqual:
		return to(0) <= 0, nil
	default:
		return to(0) >= 0 && to(1) <= 0, nil
	}
}

// countLimits returns the numbers that a condition compares its count with:
// none for ever and never, two for between.
func countLimits(e *ast.Event) ([]decimal.Decimal, error) {
	want := 1
	switch {
	case e.Op <= ast.Never:
		want = 0
	case e.Op == ast.CountBetween:
		want = 2
	case e.Op > ast.CountBetween:
		return nil, fmt.Errorf("eval: unexpected operator %d on a count", e.Op)
	}
	if len(e.Counts) != want {
		return nil, fmt.Errorf("eval: %d counts instead of %d", len(e.Counts), want)
	}
	var limits []decimal.Decimal
	for _, v := range e.Counts {
		limit, err := decimal.Parse(v.Text)
		if err != nil || v.Kind != ast.Number {
			return nil, fmt.Errorf("eval: %q is no count", v.Text)
		}
		limits = append(limits, limit)
	}
	return limits, nil
}
