package lint_test

import (
	"testing"

	"github.com/segc-lang/segc/diag"
)

// TestLookAlikeFixes checks that a text that looks like one of another file can be
// written as it is there, and that none of two in the same file is the right one.
func TestLookAlikeFixes(t *testing.T) {
	for _, test := range []struct{ name, catalog, text, fixed string }{
		{"in the catalog", "let south = city = \"Bonn\"", "use \"catalog.seg\"\nwhere south or city = \"B\u043enn\"", "use \"catalog.seg\"\nwhere south or city = \"Bonn\""},
		{"case", "let south = city = \"Bonn\"", "use \"catalog.seg\"\nwhere south or city = \"BONN\"", "use \"catalog.seg\"\nwhere south or city = \"Bonn\""},
		{"in one file", "", "let south = city = \"Bonn\"\nwhere south or city = \"B\u043enn\"", ""},
	} {
		found := false
		for _, d := range checked(diag.LookAlike, test.text, test.catalog) {
			if d.Code != diag.LookAlike {
				continue
			}
			found = true
			if len(d.Fixes) == 0 && test.fixed == "" {
				continue
			}
			if len(d.Fixes) != 1 || d.Fixes[0].Safe {
				t.Errorf("%s: the fixes are %v, want one that the author chooses", test.name, d.Fixes)
				continue
			}
			if fixed, err := diag.Apply(d.Location.Source, d.Fixes[0]); err != nil || fixed != test.fixed {
				t.Errorf("%s: the fix gives %q (%v), want %q", test.name, fixed, err, test.fixed)
			}
		}
		if !found {
			t.Errorf("%s: the warning is missing", test.name)
		}
	}
}

// TestLettersThatAreSeen checks that a word whose other script is plain to see has
// no warning.
func TestLettersThatAreSeen(t *testing.T) {
	for text, want := range map[string]int{
		"where city = \"B\u043enn\"":                     1, // only the o is Cyrillic
		"where city = \"Bonn\u0441\u0438\u0439\"":        0, // the last two letters are seen to be
		"where city = \"\u0411\u043e\u043d\u043d\"":      0, // all letters are
		"where city = \"Bonn \u0411\u043e\u043d\u043d\"": 0, // those of the second word are
		"where city = \"\u0430\u0441\u0435\"":            0, // nothing is Latin
	} {
		if got := len(spansOf(diag.LookAlike, checked(diag.LookAlike, text, ""))); got != want {
			t.Errorf("%q: %d warnings, want %d", text, got, want)
		}
	}
}
