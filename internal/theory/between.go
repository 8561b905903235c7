package theory

import (
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/decimal"
)

func (m *ordered) witness(p int) Witness {
	if p >= len(m.known) {
		return m.missingWitness(p == len(m.known))
	}
	point := m.known[p]
	if point.class >= 0 {
		for n, k := range m.class {
			if k == point.class && m.place(int32(n)) == point.place {
				return Witness{Known: true, Value: valueOf(m.values[n], m.typ)}
			}
		}
	}
	text, ok := m.between(int(point.place))
	if !ok {
		return Witness{}
	}
	literal := rawNumber(text)
	if m.typ == Date {
		literal = rawText(text)
	}
	return Witness{Known: true, Value: valueOf(literal, m.typ)}
}

// between returns a value in a gap that equals no constant.
func (m *ordered) between(gap int) (string, bool) {
	var low, high string // "" for no end
	if at := gap/2 - 1; at >= 0 {
		low = m.values[m.cuts[at]].Text
	}
	if at := gap / 2; at < len(m.cuts) {
		high = m.values[m.cuts[at]].Text
	}
	if low == "" && high == "" && len(m.values) > 0 {
		low = m.values[len(m.values)-1].Text // any other value will do; take one that is near
	}
	candidates := betweenNumbers
	if m.typ == Date {
		candidates = betweenDates
	}
	// A column that is compared with times has times.
	timed := m.typ == Date && len(m.values) > 0 && hasTime(m.values[0])
	found, ok := "", false
	candidates(low, high, func(text string) bool {
		switch {
		case timed:
			text = withTime(text)
		case m.days && len(text) > len(time.DateOnly):
			return true // it is on a day
		}
		m.poll.Step(64 + len(text))
		k, readable := constantOf(rawNumber(text), Number)
		if m.typ == Date {
			k, readable = constantOf(rawText(text), Date)
		}
		if !readable || m.has(k) || m.outside(k, gap) {
			return true
		}
		found, ok = text, true
		return false
	})
	return found, ok
}

// outside reports whether a value does not lie in the gap.
func (m *ordered) outside(k constant, gap int) bool {
	m.poll.Step(256)
	low, high := gap/2-1, gap/2
	return low >= 0 && compareConstants(k, m.keys[m.cuts[low]], m.typ) <= 0 ||
		high < len(m.cuts) && compareConstants(k, m.keys[m.cuts[high]], m.typ) >= 0
}

// betweenNumbers offers numbers near the ends, whole ones first, until one is
// taken. The caller checks them.
func betweenNumbers(low, high string, offer func(string) bool) {
	if low == "" && high == "" {
		for n := 0; offer(strconv.Itoa(n)); n++ {
		}
		return
	}
	near, step := low, int64(1)
	if low == "" {
		near, step = high, -1
	}
	if x, ok := small(near); ok {
		whole := new(big.Int).Div(x.Num(), x.Denom()) // towards minus infinity
		if step < 0 && !x.IsInt() {
			whole.Add(whole, big.NewInt(1))
		}
		for range 1000 {
			whole.Add(whole, big.NewInt(step))
			if !offer(whole.String()) {
				return
			}
		}
		if y, ok := small(high); ok && low != "" {
			if !betweenFractions(x, y, offer) {
				return
			}
		}
	}
	betweenHuge(low, high, offer)
}

// betweenFractions offers decimal fractions between two numbers, short ones first.
func betweenFractions(x, y *big.Rat, offer func(string) bool) bool {
	scale := big.NewInt(1)
	for digits := 1; digits <= 64; digits++ {
		scale.Mul(scale, big.NewInt(10))
		n := new(big.Int).Div(new(big.Int).Mul(x.Num(), scale), x.Denom())
		for range 20 {
			n.Add(n, big.NewInt(1))
			v := new(big.Rat).SetFrac(n, scale)
			if v.Cmp(y) >= 0 {
				break
			}
			if !offer(strings.TrimRight(v.FloatString(digits), "0")) {
				return false
			}
		}
	}
	return true
}

// small returns a number that can be computed with.
func small(text string) (*big.Rat, bool) {
	if len(text) > 60 {
		return nil, false
	}
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		if e, err := strconv.Atoi(text[i+1:]); err != nil || e > 60 || e < -60 {
			return nil, false
		}
	}
	return new(big.Rat).SetString(text)
}

// betweenHuge offers numbers between any two, however large or small, without
// expanding them: one a little further from zero than the end nearer to zero.
func betweenHuge(low, high string, offer func(string) bool) {
	ends := []string{low, high}
	digits := 1
	for _, end := range ends {
		if _, d, _ := scientific(end); len(d) >= digits {
			digits = len(d) + 1
		}
	}
	if !offer("0") || !offer("1") || !offer("-1") {
		return
	}
	for extra := range 100_000 {
		for _, end := range ends {
			sign, d, exponent := scientific(end)
			if d == "" {
				continue
			}
			beyond := sign + unsigned(d+strings.Repeat("0", digits-len(d)+extra)+"1", exponent)
			far := sign + unsigned("1", exponent+1+int64(extra))
			near := sign + unsigned("1", exponent-1-int64(extra))
			if !offer(beyond) || !offer(far) || !offer(near) {
				return
			}
		}
	}
}

// scientific returns the parts of ±0.digits × 10^exponent; no digits for zero
// and for no number.
func scientific(text string) (sign, digits string, exponent int64) {
	d, err := decimal.Parse(text)
	if err != nil {
		return "", "", 0
	}
	canonical, negative := strings.CutPrefix(d.String(), "-")
	if negative {
		sign = "-"
	}
	digits, rest, ok := strings.Cut(strings.TrimPrefix(canonical, "0."), "e")
	if !ok {
		return "", "", 0
	}
	exponent, _ = strconv.ParseInt(rest, 10, 64)
	return sign, digits, exponent
}

// unsigned returns 0.digits × 10^exponent with an exponent that can be read: the digits
// move past the point, or away from it, where the exponent is too large.
func unsigned(digits string, exponent int64) string {
	const most = decimal.MaxExponent
	switch {
	case exponent > most:
		whole := int(exponent - most)
		if len(digits) > whole {
			digits = digits[:whole] + "." + digits[whole:]
		}
		return digits + strings.Repeat("0", max(0, whole-len(digits))) + "e" + strconv.Itoa(most)
	case exponent < -most:
		return "0." + strings.Repeat("0", int(-most-exponent)) + digits + "e" + strconv.Itoa(-most)
	}
	return "0." + digits + "e" + strconv.FormatInt(exponent, 10)
}

// betweenDates offers days, then times, near the ends until one is taken.
func betweenDates(low, high string, offer func(string) bool) {
	near, step := low, 1
	if low == "" {
		near, step = high, -1
	}
	if near == "" {
		near = "2026-01-01"
	}
	start, err := readTime(near)
	if err != nil {
		return
	}
	inYears := func(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }
	for n := 0; n <= 1000; n++ {
		if day := start.UTC().AddDate(0, 0, n*step); inYears(day) && !offer(day.Format(time.DateOnly)) {
			return
		}
	}
	for unit := 12 * time.Hour; unit > 0; unit /= 2 {
		for n := 1; n <= 20; n++ {
			if t := start.UTC().Add(time.Duration(n*step) * unit); inYears(t) && !offer(t.Format(time.RFC3339Nano)) {
				return
			}
		}
	}
}

func readTime(text string) (time.Time, error) {
	if strings.Contains(text, "T") {
		return time.Parse(time.RFC3339Nano, text)
	}
	return time.Parse(time.DateOnly, text)
}
