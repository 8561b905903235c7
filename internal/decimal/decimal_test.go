package decimal

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseRefusesWhatJSONRefuses(t *testing.T) {
	const number, empty, far = `decimal: "TEXT" is not a number`, `decimal: "TEXT" has an empty exponent`, `decimal: the exponent of "TEXT" is out of range`
	for text, want := range map[string]string{
		"": number, "-": number, "+1": number, ".5": number, "1.": number, "01": number, "0x1": number, "1_0": number, "NaN": number, "--1": number,
		"1e": empty, "1E+": empty, "-1e-": empty, "1e+-1": number, "1e1_0": number, "1e1.5": number, "1e9999999999": far,
	} {
		if d, err := Parse(text); fmt.Sprint(err) != strings.Replace(want, "TEXT", text, 1) {
			t.Errorf("Parse(%q) = %v, %v", text, d, err)
		}
	}
}

func TestCompareIsExact(t *testing.T) {
	number := rapid.StringMatching(`-?(0|[1-9][0-9]{0,6})(\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := number.Draw(t, "a"), number.Draw(t, "b")
		x, ok := new(big.Rat).SetString(a)
		y, ok2 := new(big.Rat).SetString(b)
		if !ok || !ok2 {
			t.Fatalf("no rationals: %q %q", a, b)
		}
		c, err := Parse(a)
		d, err2 := Parse(b)
		if err != nil || err2 != nil {
			t.Fatalf("Parse: %v %v", err, err2)
		}
		if got, want := Compare(c, d), x.Cmp(y); got != want {
			t.Errorf("Compare(%s, %s) = %d, want %d", a, b, got, want)
		}
		if (c == d) != (x.Cmp(y) == 0) || (c.String() == d.String()) != (c == d) {
			t.Errorf("%s and %s: equality and String disagree with Compare", a, b)
		}
	})
}

func TestHugeExponentsCostNothing(t *testing.T) {
	a, err := Parse("1e999999999")
	if err != nil {
		t.Fatal(err)
	}
	b, err := Parse("9" + strings.Repeat("0", 1000))
	if err != nil {
		t.Fatal(err)
	}
	if Compare(a, b) <= 0 {
		t.Error("1e999999999 is not greater than 9e1000")
	}
}

// TestDigits checks every byte at every place of texts of all lengths up to three words.
func TestDigits(t *testing.T) {
	for n := range 25 {
		text := []byte("012345678901234567890123456789"[:n])
		if digits(string(text)) != (n > 0) {
			t.Errorf("%q", text)
		}
		for i := range text {
			before := text[i]
			for b := range 256 {
				text[i] = byte(b)
				if want := '0' <= b && b <= '9'; digits(string(text)) != want {
					t.Errorf("%q: %v", text, !want)
				}
			}
			text[i] = before
		}
	}
}
