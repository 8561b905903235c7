package suggest

import "strings"

// IsUnit reports whether a word is one for a unit of time, in this language or in others.
func IsUnit(word string) bool {
	switch strings.ToLower(word) {
	case "d", "day", "days", "w", "week", "weeks",
		"m", "mo", "month", "months", "y", "yr", "year", "years", "q", "quarter", "quarters",
		"h", "hour", "hours", "min", "minute", "minutes", "s", "second", "seconds":
		return true
	}
	return false
}

// Day returns how the language writes the day that a word of other languages means: `today`
// for now, `today - 1d` for yesterday.
func Day(word string) (written string, ok bool) {
	switch strings.ToLower(word) {
	case "now", "today", "current_date", "current_timestamp", "curdate", "getdate", "sysdate":
		return "today", true
	case "yesterday":
		return "today - 1d", true
	case "tomorrow":
		return "today + 1d", true
	}
	return "", false
}
