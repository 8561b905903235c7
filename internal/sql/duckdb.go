package sql

import (
	"fmt"
	"strconv"
)

// duckDB returns the dialect of DuckDB.
func duckDB() *Dialect {
	return &Dialect{
		Name: "duckdb", Title: "DuckDB", Oldest: "1.3", Run: true,
		strategy: SemiJoin,
		sharing:  sharing{either: around("bit_or"), kinds: true, late: true},
		names:    names{quote: doubled(`"`), fold: true, ascii: true},
		limits:   limits{name: 255, whole: 18, fraction: 18, first: 1, last: 9999},
		types:    duckTypes(), days: postgresDays(),
		parameter: func(n int) string { return "$" + strconv.Itoa(n) },
		count:     filtered, distinct: filteredDistinct,
		isNaN:    func(column string) (is, not string) { return "isnan(" + column + ")", "NOT isnan(" + column + ")" },
		asNumber: around2("CAST(", " AS DECIMAL(38, 18))"),
		texts: texts{
			quote: func(text string) string {
				return joinedText(text, func(r rune) string { return fmt.Sprintf("chr(%d)", r) })
			},
			contains: called("contains", ""), startsWith: called("starts_with", ""),
			fold: around("lower"), unicode: true,
			trim: around2("trim(", ", ' ')"), domain: around2("nullif(regexp_extract(", `, '@([^@]+)$', 1), '')`),
		},
		tags: tagTests{
			any: func(column string, values []string, change func(string) string) string {
				if change != nil {
					column = "list_transform(" + column + ", lambda tag: " + change("tag") + ")"
				}
				return "list_has_any(" + column + ", [" + list(values) + "])"
			},
			json: func(column string, values []string, change func(string) string) string {
				column = "json_extract_string(" + column + ", '$[*]')"
				if change != nil {
					column = "list_transform(" + column + ", lambda tag: " + change("tag") + ")"
				}
				return "list_has_any(" + column + ", [" + list(values) + "])"
			},
		},
		times: times{
			now: func(t Time) string { return duckTime(t, "now()") },
			ago: func(t Time, hours int) string {
				return duckTime(t, fmt.Sprintf("now() - INTERVAL %d HOUR", hours))
			},
			local:   atTimeZone,
			instant: zoned("+00"),
			day:     func(text string) string { return "DATE '" + text + "'" },
		},
	}
}

// duckTime writes a moment as a value of a kind.
func duckTime(t Time, moment string) string {
	switch t {
	case UTC:
		return "(" + moment + ") AT TIME ZONE 'UTC'"
	case WholeDay:
		return "CAST((" + moment + ") AT TIME ZONE 'UTC' AS date)"
	case Seconds:
		return "epoch_us(" + moment + ") / 1000000"
	case Milliseconds:
		return "epoch_us(" + moment + ") / 1000"
	default:
		return moment
	}
}
