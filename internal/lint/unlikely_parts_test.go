package lint_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestUnlikelyParts checks what is looked for in a part of a column, and what the fix
// makes of it.
func TestUnlikelyParts(t *testing.T) {
	messages := prose.Open(t, "unlikely-parts")
	for _, c := range []struct {
		condition    string
		warnings     int
		names, fixed string // the character that it names
	}{
		{`city contains " Berlin"`, 0, "", ""},
		{`city contains "Berlin "`, 0, "", ""},
		{`city starts with "New "`, 0, "", ""},
		{`city starts with " Ber"`, 1, "", `city starts with "Ber"`},
		{`city starts with "  New  York "`, 1, "", `city starts with "New York "`},
		{"city starts with \"\u00a0Ber\"", 1, "U+00A0", `city starts with "Ber"`},
		{"city contains \"\u00a0Berlin\"", 1, "U+00A0", `city contains " Berlin"`},
		{"city not contains \"New\u00a0York\"", 1, "U+00A0", `city not contains "New York"`},
		{`city contains " New  York"`, 1, "", `city contains " New York"`},
		{"city contains \"Mu\u0308n\"", 1, "", "city contains \"M\u00fcn\""},
		{"city contains \"B\u043enn\"", 1, "", ""},
		{`city contains "New\u00a0York"`, 0, "", ""},
		{`city contains "B\u043enn"`, 0, "", ""},
		{"city contains \"\u00a0\"", 0, "", ""},
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
		if len(found) != c.warnings || !strings.Contains(strings.Join(found, ""), c.names) {
			t.Errorf("%s: %q, want %d warnings with %q", c.condition, found, c.warnings, c.names)
		}
		if len(found) > 0 {
			messages.Add(t, c.condition, strings.Join(found, "\n"))
		}
	}
}
