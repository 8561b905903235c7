package rule

import (
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/rulesjson"
)

// TestSpelling checks that every operator has a spelling of its own, which leads back
// to it, and that nothing else does.
func TestSpelling(t *testing.T) {
	for n := range 256 {
		o := condition.Operator(n)
		text, is := Spelling(o), o != 0 && o <= condition.CountEQ
		if (text != "") != is || is && operatorOf(spelling(o)) != o {
			t.Errorf("operator %d is spelled %q, which is operator %d", o, text, operatorOf(spelling(o)))
		}
	}
	for _, text := range []rulesjson.Operator{"", "eq", "Equals", "equals "} {
		if o := operatorOf(text); o != 0 {
			t.Errorf("%q is operator %d", text, o)
		}
	}
}
