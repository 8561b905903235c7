package lint

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// date warns of a text value that reads as a date or as a time that depends on
// today, but is not a date of the language. A date of the language may have quotes.
func (t *textValues) date(column comparedColumn, v ast.Value) {
	op := column.condition.Op
	if !column.open || !orders(op) && !whole(op) {
		if (whole(op) || partial(op)) && isDateMath(v.Text) {
			t.notComputed(v)
		}
		return
	}
	found := datesIn(v.Text)
	if !found.found || !orders(op) && !column.dates && !found.computed {
		return
	}
	if found.relative {
		t.notComputed(v)
		return
	}
	d := t.report(diag.DateText, v, "this text value is not written as a date, so it is compared letter by letter")
	if d == nil {
		return
	}
	d.Notes = []string{"write a date as 2026-05-01, or as 2026-05-01T10:00:00Z with a time and its zone"}
	for i, text := range found.dates {
		fix := t.replace(v, text)
		fix.Text += found.readings[i]
		d.Fixes = append(d.Fixes, fix)
	}
}

func (t *textValues) notComputed(v ast.Value) {
	d := t.report(diag.DateText, v, "this is a text value; segc does not compute a date from it")
	if d != nil {
		d.Notes = []string{"write a day without quotes, such as `today - 30d` or 2026-05-01; only opens, clicks and deliveries have windows, such as `opened in last 30d`"}
	}
}

// dateText is what a text value says about a date.
type dateText struct {
	found    bool
	relative bool     // to today: now-30d
	computed bool     // relative, and not a word that may be meant as one, such as today
	dates    []string // as the language writes them; two if day and month may be swapped
	readings []string // for each, what the fix says about it
}

const monthNames = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

// Units of time, and those with which an amount alone is a time.
const timeUnits = `(?:s|m|h|d|w|y|mo|secs?|seconds?|mins?|minutes?|hours?|days?|weeks?|months?|years?)`

// dateForms are the forms in which people write dates.
type dateForms struct {
	yearFirst, yearLast, dayMonth, monthDay *regexp.Regexp
	word, computed, math                    *regexp.Regexp
}

var formsOfDates = lazy.Value[*dateForms]{Make: func() *dateForms {
	const clock = `(?:(?:T|t| +)(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?) *(Z|z|UTC|GMT|[-+]\d{2}:?\d{2})?)?`
	const today = `(?:now|today|yesterday|tomorrow|current_date|current_timestamp|sysdate|getdate)(?: ?\( ?\))?`
	const amount = `\d+ ?(?:d|w|days?|weeks?|months?|years?|hours?)`
	return &dateForms{
		yearFirst: regexp.MustCompile(`^(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})` + clock + `$`),
		yearLast:  regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4}|\d{2})$`),
		dayMonth:  regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th|\.)? (` + monthNames + `)\.?,? (\d{4})$`),
		monthDay:  regexp.MustCompile(`(?i)^(` + monthNames + `)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$`),
		word:      regexp.MustCompile(`(?i)^(?:` + today + `|(?:this|last|next|past) (?:week|month|quarter|year)|` + amount + `)$`),
		math: regexp.MustCompile(`(?i)^(?:` + today + `(?: ?[-+] ?\d+ ?` + timeUnits + `(?:/[a-z])?|/[a-z]| ?[-+] ?interval .+)|` +
			`(?:date_sub|date_add|dateadd|date_trunc) ?\(.*\))$`),
		computed: regexp.MustCompile(`(?i)^(?:` + today + `(?: ?[-+] ?\d+ ?` + timeUnits + `?(?:/[a-z])?|/[a-z]| ?[-+] ?interval .+)|` +
			`(?:date_sub|date_add|dateadd|date_trunc) ?\(.*\)|[-+]\d+ ?` + timeUnits +
			`|(?:in )?(?:the )?(?:last|past|next) \d+ ?` + timeUnits + `|\d+ ?` + timeUnits + ` (?:ago|from now))$`),
	}
}}

