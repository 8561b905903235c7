package meant

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
	"github.com/segc-lang/segc/internal/loose"
)

// Signs and words beside a number.
var (
	currencies = []string{
		"$", "€", "£", "¥", "₹", "usd", "eur", "gbp", "chf", "pln", "jpy", "cad", "aud", "sek", "dkk", "nok", "inr", "brl", "mxn", "zł", "zl", "kr",
		"dollar", "dollars", "euro", "euros", "pound", "pounds", "złotych", "złote", "pesos", "francs",
	}
	multiples = lazy.Value[map[string]string]{Make: func() map[string]string {
		return map[string]string{
			"k": "000", "thousand": "000", "tsd": "000", "tausend": "000", "mille": "000", "mil": "000", "tys": "000", "tysięcy": "000",
			"M": "000000", "mm": "000000", "mio": "000000", "mln": "000000", "million": "000000", "millions": "000000", "millionen": "000000", "millones": "000000", "milionów": "000000",
			"bn": "000000000", "billion": "000000000",
		}
	}}
	dashes = []string{"-", "–", "—", "−", "‐", "‑", "‒"}
)

// numberOf reads a number, maybe with a sign, a currency, separated thousands or a multiple such as 1k.
func (r *reader) numberOf(at int) (value, int, bool) {
	next, why := at, ""
	if r.at(next).is(currencies...) {
		next, why = next+1, "a number has no currency"
	}
	minus := ""
	if r.at(next).is(dashes...) && (r.at(next+1).kind == number || r.at(next+1).is("$", "€", "£")) && r.at(next).end == r.at(next+1).start {
		if minus = "-"; !r.at(next).is("-") {
			why = "the sign of a number is `-`"
		}
		next++
	}
	if r.at(next).is("$", "€", "£") && minus != "" {
		next, why = next+1, "a number has no currency"
	}
	all, end, ok := r.digitsAt(next)
	if !ok {
		return value{}, at, false
	}
	v := value{kind: numberValue, text: all[0]}
	if zeros, after := r.multiple(end); after > 0 {
		end, why, v.month = after, "a number is written in digits", zeros == "000000" && r.at(after-1).is("M")
		for i := range all {
			all[i] = multiplied(all[i], zeros)
		}
	} else if split := letters(r.at(end - 1).text); split < len(r.at(end-1).text) { // 1k, 100EUR
		zeros, known := multipleOf(r.at(end - 1).text[split:])
		switch {
		case known:
			why, v.month = "a number is written in digits", r.at(end - 1).text[split:] == "M"
		case slices.Contains(currencies, strings.ToLower(r.at(end - 1).text[split:])):
			why = "a number has no currency"
		default:
			return value{}, at, false
		}
		for i := range all {
			all[i] = multiplied(all[i], zeros)
		}
	}
	if r.at(end).is(currencies...) && (why == "" || !strings.Contains(why, "currency")) {
		end, why = end+1, "a number has no currency"
	}
	if r.at(end).is(".") && r.at(end-1).is("tsd", "mio", "tys") {
		end++
	}
	for i := range all {
		all[i] = minus + all[i]
	}
	v.text, v.others = all[0], all[1:]
	if said := r.text(at, end); said != v.text && (why != "" || !digits(said)) {
		if why == "" {
			why = "`" + said + "` is not a number"
		}
		v.sure = true
		v.reasons = []Reason{r.reason(at, end, diag.BadNumber, "%s; write `%s`", why, v.text)}
		if len(v.others) > 0 {
			v.reasons[0].Message += " or `" + v.others[0] + "`"
		}
	} else {
		v.text = said
	}
	return v, end, true
}

// inNumber reports whether a comma separates the thousands or decimals of a number, as in 1,000 and 18,5.
func (r *reader) inNumber(at int) bool {
	return !r.inList && r.at(at).is(",") && r.at(at-1).kind == number && r.at(at+1).kind == number && r.at(at-1).end == r.at(at).start && r.at(at).end == r.at(at+1).start
}

// digitsAt reads digits with what separates thousands and decimals between them, and returns the numbers that they may
// be. In a list, a comma separates numbers.
func (r *reader) digitsAt(at int) ([]string, int, bool) {
	if r.at(at).kind != number {
		return nil, at, false
	}
	end := at + 1
	for end-at < 12 {
		switch {
		case r.inNumber(end):
			end += 2
			continue
		case r.at(end).kind == number && len(r.at(end).text) >= 3 && strings.Trim(r.at(end).text[:3], "0123456789") == "" && r.at(end).start-r.at(end-1).end <= len("\u202f") && r.at(end).start > r.at(end-1).end:
			end++
			continue
		}
		break
	}
	for ; end > at; end-- {
		text := r.text(at, end)
		if all := loose.Numbers(text[:letters(text)]); all != nil {
			if end == at+1 && digits(text) { // 007 stays as it is
				all = []string{text}
			}
			return all, end, true
		}
	}
	return nil, at, false
}

// letters returns where the letters at the end of a text begin.
func letters(text string) int {
	return len(strings.TrimRightFunc(text, func(r rune) bool { return r > '9' && partOfWord(r) }))
}

// multiple reads a word that multiplies the number before it, and returns the zeros that it adds.
func (r *reader) multiple(at int) (zeros string, end int) {
	if r.at(at).kind != word {
		return "", 0
	}
	if zeros, ok := multipleOf(r.at(at).text); ok {
		return zeros, at + 1
	}
	return "", 0
}

