package lint_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestUnlikelyNames checks names of segments, and names between backquotes, that look like
// something else. It checks the text after the fix too.
func TestUnlikelyNames(t *testing.T) {
	const rule = "\nwhere status = \"subscribed\""
	messages := prose.Open(t, "unlikely-names")
	for _, c := range []struct {
		text         string
		warnings     int
		names, fixed string // the character that it names
	}{
		{`segment "November "` + rule, 1, "", `segment "November"` + rule},
		{`segment " November"` + rule, 1, "", `segment "November"` + rule},
		{`segment "Early  November"` + rule, 1, "", `segment "Early November"` + rule},
		{"segment \"Early\u00a0November\"" + rule, 1, "U+00A0", `segment "Early November"` + rule},
		{`segment "Early\u2003November"` + rule, 1, "U+2003", `segment "Early November"` + rule},
		{"segment \"Mu\u0308nchen\"" + rule, 1, "", "segment \"M\u00fcnchen\"" + rule},
		{"segment \"Pr\u043e\"" + rule, 1, "", ""},
		{"segment \"Pro\" description \"two  blanks,\u00a0and more \"" + rule, 0, "", ""},
		{"segment \"\u6771\u4eac\u3000\u5927\u962a\"" + rule, 0, "", ""},
		{"where status = \"subscribed\" and `first  name` = \"a\"", 1, "", ""},
		{"where status = \"subscribed\" and `first\u00a0name` = \"a\" and `first\u00a0name` != \"b\"", 1, "U+00A0", ""},
		{"where status = \"subscribed\" and `first name` = \"a\"", 0, "", ""},
		{"where status = \"subscribed\" # a note with\u00a0a blank,  two blanks, and u\u0308", 0, "", ""},
	} {
		var found []string
		for _, d := range checked(diag.LookAlike, c.text, "") {
			if d.Code != diag.LookAlike {
				continue
			}
			found = append(found, d.Message)
			fixed := ""
			if len(d.Fixes) > 0 {
				if d.Fixes[0].Safe {
					t.Errorf("%s: --fix would change a name without asking", c.text)
				}
				fixed, _ = diag.Apply(d.Location.Source, d.Fixes[0])
			}
			if fixed != c.fixed {
				t.Errorf("%s: the fix gives %q, want %q", c.text, fixed, c.fixed)
			}
		}
		if len(found) != c.warnings || !strings.Contains(strings.Join(found, ""), c.names) {
			t.Errorf("%s: %q, want %d warnings with %q", c.text, found, c.warnings, c.names)
		}
		if len(found) > 0 {
			messages.Add(t, c.text, strings.Join(found, "\n"))
		}
	}
	catalog := "field `first  name`: text"
	if found := spansOf(diag.LookAlike, checked(diag.LookAlike, "use \"catalog.seg\"\nwhere `first  name` = \"a\"", catalog)); len(found) > 0 {
		t.Errorf("the rule has a warning about a name of its catalog at %v", found)
	}
	if found := spansOf(diag.LookAlike, checked(diag.LookAlike, catalog, "")); len(found) != 1 {
		t.Errorf("the catalog has %d warnings, want 1", len(found))
	}
}
