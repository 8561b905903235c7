package lint_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
)

// dateTexts is the predicate of SEG515. The operator is an equality or one for parts,
// the column has a type that is known or the operator is for parts, and the value is
// a formula: a word for today with a number and a unit, an interval or a unit to round
// to (now-30d, now/d), or a function of SQL. Or the type of the column is unknown, the
// value is not a date of the language, and reads as
//   - a day that is computed from today, after an order or an equality: a word for
//     today and a number (now-30d), an interval or a unit to round to (now/d), a signed
//     number of a unit (-30d), the last or next so many units, so many ago or from now,
//     or a function of SQL that computes dates;
//   - a word for today, or this, last, next or past week, month, quarter or year, or a
//     number of hours, days (also d), weeks (w), months or years;
//   - a date in another form: the year first, with - / or a point, and perhaps a time
//     and a zone; the year last; the name of a month.
//
// The last two are reported after an order, and after an equality if the column is
// named like a date or compared elsewhere with a date of the language, or by order
// with any of the three.
func dateTexts(files []*ast.File) []ast.Span {
	return dueOf(files, func(c comparison) bool {
		read := readDate(c.value.Text)
		if !c.unknownType() || !c.byOrder() && !c.byEquality() {
			return read == formula && (c.byEquality() || c.byPart()) && !c.choices()
		}
		switch read {
		case aDate, aWord:
			return c.byOrder() || nameHas(c.Name.Text, "at|date|datetime|timestamp|birthday|birthdate|dob") || c.others(func(o comparison) bool {
				return o.value.Kind == ast.Date || o.isText() && (!o.byPart() && isoDate(o.value.Text) || o.byOrder() && readDate(o.value.Text) != noDate)
			})
		case computedDate, formula:
			return true
		}
		return false
	})
}

const (
	noDate = iota
	aDate
	aWord
	computedDate
	formula
)

func isoDate(text string) bool {
	if _, err := time.Parse(time.DateOnly, text); err == nil {
		return true
	}
	_, err := time.Parse(time.RFC3339, text)
	return err == nil && compiled(`^[-\d]{10}T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$`).MatchString(text)
}

// readDate reads a text value word by word.
func readDate(text string) int {
	text = strings.TrimSpace(text)
	if isoDate(text) || len(text) < 3 {
		return noDate
	}
	if kind := readWords(strings.Split(strings.ToLower(text), " ")); kind != noDate {
		return kind
	}
	numbers := func(s, separator string) []int {
		var lengths []int
		for _, digits := range strings.Split(s, separator) {
			if digits == "" || strings.Trim(digits, "0123456789") != "" {
				return []int{0, 0, 0}
			}
			lengths = append(lengths, len(digits))
		}
		if len(lengths) != 3 {
			return []int{0, 0, 0}
		}
		return lengths
	}
	day, clock := text, ""
	if i := strings.IndexAny(text, "Tt "); i > 0 {
		day, clock = text[:i], strings.TrimLeft(text[i+1:], " ")
		if text[i] != ' ' {
			clock = text[i+1:]
		}
		if clock == "" {
			return noDate
		}
	}
	for _, separator := range []string{"-", "/", "."} {
		n := numbers(day, separator)
		if n[0] == 4 && isBetween(n[1], 1, 2) && isBetween(n[2], 1, 2) && (clock == "" || isClock(clock)) {
			return aDate
		}
		if isBetween(n[0], 1, 2) && isBetween(n[1], 1, 2) && (n[2] == 2 || n[2] == 4) && clock == "" && day == text {
			return aDate
		}
	}
	return noDate
}

func isBetween(n, low, high int) bool { return low <= n && n <= high }

