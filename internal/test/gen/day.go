package gen

import (
	"slices"
	"strings"
	"time"
)

// Today is the day for which rules with Options.Days are written.
const Today = "2026-06-01"

// day writes a date as a day that is counted from today or from another date, in one way or
// another. A date with a time stays what it is.
func (w *writer) day(date string) string {
	if w.Intn(5) == 1 {
		return w.keyword("today")
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	today, _ := time.Parse(time.DateOnly, Today)
	switch off := int(day.Sub(today).Hours() / 24); w.Intn(4) {
	case 0:
		other := w.Intn(40) - 20
		return day.AddDate(0, 0, -other).Format(time.DateOnly) + w.step(other)
	case 1:
		first := w.Intn(30) - 15
		return w.keyword("today") + w.step(first) + w.step(off-first)
	case 2:
		if off < 0 {
			return w.length(-off) + " " + w.keyword("ago")
		}
		return w.keyword("today") + w.step(off)
	default:
		if off == 0 {
			return w.keyword("today")
		}
		return w.keyword("today") + w.step(off)
	}
}

// step writes a number of days that are added to a day.
func (w *writer) step(days int) string {
	sign := " + "
	if days < 0 {
		sign, days = " - ", -days
	}
	if w.loose {
		switch w.Intn(4) {
		case 0:
			sign = strings.TrimRight(sign, " ")
		case 1:
			sign = strings.TrimSpace(sign)
		}
	}
	return sign + w.length(days)
}

// wholeDay picks a date without a time.
func (w *writer) wholeDay(c column) string {
	days := slices.DeleteFunc(slices.Clone(c.constants), func(date string) bool { return strings.Contains(date, "T") })
	return one(w.Source, days...)
}
