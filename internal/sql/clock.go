package sql

import (
	"time"

	"github.com/segc-lang/segc/internal/condition"
)

const hoursOfDay = 24

// zone returns the zone of days.
func (s *statement) zone() *time.Location {
	if s.request.Zone == nil {
		return time.UTC
	}
	return s.request.Zone
}

// past tests that an event is not still to come.
func (s *statement) past(c *eventColumns) (string, error) { return s.beside(c, "<=", 0) }

// beside compares the time of an event with the moment so many whole days before the present.
func (s *statement) beside(c *eventColumns, sign string, days int) (string, error) {
	at := "e." + c.at
	if c.said.Daily != nil {
		today, err := s.firstOf(c, days)
		if err != nil {
			return "", err
		}
		return s.dialect.compare(at, sign, c.when(), today)
	}
	if s.request.At.IsZero() {
		bound, err := s.dialect.ago(c.said.When, days*hoursOfDay)
		return at + " " + sign + " " + bound, err
	}
	return s.dialect.compare(at, sign, c.said.When, s.instantAgo(days))
}

// instantAgo returns the moment so many whole days before a present that is known.
func (s *statement) instantAgo(days int) instant {
	return instant{s.request.At.UTC().Add(-time.Duration(days) * hoursOfDay * time.Hour)}
}

// firstOf returns the first instant of the day that is so many before the present, or the day where
// events are counted by day.
func (s *statement) firstOf(c *eventColumns, days int) (instant, error) {
	day := dayNumber(s.request.At, s.zone()) - days
	if c.said.Daily != nil {
		return instant{time.Unix(int64(day)*secondsOfDay, 0).UTC()}, nil
	}
	return firstInstant(day, s.zone())
}

// since tests that an event is less than so many days ago.
func (s *statement) since(c *eventColumns, days int) (tests []string, err error) {
	return s.side(c, days, ">", ">=")
}

// before tests that an event is at least so many days ago.
func (s *statement) before(c *eventColumns, days int) (tests []string, err error) {
	return s.side(c, days, "<=", "<")
}

// side compares the time of an event, and the column of the partition, with the moment that is so
// many days of 24 hours ago, or with the first one of the day that comes after so many of the
// calendar.
func (s *statement) side(c *eventColumns, days int, sign, calendar string) ([]string, error) {
	var at instant
	var test string
	var err error
	if s.request.Calendar {
		if at, err = s.firstOf(c, days-1); err == nil {
			test, err = s.dialect.compare("e."+c.at, calendar, c.when(), at)
		}
	} else {
		if test, err = s.beside(c, sign, days); !s.request.At.IsZero() {
			at = s.instantAgo(days)
		}
	}
	if err != nil || c.said.Partition.Name == "" {
		return []string{test}, err
	}
	part, err := s.part(c, sign == ">", days, at)
	if err != nil || part == "" {
		return []string{test}, err
	}
	return []string{test, part}, nil
}

// putBack is more than clocks are ever put back, in hours.
const putBack = 3

// part bounds the column of the partition of events that are after a moment, or before it. Without
// an instant, the moment is so many days before the clock of the engine. It returns "" if the bound
// would be still to come.
func (s *statement) part(c *eventColumns, after bool, days int, at instant) (string, error) {
	p := &c.said.Partition
	slack := p.Slack * hoursOfDay
	if p.Holds.Time == Local {
		slack += putBack
	}
	hours, sign := days*hoursOfDay+slack, ">="
	if !after {
		hours, sign = days*hoursOfDay-slack, "<="
		slack = -slack
	}
	if at.IsZero() {
		if hours < 0 {
			return "", nil
		}
		bound, err := s.dialect.ago(p.Holds, hours)
		return "e." + c.partition + " " + sign + " " + bound, err
	}
	bound, _, err := s.dialect.instantText(p.Holds, instant{at.Add(-time.Duration(slack) * time.Hour)})
	return "e." + c.partition + " " + sign + " " + bound, err
}

// bounds tests that an event is in a window, and not still to come. An event is n days ago if n
// whole days have passed since, or n midnights.
func (e *emitter) bounds(c *eventColumns, w *condition.Window) ([]string, error) {
	past, err := e.past(c)
	if err != nil {
		return nil, err
	}
	if w.Mode == "" {
		return []string{past}, nil
	}
	// Whether an event that is as many days ago as the window has counts is for the reading to
	// say.
	last := w.Mode == condition.Last
	question := EdgeInMoreThan
	if last {
		question = EdgeInLast
	}
	days := w.Days
	if e.asked(question) == last {
		days++ // fewer than n+1 days ago, or at least n+1
	}
	if e.request.Calendar && e.request.At.IsZero() {
		return nil, refused("days of the calendar need a present: use `--at`, or days of 24 hours")
	}
	if !last {
		return e.before(c, days)
	}
	tests, err := e.since(c, days)
	return append(tests, past), err
}

// sooner returns the earliest bound of windows, if every counter has one, so that databases need not
// read what is older.
func (e *emitter) sooner(counters []int) (days int, all bool) {
	for _, i := range counters {
		w := &e.counters[i].window
		if w.Mode != condition.Last {
			return 0, false
		}
		days, all = max(days, w.Days), true
	}
	return days, all
}
