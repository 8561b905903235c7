package plan

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/rulesjson"
)

// Roll is from which day to which a segment moves, such as 2026-11-27, because its rules
// depend on the day: its file says what it said before, and compiled for the first day, it
// still gives what the segment then got.
type Roll struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// layout is how days are written.
const layout = time.DateOnly

// SilentError says that files say nothing on the day of the plan, and that they are not
// those that the lock knows.
type SilentError struct{ Files []string }

// Error implements error.
func (e *SilentError) Error() string { return strings.Join(e.Files, ", ") + " cannot be compiled" }

// recall lets a file that says nothing today count as what it said on the day of its
// entry. It reports whether the entry has just that.
func (l *Local) recall(e lock.Entry) bool {
	body := asOf(e, *l)
	if l.Stuck == "" || body == nil || otherGiven(e, l) {
		return false
	}
	l.Body, l.Day, l.ID = body, e.Day, body.ID
	return true
}

// DayOf returns the day for which the API has what a file says: that of its entry, or one
// after it. It is empty if there is none, or the file says something else than its entry.
func DayOf(e lock.Entry, l Local, remote *rulesjson.Segment, updated string) string {
	if asOf(e, l) == nil {
		return ""
	}
	return leftOn(e, l, remote, updated, l.Day)
}

// maxDays is how many days are tried to find the one for which a segment was applied.
const maxDays = 400

// asOf returns what a file says for the day of its entry and with what it was given then, if that
// is just what the entry has: then only the day and what the file is given make a
// difference. Otherwise it is nil.
func asOf(e lock.Entry, l Local) *rulesjson.Segment {
	if then := then(e, l); then != nil && Says(e, then) {
		return then
	}
	return nil
}

// then returns what a file says for the day of an entry and with what it was given then; nil if
// that makes no difference, or the file says nothing then.
func then(e lock.Entry, l Local) *rulesjson.Segment {
	if l.On == nil || (e.Day == "" || l.Day == "") && !otherGiven(e, &l) {
		return nil
	}
	return l.On(Given{e.Day, e.Set, e.Assume})
}

// leftOn returns a day, from that of the entry on, for which the API has what the file
// says: then nobody changed the segment elsewhere, and a job that runs every night need not
// keep its lock. Without such a day it is empty. The day of the file is the last one, or that of
// the clock if the file does not depend on the day any more, or the one on which the segment was
// changed: then the clock was set back.
func leftOn(e lock.Entry, l Local, remote *rulesjson.Segment, updated, clock string) string {
	want := Hashes(remote)
	if e.Hash.IsZero() || !sameButRules(e.Remote(), want) {
		return ""
	}
	if Left(e, remote) {
		return e.Day
	}
	if e.Answer.Rules != "" {
		return "" // nobody can tell how the API would write the rules of another day
	}
	last := cmp.Or(l.Day, clock)
	if changed, err := time.Parse(time.RFC3339Nano, updated); err == nil {
		last = max(last, changed.UTC().Format(layout))
	}
	for _, day := range daysSince(e.Day, last, updated) {
		if then := l.On(Given{day, e.Set, e.Assume}); then != nil && Hashes(then).Rules == want.Rules {
			return day
		}
	}
	return ""
}

func sameButRules(a, b lock.Hashes) bool {
	a.Rules, b.Rules = "", ""
	return a == b
}

// daysSince returns the days from one to another, but not more than maxDays of them: first
// the one on which the segment was changed, then from the last to the first.
func daysSince(first, last, updated string) []string {
	from, err := time.Parse(layout, first)
	to, otherErr := time.Parse(layout, last)
	if err != nil || otherErr != nil {
		return nil
	}
	var days []string
	add := func(day time.Time) {
		if !day.Before(from) && !day.After(to) && len(days) < maxDays {
			days = append(days, day.Format(layout))
		}
	}
	changed, err := time.Parse(time.RFC3339Nano, updated)
	known := err == nil
	changed = changed.Truncate(24 * time.Hour)
	if known {
		add(changed)
	}
	for day := to; !day.Before(from) && len(days) < maxDays; day = day.AddDate(0, 0, -1) {
		if !known || !day.Equal(changed) {
			add(day)
		}
	}
	return days
}

// Aged is a segment that moves with the day and whose file is not at hand: it stays
// as it was on its day.
type Aged struct {
	File string `json:"file"`
	Name string `json:"name"`
	Day  string `json:"day"`
	Days int    `json:"days"` // from then to the day of the plan
}

// aged returns the segments of other files that are older than the day of the plan, by
// file.
func (m *maker) aged() []Aged {
	var found []Aged
	for _, e := range m.locked {
		days, ok := between(e.Day, cmp.Or(m.options.Today, m.options.Clock))
		if _, there := m.there[e.ID]; ok && days > 0 && there && m.places.elsewhere(e) {
			found = append(found, Aged{File: e.File, Name: e.Name, Day: e.Day, Days: days})
		}
	}
	slices.SortFunc(found, func(a, b Aged) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Name, b.Name))
	})
	return found
}

// between returns how many days it is from one day to another; false if one is not a day.
func between(from, to string) (days int, ok bool) {
	first, err := time.Parse(layout, from)
	second, otherErr := time.Parse(layout, to)
	if err != nil || otherErr != nil {
		return 0, false
	}
	return int(second.Sub(first) / (24 * time.Hour)), true
}

// wrongDay says why a step would send rules of a day that is likely wrong; empty if it does
// not.
func (s *Step) wrongDay(clock string) string {
	if s.Day == "" || s.Action != Create && s.Action != Update && s.Action != Rolled {
		return ""
	}
	if days, ok := between(s.locked, s.Day); ok && days < 0 {
		return "it is for " + s.Day + ", but " + s.locked + " was applied before"
	}
	if days, ok := between(s.Day, clock); ok && (days < -1 || days > 1) {
		return "it is for " + s.Day + ", but the clock of this machine says " + clock
	}
	return ""
}

// stick leaves a segment as of its day, for a reason.
func (s *Step) stick(reason string) { s.Action, s.Reason = Stuck, reason }
