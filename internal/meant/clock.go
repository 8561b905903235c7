package meant

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// clocks are the names of today in other languages, and clockObjects what is before them.
var (
	clocks = []string{
		"now", "today", "curdate", "current_date", "current_timestamp", "getdate", "sysdate", "utcnow", "getutcdate", "systimestamp", "localtimestamp",
		"utc_date", "utc_timestamp", "moment", "dayjs", "heute", "aujourdhui", "hoy", "sysdatetime", "curtime", "localtime", "jetzt",
	}
	makers = []string{
		"date", "datetime", "timestamp", "to_date", "todate", "datevalue", "parse_date", "date_parse", "fromisoformat", "strptime", "parse", "moment", "dayjs", "makedate", "to_timestamp", "datefromparts",
	}
	adders     = []string{"date_add", "dateadd", "adddate", "timestampadd", "edate", "add_months", "date_plus"}
	subtracter = []string{"date_sub", "datesub", "subdate", "date_minus"}
)

// clock reads a day that a function returns: `NOW() - INTERVAL 30 DAY`, `date_sub(now(), interval 30 day)`.
func (r *reader) clock(at int) (value, int, bool) {
	day, end, foreign, ok := r.dayCalled(at)
	if !ok {
		return value{}, at, false
	}
	for range 4 {
		step, after, ok := r.step(end)
		if !ok {
			break
		}
		if !plainStep(r.text(end, after)) {
			foreign = true
		}
		day, end = day+" "+step, after
	}
	if !foreign {
		return value{}, at, false // date.go reads it
	}
	return value{kind: dateValue, text: day, reasons: []Reason{r.reason(at, end, diag.SyntaxError, "count days from `today`, without functions: `%s`", day)}}, end, true
}

// plainStep reports whether an offset is written as in segc.
func plainStep(text string) bool {
	text = strings.TrimLeft(text, "+- ")
	return len(text) > 1 && digits(text[:len(text)-1]) && (text[len(text)-1] == 'd' || text[len(text)-1] == 'w')
}

// dayCalled reads a function that returns a day.
func (r *reader) dayCalled(at int) (day string, end int, foreign, ok bool) {
	first := at
	isNew := r.at(at).is("new")
	if isNew {
		at++
	}
	last, ok := r.path(at)
	if !ok {
		return r.typed(first)
	}
	called := r.at(last + 1).is("(")
	switch {
	case !called && last == at && r.at(last).is("today"):
		return "today", last + 1, false, true
	case !called && (last == at || r.at(at).is("datetime", "date", "timezone")) && r.at(last).is(clocks...) && !r.at(last).is("moment", "dayjs", "heute", "hoy", "jetzt"):
		return "today", last + 1, last > at || !r.at(last).is("now"), true
	case !called:
		return r.typed(first)
	}
	arguments, end, ok := r.call(last + 1)
	if !ok {
		return "", first, false, false
	}
	switch {
	case r.at(last).is(clocks...) && !r.holdsDay(arguments), isNew && len(arguments) == 0 && r.at(last).is("date"):
		return "today", end, true, true
	case r.at(last).is("ago") && len(arguments) == 1:
		count, after, ok := r.lengthOf(arguments[0][0])
		return "today - " + count, end, true, ok && after == arguments[0][1]
	case r.at(last).is(adders...):
		return r.moved(arguments, end, "+")
	case r.at(last).is(subtracter...):
		return r.moved(arguments, end, "-")
	case r.at(last).is(makers...):
		return r.made(arguments, end, isNew)
	}
	return "", first, false, false
}

// holdsDay reports whether the arguments of a function have a date.
func (r *reader) holdsDay(arguments [][2]int) bool {
	return len(arguments) > 0 && len(r.at(arguments[0][0]).text) >= len("2026-05-01")
}

// typed reads `DATE '2026-05-01'`.
func (r *reader) typed(at int) (day string, end int, foreign, ok bool) {
	if r.at(at).is("date", "timestamp", "datetime") && r.at(at+1).kind == quoted && isoDay.Get().MatchString(r.at(at+1).text) {
		return r.at(at + 1).text, at + 2, true, true
	}
	return "", at, false, false
}

