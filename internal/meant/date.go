package meant

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
	"github.com/segc-lang/segc/internal/loose"
)

// longestDate is how many tokens a date has at most, as in `the 1st of May 2026 at 10:00 am`.
const longestDate = 12

// daysIn are words for a day in other languages.
var daysIn = lazy.Value[map[string]string]{Make: func() map[string]string {
	return map[string]string{
		"today": "today", "now": "today", "heute": "today", "jetzt": "today", "hoy": "today", "ahora": "today", "dziś": "today", "dzisiaj": "today",
		"yesterday": "today - 1d", "gestern": "today - 1d", "hier": "today - 1d", "ayer": "today - 1d", "wczoraj": "today - 1d",
		"tomorrow": "today + 1d", "morgen": "today + 1d", "demain": "today + 1d", "mañana": "today + 1d", "jutro": "today + 1d",
	}
}}

// dateOf reads a day: a date in any form, or `today` in any language, and what is added to it.
func (r *reader) dateOf(at int) (value, int, bool) {
	if step, end, ok := r.step(at); ok && r.at(at).is("+") && r.at(at).end == r.at(at+1).start && letters(r.at(at+1).text) < len(r.at(at+1).text) {
		day := "today " + step
		return value{kind: dateValue, text: day, sure: true, reasons: []Reason{r.reason(at, end, diag.SyntaxError, "days are counted from `today`: `%s`", day)}}, end, true
	}
	v, end, ok := r.calendarDay(at)
	if !ok {
		if v, end, ok = r.dayWord(at); !ok {
			return value{}, at, false
		}
	}
	day, foreign := v.text, false
	for range 4 {
		step, after, ok := r.step(end)
		if !ok || len(v.others) > 0 || strings.Contains(v.text, "T") {
			break
		}
		foreign = foreign || !plainStep(r.text(end, after))
		day, end = day+" "+step, after
	}
	if foreign && len(v.reasons) == 0 {
		v.sure, v.reasons = true, []Reason{r.reason(at, end, diag.SyntaxError, "days are counted in `d` or `w`: `%s`", day)}
	}
	v.text = day
	return v, end, true
}

// calendarDay reads a date in any form.
func (r *reader) calendarDay(at int) (value, int, bool) {
	t := r.at(at)
	if t.kind != number && (t.kind != word || loose.Month(t.text) == 0 && !t.is("the")) {
		return value{}, at, false
	}
	for end := min(at+longestDate, len(r.tokens)); end > at; end-- {
		text := r.text(at, end)
		if end == at+1 && strings.Trim(text, "0123456789") == "" {
			break // a number
		}
		days := loose.Days(text)
		if len(days) == 0 {
			continue
		}
		v := value{kind: dateValue, text: days[0], others: days[1:]}
		if text != days[0] {
			said := strings.Join(strings.Fields(text), " ")
			v.sure = end > at+1 || len(text) < 5 || strings.Trim(text[:4], "0123456789") != "" || text[4] != '-' // the grammar says it well
			v.reasons = []Reason{r.reason(at, end, diag.BadDate, "`%s` is not a date; write `%s`", said, days[0])}
			if len(days) > 1 {
				v.reasons[0].Message += " if the day comes first, and `" + days[1] + "` if the month does"
			}
		}
		return v, end, true
	}
	return value{}, at, false
}

// dayWord reads a word for a day.
func (r *reader) dayWord(at int) (value, int, bool) {
	t := r.at(at)
	day, ok := daysIn.Get()[strings.ToLower(t.text)]
	if !ok || t.kind != word || r.at(at+1).is("(", ".") {
		return value{}, at, false
	}
	end := at + 1
	v := value{kind: dateValue, text: day}
	if !t.is("today") {
		v.sure = !t.is("now", "yesterday", "tomorrow") // which the grammar knows
		v.reasons = []Reason{r.reason(at, end, diag.SyntaxError, "`%s` is written `%s`", t.text, day)}
	}
	return v, end, true
}

