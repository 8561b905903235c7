package match

import (
	"slices"
	"strconv"

	"github.com/segc-lang/segc/internal/condition"
)

// counter counts events of a kind: conditions that differ only in their number share one.
type counter struct {
	window    condition.Window
	campaigns map[string]bool // that count, or that do not; nil for all events
	exclude   bool
}

// count is how many events a contact has.
type count struct {
	sure int64
	edge int64 // more of them, exactly as many days ago as the window has
}

// eventCondition is a condition on a count.
type eventCondition struct {
	counter  int
	last     bool // of its window
	operator condition.Operator
	number   int64
}

// metricNumber returns the place of a metric among all; -1 for none of them.
func metricNumber(m condition.Metric) int {
	switch m {
	case condition.Open:
		return 0
	case condition.Click:
		return 1
	case condition.Bounce:
		return 2
	case condition.Complaint:
		return 3
	case condition.Delivered:
		return 4
	case condition.Unsubscribe:
		return 5
	default:
		return -1
	}
}

func (m *Matcher) compileEvent(c *condition.Event) *eventCondition {
	events := *c
	events.Operator, events.Count = 0, 0
	number, isNew := m.events.Number(nil, events)
	if isNew {
		made := counter{window: c.Window}
		listed := c.Include
		if len(c.Exclude) > 0 {
			listed, made.exclude = c.Exclude, true
		}
		if len(listed) > 0 {
			made.campaigns = map[string]bool{}
		}
		for _, id := range listed {
			made.campaigns[lowerASCII(id.Text)] = true
		}
		m.counters = append(m.counters, made)
		metric := metricNumber(c.Metric)
		m.byMetric[metric] = append(m.byMetric[metric], int32(number))
	}
	return &eventCondition{counter: number, last: c.Window.Mode == condition.Last, operator: c.Operator, number: c.Count}
}

// Event notes that something happened to the contact so many days ago, so many times. The
// campaign is in lower case; "" for none.
func (j *Judge) Event(metric condition.Metric, daysAgo int, campaign string, times int64) {
	j.matcher.tally(j.counts, metric, daysAgo, campaign, times)
}

// tally adds an event to those counters that count it.
func (m *Matcher) tally(counts []count, metric condition.Metric, daysAgo int, campaign string, times int64) {
	number := metricNumber(metric)
	if number < 0 {
		return
	}
	for _, i := range m.byMetric[number] {
		c := &m.counters[i]
		if c.campaigns != nil && (campaign != "" && c.campaigns[campaign]) == c.exclude {
			continue
		}
		switch {
		case c.window.Mode == "":
			counts[i].sure += times
		case daysAgo == c.window.Days:
			counts[i].edge += times
		case daysAgo < c.window.Days == (c.window.Mode == condition.Last):
			counts[i].sure += times
		}
	}
}

// event answers a condition on a count.
func (j *Judge) event(c *eventCondition) answer {
	n := &j.counts[c.counter]
	without := c.holds(n.sure)
	if n.edge == 0 {
		return answer{state: stateOf(without)}
	}
	q := &j.matcher.questions
	question := &q.moreThan
	if c.last {
		question = &q.last
	}
	return q.either(question, c.holds(n.sure+n.edge), without)
}

// holds reports whether a count is what the condition asks for.
func (c *eventCondition) holds(n int64) bool {
	switch c.operator {
	case condition.Ever:
		return n > 0
	case condition.Never:
		return n == 0
	case condition.CountGE:
		return n >= c.number
	case condition.CountLE:
		return n <= c.number
	case condition.CountEQ:
		return n == c.number
	default:
		panic("match: unexpected operator on events: " + strconv.Itoa(int(c.operator)))
	}
}

// WantsEvents returns the metrics that the rule counts.
func (m *Matcher) WantsEvents() (metrics []condition.Metric) {
	return slices.DeleteFunc(condition.Metrics(), func(metric condition.Metric) bool {
		return len(m.byMetric[metricNumber(metric)]) == 0
	})
}

// NeedsCampaigns reports whether the rule asks which campaigns events are from.
func (m *Matcher) NeedsCampaigns() bool {
	return slices.ContainsFunc(m.counters, func(c counter) bool { return c.campaigns != nil })
}