// made reads the arguments of a function that makes a date of a text, or of a year, a month and a day.
func (r *reader) made(arguments [][2]int, end int, isNew bool) (day string, after int, foreign, ok bool) {
	if len(arguments) == 0 {
		return "", end, false, false
	}
	a := arguments[0]
	switch {
	case a[1] == a[0]+1 && isoDay.Get().MatchString(r.at(a[0]).text):
		return r.at(a[0]).text, end, true, true
	case len(arguments) == 1:
		if day, after, _, ok := r.dayCalled(a[0]); ok && after == a[1] {
			return day, end, true, true
		}
	case len(arguments) == 3 && !isNew:
		var parts [3]int
		for i, a := range arguments {
			n, err := strconv.Atoi(r.text(a[0], a[1]))
			if err != nil || n < 1 {
				return "", end, false, false
			}
			parts[i] = n
		}
		if parts[0] > 1900 && parts[0] < 3000 && parts[1] <= 12 && parts[2] <= 31 {
			return fmt.Sprintf("%04d-%02d-%02d", parts[0], parts[1], parts[2]), end, true, true
		}
	}
	return "", end, false, false
}

// moved reads the arguments of a function that moves a day: `(now(), interval 30 day)`, `(day, -30, getdate())`.
func (r *reader) moved(arguments [][2]int, end int, sign string) (day string, after int, foreign, ok bool) {
	if len(arguments) < 2 || len(arguments) > 3 {
		return "", end, false, false
	}
	base, length := arguments[0], arguments[1]
	unit := ""
	if len(arguments) == 3 {
		unit = strings.Trim(strings.ToLower(r.at(arguments[0][0]).text), `"'`)
		base = arguments[2]
		if len(unitDays(unit)) == 0 { // date_add(now(), 30, 'day')
			base, unit = arguments[0], strings.ToLower(r.at(arguments[2][0]).text)
		}
	}
	day, last, _, ok := r.dayCalled(base[0])
	if !ok || last != base[1] {
		return "", end, false, false
	}
	if unit == "" && r.at(length[0]).is("interval") {
		count, last, ok := r.lengthOf(length[0])
		if !ok || last != length[1] {
			return "", end, false, false
		}
		return day + " " + sign + " " + count, end, true, true
	}
	if unit == "" {
		unit = "day"
	}
	at := length[0]
	if r.at(at).is("-") {
		sign = map[string]string{"+": "-", "-": "+"}[sign]
		at++
	}
	if at+1 != length[1] || r.at(at).kind != number {
		return "", end, false, false
	}
	count, ok := lengthOf(r.at(at).text, unit)
	return day + " " + sign + " " + count, end, true, ok
}

// step reads what is added to a day: `- INTERVAL 30 DAY`, `- timedelta(days=30)`, `- 30`, `.subtract(30, "days")`.
func (r *reader) step(at int) (string, int, bool) {
	if r.at(at).is(".") && r.at(at+1).kind == word {
		sign := ""
		switch {
		case r.at(at+1).is("subtract", "minus", "minusdays"):
			sign = "- "
		case r.at(at+1).is("add", "plus", "plusdays"):
			sign = "+ "
		}
		arguments, end, ok := r.call(at + 2)
		if r.at(at+1).is("date", "toisostring", "valueof", "gettime", "startof", "format", "todate", "endof") && ok {
			step, after, ok := r.step(end)
			return step, after, ok
		}
		if !ok || sign == "" || len(arguments) == 0 {
			return "", at, false
		}
		unit := "days"
		if len(arguments) == 2 {
			unit = r.at(arguments[1][0]).text
		}
		count, ok := lengthOf(r.text(arguments[0][0], arguments[0][1]), unit)
		return sign + count, end, ok
	}
	if !r.at(at).is("-", "+", "–", "−", "minus", "plus") {
		return "", at, false
	}
	sign := "- "
	if r.at(at).is("+", "plus") {
		sign = "+ "
	}
	count, end, ok := r.lengthOf(at + 1)
	return sign + count, end, ok
}

