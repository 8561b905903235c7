package eval

import (
	"cmp"
	"fmt"
	"math"
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/decimal"
)

// apiMetric returns what a metric of the language is called in a contact.
func apiMetric(m ast.Metric) (condition.Metric, bool) {
	switch m {
	case ast.Opened:
		return condition.Open, true
	case ast.Clicked:
		return condition.Click, true
	case ast.Bounced:
		return condition.Bounce, true
	case ast.Complained:
		return condition.Complaint, true
	case ast.Delivered:
		return condition.Delivered, true
	case ast.Unsubscribed:
		return condition.Unsubscribe, true
	default:
		return "", false
	}
}

// eventRead is what has been read of a condition on a count.
type eventRead struct {
	metric condition.Metric
	mode   ast.WindowMode
	days   int64  // 0 without a window
	counts limits // none for ever and never, two for between
	// Whether there is a clause about campaigns, and whether it excludes them.
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
		if metric != condition.Open && metric != condition.Click {
			return fmt.Errorf("eval: campaigns of a delivery")
		}
		read.campaigns, read.except = true, e.Campaigns[0].Except
		if err = r.ids(ast.AliasCampaign, e.Campaigns[0].Values, c); err != nil {
			return err
		}
	}
	read.counts, err = countLimits(e)
	return err
}

// event judges a condition on a count. Everybody has a count, if it is 0, so
// the opposite of every such condition is its complement.
func (j *judge) event(e *ast.Event, c *Condition, events []contact.Event) bool {
	n := int64(0)
	for _, event := range events {
		j.poll.Step(4)
		if event.Metric == c.event.metric && j.inWindow(c.event, event) && (!c.event.campaigns || j.has(&c.ids, event.Campaign) != c.event.except) {
			n += event.Times()
		}
	}
	return countHolds(e.Op, n, &c.event.counts) != c.Negated
}

// inWindow reports whether an event is in the window of a condition.
func (j *judge) inWindow(read *eventRead, event contact.Event) bool {
	if read.days == 0 {
		return true
	}
	order := cmp.Compare(int64(event.DaysAgo), read.days)
	if read.mode == ast.MoreThan {
		return order > 0 || order == 0 && j.reading.EdgeInMoreThan
	}
	return order < 0 || order == 0 && j.reading.EdgeInLast
}

// windowDays returns how many days a window has. One that is longer than any number is as
// long as the largest.
func windowDays(w ast.Window) (int64, error) {
	days, small := integerOf(w.Count.Text) // of up to 18 digits: seven times as many fit, too
	long := !small && decimal.IsInteger(w.Count.Text) && w.Count.Text[0] != '-'
	switch {
	case w.Count.Kind != ast.Number || days <= 0 && !long:
		return 0, fmt.Errorf("eval: %q is not a number of days or weeks", w.Count.Text)
	case long:
		return math.MaxInt64, nil
	case w.Unit == ast.Weeks:
		return 7 * days, nil
	default:
		return days, nil
	}
}

// limits are the numbers that a condition compares its count with.
type limits struct {
	integers []int64 // if all of them are
	decimals []decimal.Decimal
}

// compare compares a count with the limit i.
func (l *limits) compare(n int64, i int) int {
	if l.integers != nil {
		return cmp.Compare(n, l.integers[i])
	}
	count, err := decimal.Parse(strconv.FormatInt(n, 10))
	if err != nil {
		panic(err) // it is an integer
	}
	return decimal.Compare(count, l.decimals[i])
}

// countHolds applies the operator of a condition to a count.
func countHolds(op ast.EventOp, n int64, l *limits) bool {
	switch op {
	case ast.Ever:
		return n > 0
	case ast.Never:
		return n == 0
	case ast.CountEqual:
		return l.compare(n, 0) == 0
	case ast.CountNotEqual:
		return l.compare(n, 0) != 0
	case ast.CountGreater:
		return l.compare(n, 0) > 0
	case ast.CountGreaterEqual:
		return l.compare(n, 0) >= 0
	case ast.CountLess:
		return l.compare(n, 0) < 0
	case ast.CountLessEqual:
		return l.compare(n, 0) <= 0
	default:
		return l.compare(n, 0) >= 0 && l.compare(n, 1) <= 0
	}
}

// countLimits returns the numbers that a condition compares its count with:
// none for ever and never, two for between.
func countLimits(e *ast.Event) (l limits, err error) {
	want := 1
	switch {
	case e.Op <= ast.Never:
		want = 0
	case e.Op == ast.CountBetween:
		want = 2
	case e.Op > ast.CountBetween:
		return limits{}, fmt.Errorf("eval: unexpected operator %d on a count", e.Op)
	}
	if len(e.Counts) != want {
		return limits{}, fmt.Errorf("eval: %d counts instead of %d", len(e.Counts), want)
	}
	integers := make([]int64, 0, want)
	for _, v := range e.Counts {
		if n, ok := integerOf(v.Text); ok && v.Kind == ast.Number {
			integers = append(integers, n)
		}
	}
	if len(integers) == want {
		return limits{integers: integers}, nil
	}
	for _, v := range e.Counts {
		limit, err := decimal.Parse(v.Text)
		if err != nil || v.Kind != ast.Number {
			return limits{}, fmt.Errorf("eval: %q is not a count", v.Text)
		}
		l.decimals = append(l.decimals, limit)
	}
	return l, nil
}
