package sql

import (
	"fmt"
	"strings"
)

// clickHouse returns the dialect of ClickHouse.
func clickHouse() *Dialect {
	return &Dialect{
		Name: "clickhouse", Title: "ClickHouse", Oldest: "23.8", Run: true,
		strategy: SemiJoin, apart: true, table: " ENGINE = MergeTree ORDER BY tuple()", bare: true,
		names:  names{quote: backslashed("`")},
		limits: limits{name: 255, query: 262_144, operands: 10_000, whole: 38, fraction: 30, first: 1900, last: 2261},
		types:  clickTypes(), days: clickDays(),
		parameter: func(n int) string { return fmt.Sprintf("{p%d:String}", n) },
		count:     around("countIf"), distinct: called2("uniqExactIf"),
		in:       func(word string) string { return "GLOBAL " + word },
		isNaN:    func(column string) (is, not string) { return "isNaN(" + column + ")", "NOT isNaN(" + column + ")" },
		float:    func(n *number) string { return "toFloat64('" + n.String() + "')" },
		asNumber: around2("toDecimal128(", ", 18)"),
		number: func(n *number) string {
			if n.fraction == "" && len(n.whole) < 10 {
				return n.String()
			}
			call := "toDecimal128"
			if len(n.whole)+len(n.fraction) > 30 {
				call = "toDecimal256"
			}
			return fmt.Sprintf("%s('%s', %d)", call, n, len(n.fraction))
		},
		texts: texts{
			quote:    func(text string) string { return escaped(text, `\'`, byteEscapes) },
			contains: called("position", " > 0"), startsWith: called("startsWith", ""), fold: around("lower"),
			trim: around2("trim(BOTH ' ' FROM ", ")"), domain: around2("nullIf(extract(", `, '@([^@]+)$'), '')`),
		},
		tags: tagTests{
			never: true,
			any: func(column string, values []string, change func(string) string) string {
				if change != nil {
					return "arrayExists(segc_tag -> " + change("segc_tag") + " IN (" + list(values) + "), " + column + ")"
				}
				return "hasAny(" + column + ", [" + list(values) + "])"
			},
		},
		each: func(values []string) string { return "\nARRAY JOIN [" + lines(values) + "] AS segc_segment" },
		times: times{
			now: func(t Time) string { return clickTime(t, "now64(6, 'UTC')") },
			ago: func(t Time, hours int) string {
				return clickTime(t, fmt.Sprintf("now64(6, 'UTC') - toIntervalHour(%d)", hours))
			},
			local: func(moment, zone string) string {
				return "toDateTime64(toString(toTimeZone(" + moment + ", " + zone + ")), 6, 'UTC')"
			},
			instant: func(_ Time, text string, _ instant) string { return "toDateTime64('" + text + "', 6, 'UTC')" },
			day:     around2("toDate32('", "')"),
		},
	}
}

// clickTime writes a moment as a value of a kind.
func clickTime(t Time, moment string) string {
	switch t {
	case WholeDay:
		return "toDate32(" + moment + ")"
	case Seconds:
		return "toUnixTimestamp64Micro(" + moment + ") / 1000000"
	case Milliseconds:
		return "toUnixTimestamp64Micro(" + moment + ") / 1000"
	default:
		return moment
	}
}

// called2 returns a function that calls a function of the database with two arguments.
func called2(name string) func(a, b string) string { return called(name, "") }

// around2 returns a function that writes something before a text and something after it.
func around2(before, after string) func(string) string {
	return func(text string) string { return strings.Join([]string{before, text, after}, "") }
}