// isClock reports whether a text is a time of the day, perhaps with a zone.
func isClock(text string) bool {
	zone := strings.TrimLeft(text, "0123456789:.")
	clock := text[:len(text)-len(zone)]
	zone = strings.TrimLeft(zone, " ")
	switch {
	case zone == "" && len(text) != len(clock):
		return false // blanks at the end are cut before
	case zone == "", zone == "Z", zone == "z", zone == "UTC", zone == "GMT":
	default:
		if !compiled(`^[-+]\d\d:?\d\d$`).MatchString(zone) {
			return false
		}
	}
	fields := strings.Split(clock, ":")
	if !isBetween(len(fields), 2, 3) || !isBetween(len(fields[0]), 1, 2) {
		return false
	}
	for i, field := range fields[1:] {
		seconds, fraction, point := strings.Cut(field, ".")
		if len(seconds) != 2 || point && (i != 1 || fraction == "" || strings.Contains(fraction, ".")) {
			return false
		}
	}
	return true
}

// readWords reads what is written in words.
func readWords(words []string) int {
	months := strings.Fields("jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december")
	units := strings.Fields("s m h d w y mo sec secs second seconds min mins minute minutes hour hours day days week weeks month months year years")
	isNumber := func(s string) bool { _, err := strconv.ParseUint(s, 10, 64); return err == nil }
	isUnit := func(s string) bool { return slices.Contains(units, s) }
	amount := func(words []string) bool { // 30d or 30 days
		if len(words) == 2 {
			return isNumber(words[0]) && isUnit(words[1])
		}
		if len(words) != 1 {
			return false
		}
		unit := strings.TrimLeft(words[0], "0123456789")
		return len(unit) < len(words[0]) && isUnit(unit)
	}
	signed := func(words []string) bool { // -30d
		return len(words) > 0 && len(words[0]) > 1 && strings.ContainsAny(words[0][:1], "+-") && amount(append([]string{words[0][1:]}, words[1:]...))
	}
	n := len(words)
	first := words[0]
	switch {
	case signed(words):
		return computedDate
	case n > 1 && words[n-1] == "ago" && amount(words[:n-1]), n > 2 && words[n-2] == "from" && words[n-1] == "now" && amount(words[:n-2]):
		return computedDate
	case isWindow(words, amount), first == "in" && isWindow(words[1:], amount):
		return computedDate
	case n == 2 && slices.Contains([]string{"this", "last", "next", "past"}, first) && slices.Contains([]string{"week", "month", "quarter", "year"}, words[1]):
		return aWord
	}
	if amount(words) && compiled(`\d ?(?:d|w|(?:day|week|month|year|hour)s?)$`).MatchString(strings.Join(words, " ")) {
		return aWord
	}
	if text := strings.Join(words, " "); strings.HasSuffix(text, ")") {
		for _, function := range []string{"date_sub", "date_add", "dateadd", "date_trunc"} {
			if rest, ok := strings.CutPrefix(text, function); ok && (rest[0] == '(' || strings.HasPrefix(rest, " (")) {
				return formula
			}
		}
	}
	if rest, ok := cutToday(strings.Join(words, " ")); ok {
		if rest == "" {
			return aWord
		}
		if compiled(`^/[a-z]$`).MatchString(rest) || compiled(`^ ?[-+] ?interval .`).MatchString(rest) {
			return formula
		}
		m := compiled(`^ ?[-+] ?\d+ ?([a-z]*)(/[a-z])?$`).FindStringSubmatch(rest)
		switch {
		case m == nil:
		case isUnit(m[1]):
			return formula
		case m[1] == "":
			return computedDate
		}
		return noDate
	}
	isYear := func(s string) bool { return len(s) == 4 && isNumber(s) }
	isDay := func(s string, suffixes string) bool {
		number := strings.TrimRight(s, "stndrh.")
		return isBetween(len(number), 1, 2) && isNumber(number) && slices.Contains(strings.Split(suffixes, "|"), s[len(number):])
	}
	if n != 3 {
		return noDate
	}
	month := func(s, suffixes string) bool {
		name := strings.TrimRight(s, ".,")
		return slices.Contains(months, name) && slices.Contains(strings.Split(suffixes, "|"), s[len(name):])
	}
	switch {
	case !isYear(words[2]):
	case isDay(first, "|st|nd|rd|th|.") && month(words[1], "|.|,|.,"):
		return aDate
	case month(first, "|.") && isDay(strings.TrimSuffix(words[1], ","), "|st|nd|rd|th"):
		return aDate
	}
	return noDate
}

