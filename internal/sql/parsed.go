package sql

import (
	"fmt"
	"strconv"
	"strings"
)

// The dialects that no test runs.

func bigQuery() *Dialect {
	return &Dialect{
		Name: "bigquery", Title: "BigQuery", Oldest: "of 2024",
		strategy: OnePass,
		names:    names{quote: backslashed("`"), fold: true},
		limits:   limits{name: 300, query: 1 << 20, parameters: 10_000, whole: 29, fraction: 9, first: 1, last: 9999},
		array:    func(value string) string { return "SELECT tag FROM unnest(json_value_array(" + value + ")) AS tag" },
		types:    bigTypes(), days: bigDays(),
		bare:      true,
		parameter: func(n int) string { return "@p" + strconv.Itoa(n) },
		isNaN:     func(column string) (is, not string) { return "is_nan(" + column + ")", "NOT is_nan(" + column + ")" },
		asNumber:  around2("CAST(", " AS BIGNUMERIC)"),
		count:     around("countif"), distinct: countedDistinctIf,
		number: func(n *number) string {
			if n.fraction == "" && len(n.whole) < 19 {
				return n.String()
			}
			return "NUMERIC '" + n.String() + "'"
		},
		texts: texts{
			quote:    func(text string) string { return escaped(text, `\'`, unicodeEscape) },
			contains: called("strpos", " > 0"), startsWith: called("starts_with", ""), fold: around("lower"), unicode: true,
			trim: around2("trim(", ", ' ')"), domain: around2("regexp_extract(", `, '@([^@]+)$')`),
		},
		tags: tagTests{
			never: true,
			any: func(column string, values []string, change func(string) string) string {
				return "EXISTS (SELECT 1 FROM unnest(" + column + ") AS tag WHERE " + changed(change)("tag") + " IN (" + list(values) + "))"
			},
		},
		each: func(values []string) string { return "\nCROSS JOIN unnest([" + lines(values) + "]) AS segc_segment" },
		times: times{
			now: func(t Time) string { return bigTime(t, "current_timestamp()") },
			ago: func(t Time, hours int) string {
				return bigTime(t, fmt.Sprintf("timestamp_sub(current_timestamp(), INTERVAL %d HOUR)", hours))
			},
			instant: func(t Time, text string, _ instant) string {
				if t == UTC {
					return "DATETIME '" + text + "'"
				}
				return "TIMESTAMP '" + text + "+00'"
			},
			day: func(text string) string { return "DATE '" + text + "'" },
		},
	}
}

func bigTime(t Time, moment string) string {
	switch t {
	case UTC:
		return "datetime(" + moment + ", 'UTC')"
	case WholeDay:
		return "date(" + moment + ", 'UTC')"
	case Seconds:
		return "unix_micros(" + moment + ") / 1000000"
	case Milliseconds:
		return "unix_micros(" + moment + ") / 1000"
	default:
		return moment
	}
}

func snowflake() *Dialect {
	return &Dialect{
		Name: "snowflake", Title: "Snowflake", Oldest: "8",
		strategy: OnePass,
		names:    names{quote: doubled(`"`), upper: true},
		limits:   limits{name: 255, query: 1 << 20, list: 16_384, whole: 18, fraction: 18, first: 1, last: 9999},
		array: func(value string) string {
			return "SELECT value::string FROM TABLE(flatten(input => parse_json(" + value + ")))"
		},
		types: snowTypes(), days: snowDays(),
		bare:      true,
		parameter: func(int) string { return "?" },
		isNaN:     func(column string) (is, not string) { return column + " = 'NaN'::float", column + " <> 'NaN'::float" },
		asNumber:  around2("CAST(", " AS number(38, 18))"),
		count:     countedIf, distinct: countedDistinctIf,
		texts: texts{
			quote:    func(text string) string { return escaped(text, `\'`, snowflakeEscape) },
			contains: called("contains", ""), startsWith: called("startswith", ""), fold: around("lower"), unicode: true,
			trim: around2("trim(", ", ' ')"), domain: splitDomain("contains", "split_part"),
		},
		tags: tagTests{
			any: func(column string, values []string, change func(string) string) string {
				if change != nil {
					column = "transform(" + column + ", tag -> " + change("tag::string") + ")"
				}
				return "arrays_overlap(" + column + ", array_construct(" + list(values) + "))"
			},
		},
		each: func(values []string) string {
			return "\nCROSS JOIN (SELECT value::string AS segc_segment FROM lateral flatten(input => array_construct_compact(" + lines(values) + ")))"
		},
		times: times{
			now: func(t Time) string { return snowTime(t, "current_timestamp()") },
			ago: func(t Time, hours int) string {
				return snowTime(t, fmt.Sprintf("dateadd(hour, -%d, current_timestamp())", hours))
			},
			instant: func(t Time, text string, _ instant) string {
				if t == UTC {
					return "'" + text + "'::timestamp_ntz"
				}
				return "'" + text + " +0000'::timestamp_tz"
			},
			day: func(text string) string { return "'" + text + "'::date" },
		},
	}
}

// snowflakeEscape writes a character in the only way that Snowflake has: by sixteen bits.
func snowflakeEscape(r rune) string {
	if r > 0xffff {
		return string(r)
	}
	return unicodeEscape(r)
}

func snowTime(t Time, moment string) string {
	switch t {
	case UTC:
		return "convert_timezone('UTC', " + moment + ")::timestamp_ntz"
	case WholeDay:
		return "convert_timezone('UTC', " + moment + ")::date"
	case Seconds:
		return "date_part(epoch_microsecond, " + moment + ") / 1000000"
	case Milliseconds:
		return "date_part(epoch_microsecond, " + moment + ") / 1000"
	default:
		return moment
	}
}

