package sql

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/poll"
)

// days are what a dialect does with days.
type days struct {
	// of is the day of a time in a zone. A number is rounded down to a second first: a cast may
	// round it up to midnight, or towards 0, which is up before 1970.
	of   func(t Time, ref, zone string) string
	less func(day string, days int) string // so many days before a day
	utc  bool                              // it knows no zones but UTC
	// newest is the function of the last of some days; "" for max. It is NULL if there are none.
	newest string
	// model is what dbt replaces in the table of a model: all rows of the days that a run
	// counts again.
	model string
}

// lookBack is how many days before the last one are counted again, for events that come late.
const lookBack = 3

// Rollup writes a table that counts events by day, which Daily reads: as a statement, or as an
// incremental model of dbt. The days are those of the zone of the request.
func Rollup(work *poll.Poll, r *Request, form Form) (string, error) {
	s := &statement{request: r, dialect: r.Dialect, tables: r.Tables, poll: work}
	if s.tables == nil {
		s.tables = &Tables{}
	}
	t := &s.tables.Events
	switch {
	case t.Daily != nil:
		return "", refused("events are counted by day already")
	case t.Time == WholeDay:
		return "", refused("events have no times, so that nobody knows in which zone their days are; count them by hand")
	case len(s.tables.More) > 0:
		return "", refused("events are in several relations; count a view of all of them by day, which has a column of metrics")
	case t.Kinds != nil:
		return "", refused("the tables say by `event` what kind of event a row is, and events are counted by a column of metrics; count a view by day that has one")
	case t.Time == Local:
		return "", refused("events have the times of clocks in %s, which show an hour twice a year; count a view by day that has times in UTC", t.Zone)
	case s.dialect.days.utc && s.zone().String() != time.UTC.String():
		return "", refused("%s does not know the days of %s; use `--timezone UTC`", s.dialect.Title, s.zone())
	}
	zone := s.zone().String()
	if strings.Trim(zone, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/") != "" {
		return "", refused("the zone %s has no name that a database knows", safe(zone, longestShown))
	}
	if err := s.eventColumns(); err != nil {
		return "", err
	}
	c := s.sources[0]
	parts := t.named("events")
	parts = append(parts[:len(parts)-1:len(parts)-1], parts[len(parts)-1]+"_daily")
	var quoted []string
	for _, part := range parts {
		name, err := s.dialect.name(part)
		if err != nil {
			return "", err
		}
		quoted = append(quoted, name)
	}
	name := strings.Join(quoted, ".")
	day := s.dialect.days.of(t.Time, "e."+c.at, zone)
	query := fmt.Sprintf("SELECT e.%s, e.%s, e.%s,\n  %s AS %s,\n  %s AS %s\nFROM %s\nWHERE e.%s IS NOT NULL\n  AND e.%s IS NOT NULL",
		c.contact, c.metric, c.campaign, day, rollupDay, s.countOf(c, ""), rollupCount, c.from, c.contact, c.at)
	const group = "\nGROUP BY 1, 2, 3, 4"
	head := "-- events counted by day, of days in " + zone + ": " + rollupDay + " is the day, and " + rollupCount + " says how many there were\n"
	if form != Model {
		return head + "CREATE TABLE " + name + s.dialect.table + " AS\n" + query + group + ";\n", nil
	}
	head += "-- each run counts the last day and " + strconv.Itoa(lookBack) + " days before it again; events that come later than that need a run with --full-refresh\n"
	config := "{{ config(materialized='incremental', " + s.dialect.days.model + ") }}\n"
	again := "\n{% if is_incremental() %}\n  AND " + jinja(day) + " >= " + s.lastDay(zone) + "\n{% endif %}"
	return config + jinja(head+query) + again + group + "\n", nil
}

// lastDay returns the first day that a run counts again. An event that is still to come says nothing of
// the days that were counted, and a table without days has none.
func (s *statement) lastDay(zone string) string {
	d := s.dialect
	newest := or(d.days.newest, "max") + "(" + rollupDay + ")"
	today := d.days.of(Moment, d.times.now(Moment), zone)
	return "(SELECT coalesce(" + d.days.less(newest, lookBack) + ", " + d.times.day(fmt.Sprintf("%04d-01-01", d.limits.first)) + ") FROM {{ this }} WHERE " + rollupDay + " <= " + jinja(today) + ")"
}

// replacing replaces days by deleting them first.
const replacing = "incremental_strategy='delete+insert', unique_key='" + rollupDay + "'"

// numbered subtracts a number from a day.
func numbered(day string, days int) string { return fmt.Sprintf("%s - %d", day, days) }

