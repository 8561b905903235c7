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