func spark() *Dialect {
	return &Dialect{
		Name: "spark", Title: "Spark", Oldest: "3.5",
		strategy: OnePass,
		names:    names{quote: doubled("`"), fold: true},
		limits:   limits{name: 255, whole: 18, fraction: 18, first: 1, last: 9999},
		types:    sparkTypes(), days: sparkDays(),
		bare:      true,
		parameter: func(n int) string { return ":p" + strconv.Itoa(n) },
		isNaN:     func(column string) (is, not string) { return "isnan(" + column + ")", "NOT isnan(" + column + ")" },
		asNumber:  around2("CAST(", " AS decimal(38, 18))"),
		count:     filtered, distinct: filteredDistinct,
		texts: texts{
			quote:    func(text string) string { return escaped(text, `\'`, unicodeEscape) },
			contains: called("contains", ""), startsWith: called("startswith", ""), fold: around("lower"), unicode: true,
			trim: around2("trim(BOTH ' ' FROM ", ")"), domain: splitDomain("contains", "substring_index"),
		},
		tags: tagTests{
			any: func(column string, values []string, change func(string) string) string {
				return "exists(" + column + ", tag -> coalesce(" + changed(change)("tag") + " IN (" + list(values) + "), FALSE))"
			},
		},
		each: func(values []string) string {
			return "\nLATERAL VIEW explode(array(" + lines(values) + ")) AS segc_segment"
		},
		times: times{
			now: func(t Time) string { return sparkTime(t, "current_timestamp()") },
			ago: func(t Time, hours int) string {
				return sparkTime(t, fmt.Sprintf("current_timestamp() - INTERVAL %d HOURS", hours))
			},
			instant: func(t Time, text string, _ instant) string {
				if t == UTC {
					return "TIMESTAMP_NTZ '" + text + "'"
				}
				return "TIMESTAMP '" + text + "Z'"
			},
			day: func(text string) string { return "DATE '" + text + "'" },
		},
	}
}

func sparkTime(t Time, moment string) string {
	switch t {
	case UTC:
		return "CAST(to_utc_timestamp(" + moment + ", current_timezone()) AS timestamp_ntz)"
	case WholeDay:
		return "CAST(to_utc_timestamp(" + moment + ", current_timezone()) AS date)"
	case Seconds:
		return "unix_micros(" + moment + ") / 1000000"
	case Milliseconds:
		return "unix_micros(" + moment + ") / 1000"
	default:
		return moment
	}
}

func trino() *Dialect {
	return &Dialect{
		Name: "trino", Title: "Trino", Oldest: "420",
		strategy: OnePass,
		names:    names{quote: doubled(`"`), fold: true},
		limits:   limits{name: 255, query: 1_000_000, whole: 18, fraction: 18, first: 1, last: 9999},
		types:    trinoTypes(), days: trinoDays(),
		bare:      true,
		parameter: func(int) string { return "?" },
		isNaN:     func(column string) (is, not string) { return "is_nan(" + column + ")", "NOT is_nan(" + column + ")" },
		asNumber:  around2("CAST(", " AS decimal(38, 18))"),
		count:     filtered, distinct: filteredDistinct,
		texts: texts{
			quote:    trinoText,
			contains: called("strpos", " > 0"), startsWith: called("starts_with", ""), fold: around("lower"), unicode: true,
			trim: around2("trim(BOTH ' ' FROM ", ")"), domain: around2("regexp_extract(", `, '@([^@]+)$', 1)`),
		},
		tags: tagTests{
			any: func(column string, values []string, change func(string) string) string {
				return "any_match(" + column + ", tag -> coalesce(" + changed(change)("tag") + " IN (" + list(values) + "), FALSE))"
			},
		},
		each: func(values []string) string {
			return "\nCROSS JOIN unnest(ARRAY[" + lines(values) + "]) AS segc_each(segc_segment)"
		},
		times: times{
			now: func(t Time) string { return trinoTime(t, "current_timestamp") },
			ago: func(t Time, hours int) string {
				return trinoTime(t, fmt.Sprintf("current_timestamp - INTERVAL '%d' HOUR", hours))
			},
			instant: zoneless(" UTC"),
			day:     func(text string) string { return "DATE '" + text + "'" },
		},
	}
}

func trinoTime(t Time, moment string) string {
	switch t {
	case UTC:
		return "CAST((" + moment + ") AT TIME ZONE 'UTC' AS timestamp(6))"
	case WholeDay:
		return "CAST((" + moment + ") AT TIME ZONE 'UTC' AS date)"
	case Seconds:
		return "to_unixtime(" + moment + ")"
	case Milliseconds:
		return "to_unixtime(" + moment + ") * 1000"
	default:
		return moment
	}
}

// trinoText writes risky characters by their number.
func trinoText(text string) string {
	if !strings.ContainsFunc(text, risky) {
		return doubled("'")(text)
	}
	return "U&" + escaped(text, "''", func(r rune) string {
		if r > 0xffff {
			return fmt.Sprintf(`\+%06x`, r)
		}
		return fmt.Sprintf(`\%04x`, r)
	})
}

// changed returns a function, or one that changes nothing.
func changed(change func(string) string) func(string) string {
	if change == nil {
		return same
	}
	return change
}

// splitDomain returns a function that writes what is after the last @ of an address, where a function
// returns all of a text that has none.
func splitDomain(contains, last string) func(email string) string {
	return func(email string) string {
		return "CASE WHEN " + contains + "(" + email + ", '@') THEN nullif(" + last + "(" + email + ", '@', -1), '') END"
	}
}
