package match

import "time"

// Clock says when contacts are judged, and how days are counted back. The zero Clock has no
// present.
type Clock struct {
	At       time.Time
	Zone     *time.Location // of days; UTC if nil
	Calendar bool           // days of the calendar in the zone count; otherwise whole 24 hours
}

// DaysAgo returns how many days before the present something was. It is false for what is
// still to come.
func (c *Clock) DaysAgo(t time.Time) (days int, past bool) {
	if t.After(c.At) {
		return 0, false
	}
	if !c.Calendar {
		return int((c.At.Unix() - t.Unix() - borrowed(c.At, t)) / secondsOfDay), true
	}
	return c.dayNumber(c.At) - c.dayNumber(t), true
}

const secondsOfDay = 24 * 60 * 60

// borrowed returns 1 if the parts of a second of a time are fewer than those of one before it.
func borrowed(at, before time.Time) int64 {
	if at.Nanosecond() < before.Nanosecond() {
		return 1
	}
	return 0
}

// dayNumber returns how many days the day of a time in the zone is after 1970-01-01. What
// counts is the calendar, not how long its days are.
func (c *Clock) dayNumber(t time.Time) int {
	zone := c.Zone
	if zone == nil {
		zone = time.UTC
	}
	_, offset := t.In(zone).Zone()
	seconds := t.Unix() + int64(offset)
	day := seconds / secondsOfDay
	if seconds%secondsOfDay < 0 {
		day--
	}
	return int(day)
}
