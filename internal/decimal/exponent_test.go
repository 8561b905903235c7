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
		if _, err := Parse(fmt.Sprintf("1e%d", exponent)); (err == nil) != fits {
			t.Errorf("1e%d: %v", exponent, err)
		}
	}
}
