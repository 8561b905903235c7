package contactfile

import (
	"time"

	"github.com/segc-lang/segc/internal/date"
)

// instantOf reads a time of RFC 3339.
func instantOf(text string) (time.Time, bool) {
	if at, ok := usualInstant(text); ok {
		return at, true
	}
	if _, err := date.Parse(text); err != nil || len(text) <= len(time.DateOnly) {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	return at, err == nil && !at.IsZero()
}

// usualLength is that of 2026-05-01T10:00:00Z.
const usualLength = len("2026-05-01T10:00:00Z")

// usualForm has a 0 for each digit of such a time.
const usualForm = "0000-00-00T00:00:00Z"

// usualInstant reads a time as most files write it, 2026-05-01T10:00:00Z, which takes a tenth of
// the time. It is false for everything that is not certainly one.
func usualInstant(text string) (time.Time, bool) {
	if len(text) != usualLength {
		return time.Time{}, false
	}
	// What differs from the form is the value of each digit, and nothing where there is none.
	left, middle, right := word(text, 0)^word(usualForm, 0), word(text, 8)^word(usualForm, 8), word(text, 12)^word(usualForm, 12)
	if !digitsOrNothing(left, 0xff_00_00_ff_00_00_00_00) || !digitsOrNothing(middle, 0x00_00_ff_00_00_ff_00_00) || !digitsOrNothing(right, 0xff_00_00_ff_00_00_ff_00) {
		return time.Time{}, false
	}
	year, month, day := 100*twoDigits(left, 0)+twoDigits(left, 2), twoDigits(left, 5), twoDigits(middle, 0)
	hour, minute, second := twoDigits(middle, 3), twoDigits(right, 2), twoDigits(right, 5)
	days, ok := date.DaysSinceEpoch(int64(year), int64(month), int64(day))
	if !ok || year < 2 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	const secondsOfDay = 24 * 60 * 60
	return time.Unix(days*secondsOfDay+int64(3600*hour+60*minute+second), 0).UTC(), true
}

// digitsOrNothing reports whether each byte of a word is at most 9, or 0 where the other word has bits.
func digitsOrNothing(w, nothing uint64) bool {
	return w&nothing == 0 && (w|(w+6*eachByte))&(0xf0*eachByte) == 0
}

// twoDigits returns the number of two digits, whose values are bytes of a word.
func twoDigits(w uint64, at int) int { return int(10*(w>>(8*at)&0xff) + w>>(8*at+8)&0xff) }