// isDayColumn reports whether a column holds days, going by its name.
func isDayColumn(name string) bool {
	name = strings.ToLower(strings.Trim(name, "`"))
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == ' ' || r == '-' }) {
		if slices.Contains([]string{
			"at", "on", "date", "day", "birthday", "birthdate", "dob", "renewal", "signup", "joined", "created", "updated", "expires", "expiry", "since", "time", "timestamp",
			"am", "datum", "geburtstag", "erstellt", "fecha", "data", "anniversaire", "cumpleaños", "urodziny", "purchased", "ordered", "trial",
		}, part) {
			return true
		}
	}
	return false
}

// period reads a month or a year that a column is compared with: `= 2026-05`, `in May 2026`. The number of a year is one
// if the column holds days.
func (r *reader) period(c column, op operator, at int) ([]phrase, int, bool) {
	first, closer := at, ""
	if r.at(at).kind == sign {
		closer = brackets.Get()[r.at(at).text]
	}
	if closer != "" {
		first++
	}
	p, end, ok := r.periodAt(first, isDayColumn(c.text))
	if _, after, day := r.calendarDay(first); !ok || day && after >= end {
		return nil, at, false
	}
	if closer != "" {
		if r.at(end).text != closer {
			return nil, at, false
		}
		end++
	}
	var all []phrase
	for _, one := range p.Compared(c.text, op.text) {
		all = append(all, phrase{text: one.Text, joint: one.Joint, sure: true})
	}
	if len(all) == 0 || !r.boundary(end) {
		return nil, at, false
	}
	return because(all, r.reason(at, end, diag.BadDate, "`%s` is more than a day: it begins on %s and ends before %s", r.text(first, end), p.First, p.Next)), end, true
}

// periodAt reads a month or a year.
func (r *reader) periodAt(at int, days bool) (loose.Period, int, bool) {
	if r.at(at).kind != number && r.at(at).kind != word {
		return loose.Period{}, at, false
	}
	for end := min(at+5, len(r.tokens)); end > at; end-- {
		text := r.text(at, end)
		if end == at+1 && !days && strings.Trim(text, "0123456789") == "" {
			break
		}
		if p, ok := loose.PeriodOf(text); ok {
			return p, end, true
		}
	}
	return loose.Period{}, at, false
}

// soon are words for the time that comes, and recently those for the time before today. The grammar knows the English ones.
var (
	soon     = []string{"nächsten", "kommenden", "prochains", "prochaines", "próximos", "próximas", "proximos", "proximas", "najbliższych", "kolejnych"}
	recently = []string{"letzten", "vergangenen", "derniers", "dernières", "últimos", "últimas", "ultimos", "ultimas", "ostatnich"}
)

// columnWindow reads a window on a column of days: `geburtstag in den nächsten 7 Tagen`, `erstellt in den letzten 30 Tagen`.
func (r *reader) columnWindow(at int) ([]phrase, int, bool) {
	c, next, ok := r.column(at)
	if !ok || r.at(next).is("(") {
		return nil, at, false
	}
	first := next
	for r.at(next).is("ist", "est", "es", "jest", "in", "innerhalb", "der", "den", "dans", "les", "en", "los", "las", "w", "ciągu") {
		next++
	}
	ahead := r.at(next).is(soon...)
	if !ahead && !r.at(next).is(recently...) || next == first {
		return nil, at, false
	}
	days, end, ok := r.length(next + 1)
	if !ok || !r.boundary(end) {
		return nil, at, false
	}
	var all []phrase
	for _, d := range days {
		if ahead {
			all = append(all, phrase{text: spaced(c.text, "between today and today +", d)})
		} else {
			all = append(all, phrase{text: spaced(c.text, ">= today -", d)})
		}
	}
	return surely(because(all, r.reason(first, end, diag.SyntaxError, "windows are for events; write `%s`", all[0].text))), end, true
}
