// Package decimal compares JSON numbers exactly, without ever expanding them:
// 1e999999999 costs no more than 1. It does no arithmetic.
package decimal

import (
	"fmt"
	"strconv"
	"strings"
)

// Decimal is an exact decimal number: ±0.digits × 10^exponent, normalized so
// that equal numbers are equal values. The zero Decimal is 0.
type Decimal struct {
	negative bool
	digits   string // no leading and no trailing zeros; empty for 0
	exponent int64
}

// MaxExponent bounds the exponent that Parse takes, so that no sum of
// exponents overflows. A double ends at 308.
const MaxExponent = 1_000_000_000

// Parse reads a number in the syntax of JSON.
func Parse(text string) (Decimal, error) {
	rest, negative := strings.CutPrefix(text, "-")
	mantissa, exponentText := rest, ""
	if i := exponentAt(rest); i >= 0 {
		mantissa, exponentText = rest[:i], rest[i+1:]
		unsigned := exponentText
		if unsigned != "" && (unsigned[0] == '+' || unsigned[0] == '-') {
			unsigned = unsigned[1:]
		}
		if unsigned == "" {
			return Decimal{}, fmt.Errorf("decimal: %q has an empty exponent", text)
		}
		if !digits(unsigned) {
			return Decimal{}, fmt.Errorf("decimal: %q is not a number", text)
		}
	}
	whole, fraction, point := strings.Cut(mantissa, ".")
	if !digits(whole) || len(whole) > 1 && whole[0] == '0' || point && !digits(fraction) {
		return Decimal{}, fmt.Errorf("decimal: %q is not a number", text)
	}
	exponent := int64(0)
	if exponentText != "" {
		var err error
		if exponent, err = strconv.ParseInt(exponentText, 10, 64); err != nil || exponent > MaxExponent || exponent < -MaxExponent {
			return Decimal{}, fmt.Errorf("decimal: the exponent of %q is out of range", text)
		}
	}
	all := whole + fraction
	exponent += int64(len(whole))
	trimmed := strings.TrimLeft(all, "0")
	exponent -= int64(len(all) - len(trimmed))
	trimmed = strings.TrimRight(trimmed, "0")
	if trimmed == "" {
		return Decimal{}, nil
	}
	return Decimal{negative: negative, digits: trimmed, exponent: exponent}, nil
}

// IsInteger reports whether a text is a number that JSON has without a point and an
// exponent.
func IsInteger(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
	}
	return digits != "" && (digits == "0" || digits[0] != '0')
}

// Compare returns -1, 0 or +1 as a is less than, equal to or greater than b.
func Compare(a, b Decimal) int {
	if a == b {
		return 0
	}
	if s, t := a.sign(), b.sign(); s != t {
		if s < t {
			return -1
		}
		return 1
	}
	c := 0
	switch {
	case a.exponent != b.exponent:
		c = 1
		if a.exponent < b.exponent {
			c = -1
		}
	default:
		c = strings.Compare(a.digits, b.digits)
	}
	if a.negative {
		return -c
	}
	return c
}

// String returns the number in a canonical form, the same for equal numbers.
func (d Decimal) String() string {
	if d.digits == "" {
		return "0"
	}
	sign := ""
	if d.negative {
		sign = "-"
	}
	return sign + "0." + d.digits + "e" + strconv.FormatInt(d.exponent, 10)
}

func (d Decimal) sign() int {
	switch {
	case d.digits == "":
		return 0
	case d.negative:
		return -1
	default:
		return 1
	}
}

// exponentAt returns where the e of a number is, and -1 if it has none.
func exponentAt(s string) int {
	if i := strings.IndexByte(s, 'e'); i >= 0 {
		return i
	}
	return strings.IndexByte(s, 'E')
}

// digits reports whether a text is not empty and has digits only. It looks at eight of them
// at a time, since a number of a document may have millions.
func digits(s string) bool {
	if s == "" {
		return false
	}
	for ; len(s) >= 8; s = s[8:] {
		const high, digit, six = 0xf0f0f0f0f0f0f0f0, 0x3030303030303030, 0x0606060606060606
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if x&high != digit || (x+six)&high != digit { // six more than '9' has other high bits
			return false
		}
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
