package sql

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// counter counts events of a kind: conditions that differ only in their number share one.
type counter struct {
	from   *eventColumns
	tests  []string // that an event has to pass; the first is about its kind, if it has one
	kinds  []string // its metric as a literal, or the test of its kind; "" if all rows are of it
	window condition.Window
	metric condition.Metric
	early  bool // nothing is left to count in a pass
	counts bool // a rule asks for more than whether there are events
	number int  // in the pass; 0 for its place among all counters
}

// countTest is a condition on a count.
type countTest struct {
	counter int
	sign    countSign
	number  int64
	must    bool  // nobody matches without it
	most    int64 // the other limit of a count that is at least the number; 0 for none
}

type countSign uint8

const (
	atLeast countSign = iota // a positive number
	atMost
	exactly // a positive number
)

// event returns the test of a condition on events.
func (e *emitter) event(c *condition.Event) (*node, error) {
	kind := *c
	kind.Operator, kind.Count = 0, 0
	e.unbounded.note(e, c)
	number, isNew := e.events.Number(e.poll, kind)
	if isNew {
		made, err := e.counter(&kind)
		if err != nil {
			return nil, err
		}
		e.counters = append(e.counters, *made)
	}
	t := countTest{counter: number, number: c.Count}
	switch c.Operator {
	case condition.Ever:
		t.number = 1
	case condition.Never:
		t.sign, t.number = atMost, 0
	case condition.CountGE:
		if c.Count <= 0 {
			return &node{kind: yes}, nil
		}
	case condition.CountLE:
		t.sign = atMost
	case condition.CountEQ:
		if t.sign = exactly; c.Count == 0 {
			t.sign = atMost
		}
	default:
		panic(fmt.Sprintf("sql: unexpected operator %d on events", c.Operator))
	}
	return &node{kind: events, count: t, counts: true}, nil
}

// counter makes the tests of an event.
func (e *emitter) counter(c *condition.Event) (*counter, error) {
	columns, err := e.sourceOf(c.Metric)
	if err != nil {
		return nil, err
	}
	made := &counter{from: columns, window: c.Window, metric: c.Metric}
	kind, err := e.kindOf(columns, c.Metric)
	if err != nil {
		return nil, err
	}
	if err := e.daily(columns); err != nil {
		return nil, err
	}
	made.kinds = []string{kind}
	if kind != "" {
		made.tests = append(made.tests, columns.oneOfKinds([]string{kind}))
	}
	bounds, err := e.bounds(columns, &c.Window)
	if err != nil {
		return nil, err
	}
	made.tests = append(made.tests, bounds...)
	if columns.said.Daily != nil {
		made.tests = append(made.tests, "e."+columns.count+" > 0")
	}
	listed, exclude := c.Include, false
	if len(c.Exclude) > 0 {
		listed, exclude = c.Exclude, true
	}
	if len(listed) == 0 {
		return made, nil
	}
	ids := make([]string, len(listed))
	for i := range listed {
		ids[i] = listed[i].Text
	}
	values, err := e.idTexts(ids)
	if err != nil {
		return nil, err
	}
	campaign := "e." + columns.campaign
	if exclude { // an event without a campaign belongs to none of them
		made.tests = append(made.tests, "("+noneOf(campaign, values)+" OR "+campaign+" IS NULL)")
	} else {
		made.tests = append(made.tests, oneOf(campaign, values))
	}
	return made, nil
}

// countOf counts rows that pass a test, or all rows without one. An event that may be there
// several times counts once.
func (s *statement) countOf(c *eventColumns, test string) string {
	switch {
	case c.said.Daily != nil:
		return s.summed(c, test)
	case c.said.ID == "" && test == "":
		return "count(*)"
	case c.said.ID == "":
		return s.dialect.count(test)
	case test == "":
		return "count(DISTINCT e." + c.id + ")"
	default:
		return s.dialect.distinct("e."+c.id, test)
	}
}

// compare tests a count that is 0 where there are no events.
func (t *countTest) compare(count string) string {
	if t.most > 0 {
		return fmt.Sprintf("%s BETWEEN %d AND %d", count, t.number, t.most)
	}
	sign := [...]string{atLeast: ">=", atMost: "<=", exactly: "="}[t.sign]
	if t.sign == atMost && t.number == 0 {
		sign = "="
	}
	return fmt.Sprintf("%s %s %d", count, sign, t.number)
}

// tested joins the tests of an event.
func (c *counter) tested() string { return strings.Join(c.tests, " AND ") }
