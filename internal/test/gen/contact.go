package gen

import (
	"strings"
	"unicode"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// Contact returns a contact on which rules are likely to disagree. It has a
// value in the columns that always have one. The values are of the columns'
// types; one in a choice column may be no choice any more.
func Contact(s Source) contact.Contact {
	c := contact.Contact{Columns: map[string]contact.Value{}}
	for _, column := range columns {
		if !column.always && s.Intn(4) == 1 {
			continue
		}
		c.Columns[column.name] = value(s, column)
	}
	for _, metric := range []condition.Metric{condition.Open, condition.Click, condition.Bounce, condition.Complaint, condition.Delivered, condition.Unsubscribe} {
		c.Events = append(c.Events, events(s, metric)...)
	}
	for _, list := range lists {
		if s.Intn(3) == 1 {
			c.Lists = append(c.Lists, list.text)
		}
	}
	if isp := s.Intn(6); isp > 0 { // 5 is in no rule
		c.ISP = new(int64(isp))
	}
	return c
}

func value(s Source, c column) contact.Value {
	switch c.kind {
	case numberColumn:
		return contact.Must(contact.Number(numberNear(s, c)))
	case booleanColumn:
		return contact.Boolean(one(s, c.constants...) == "true")
	case dateColumn:
		return contact.Must(contact.Date(one(s, datesNear...)))
	case choiceColumn:
		if !c.always && s.Intn(8) == 1 { // a declaration can be out of date
			return contact.Text("former")
		}
		return contact.Text(one(s, c.constants...))
	case tagsColumn:
		return tags(s, c)
	case anyColumn:
		switch s.Intn(4) {
		case 1:
			return contact.Must(contact.Number(one(s, "1", "2", "1.5", "0", "2.0")))
		case 2:
			return contact.Boolean(one(s, "true", "false") == "true")
		}
	}
	return contact.Text(textNear(s, c))
}

// textNear returns a text that equals a constant, or nearly does, or has its parts.
func textNear(s Source, c column) string {
	text := one(s, append(c.parts[:len(c.parts):len(c.parts)], c.constants...)...)
	switch s.Intn(10) {
	default:
		return one(s, c.constants...)
	case 4:
		return text
	case 5:
		return swapCase(text)
	case 6:
		return text + one(s, " x", "X", text)
	case 7:
		return one(s, "x", "P", "é") + text
	case 8:
		runes := []rune(text)
		return string(runes[:len(runes)/2])
	case 9:
		return ""
	}
}

func swapCase(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, text)
}

// numberNear returns a constant, differently written, or what lies beside it.
func numberNear(s Source, c column) string {
	number := one(s, c.constants...)
	whole := !strings.Contains(number, ".") && number != "0"
	switch {
	case whole && s.Intn(3) == 1:
		return number + one(s, ".0", ".5", "e0", ".000001")
	case s.Intn(5) == 1:
		return one(s, "-1000", "1000", "0.25", "20", "50")
	default:
		return number
	}
}

// datesNear are the constants of date columns, other spellings of them, and
// what lies before, between and after them.
var datesNear = append(dates[:len(dates):len(dates)],
	"2026-05-01T02:00:00+02:00", "2026-04-30T23:59:59.999Z", "2026-05-01T00:00:01Z",
	"2026-05-01T05:00:00-05:00", "2026-05-01T10:00:00.5Z",
	"2026-06-14", "2026-06-15T00:00:00.000Z", "2027-01-01",
)

func tags(s Source, c column) contact.Value {
	var set []string
	for _, tag := range append(c.constants[:len(c.constants):len(c.constants)], "B", "z") {
		if s.Intn(3) == 1 {
			set = append(set, tag)
		}
	}
	return contact.Set(set...)
}

// events returns up to three bunches of events: as many as counts are, or one
// more, on the days of windows or on the days beside them.
func events(s Source, metric condition.Metric) []contact.Event {
	var events []contact.Event
	for range s.Intn(4) {
		days := one(s, append([]int{0}, windows...)...)
		if days > 0 {
			days += one(s, 0, 0, -1, 1)
		}
		event := contact.Event{Metric: metric, DaysAgo: days}
		if condition.Activity(metric) {
			event.Campaign = one(s, "", "12", "13", campaign, "14")
		}
		for range 1 + s.Intn(one(s, 1, 2, maxCount+1)) {
			events = append(events, event)
		}
	}
	return events
}

// Takes reports whether contacts may have a value in a column: one of its type,
// or none where the column does not always have one. A column that is declared
// to be anything may also have several values; one that is not declared is a
// column of texts, numbers or booleans.
func Takes(name string, v contact.Value, declared bool) bool {
	for _, c := range columns {
		if c.name != name {
			continue
		}
		switch c.kind {
		case numberColumn:
			return v.Kind() == contact.NumberKind || v.Kind() == contact.Missing && !c.always
		case booleanColumn:
			return v.Kind() == contact.BooleanKind || v.Kind() == contact.Missing && !c.always
		case dateColumn:
			return v.Kind() == contact.DateKind || v.Kind() == contact.Missing && !c.always
		case tagsColumn:
			return v.Kind() == contact.SetKind || v.Kind() == contact.Missing
		case anyColumn:
			return v.Kind() != contact.SetKind || declared
		default:
			return v.Kind() == contact.TextKind || v.Kind() == contact.Missing && !c.always
		}
	}
	return true
}
