package sql

import "time"

// Daily says that a relation of events counts them by day: a row for each contact, metric,
// campaign and day, with how many there were.
type Daily struct {
	Day   string         // the column of the day, which is a date; on_day
	Count string         // the column of how many events there were; n
	Zone  *time.Location // whose days they are; UTC if nil
}

// The columns of a roll-up that nobody named.
const (
	rollupDay   = "on_day"
	rollupCount = "n"
)

// zone returns the zone of the days.
func (d *Daily) zone() *time.Location {
	if d.Zone == nil {
		return time.UTC
	}
	return d.Zone
}

// daily refuses a roll-up that cannot answer: it has days of one zone, and nothing within them.
func (e *emitter) daily(c *eventColumns) error {
	d := c.said.Daily
	switch err := c.countedByDay(); {
	case err != nil || d == nil:
		return err
	case !e.request.Calendar || e.request.At.IsZero():
		return refused("events are counted by day, and a day of 24 hours begins within one; use `--days calendar` and `--at`, or a table with each event")
	case d.zone().String() != e.zone().String():
		return refused("events are counted by days in %s, and the query has days in %s; use `--timezone %s`, or a table with each event", d.zone(), e.zone(), d.zone())
	}
	return nil
}

// countedByDay refuses what a table that counts events by day cannot have.
func (c *eventColumns) countedByDay() error {
	switch {
	case c.said.Daily == nil:
		return nil
	case c.said.ID != "":
		return refused("events are counted by day, so that they have no ids; leave out the column of the ids")
	case c.said.Partition.Name != "":
		return refused("events are counted by day, and the day is the partition; leave out the column of the partition")
	}
	return nil
}

// when says what the column of the time holds.
func (c *eventColumns) when() When {
	if c.said.Daily != nil {
		return When{Time: WholeDay}
	}
	return c.said.When
}

// summed adds the counts of rows that pass a test, or of all rows.
func (s *statement) summed(c *eventColumns, test string) string {
	if test == "" {
		return "coalesce(sum(e." + c.count + "), 0)"
	}
	return "coalesce(sum(CASE WHEN " + test + " THEN e." + c.count + " END), 0)"
}
