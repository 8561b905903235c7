package meant

import (
	"strconv"
	"strings"
)

// lengths returns lengths of time as segc writes them. A month has 30 or 31 days, and a year 365 or 366. Hours that
// do not add up to whole days have none.
func lengths(n int, unit string) []string {
	switch unit {
	case "d", "w":
		return []string{strconv.Itoa(n) + unit}
	case "f":
		return []string{strconv.Itoa(2*n) + "w"}
	case "m":
		return []string{strconv.Itoa(30*n) + "d", strconv.Itoa(31*n) + "d"}
	case "q":
		return []string{strconv.Itoa(90*n) + "d", strconv.Itoa(92*n) + "d"}
	case "y":
		return []string{strconv.Itoa(365*n) + "d", strconv.Itoa(366*n) + "d"}
	}
	if n%24 == 0 && n > 0 {
		return []string{strconv.Itoa(n/24) + "d"}
	}
	return nil
}

// length reads a number and a unit, in one word or two.
func (r *reader) length(at int) ([]string, int, bool) {
	t := r.at(at)
	if t.kind == quoted && !t.open {
		text := strings.Join(strings.Fields(t.text), "")
		split := letters(text)
		unit, known := units.Get()[strings.ToLower(text[split:])]
		if n, err := strconv.Atoi(text[:split]); known && err == nil && n > 0 && n <= 1_000_000 {
			all := lengths(n, unit)
			return all, at + 1, len(all) > 0
		}
		return nil, at, false
	}
	if t.kind == number {
		split := letters(t.text)
		unit, end := t.text[split:], at+1
		if unit == "" && r.at(end).kind == word {
			unit, end = r.at(end).text, end+1
		}
		if unit, ok := units.Get()[strings.ToLower(unit)]; ok {
			if n, err := strconv.Atoi(t.text[:split]); err == nil && n > 0 && n <= 1_000_000 {
				all := lengths(n, unit)
				return all, r.skip(end, afters...), len(all) > 0
			}
			if all := decimalLength(t.text[:split], unit); len(all) > 0 {
				return all, r.skip(end, afters...), true
			}
		}
	}
	n, ok := r.amount(at)
	if r.at(at).is("a", "an") {
		n, ok = 1, true
	}
	if !ok || n == 0 || n > 10_000 {
		return nil, at, false
	}
	at++
	for r.at(at).is(afters...) || r.at(at).is("-") {
		at++
	}
	unit, ok := units.Get()[strings.ToLower(r.at(at).text)]
	if !ok || r.at(at).kind != word {
		return nil, at, false
	}
	at++
	for r.at(at).is(afters...) {
		at++
	}
	all := lengths(n, unit)
	return all, at, len(all) > 0
}

// decimalLength returns the whole days below and above a number with decimals: 1.5w is 10 or 11 days.
func decimalLength(number, unit string) []string {
	factor, ok := map[string]float64{"d": 1, "w": 7, "f": 14, "m": 30, "y": 365, "h": 1.0 / 24}[unit]
	n, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || len(number) > 8 || n*factor < 1 || n*factor > 36_500 {
		return nil
	}
	days := int(n * factor)
	all := []string{strconv.Itoa(days) + "d"}
	if float64(days) != n*factor {
		all = append(all, strconv.Itoa(days+1)+"d")
	}
	return all
}

// longer reads the days that are added to weeks: `1 week and 3 days`.
func (r *reader) longer(days []string, at int) ([]string, int) {
	if _, after, ok := r.phraseOf(at, []string{"and", "plus", "+", ",", "und", "et", "y", "i"}); ok && r.at(after).kind == number && len(days) == 1 && strings.HasSuffix(days[0], "w") {
		if more, end, ok := r.length(after); ok && len(more) == 1 && strings.HasSuffix(more[0], "d") && r.boundary(end) {
			return []string{strconv.Itoa(inDays(days[0])+inDays(more[0])) + "d"}, end
		}
	}
	return days, at
}

// inDays returns how many days a length in days or weeks has.
func inDays(length string) int {
	n, _ := strconv.Atoi(strings.TrimRight(length, "dw"))
	if strings.HasSuffix(length, "w") {
		n *= 7
	}
	return n
}
