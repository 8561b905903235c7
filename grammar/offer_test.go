package grammar

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestUnreadableIsFixedFirst checks that where a character cannot be read, its own fix is
// offered and not one that writes what may be there, right after it.
func TestUnreadableIsFixedFirst(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"opened in last 8\u200bd", "opened in last 8d"},
		{"opened in last 8 \u200bw", "opened in last 8 w"},
		{"opened in last 8\u00a0d", "opened in last 8 d"},
		{"opened in \u200blast 8d", "opened in last 8d"},
		{"opened in \u200b8d", "opened in 8d"},
		{"opened more \ufeffthan 8d ago", "opened more than 8d ago"},
		{"opened more than 8d \u200bago", "opened more than 8d ago"},
		{"opened more than 8d\u00adago", "opened more than 8dago"},
	} {
		source := ast.NewSource("rule.seg", c.text)
		_, list := Parse(source, Options{})
		if len(list) != 1 || list[0].Code != diag.BadCharacter || len(list[0].Fixes) != 1 {
			t.Errorf("%q: %v", c.text, list)
			continue
		}
		if fixed, err := diag.Apply(source, list[0].Fixes[0]); err != nil || fixed != c.want {
			t.Errorf("%q: %q, %v", c.text, fixed, err)
		}
	}
}

// TestFixesKeepWordsApart checks that what a fix writes does not become one word with what is
// beside it: the next fix would find it there, and never end.
func TestFixesKeepWordsApart(t *testing.T) {
	for text, want := range map[string]string{
		"a.5":         "a 0.5",
		"a+5":         "a 5",
		"a = 1&b = 2": "a = 1 and b = 2",
		"a|b":         "a or b",
		"a = .5":      "a = 0.5",
		"a = 1 & b":   "a = 1 and b",
	} {
		source := ast.NewSource("rule.seg", text)
		_, list := Parse(source, Options{})
		if len(list) == 0 || len(list[0].Fixes) != 1 {
			t.Errorf("%q: %v", text, list)
			continue
		}
		if fixed, err := diag.Apply(source, list[0].Fixes[0]); err != nil || fixed != want {
			t.Errorf("%q: %q, %v", text, fixed, err)
		}
	}
}
