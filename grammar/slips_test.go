package grammar

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestSlips checks that a slip in a word inside a condition is one error at that
// word, and that its fix gives the rule that was meant.
func TestSlips(t *testing.T) {
	for _, test := range []struct{ text, at, fixed string }{
		{`where plan i ("a")`, "i", `where plan in ("a")`},
		{`where plan n ("a", "b")`, "n", `where plan in ("a", "b")`},
		{`where plan im (5)`, "im", `where plan in (5)`},
		{`where plan on (2026-05-01)`, "on", `where plan in (2026-05-01)`},
		{`where plan NI ("a")`, "NI", `where plan in ("a")`},
		{`where plan inn ("a") and opened`, "inn", `where plan in ("a") and opened`},
		{`where plan not i ("a")`, "i", `where plan not in ("a")`},
		{`where plan nto in ("a")`, "nto", `where plan not in ("a")`},
		{`where plan not contans "x"`, "contans", `where plan not contains "x"`},
		{`where list i (newsletter)`, "i", `where list in (newsletter)`},
		{`where opened and list iin ("newsletter")`, "iin", `where opened and list in ("newsletter")`},
		{`where list not i (newsletter)`, "i", `where list not in (newsletter)`},
		{`where isp ni (1)`, "ni", `where isp in (1)`},
		{`where isp not ni (1)`, "ni", `where isp not in (1)`},
		{"where opened in lst 30d", "lst", "where opened in last 30d"},
		{"where opened in lsat 30 days", "lsat", "where opened in last 30 days"},
		{"where opened in LST 4w and clicked", "LST", "where opened in last 4w and clicked"},
		{"where never opened in lat 30d", "lat", "where never opened in last 30d"},
		{"where opened >= 3 in lasst 30d", "lasst", "where opened >= 3 in last 30d"},
		{"where opened in the lst 30d", "lst", "where opened in the last 30d"},
		{"where opened in teh last 30d", "teh", "where opened in the last 30d"},
		{"where opened in list 30d", "list", "where opened in last 30d"},
		{"where opened lst 30d", "lst", "where opened in last 30d"},
		{"where clicked mroe than 30d ago", "mroe", "where clicked more than 30d ago"},
		{"where clicked more then 30d ago", "then", "where clicked more than 30d ago"},
		{"where clicked more than 30d aog", "aog", "where clicked more than 30d ago"},
		{"where clicked more than 30d agoo from campaigns (12)", "agoo", "where clicked more than 30d ago from campaigns (12)"},
		{"where opened form campaigns (12)", "form", "where opened from campaigns (12)"},
		{"where opened exept campaigns (12)", "exept", "where opened except campaigns (12)"},
		{"where opened from capmaigns (12)", "capmaigns", "where opened from campaigns (12)"},
		{`where email starts wiht "a"`, "wiht", `where email starts with "a"`},
		{`where tags has ayn ("a")`, "ayn", `where tags has any ("a")`},
		{`where tags has noen ("a")`, "noen", `where tags has none ("a")`},
		{"where plan is nul", "nul", "where plan is null"},
		{"where plan is not nulll and opened", "nulll", "where plan is not null and opened"},
		{"where opened between 1 nad 3", "nad", "where opened between 1 and 3"},
	} {
		file, list := Parse(ast.NewSource("", test.text), Options{})
		if len(list) != 1 || len(list[0].Fixes) != 1 || file.Source.Slice(list[0].Location.Span) != test.at {
			t.Errorf("%s: got %v, want one error with one fix at %q", test.text, list, test.at)
			continue
		}
		if _, certain := list[0].Certain(); certain {
			t.Errorf("%s: --fix would apply %q, although only the author knows", test.text, list[0].Fixes[0].Text)
		}
		fixed, err := diag.Apply(file.Source, list[0].Fixes[0])
		if err != nil || fixed != test.fixed {
			t.Errorf("%s: the fix gives %q (%v), want %q", test.text, fixed, err, test.fixed)
		}
		if _, rest := Parse(ast.NewSource("", fixed), Options{}); len(rest) > 0 {
			t.Errorf("%s: the fixed rule %s gives %v", test.text, fixed, rest)
		}
	}
}

// TestNoSlips checks that words which may be meant for another reason have no fix
// to the word that they look like.
func TestNoSlips(t *testing.T) {
	for _, test := range []struct{ text, not string }{
		{"where opened in next 30d", "last"},
		{"where opened in lst", "last"},
		{"where opened in list (a)", "last"},
		{"where opened and lst in (30)", "last"},
		{"where clicked more than 30d age > 5", "ago >"},
		{"where plan i (opened)", "plan in"},
		{"where plan i (buyer)", "plan in"},
		{"where plan i \"a\"", "plan in"},
		{"where plan id (\"a\")", "plan in"},
		{"where plan if (\"a\")", "plan in"},
		{"where plan and (\"a\")", "plan in"},
		{"where opened i (1)", "opened in"},
		{"where opened form", "from"},
		{"where plan is nul (\"a\")", "null"},
		{"where opened between 1 nad clicked", " and "},
		{"where opened\nlist ni = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"", "list in"},
	} {
		_, list := Parse(ast.NewSource("", test.text), Options{})
		for _, d := range list {
			for _, fix := range d.Fixes {
				fixed, err := diag.Apply(d.Location.Source, fix)
				if err != nil || strings.Contains(fixed, test.not) {
					t.Errorf("%s: %s offers to %s: %s, %v", test.text, d.Error(), fix.Text, fixed, err)
				}
			}
		}
	}
}