// isDateMath reports whether a text computes a date in a way that no sentence uses, so the
// text cannot be ordinary prose.
func isDateMath(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) > 4 && strings.ContainsRune("ntycsgdNTYCSGD", rune(text[0])) && strings.ContainsAny(text, "+-/(") && formsOfDates.Get().math.MatchString(text)
}

// mayBeDate reports whether a text has a digit or a word without which it fits none
// of the forms. Most texts have neither, and the forms take much longer.
func mayBeDate(text string) bool {
	if strings.ContainsAny(text, "0123456789") {
		return true
	}
	lower := strings.ToLower(text)
	for _, word := range [...]string{"now", "day", "tomorrow", "date", "current", "week", "month", "quarter", "year"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

// datesIn reads a text value as a date that is not written as in the language.
func datesIn(text string) dateText {
	text = strings.TrimSpace(text)
	if len(text) < 3 || len(text) > longestForm || !mayBeDate(text) || isDate(text) {
		return dateText{}
	}
	forms := formsOfDates.Get()
	switch {
	case forms.computed.MatchString(text):
		return dateText{found: true, relative: true, computed: true}
	case forms.word.MatchString(text):
		return dateText{found: true, relative: true}
	}
	if m := forms.yearFirst.FindStringSubmatch(text); m != nil && m[2] == m[4] {
		return withTime(m[1], m[3], m[5], m[6], m[7])
	}
	if m := forms.yearLast.FindStringSubmatch(text); m != nil && m[2] == m[4] {
		return yearLast(m[1], m[2], m[3], m[5])
	}
	if m := forms.dayMonth.FindStringSubmatch(text); m != nil {
		return oneDate(m[3], monthNumber(m[2]), m[1])
	}
	if m := forms.monthDay.FindStringSubmatch(text); m != nil {
		return oneDate(m[3], monthNumber(m[1]), m[2])
	}
	return dateText{}
}

// withTime reads a date that begins with its year and may have a time.
func withTime(year, month, day, clock, zone string) dateText {
	d := oneDate(year, month, day)
	if clock == "" || len(d.dates) == 0 {
		return d
	}
	if strings.IndexByte(clock, ':') == 1 {
		clock = "0" + clock
	}
	if strings.Count(clock, ":") == 1 {
		clock += ":00"
	}
	reading := ""
	switch {
	case zone == "":
		zone, reading = "Z", ", if the time is UTC"
	case strings.ContainsAny(zone, "zZUG"):
		zone = "Z"
	case len(zone) == len("+0200"):
		zone = zone[:3] + ":" + zone[3:]
	}
	text := d.dates[0] + "T" + clock + zone
	if !isDate(text) {
		return dateText{found: true}
	}
	return dateText{found: true, dates: []string{text}, readings: []string{reading}}
}

// yearLast reads 01.05.2026, where the day comes first, and 01/05/2026, where it
// depends on the country. A year of two digits is left to the author.
func yearLast(first, separator, second, year string) dateText {
	dayFirst := oneDate(year, second, first)
	if separator == "." {
		return dayFirst
	}
	monthFirst := oneDate(year, first, second)
	if len(dayFirst.dates) == 0 {
		return monthFirst
	}
	if len(monthFirst.dates) == 0 || dayFirst.dates[0] == monthFirst.dates[0] {
		return dayFirst
	}
	return dateText{found: true, dates: append(dayFirst.dates, monthFirst.dates...), readings: []string{", if the day comes first", ", if the month comes first"}}
}

// oneDate returns a date of the language, if there is a day of that name.
func oneDate(year, month, day string) dateText {
	text := year + "-" + twoDigits(month) + "-" + twoDigits(day)
	if len(year) != 4 || !isDate(text) {
		return dateText{found: true}
	}
	return dateText{found: true, dates: []string{text}, readings: []string{""}}
}

func twoDigits(number string) string {
	if len(number) == 1 {
		return "0" + number
	}
	return number
}

// monthNumber returns the number of a month by the first letters of its name.
func monthNumber(name string) string {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(m.String()[:3], name[:3]) {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}
