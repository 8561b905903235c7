package rule

import (
	"testing"

	"github.com/segc-lang/segc/internal/condition"
)

// TestSpelling checks that every operator has a spelling of its own, which leads back
// to it, and that nothing else does.
func TestSpelling(t *testing.T) {
	for n := range 256 {
		o := condition.Operator(n)
		text, is := Spelling(o), o != 0 && o <= condition.CountEQ
		if (text != "") != is || is && operatorOf(text) != o {
			t.Errorf("operator %d is spelled %q, which is operator %d", o, text, operatorOf(text))
		}
	}
	for _, text := range []string{"", "eq", "Equals", "equals "} {
		if o := operatorOf(text); o != 0 {
			t.Errorf("%q is operator %d", text, o)
		}
	}
}
