package lint_test

import (
	"testing"

	"github.com/segc-lang/segc/diag"
)

// TestInvisibleFixes checks that what nobody sees is taken out without asking in a
// comment only: in a text, it is compared with what contacts have.
func TestInvisibleFixes(t *testing.T) {
	for text, certain := range map[string]bool{
		"where opened # a\u200bb":                                     true,
		"field plan: choice(\"a\u200bb\", \"c\")\nwhere plan = \"c\"": false,
	} {
		found := false
		for _, d := range checked(diag.LookAlike, text, "") {
			if d.Code == diag.LookAlike && len(d.Fixes) == 1 {
				found = true
				if _, got := d.Certain(); got != certain {
					t.Errorf("%q: the fix is certain: %v, want %v", text, got, certain)
				}
			}
		}
		if !found {
			t.Errorf("%q: a warning with a fix is missing", text)
		}
	}
}

// TestPairsOfAnotherFile checks that two names of a catalog that look alike are said
// where they are, and not in each rule that uses it.
func TestPairsOfAnotherFile(t *testing.T) {
	catalog := "let `a b` = city = \"x\"\nlet `a\u00a0b` = city = \"y\""
	if got := spansOf(diag.LookAlike, checked(diag.LookAlike, "use \"catalog.seg\"\nwhere opened", catalog)); len(got) > 0 {
		t.Errorf("the rule has warnings at %v", got)
	}
	if got := spansOf(diag.LookAlike, checked(diag.LookAlike, catalog+"\nwhere opened", "")); len(got) == 0 {
		t.Error("the catalog has no warning")
	}
}