// multipleOf returns the zeros that a word adds. A small m may be a month.
func multipleOf(text string) (string, bool) {
	zeros, ok := multiples.Get()[text]
	if !ok && len(text) > 1 || text == "K" {
		zeros, ok = multiples.Get()[strings.ToLower(text)]
	}
	return zeros, ok
}

// multiplied adds zeros to a number.
func multiplied(text, zeros string) string {
	whole, decimals, _ := strings.Cut(text, ".")
	n := min(len(decimals), len(zeros))
	whole, decimals = whole+decimals[:n]+zeros[n:], strings.TrimRight(decimals[n:], "0")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if decimals != "" {
		return whole + "." + decimals
	}
	return whole
}

// digits reports whether a text is a plain number.
func digits(text string) bool {
	point := false
	for i, r := range text {
		if r == '.' && i > 0 && i < len(text)-1 && !point {
			point = true
		} else if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}

// ages are names of columns that count years.
var ages = []string{"age", "alter", "edad", "wiek", "âge", "age_years", "years", "tenure"}

// ageOf reads a number of years without the unit, which such a column does not have: `age > 18 years`.
func (r *reader) ageOf(c column, at int) (value, int, bool) {
	if !slices.Contains(ages, strings.ToLower(strings.Trim(c.text, "`"))) || r.at(at).kind != number {
		return value{}, at, false
	}
	text, end := r.at(at).text, at+1
	split := letters(text)
	unit := text[split:]
	if unit == "" && r.at(end).kind == word {
		unit, end = r.at(end).text, end+1
	}
	if units.Get()[strings.ToLower(unit)] != "y" && !strings.EqualFold(unit, "yrs") || !digits(text[:split]) {
		return value{}, at, false
	}
	for r.at(end).is("old", "of", "age", "alt") {
		end++
	}
	return value{
		kind: numberValue, text: text[:split], sure: true,
		reasons: []Reason{r.reason(at, end, diag.BadNumber, "a number has no unit; write `%s`", text[:split])},
	}, end, true
}

// openEnded reads a number and all above it: `age = 18+`. bounds.go has the words for it.
func (r *reader) openEnded(c column, op operator, at int) ([]phrase, int, bool) {
	v, after, ok := r.numberOf(at)
	if !ok || !r.at(after).is("+") || !r.boundary(after+1) || op.text != "=" && op.text != ">=" && op.text != ">" {
		return nil, at, false
	}
	all := one(spaced(c.text, ">=", v.text))
	if op.text == ">" {
		all = append(all, one(spaced(c.text, ">", v.text))...)
	}
	return surely(because(all, r.reason(after, after+1, diag.SyntaxError, "`+` is written `>= %s`", v.text))), after + 1, true
}

// spanned reads a range with a sign or a word between its ends: `age = 18-30`, `renewal in (1 May 2026 to 31 May 2026)`.
func (r *reader) spanned(c column, op operator, at int) ([]phrase, int, bool) {
	not := map[string]string{"!=": "not ", "not in": "not ", "not between": "not "}[op.text]
	if not == "" && op.text != "=" && op.text != "in" && op.text != "between" {
		return nil, at, false
	}
	first, closer := at, ""
	if r.at(at).kind == sign {
		closer = brackets.Get()[r.at(at).text]
	}
	if closer != "" {
		first++
	}
	low, high, end, ok := r.bothEnds(first)
	if !ok || low.kind != high.kind || closer != "" && r.at(end).text != closer {
		return nil, at, false
	}
	if closer != "" {
		end++
	}
	all := ranges(not, c.text, low, high)
	if len(all) == 0 {
		return nil, at, false
	}
	if op.text == "=" && low.kind == numberValue && (len(low.text) > 3 || len(high.text) > 3) { // a phone number
		all = append(all, phrase{text: spaced(c.text, "=", quote(strings.TrimSpace(r.text(first, end))))})
	}
	all = because_(all, append([]Reason{r.reason(at, end, diag.SyntaxError, "a range is written `between %s and %s`", low.text, high.text)}, append(low.reasons, high.reasons...)...))
	return surely(all), end, true
}

// bothEnds reads two values with a dash or a word between them.
func (r *reader) bothEnds(at int) (low, high value, end int, ok bool) {
	if t := r.at(at); t.kind == number {
		before, after, found := strings.Cut(t.text, "-")
		if found && digits(before) && digits(after) {
			return value{kind: numberValue, text: before}, value{kind: numberValue, text: after}, at + 1, true
		}
	}
	reads := func(at int) (value, int, bool) {
		if v, end, ok := r.calendarDay(at); ok {
			return v, end, true
		}
		if v, end, ok := r.dateOf(at); ok {
			return v, end, true
		}
		return r.numberOf(at)
	}
	low, next, ok := reads(at)
	if !ok || !r.at(next).is(dashes...) && !r.at(next).is("to", "till", "until", "bis", "à", "do", "through") {
		return low, high, at, false
	}
	high, end, ok = reads(next + 1)
	return low, high, end, ok
}

// ranges writes a range for each reading of its ends that is one.
func ranges(before, column string, low, high value) (all []phrase) {
	lows, highs := append([]string{low.text}, low.others...), append([]string{high.text}, high.others...)
	for i, l := range lows {
		for j, h := range highs {
			if len(lows) == len(highs) && i != j {
				continue // both ends are written in the same way
			}
			a, err := strconv.ParseFloat(l, 64)
			b, err2 := strconv.ParseFloat(h, 64)
			if err == nil && err2 == nil && a >= b || low.kind == dateValue && isoDay.Get().MatchString(l) && isoDay.Get().MatchString(h) && l >= h {
				continue
			}
			all = append(all, phrase{text: before + spaced(column, "between", l, "and", h)})
		}
	}
	return all
}
