package eval

import (
	"cmp"
	"fmt"
	"math/big"
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/rule"
)

// apiMetric returns what a metric of the language is called in a contact.
func apiMetric(m ast.Metric) (rule.Metric, bool) {
	switch m {
	case ast.Opened:
		return rule.Open, true
	case ast.Clicked:
		return rule.Click, true
	case ast.Bounced:
		return rule.Bounce, true
	case ast.Complained:
		return rule.Complaint, true
	case ast.Delivered:
		return rule.Delivered, true
	case ast.Unsubscribed:
		return rule.Unsubscribe, true
	default:
		return "", false
	}
}

// eventRead is what has been read of a condition on a count.
type eventRead struct {
	metric rule.Metric
	mode   ast.WindowMode
	days   *big.Int // nil without a window
	limits []decimal.Decimal
	counts []int64 // the limits, if all of them are integers
	// Of campaigns, if there is a clause about them.
	campaigns, except bool
}

// event reads a condition on a count.
func (r *reader) event(e *ast.Event, c *Condition) error {
	metric, known := apiMetric(e.Metric)
	if !known {
		return fmt.Errorf("eval: unexpected metric %d", e.Metric)
	}
	if len(e.Windows) > 1 || len(e.Campaigns) > 1 {
		return fmt.Errorf("eval: more than one clause of a kind")
	}
	c.Subject = Subject{EventSubject, string(metric)}
	read := &eventRead{metric: metric}
	c.event = read
	var err error
	if len(e.Windows) == 1 {
		read.mode = e.Windows[0].Mode
		if read.days, err = windowDays(e.Windows[0]); err != nil {
			return err
		}
	}
	if len(e.Campaigns) == 1 {
		if metric != rule.Open && metric != rule.Click {
			return fmt.Errorf("eval: campaigns of a delivery")
		}
		read.campaigns, read.except = true, e.Campaigns[0].Except
		if err = r.ids(ast.AliasCampaign, e.Campaigns[0].Values, c); err != nil {
			return err
		}
	}
	if read.limits, err = countLimits(e); err != nil {
		return err
	}
	for _, v := range e.Counts {
		if n, ok := integerOf(v.Text); ok {
			read.counts = append(read.counts, n)
		}
	}
	return nil
}

// event judges a condition on a count. Everybody has a count, if it is 0, so
// the opposite of every such condition is its complement.
func (j *judge) event(e *ast.Event, c *Condition) bool {
	n := int64(0)
	for _, event := range j.contact.Events[c.event.metric] {
		j.poll.Step(4)
		if j.inWindow(c.event, event) && (!c.event.campaigns || j.has(&c.ids, event.Campaign) != c.event.except) {
			n += event.Times()
		}
	}
	return countHolds(e.Op, n, c.event) != c.Negated
}

// inWindow reports whether an event is in the window of a condition.
func (j *judge) inWindow(read *eventRead, event Event) bool {
	if read.days == nil {
		return true
	}
	order := 0
	if read.days.IsInt64() {
		order = cmp.Compare(int64(event.DaysAgo), read.days.Int64())
	} else {
		order = -1
	}
	if read.mode == ast.MoreThan {
		return order > 0 || order == 0 && j.reading.EdgeInMoreThan
	}
	return order < 0 || order == 0 && j.reading.EdgeInLast
}

func windowDays(w ast.Window) (*big.Int, error) {
	days, ok := new(big.Int), false
	if n, small := integerOf(w.Count.Text); small && w.Count.Kind == ast.Number {
		days, ok = days.SetInt64(n), true
	} else if w.Count.Kind == ast.Number && integer(w.Count.Text) && len(w.Count.Text) < 1000 {
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
func countHolds(op ast.EventOp, n int64, read *eventRead) bool {
	to := func(i int) int { return cmp.Compare(n, read.counts[i]) }
	if len(read.counts) < len(read.limits) {
		count, err := decimal.Parse(strconv.FormatInt(n, 10))
		if err != nil {
			return false // which cannot be: it is an integer
		}
		to = func(i int) int { return decimal.Compare(count, read.limits[i]) }
	}
	switch op {
	case ast.Ever:
		return n > 0
	case ast.Never:
		return n == 0
	case ast.CountEqual:
		return to(0) == 0
	case ast.CountNotEqual:
		return to(0) != 0
	case ast.CountGreater:
		return to(0) > 0
	case ast.CountGreaterEqual:
		return to(0) >= 0
	case ast.CountLess:
		return to(0) < 0
	case ast.CountLessEqual:
		return to(0) <= 0
	default:
		return to(0) >= 0 && to(1) <= 0
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
