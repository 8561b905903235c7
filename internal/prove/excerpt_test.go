package prove

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestExcerpt checks that an excerpt is on one line, short, and cut between two
// characters, however long the text is.
func TestExcerpt(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"short":               {"a = 1", "a = 1"},
		"lines":               {"a = 1\n\tand b", "a = 1 and b"},
		"just fits":           {strings.Repeat("x", 60), strings.Repeat("x", 60)},
		"too long":            {strings.Repeat("é", 61), strings.Repeat("é", 60) + "…"},
		"very long":           {strings.Repeat("x", 1_000_000), strings.Repeat("x", 60) + "…"},
		"blanks":              {"a" + strings.Repeat(" ", 1_000_000) + "b", "a…"},
		"cut in a character":  {"a" + strings.Repeat(" ", 5998) + "é b", "a…"},
		"after the character": {"a" + strings.Repeat(" ", 5997) + "é", "a é"},
	} {
		source := ast.NewSource("a.seg", c.text)
		if got := excerpt(diag.Location{Source: source, Span: ast.Span{Start: 0, End: len(c.text)}}); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