// dated subtracts days by a function with the day first.
func dated(format string) func(string, int) string {
	return func(day string, days int) string { return fmt.Sprintf(format, day, days) }
}

func postgresDays() days {
	return days{less: numbered, model: replacing, of: func(t Time, ref, zone string) string {
		switch t {
		case UTC:
			ref += " AT TIME ZONE 'UTC'"
		case Seconds:
			ref = "to_timestamp(floor(" + ref + "))"
		case Milliseconds:
			ref = "to_timestamp(floor(" + ref + " / 1000.0))"
		}
		return "CAST(" + ref + " AT TIME ZONE '" + zone + "' AS date)"
	}}
}

func clickDays() days {
	return days{less: numbered, newest: "maxOrNull", model: replacing, of: func(t Time, ref, zone string) string {
		switch t {
		case Seconds:
			ref = "toDateTime64(floor(" + ref + "), 6, 'UTC')"
		case Milliseconds:
			ref = "toDateTime64(floor(" + ref + " / 1000), 6, 'UTC')"
		}
		return "toDate32(toTimeZone(" + ref + ", '" + zone + "'))"
	}}
}

func sqliteDays() days {
	return days{utc: true, model: replacing, less: dated("date(%s, '-%d days')"), of: func(t Time, ref, _ string) string {
		switch t {
		case Seconds:
			return "date(" + sqliteFloor(ref, "") + ", 'unixepoch')"
		case Milliseconds:
			return "date(" + sqliteFloor(ref, "1000") + ", 'unixepoch')"
		}
		return "substr(" + ref + ", 1, 10)"
	}}
}

// sqliteFloor divides a number, and rounds it down: CAST and the division of whole numbers go towards 0,
// which is the wrong day before 1970. SQLite has floor() only if it was built so.
func sqliteFloor(ref, by string) string {
	if by == "" {
		whole := "CAST(" + ref + " AS INTEGER)"
		return whole + " - (" + ref + " < " + whole + ")"
	}
	whole := "CAST(" + ref + " / " + by + " AS INTEGER)"
	return whole + " - (" + ref + " < " + whole + " * " + by + ")"
}

func bigDays() days {
	return days{
		less: dated("date_sub(%s, INTERVAL %d DAY)"), model: "incremental_strategy='insert_overwrite', partition_by={'field': '" + rollupDay + "', 'data_type': 'date'}",
		of: func(t Time, ref, zone string) string {
			switch t {
			case UTC:
				ref = "timestamp(" + ref + ", 'UTC')"
			case Seconds:
				ref = "timestamp_seconds(CAST(floor(" + ref + ") AS INT64))"
			case Milliseconds:
				ref = "timestamp_seconds(CAST(floor(" + ref + " / 1000) AS INT64))"
			}
			return "date(" + ref + ", '" + zone + "')"
		},
	}
}

func snowDays() days {
	return days{
		less: func(day string, days int) string { return fmt.Sprintf("dateadd(day, -%d, %s)", days, day) }, model: replacing,
		of: func(t Time, ref, zone string) string {
			switch t {
			case Seconds:
				ref = "to_timestamp_ntz(floor(" + ref + "), 0)"
			case Milliseconds:
				ref = "to_timestamp_ntz(floor(" + ref + " / 1000), 0)"
			}
			if t == Moment {
				return "convert_timezone('" + zone + "', " + ref + ")::date"
			}
			return "convert_timezone('UTC', '" + zone + "', " + ref + ")::date"
		},
	}
}

func sparkDays() days {
	return days{less: dated("date_sub(%s, %d)"), model: "incremental_strategy='insert_overwrite', partition_by=['" + rollupDay + "']", of: func(t Time, ref, zone string) string {
		from := "current_timezone()"
		switch t {
		case UTC:
			from = "'UTC'"
		case Seconds:
			ref = "timestamp_seconds(floor(" + ref + "))"
		case Milliseconds:
			ref = "timestamp_seconds(floor(" + ref + " / 1000))"
		}
		return "to_date(convert_timezone(" + from + ", '" + zone + "', CAST(" + ref + " AS TIMESTAMP_NTZ)))"
	}}
}

func trinoDays() days {
	return days{
		less: func(day string, days int) string { return fmt.Sprintf("date_add('day', -%d, %s)", days, day) }, model: replacing,
		of: func(t Time, ref, zone string) string {
			switch t {
			case UTC:
				ref = "with_timezone(" + ref + ", 'UTC')"
			case Seconds:
				ref = "from_unixtime(floor(" + ref + "))"
			case Milliseconds:
				ref = "from_unixtime(floor(" + ref + " / 1e3))"
			}
			return "CAST(" + ref + " AT TIME ZONE '" + zone + "' AS date)"
		},
	}
}
