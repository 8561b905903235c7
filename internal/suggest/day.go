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

// IsUnitName reports whether a word is one for a unit of time that cannot name a length of
// time: it is a unit of the language, or one of another language that is not cut short. A
// letter such as m may well be a name.
func IsUnitName(word string) bool {
	switch strings.ToLower(word) {
	case "m", "mo", "y", "yr", "q", "h", "min", "s":
		return false
	}
	return IsUnit(word)
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
