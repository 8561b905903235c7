package lint_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestSpellingsOfAnyType checks that a value that is there in another spelling is taken out
// without a question only where the type of the column is known: the platform may compare
// texts elsewhere.
func TestSpellingsOfAnyType(t *testing.T) {
	for text, safe := range map[string]bool{
		"field age: any\nwhere age in (18, 18.0)":    false,
		"field age: any\nwhere age in (18, 18)":      true,
		"field age: number\nwhere age in (18, 18.0)": true,
		"where age in (18, 18.0)":                    true,
		"where isp in (18, 18)":                      true,
	} {
		found := false
		for _, d := range segc.Check(t.Context(), text, segc.Options{}) {
			if d.Code == diag.RepeatedValue {
				found = true
				if d.Fixes[0].Safe != safe {
					t.Errorf("%s: safe is %v", text, d.Fixes[0].Safe)
				}
			}
		}
		if !found {
			t.Errorf("%s: nothing is said", text)
		}
	}
}
