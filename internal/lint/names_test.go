package lint_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestIDsHaveOneName checks that of several names of an id the first in the alphabet is
// offered, whichever is declared first.
func TestIDsHaveOneName(t *testing.T) {
	for _, names := range []string{"isp zeta = 7\nisp alpha = 7\n", "isp alpha = 7\nisp zeta = 7\n", "isp both = (7, 8)\nisp zeta = 7\nisp alpha = 7\nisp Beta = 7\n"} {
		list := segc.Check(t.Context(), names+"where isp in (7)", segc.Options{})
		var offered []string
		for _, d := range list {
			if d.Code == diag.RawID {
				offered = append(offered, d.Fixes[0].Edits[0].Text)
			}
		}
		if len(offered) != 1 || offered[0] != "alpha" && offered[0] != "Beta" {
			t.Errorf("%s\n%q", names, offered)
		}
	}
}

// TestNamesForOthersAreUsed checks that a name that only another file uses is not reported, and
// that one that nobody uses is, also where the file itself uses its other names.
func TestNamesForOthersAreUsed(t *testing.T) {
	files := segc.Files{"others.seg": "let reached = own and isp in (1)"}
	for text, want := range map[string]int{
		"use \"others.seg\"\nlet own = a = 1\nwhere reached":                                  0,
		"use \"others.seg\"\nlet own = a = 1\nlet mine = b = 1\nwhere reached and mine":       0,
		"use \"others.seg\"\nlet own = a = 1\nlet mine = b = 1\nwhere reached":                1,
		"use \"others.seg\"\nlet own = a = 1\nlet mine(x) = b = 1\nwhere reached and mine(1)": 1,
	} {
		list := segc.Check(t.Context(), text, segc.Options{Files: files})
		if list.HasErrors() {
			t.Fatalf("%s\n%v", text, list.Err())
		}
		unused := 0
		for _, d := range list {
			if d.Code == diag.UnusedName {
				unused++
			}
		}
		if unused != want {
			t.Errorf("%s\nhas %d unused names, not %d: %v", text, unused, want, list)
		}
	}
}
