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

// now writes the present.
func (s *statement) now() (string, error) {
	if s.tables.Events.Daily != nil {
		return s.startOf(dayNumber(s.request.At, s.zone()))
	}
	if s.request.At.IsZero() {
		return s.dialect.times.now(s.tables.Events.Time), nil
	}
	return s.dialect.instantText(s.tables.Events.Time, instant{s.request.At.UTC()})
}

// before writes the moment so many whole days before the present.
func (s *statement) before(days int) (string, error) {
	if s.request.At.IsZero() {
		return s.dialect.times.ago(s.tables.Events.Time, days*hoursOfDay), nil
	}
	return s.dialect.instantText(s.tables.Events.Time, instant{s.request.At.UTC().Add(-time.Duration(days) * hoursOfDay * time.Hour)})
}

// startOf writes the first instant of a day, or the day where events are counted by day.
func (s *statement) startOf(day int) (string, error) {
	if s.tables.Events.Daily != nil {
		return s.dialect.instantText(WholeDay, instant{time.Unix(int64(day)*secondsOfDay, 0).UTC()})
	}
	first, err := firstInstant(day, s.zone())
	if err != nil {
		return "", err
	}
	return s.dialect.instantText(s.tables.Events.Time, first)
}

// bounds tests that an event is in a window, and not still to come. An event is n days ago if n
// whole days have passed since, or n midnights.
func (e *emitter) bounds(w *condition.Window, at string) ([]string, error) {
	now, err := e.now()
	if err != nil {
		return nil, err
	}
	past := at + " <= " + now
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
	if e.request.Calendar {
		return e.calendarBounds(days, last, at, past)
	}
	bound, err := e.before(days)
	switch {
	case err != nil:
		return nil, err
	case last:
		return []string{at + " > " + bound, past}, nil
	default:
		return []string{at + " <= " + bound}, nil
	}
}

// calendarBounds tests that fewer midnights than days have passed since an event, or at least as
// many.
func (e *emitter) calendarBounds(days int, last bool, at, past string) ([]string, error) {
	if e.request.At.IsZero() {
		return nil, refused("days of the calendar need a present: use `--at`, or days of 24 hours")
	}
	bound, err := e.startOf(dayNumber(e.request.At, e.zone()) - days + 1)
	switch {
	case err != nil:
		return nil, err
	case last:
		return []string{at + " >= " + bound, past}, nil
	default:
		return []string{at + " < " + bound}, nil
	}
}

// sooner writes the earliest bound of windows, if every counter has one, so that databases need
// not read what is older.
func (e *emitter) sooner() (days int, all bool) {
	for i := range e.counters {
		w := &e.counters[i].window
		if e.counters[i].early {
			continue
		}
		if w.Mode != condition.Last {
			return 0, false
		}
		days = max(days, w.Days)
	}
	return days, len(e.counters) > 0
}
