package decimal

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/prose"
)

func TestParseRefusesWhatJSONRefuses(t *testing.T) {
	messages := prose.Open(t, "errors")
	for _, text := range []string{
		"", "-", "+1", ".5", "1.", "01", "0x1", "1_0", "NaN", "--1", // not numbers
		"1e", "1E+", "-1e-", "1e+-1", "1e1_0", "1e1.5", "1e9999999999", // exponents
	} {
		d, err := Parse(text)
		if err == nil || !prose.Names(err.Error(), strconv.Quote(text)) {
			t.Fatalf("Parse(%q) = %v, %v", text, d, err)
		}
		messages.Add(t, text, err.Error())
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