// isWindow reports whether words say "last 30 days" or "the last 30 days".
func isWindow(words []string, amount func(words []string) bool) bool {
	if len(words) > 0 && words[0] == "the" {
		words = words[1:]
	}
	return len(words) > 1 && slices.Contains([]string{"last", "past", "next"}, words[0]) && amount(words[1:])
}

// cutToday cuts off a word for today, which may have empty parentheses.
func cutToday(text string) (rest string, ok bool) {
	for _, word := range []string{"now", "today", "yesterday", "tomorrow", "current_date", "current_timestamp", "sysdate", "getdate"} {
		if rest, ok := strings.CutPrefix(text, word); ok {
			for _, call := range []string{"()", " ()", "( )", " ( )"} {
				if after, ok := strings.CutPrefix(rest, call); ok {
					return after, true
				}
			}
			return rest, true
		}
	}
	return "", false
}

func dateCondition(w *world) string {
	column := pick(w, "last_visit", "signup", "note", "created_on", "updatedAt", "created_at", "birthday")
	kind := "date"
	if column != "created_at" {
		kind = w.typeOf(column, "any", "any", "text")
	}
	value := func() string {
		text := pick(w,
			fmt.Sprintf("20%02d%s%d%s%d", w.Intn(99), pick(w, "-", "/", "."), w.Intn(14), pick(w, "-", "-", "/", "."), w.Intn(33)),
			fmt.Sprintf("%d%s%d%s%s", w.Intn(33), pick(w, "-", "/", "."), w.Intn(14), pick(w, "-", "/", "."), pick(w, "2026", "26", "226")),
			"2026-05-01"+pick(w, "", " ", "T", "t")+pick(w, "", "10:00", "9:00:00", "10:00:00.5", "10:00:00.", "10:0", "25:00:00")+pick(w, "", "Z", " UTC", "z", "+02:00", "-0500", " X"),
			pick(w, "2026-05-01", "2026-05-01T10:00:00Z", "2026-05-01T10:00:00+02:00", "x", "", "May", "2026"),
			pick(w, "now", "today", "NOW()", "yesterday", "tomorrow ", "nowhere", "today!", "current_date")+pick(w, "", "", "-30d", " - 7 days", "+1", "-1M", "-1d/d", " 5", "/d", " - INTERVAL '3 days'", "- interval"),
			pick(w, "DATE_SUB", "date_add ", "dateadd", "date_trunc", "date")+pick(w, "(NOW(), 3)", "()", "(", " ()"),
			pick(w, "-", "+", "", "last ", "in the last ", "next ", "in ", "the last ", "past")+pick(w, "30d", "30 days", "7", "2 weeks", "1y", "3 x", "week", "month", "30  days")+pick(w, "", "", " ago", " from now", " later"),
			pick(w, "May", "may.", "Sept", "June", "Mai", "Mayor")+" "+pick(w, "1", "1st", "21st,", "100", "1.")+pick(w, " ", ", ")+pick(w, "2026", "26"),
			pick(w, "1", "1st", "21.", "100", "x")+" "+pick(w, "May", "may.", "Sept", "june,", "Mai")+" "+pick(w, "2026", "26"),
		)
		return `"` + text + `"`
	}
	operators := []string{"=", "!=", "in"}
	switch kind {
	case "text":
		operators = append(operators, "contains", "starts with")
	case "date":
		return column + " > " + pick(w, "2026-05-01", `"2026-05-01"`)
	default:
		operators = append(operators, "<", ">=", ">", "=", "contains", "not contains", "literal", "between")
	}
	switch operator := pick(w, operators...); operator {
	case "in":
		return column + " in (" + value() + ", " + value() + ")"
	case "between":
		return column + " between " + value() + " and " + value()
	case "literal":
		return column + " != 2026-05-02"
	default:
		return column + " " + operator + " " + value()
	}
}
