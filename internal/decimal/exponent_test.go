package decimal

import (
	"fmt"
	"testing"
)

// TestExponentsAreBounded checks both ends of what Parse takes.
func TestExponentsAreBounded(t *testing.T) {
	for exponent, fits := range map[int]bool{
		MaxExponent: true, MaxExponent + 1: false, -MaxExponent: true, -MaxExponent - 1: false,
	} {
		want := "<nil>"
		if !fits {
			want = fmt.Sprintf(`decimal: the exponent of "1e%d" is out of range`, exponent)
		}
		if _, err := Parse(fmt.Sprintf("1e%d", exponent)); fmt.Sprint(err) != want {
			t.Errorf("1e%d: %v", exponent, err)
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
