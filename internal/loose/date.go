package loose

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/lazy"
)

// forms are how people write dates. Groups are named by what is in them.
type forms struct {
	days, periods []*regexp.Regexp
}

const (
	year  = `(?P<year>\d{4})`
	month = `(?P<month>\d{1,2})`
	name  = `(?P<name>\p{L}+)\.?`
	day   = `(?P<day>\d{1,2})`
	nth   = `(?:st|nd|rd|th|er|º|\.)?`
	of    = `(?: of| de| the)?`
	sign  = ` ?[-–—‐‑‒−/.] ?`
	clock = `(?:(?:,? (?:at |um |à )?|[Tt])(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(?P<half>[AaPp]\.?[Mm]\.?)? ?(?P<zone>[Zz]|UTC|GMT|[-+]\d{2}(?::?\d{2})?)?)?`
)

var allForms = lazy.Value[forms]{Make: func() forms {
	all := func(patterns ...string) (out []*regexp.Regexp) {
		for _, p := range patterns {
			out = append(out, regexp.MustCompile(`^`+p+`$`))
		}
		return out
	}
	return forms{
		days: all(
			year+sign+month+sign+day+clock,
			year+`(?P<month>\d{2})(?P<day>\d{2})`,
			year+`[- ]`+name+`[- ]`+day+clock,
			`(?P<first>\d{1,2})(?P<sign>`+sign+`)(?P<second>\d{1,2})`+sign+`(?P<year>\d{4}|\d{2})`+clock,
			`(?:the )?`+day+nth+of+`[- ]?`+name+of+`,?[- ]`+year+clock,
			name+` `+`(?:the )?`+day+nth+`,? `+year+clock,
		),
		periods: all(
			year,
			year+sign+month,
			`(?P<month>\d{1,2}) ?[/.] ?`+year,
			name+of+`,?[- ]`+year,
			year+`[- ]`+name,
			year+`[- ]?[Qq](?P<quarter>[1-4])`,
			`[Qq](?P<quarter>[1-4])[- /]?`+year,
		),
	}
}}

// match returns the named groups of the first form that a text has.
func match(all []*regexp.Regexp, text string) map[string]string {
	for _, form := range all {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		groups := map[string]string{}
		for i, name := range form.SubexpNames() {
			groups[name] = m[i]
		}
		if word, ok := groups["name"]; ok {
			n := Month(word)
			if n == 0 {
				continue
			}
			groups["month"] = strconv.Itoa(n)
		}
		return groups
	}
	return nil
}

// Days returns the dates, or the times, that a text may mean, as segc writes them: two if the day or the month may
// come first.
func Days(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) < len("1.5.26") || len(text) > longest {
		return nil
	}
	m := match(allForms.Get().days, text)
	switch {
	case m == nil:
		return nil
	case m["first"] == "":
		return days(m, [2]string{m["month"], m["day"]})
	case strings.Contains(m["sign"], "."):
		return days(m, [2]string{m["second"], m["first"]})
	case m["first"] == m["second"]:
		return days(m, [2]string{m["first"], m["first"]})
	}
	return days(m, [2]string{m["second"], m["first"]}, [2]string{m["first"], m["second"]})
}

// days returns the days that the calendar has, given months and days.
func days(m map[string]string, orders ...[2]string) (all []string) {
	year := m["year"]
	if len(year) == 2 {
		century := "20"
		if year > "68" {
			century = "19"
		}
		year = century + year
	}
	for _, o := range orders {
		text := year + "-" + two(o[0]) + "-" + two(o[1])
		if m["clock"] != "" {
			text += "T" + time(m["clock"], m["half"]) + zone(m["zone"])
		}
		if _, err := date.Parse(text); err == nil {
			all = append(all, text)
		}
	}
	return all
}

// time writes a time with hours, minutes and seconds.
func time(clock, half string) string {
	hour, rest, _ := strings.Cut(clock, ":")
	n, _ := strconv.Atoi(hour)
	switch h := strings.ToLower(half); {
	case h == "" || n > 12:
	case h[0] == 'p' && n < 12:
		n += 12
	case h[0] == 'a' && n == 12:
		n = 0
	}
	if !strings.Contains(rest, ":") {
		rest += ":00"
	}
	return fmt.Sprintf("%02d:%s", n, rest)
}

// zone writes the zone of a time, which is UTC if none is given.
func zone(text string) string {
	switch {
	case text == "" || strings.ContainsAny(text, "zZUG"):
		return "Z"
	case len(text) == len("+02"):
		return text + ":00"
	case !strings.Contains(text, ":"):
		return text[:len("+02")] + ":" + text[len("+02"):]
	}
	return text
}

func two(number string) string {
	if len(number) == 1 {
		return "0" + number
	}
	return number
}

// NoDay returns what to say about a date with a month or a day that the calendar does not have, or "".
func NoDay(text string) string {
	m := match(allForms.Get().days[:1], text)
	month, err := strconv.Atoi(m["month"])
	if err != nil {
		return ""
	}
	number, _ := strconv.Atoi(m["day"])
	if swapped := days(m, [2]string{m["day"], m["month"]}); len(swapped) == 1 && month > 12 {
		return "the month comes before the day; with the two swapped, this is `" + swapped[0] + "`"
	}
	for last := min(number, 31) - 1; last >= 28; last-- {
		if before := days(m, [2]string{m["month"], strconv.Itoa(last)}); len(before) == 1 {
			return "the last day of this month is `" + before[0][:len("2026-05-01")] + "`"
		}
	}
	return ""
}
