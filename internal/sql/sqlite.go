package sql

import (
	"fmt"
	"strconv"
)

// sqlite returns the dialect of SQLite. Times are texts as its datetime() writes them, in UTC.
func sqlite() *Dialect {
	return &Dialect{
		Name: "sqlite", Title: "SQLite", Oldest: "3.38", Run: true,
		strategy: Exists, listSet: true,
		names:  names{quote: doubled(`"`), fold: true, ascii: true},
		limits: limits{name: 255, query: 1_000_000, operands: 900, united: 400, parameters: 32_766, whole: 15, fraction: 15, first: 1, last: 9999},
		array:  func(value string) string { return "SELECT value FROM json_each(" + value + ")" },
		types:  sqliteTypes(), days: sqliteDays(),
		bare:      true,
		parameter: func(n int) string { return "?" + strconv.Itoa(n) },
		count:     filtered, distinct: filteredDistinct,
		asNumber: around2("CAST(", " AS NUMERIC)"),
		texts: texts{
			quote: func(text string) string {
				return joinedText(text, func(r rune) string { return fmt.Sprintf("char(%d)", r) })
			},
			contains:   called("instr", " > 0"),
			startsWith: called("instr", " = 1"),
			fold:       around("lower"),
			trim:       around2("trim(", ", ' ')"),
			domain:     sqliteDomain,
		},
		tags: tagTests{any: sqliteTags, json: sqliteTags},
		times: times{
			now:     func(t Time) string { return sqliteTime(t, "") },
			ago:     func(t Time, hours int) string { return sqliteTime(t, fmt.Sprintf(", '-%d hours'", hours)) },
			instant: func(_ Time, text string, _ instant) string { return "'" + text + "'" },
			day:     around2("'", "'"),
		},
	}
}

// sqliteDomain takes away what ends with the last @: all characters but @ are trimmed from the end.
func sqliteDomain(email string) string {
	return "CASE WHEN instr(" + email + ", '@') > 0 THEN nullif(substr(" + email + ", length(rtrim(" + email + ", replace(" + email + ", '@', ''))) + 1), '') END"
}

func sqliteTags(column string, values []string, change func(string) string) string {
	if change == nil {
		change = same
	}
	return "EXISTS (SELECT 1 FROM json_each(" + column + ") AS t WHERE " + change("t.value") + " IN (" + list(values) + "))"
}

// sqliteTime writes now, with a change, as a value of a kind.
func sqliteTime(t Time, change string) string {
	switch t {
	case WholeDay:
		return "date('now'" + change + ")"
	case Seconds:
		return "unixepoch('now'" + change + ")"
	case Milliseconds:
		return "unixepoch('now'" + change + ") * 1000"
	default:
		return "datetime('now'" + change + ")"
	}
}
