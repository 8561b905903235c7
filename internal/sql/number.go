package sql

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/decimal"
)

// number is an exact number without an exponent.
type number struct {
	negative bool
	whole    string // digits; "0" for none
	fraction string // digits behind the point, none of them zeros at the end
}

// longestNumber is how many digits a number may have before any dialect is asked.
const longestNumber = 1000

// number reads a number, if the dialect has as many digits.
func (d *Dialect) readNumber(text string) (*number, error) {
	tooLong := refused("the number %s has too many digits for %s: the limit is %d before the point and %d after it", safe(text, longestShown), d.Title, d.limits.whole, d.limits.fraction)
	parsed, err := decimal.Parse(text)
	if err != nil {
		return nil, tooLong
	}
	canonical := parsed.String() // -0.123e4, or 0
	n := &number{whole: "0"}
	canonical, n.negative = strings.CutPrefix(canonical, "-")
	digits, exponent, found := strings.Cut(strings.TrimPrefix(canonical, "0."), "e")
	if !found {
		return n, nil
	}
	point, err := strconv.Atoi(exponent)
	if err != nil || point > longestNumber || len(digits)-point > longestNumber {
		return nil, tooLong
	}
	if point < 0 {
		digits, point = strings.Repeat("0", -point)+digits, 0
	}
	if point > len(digits) {
		digits += strings.Repeat("0", point-len(digits))
	}
	if point > 0 {
		n.whole = digits[:point]
	}
	n.fraction = digits[point:]
	if len(n.whole) > d.limits.whole || len(n.fraction) > d.limits.fraction {
		return nil, tooLong
	}
	return n, nil
}

// String returns the digits.
func (n *number) String() string {
	text := n.whole
	if n.fraction != "" {
		text += "." + n.fraction
	}
	if n.negative {
		text = "-" + text
	}
	return text
}

// numberText writes a number for a dialect.
func (d *Dialect) numberText(text string) (string, error) {
	n, err := d.readNumber(text)
	switch {
	case err != nil:
		return "", err
	case d.number != nil:
		return d.number(n), nil
	default:
		return n.String(), nil
	}
}