// lengthOf reads a length of time: `interval 30 day`, `interval '30 days'`, `timedelta(days=30)`, `30 days`, `30d`, `30`.
func (r *reader) lengthOf(at int) (string, int, bool) {
	if r.at(at).is("interval") {
		at++
		if r.at(at).kind == quoted {
			parts := strings.Fields(r.at(at).text)
			switch {
			case len(parts) == 2:
				count, ok := lengthOf(parts[0], parts[1])
				return count, at + 1, ok
			case len(parts) == 1:
				count, ok := lengthOf(parts[0], r.at(at+1).text)
				return count, at + 2, ok
			}
			return "", at, false
		}
	}
	last, isPath := r.path(at)
	if isPath && r.at(last).is("timedelta", "relativedelta", "duration", "days", "weeks", "dateoffset", "period", "ofdays") && r.at(last+1).is("(") {
		arguments, end, ok := r.call(last + 1)
		if !ok || len(arguments) == 0 {
			return "", at, false
		}
		a, unit := arguments[0], "days"
		if r.at(last).is("weeks") {
			unit = "weeks"
		}
		if r.at(a[0]+1).is("=", ":") {
			unit = r.at(a[0]).text
			a[0] += 2
		}
		count, ok := lengthOf(r.text(a[0], a[1]), unit)
		return count, end, ok
	}
	t := r.at(at)
	if t.kind != number {
		return "", at, false
	}
	if r.at(at + 1).is("*") { // 30 * 24 * 60 * 60 * 1000
		end, product := at, 1.0
		for r.at(end).kind == number && product < 1e15 {
			n, err := strconv.ParseFloat(strings.ReplaceAll(r.at(end).text, "_", ""), 64)
			if err != nil {
				return "", at, false
			}
			product *= n
			end++
			if !r.at(end).is("*") {
				break
			}
			end++
		}
		for _, unit := range []float64{86400000, 86400} {
			if n := product / unit; n == float64(int(n)) && n >= 1 {
				return numeral(int(n)) + "d", end, true
			}
		}
		return "", at, false
	}
	split := len(t.text)
	for split > 0 && (t.text[split-1] < '0' || t.text[split-1] > '9') {
		split--
	}
	if unit := t.text[split:]; unit != "" {
		count, ok := lengthOf(t.text[:split], unit)
		return count, at + 1, ok
	}
	if count, ok := lengthOf(t.text, r.at(at+1).text); ok && r.at(at+1).kind == word {
		return count, at + 2, true
	}
	count, ok := lengthOf(t.text, "days")
	return count, at + 1, ok
}

// unitDays returns the unit of segc for a unit of another language, with how many of it are in one.
func unitDays(unit string) string {
	unit = strings.ToLower(strings.Trim(unit, `"'`))
	switch unit {
	case "dd":
		return "1d"
	case "ww":
		return "1w"
	case "mm", "mon", "mons":
		return "30d"
	case "yy", "yyyy":
		return "365d"
	case "quarter", "quarters":
		return "90d"
	case "mo":
		return ""
	}
	return map[string]string{"d": "1d", "w": "1w", "m": "30d", "y": "365d"}[units.Get()[unit]]
}

func lengthOf(count, unit string) (string, bool) {
	u := unitDays(unit)
	n, err := strconv.Atoi(count)
	if known := units.Get()[strings.ToLower(unit)]; err == nil && n > 0 && n < 100000 && (known == "h" || known == "f") {
		all := lengths(n, known)
		return strings.Join(all, ""), len(all) == 1
	}
	if u == "" || err != nil || n < 1 || n > 100000 {
		return "", false
	}
	factor, _ := strconv.Atoi(u[:len(u)-1])
	return numeral(n*factor) + u[len(u)-1:], true
}

// passed reads how long ago a date was: `DATEDIFF(now(), created_at) <= 30`.
func (r *reader) passed(at int) ([]phrase, int, bool) {
	last, ok := r.path(at)
	if !ok || !r.at(last+1).is("(") || !r.at(last).is(functions.Get()[elapsed]...) {
		return nil, at, false
	}
	arguments, end, ok := r.call(last + 1)
	if !ok || len(arguments) < 2 || len(arguments) > 3 {
		return nil, at, false
	}
	fromFirst := r.at(last).is("datedif") // it counts from the first argument to the second, not the other way round
	if len(arguments) == 3 {
		switch {
		case unitDays(r.at(arguments[0][0]).text) == "1d":
			arguments, fromFirst = arguments[1:], true
		case unitDays(r.at(arguments[2][0]).text) == "1d":
			arguments = arguments[:2]
		default:
			return nil, at, false
		}
	}
	c := ""
	for _, a := range arguments {
		if name, ok := r.columnIn(a[0], a[1]); ok && !r.at(a[0]).is("today", "now") && c == "" {
			c = name
			continue
		}
		if day, after, _, ok := r.dayCalled(a[0]); !ok || day != "today" || after != a[1] {
			return nil, at, false
		}
	}
	op, after, ok := r.operator(end)
	if !ok || c == "" || r.at(after).kind != number || !digits(r.at(after).text) || mirrored.Get()[op.text] == "" || op.text == "!=" {
		return nil, at, false
	}
	n := r.at(after).text
	past, future := spaced(c, mirrored.Get()[op.text], "today -", n+"d"), spaced(c, op.text, "today +", n+"d")
	if op.text == "=" {
		past, future = spaced(c, "on today -", n+"d"), spaced(c, "on today +", n+"d")
	}
	all := one(past)
	if _, columnFirst := r.columnIn(arguments[0][0], arguments[0][1]); (columnFirst && !r.at(arguments[0][0]).is("today", "now")) != fromFirst && c != "created_at" { // the days to come until then
		all = either(future, past)
	}
	return surely(because_(all, []Reason{r.reason(at, end, diag.SyntaxError, "count days from `today`: `%s`", all[0].text)})), after + 1, true
}
