package resolve_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
)

// TestComment has texts whose last declaration has a comment, or none.
func TestComment(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"none", "let a = opened", ""},
		{"above", "# Readers\nlet a = opened", "Readers"},
		{"lines above", "# Readers,\n#\n#   in short\nlet a = opened", "Readers,\n\n  in short"},
		{"indented", "  # Readers\n\tlet a = opened", "Readers"},
		{"no blank", "#Readers\nlet a = opened", "Readers"},
		{"more signs", "## Readers ##\nlet a = opened", "# Readers ##"},
		{"blanks at the end", "# Readers \t\r\nlet a = opened", "Readers"},
		{"a frame", "#\n# Readers\n#\nlet a = opened", "Readers"},
		{"after a byte order mark", "\ufeff# Readers\nlet a = opened", "Readers"},
		{"an empty line between", "# Readers\n\nlet a = opened", ""},
		{"an empty line above", "# A file\n\n# Readers\nlet a = opened", "Readers"},
		{"of the statement before", "let b = opened # b\nlet a = opened", ""},
		{"below that", "let b = opened # b\n# a\nlet a = opened", "a"},
		{"beside", "let a = opened  # Readers", "Readers"},
		{"beside, then more", "let a = opened # Readers\n# more\nwhere a", "Readers"},
		{"on the next line", "let a = opened\n# more\nwhere a", ""},
		{"above and beside", "# Readers\nlet a = opened # not them", "Readers"},
		{"a type that a program wrote", "# In euros\nfield a: any  # the platform calls the type \"decimal(10)\"", "In euros"},
		{"beside, of several lines", "let a = opened\n  or clicked # the second", ""},
		{"above several lines", "# Readers\nlet a = opened # the first\n  or clicked # the second", "Readers"},
		{"inside", "isp a = (1, # the first\n 2)", ""},
		{"the second on a line", "# b\nlet b = opened let a = clicked # a", ""},
		{"the first on a line", "# a\nlet a = opened where a # the rule", "a"},
		{"directive", "# segc:ignore SEG505\nlet a = opened", ""},
		{"directive below", "# Readers\n# segc:ignore SEG505 later\nlet a = opened", "Readers"},
		{"directive above", "# segc:plain\n# Readers\nlet a = opened", "Readers"},
		{"directive beside", "let a = opened # segc:ignore SEG505", ""},
		{"directive above, comment beside", "# segc:ignore SEG505\nlet a = opened # Readers", "Readers"},
		{"empty", "#\n#\nlet a = opened", ""},
		{"empty above, comment beside", "#\nlet a = opened # Readers", "Readers"},
		{"of another language", "// Readers\nlet a = opened", ""},
		{"cut short", "# Readers\nlet a =", "Readers"},
		{"cut short, beside", "list a = # Readers", "Readers"},
		{"a column", "# Plans\nfield a: text", "Plans"},
		{"ids", "# Google\nisp a = 1", "Google"},
	} {
		file, _ := grammar.Parse(ast.NewSource("in.seg", c.text), grammar.Options{})
		program, _ := resolve.Load(t.Context(), nil, file, nil)
		found := false
		for kind := range resolve.Campaign + 1 {
			for _, o := range program.Visible(nil, kind) {
				if o.Name != "a" {
					continue
				}
				found = true
				if got := resolve.Comment(file, o.Statement); got != c.want {
					t.Errorf("%s: %q, expected %q", c.name, got, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: there is no declaration of `a`", c.name)
		}
	}
}

// TestCommentOfMany takes each comment to one declaration: the work grows with the text.
func TestCommentOfMany(t *testing.T) {
	var text strings.Builder
	for range 10_000 {
		text.WriteString("# one\n# two\nlet a = opened # three\n")
	}
	file, _ := grammar.Parse(ast.NewSource("in.seg", text.String()), grammar.Options{})
	for _, s := range file.Statements {
		if got := resolve.Comment(file, s); got != "one\ntwo" {
			t.Fatalf("%q", got)
		}
	}
	if len(file.Statements) != 10_000 {
		t.Errorf("%d statements", len(file.Statements))
	}
}
