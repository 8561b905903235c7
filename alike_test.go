package segc_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/sides"
)

// TestContactsToldApart checks that when the values of two contacts in a
// comparison look alike, the contacts are shown so that readers can tell the
// values apart.
func TestContactsToldApart(t *testing.T) {
	for _, c := range []struct{ old, changed, leaves, enters string }{
		{"city = \"M\u00fcnchen\"", "city = \"Mu\u0308nchen\"", `M\u00fcnchen`, `Mu\u0308nchen`},
		{"city = \"a b\"", "city = \"a\u00a0b\"", `a\u0020b`, `a\u00a0b`},
		{"city = \"pro\"", "city = \"pr\u043e\"", `pro`, `pr\u043e`},
		{"city has any (\"M\u00fcnchen\")", "city has any (\"Mu\u0308nchen\")", `M\u00fcnchen`, `Mu\u0308nchen`},
	} {
		d, list := sides.Diff(t.Context(), sides.Rule{Text: c.old}, sides.Rule{Text: c.changed})
		if d == nil || d.Leaves == nil || d.Enters == nil {
			t.Errorf("%s: %v, %v", c.changed, d, list)
			continue
		}
		leaves, enters := strings.Join(d.Leaves.Words, ", "), strings.Join(d.Enters.Words, ", ")
		if !strings.Contains(leaves, c.leaves) || !strings.Contains(enters, c.enters) {
			t.Errorf("%s: leaves %s, enters %s", c.changed, leaves, enters)
		}
	}
}
