package decimal

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestExponentsAreBounded checks both ends of what Parse takes.
func TestExponentsAreBounded(t *testing.T) {
	messages := prose.Open(t, "exponents")
	for exponent, fits := range map[int]bool{
		MaxExponent: true, MaxExponent + 1: false, -MaxExponent: true, -MaxExponent - 1: false,
	} {
		text := fmt.Sprintf("1e%d", exponent)
		_, err := Parse(text)
		if (err == nil) != fits {
			t.Fatalf("%s: %v", text, err)
		}
		if !fits {
			messages.Add(t, text, err.Error())
		}
	}
}

// TestSpellingsAreOneValue checks that the spellings of a number are equal values, and
// that neighbors are not.
func TestSpellingsAreOneValue(t *testing.T) {
	read := func(text string) Decimal {
		d, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, spellings := range [][]string{
		{"1", "1.0", "1.000", "1e0", "10e-1", "0.1e1", "0.01E+2"},
		{"0", "-0", "0.0", "0e5", "-0.00e-3"},
		{"100", "1e2", "100.00", "0.1e3"},
		{"-0.1", "-1e-1", "-0.10"},
		{"0.01", "1e-2"},
	} {
		for _, text := range spellings {
			if a, b := read(spellings[0]), read(text); a != b || Compare(a, b) != 0 || a.String() != b.String() {
				t.Errorf("%s is %v, and %s is %v", spellings[0], a, text, b)
			}
		}
	}
}
