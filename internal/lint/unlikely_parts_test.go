package lint_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
)

// TestUnlikelyParts checks what is looked for in a part of a column, and what the fix
// makes of it.
func TestUnlikelyParts(t *testing.T) {
	for _, c := range []struct{ condition, message, fixed string }{
		{`city contains " Berlin"`, "", ""},
		{`city contains "Berlin "`, "", ""},
		{`city starts with "New "`, "", ""},
		{`city starts with " Ber"`, "begins with a blank", `city starts with "Ber"`},
		{`city starts with "  New  York "`, "begins with a blank", `city starts with "New York "`},
		{"city starts with \"\u00a0Ber\"", "(U+00A0)", `city starts with "Ber"`},
		{"city contains \"\u00a0Berlin\"", "(U+00A0)", `city contains " Berlin"`},
		{"city not contains \"New\u00a0York\"", "(U+00A0)", `city not contains "New York"`},
		{`city contains " New  York"`, "two blanks in a row", `city contains " New York"`},
		{"city contains \"Mu\u0308n\"", "in a Unicode form", "city contains \"M\u00fcn\""},
		{"city contains \"B\u043enn\"", "two scripts", ""},
		{`city contains "New\u00a0York"`, "", ""},
		{`city contains "B\u043enn"`, "", ""},
		{"city contains \"\u00a0\"", "", ""},
	} {
		text := "where status = \"subscribed\" and " + c.condition
		var found []string
		for _, d := range checked(diag.LookAlike, text, "") {
			if d.Code != diag.LookAlike {
				continue
			}
			found = append(found, d.Message)
			fixed := ""
			if len(d.Fixes) > 0 {
				fixed, _ = diag.Apply(d.Location.Source, d.Fixes[0])
			}
			if want := strings.Replace(text, c.condition, c.fixed, 1); c.fixed != "" && fixed != want {
				t.Errorf("%s: the fix gives %q, want %q", c.condition, fixed, want)
			}
		}
		if c.message == "" && len(found) > 0 || c.message != "" && (len(found) != 1 || !strings.Contains(found[0], c.message)) {
			t.Errorf("%s: %q, want one warning with %q", c.condition, found, c.message)
		}
	}
}
