package suggest

import "strings"

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
