package sql

import (
	"fmt"
	"strconv"
	"strings"
)

// postgres returns the dialect of Postgres.
func postgres() *Dialect {
	return &Dialect{
		Name: "postgres", Title: "Postgres", Oldest: "12", Run: true,
		strategy: OnePass, early: true,
		sharing: sharing{either: around("bit_or")},
		names:   names{quote: doubled(`"`), lower: true},
		limits:  limits{name: 63, parameters: 65_535, whole: longestNumber, fraction: longestNumber, first: 1, last: 9999},
		array:   func(value string) string { return "SELECT json_array_elements_text(" + value + "::json)" },
		types:   postgresTypes(), days: postgresDays(),
		parameter: func(n int) string { return "$" + strconv.Itoa(n) },
		count:     filtered, distinct: filteredDistinct,
		isNaN:    func(column string) (is, not string) { return column + " = 'NaN'", column + " <> 'NaN'" },
		asNumber: around2("CAST(", " AS numeric)"),
		texts: texts{
			quote: postgresText, contains: called("strpos", " > 0"), startsWith: called("starts_with", ""),
			fold: func(text string) string { return "lower(" + text + ` COLLATE "C")` },
			trim: around2("trim(BOTH ' ' FROM ", ")"), domain: around2("substring(", ` FROM '@([^@]+)$')`),
		},
		tags: tagTests{
			any: func(column string, values []string, change func(string) string) string {
				if change == nil {
					return column + " && ARRAY[" + list(values) + "]::text[]"
				}
				return "EXISTS (SELECT 1 FROM unnest(" + column + ") AS t(tag) WHERE " + change("t.tag") + " IN (" + list(values) + "))"
			},
			json: func(column string, values []string, change func(string) string) string {
				if change == nil {
					change = same
				}
				return "EXISTS (SELECT 1 FROM json_array_elements_text(" + column + "::json) AS t(tag) WHERE " + change("t.tag") + " IN (" + list(values) + "))"
			},
		},
		times: times{
			now: func(t Time) string { return postgresTime(t, "now()") },
			ago: func(t Time, hours int) string {
				return postgresTime(t, fmt.Sprintf("now() - INTERVAL '%d hours'", hours))
			},
			local:   atTimeZone,
			instant: zoned("+00"),
			day:     func(text string) string { return "DATE '" + text + "'" },
		},
	}
}

// postgresTime writes a moment as a value of a kind.
func postgresTime(t Time, moment string) string {
	switch t {
	case UTC:
		return "(" + moment + ") AT TIME ZONE 'UTC'"
	case WholeDay:
		return "CAST((" + moment + ") AT TIME ZONE 'UTC' AS date)"
	case Seconds:
		return "extract(epoch FROM " + moment + ")"
	case Milliseconds:
		return "extract(epoch FROM " + moment + ") * 1000"
	default:
		return moment
	}
}

// zoned writes instants as literals of the standard: a TIMESTAMPTZ with an offset, or a
// TIMESTAMP without one.
func zoned(offset string) func(t Time, text string, i instant) string {
	return func(t Time, text string, _ instant) string {
		if t == UTC {
			return "TIMESTAMP '" + text + "'"
		}
		return "TIMESTAMPTZ '" + text + offset + "'"
	}
}

// zoneless writes an instant as a TIMESTAMP, with its zone or without.
func zoneless(zone string) func(t Time, text string, i instant) string {
	return func(t Time, text string, _ instant) string {
		if t == UTC {
			return "TIMESTAMP '" + text + "'"
		}
		return "TIMESTAMP '" + text + strings.TrimSuffix(zone, "'") + "'"
	}
}

// atTimeZone writes what clocks in a zone show.
func atTimeZone(moment, zone string) string { return "(" + moment + ") AT TIME ZONE " + zone }
