package edges

import (
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/decimal"
)

// numbersBeside returns a number that is a little smaller and one that is a little
// larger: by one in the fourth digit after the last. Numbers of very many digits have
// none.
func numbersBeside(text string) (below, above string, ok bool) {
	const (
		most  = 400 // digits
		after = 4
		scale = 10_000
	)
	mantissa, exponentText, _ := strings.Cut(strings.ReplaceAll(text, "E", "e"), "e")
	exponent := int64(0)
	if exponentText != "" {
		var err error
		if exponent, err = strconv.ParseInt(exponentText, 10, 32); err != nil {
			return "", "", false
		}
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if len(whole)+len(fraction) > most {
		return "", "", false
	}
	exponent -= int64(len(fraction)) + after
	if exponent < -decimal.MaxExponent || exponent > decimal.MaxExponent {
		return "", "", false
	}
	if n, err := strconv.ParseInt(whole+fraction, 10, 64); err == nil && n < 1<<48 && n > -1<<48 {
		var room [64]byte
		write := func(to []byte, n int64) []byte {
			return strconv.AppendInt(append(strconv.AppendInt(to, n, 10), 'e'), exponent, 10)
		}
		first := write(room[:0], scale*n-1)
		both := string(write(first, scale*n+1))
		return both[:len(first)], both[len(first):], true
	}
	n, isInt := new(big.Int).SetString(whole+fraction, 10)
	if !isInt {
		return "", "", false
	}
	n.Mul(n, big.NewInt(scale))
	e := "e" + strconv.FormatInt(exponent, 10)
	one := big.NewInt(1)
	return new(big.Int).Sub(n, one).String() + e, new(big.Int).Add(n, one).String() + e, true
}

// datesBeside returns the nanosecond before a date and the one after it, as far as they
// are in the years that a date can have. A day is its midnight.
func datesBeside(text string) (beside []string) {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		at, err = time.Parse(time.RFC3339Nano, text)
	}
	if err != nil {
		return nil
	}
	for _, by := range []time.Duration{-time.Nanosecond, time.Nanosecond} {
		const first, last = 1, 9999 // years
		if at := at.Add(by).UTC(); first <= at.Year() && at.Year() <= last {
			beside = append(beside, at.Format(time.RFC3339Nano))
		}
	}
	return beside
}
