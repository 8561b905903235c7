package sql

import (
	"fmt"
	"strings"
	"time"
)

// instant is a time in UTC, exact to a microsecond.
type instant struct{ time.Time }

// longestFraction is how many digits of a second databases keep.
const longestFraction = 6

// readInstant reads a date or a time that the checks have read.
func (d *Dialect) readInstant(text string) (at instant, hasTime bool, err error) {
	if !strings.Contains(text, "T") {
		t, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return instant{}, false, refused("%s is not a date", safe(text, longestShown))
		}
		return instant{t}, false, d.inRange(t)
	}
	if _, fraction, found := strings.Cut(text, "."); found {
		digits := len(fraction) - len(strings.TrimLeft(fraction, "0123456789"))
		if len(strings.TrimRight(fraction[:digits], "0")) > longestFraction {
			return instant{}, true, refused("the time %s has more than %d digits after the point of its seconds, which is the limit of databases", safe(text, longestShown), longestFraction)
		}
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return instant{}, true, refused("%s is not a time", safe(text, longestShown))
	}
	return instant{t.UTC()}, true, d.inRange(t)
}

// inRange refuses a time that the dialect does not have.
func (d *Dialect) inRange(t time.Time) error {
	if year := t.UTC().Year(); year < d.limits.first || year > d.limits.last {
		return refused("%s is beyond the times of %s, which are those of the years %d to %d", t.UTC().Format("2006-01-02"), d.Title, d.limits.first, d.limits.last)
	}
	return nil
}

// midnight returns the midnight with which the day begins, and the next one.
func (i instant) midnight() (start, next instant) {
	start = instant{time.Date(i.Year(), i.Month(), i.Day(), 0, 0, 0, 0, time.UTC)}
	return start, instant{start.AddDate(0, 0, 1)}
}

// text writes the instant without a zone: 2026-05-01 10:00:00.5.
func (i instant) text() string { return i.UTC().Format("2006-01-02 15:04:05.999999") }

// dayText writes the day of the instant.
func (i instant) dayText() string { return i.UTC().Format(time.DateOnly) }

// instantText writes an instant as a value of a kind, and whether nothing is lost: a day is its
// midnight, and an hour that clocks show twice is the first of the two.
func (d *Dialect) instantText(w When, i instant) (text string, exact bool, err error) {
	if err := d.inRange(i.Time); err != nil {
		return "", false, err
	}
	switch w.Time {
	case WholeDay:
		start, _ := i.midnight()
		return d.times.day(i.dayText()), start.Equal(i.Time), nil
	case Seconds:
		return epoch(i, time.Second), true, nil
	case Milliseconds:
		return epoch(i, time.Millisecond), true, nil
	case Local:
		shown, exact := i.shown(w.Zone)
		return d.times.instant(UTC, shown.text(), shown), exact, nil
	default:
		return d.times.instant(w.Time, i.text(), i), true, nil
	}
}

// compare compares a column with an instant, by its order. What the column has is the first moment
// of a day, or the first of two instants that clocks show alike.
func (d *Dialect) compare(ref, sign string, w When, i instant) (string, error) {
	text, exact, err := d.instantText(w, i)
	switch {
	case exact:
	case w.Time == WholeDay && sign == ">=":
		sign = ">" // the midnight of the day comes before the instant
	case w.Time == WholeDay && sign == "<":
		sign = "<="
	case w.Time == Local && sign == ">":
		sign = ">=" // what clocks show after the hour that comes twice
	case w.Time == Local && sign == "<=":
		sign = "<"
	}
	return ref + " " + sign + " " + text, err
}

// shown returns what clocks in a zone show, as if it were UTC. In an hour that they show for the
// second time, it is the end of the hour: a column has no value in it, since a value is the first of
// two instants.
func (i instant) shown(zone *time.Location) (shown instant, exact bool) {
	local := i.In(zone)
	_, offset := local.Zone()
	start, _ := local.ZoneBounds()
	if !start.IsZero() {
		_, before := start.Add(-time.Nanosecond).In(zone).Zone()
		if end := start.Add(time.Duration(before) * time.Second); i.Add(time.Duration(offset) * time.Second).Before(end) {
			return instant{end.UTC()}, false
		}
	}
	return instant{i.Add(time.Duration(offset) * time.Second).UTC()}, true
}

// ago writes the moment so many hours before the clock of the engine as a value of a kind.
func (d *Dialect) ago(w When, hours int) (string, error) {
	kind := w.Time
	if kind == Local {
		kind = Moment
	}
	text := d.times.now(kind)
	if hours != 0 {
		text = d.times.ago(kind, hours)
	}
	if w.Time != Local {
		return text, nil
	}
	if d.times.local == nil {
		return "", refused("the clock of %s is not written in a zone: use `--at`", d.Title)
	}
	return d.times.local(text, d.texts.quote(w.Zone.String())), nil
}

// epoch writes how many units an instant is after 1970-01-01T00:00:00Z.
func epoch(i instant, unit time.Duration) string {
	micros := i.UnixMicro()
	per := unit.Microseconds()
	whole, rest := micros/per, micros%per
	sign := ""
	if micros < 0 {
		sign, whole, rest = "-", -whole, -rest
	}
	if rest == 0 {
		return fmt.Sprintf("%s%d", sign, whole)
	}
	digits := len(fmt.Sprint(per)) - 1
	return strings.TrimRight(fmt.Sprintf("%s%d.%0*d", sign, whole, digits, rest), "0")
}
