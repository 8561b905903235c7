package grammar_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

func ExampleQuote() {
	column, _ := grammar.QuoteName("favorite color")
	value, _ := grammar.Quote(`"sky" blue`)
	fmt.Println("where " + column + " = " + value)
	// Output:
	// where `favorite color` = "\"sky\" blue"
}

// written returns any text, and often one with what is hard to write.
func written() *rapid.Generator[string] {
	hard := rapid.SampledFrom([]string{"", "`", "\"", "'", "\\", "\\u0041", "\x00", "\t", "\r\n", "\x7f", "\u0085", "\u2028", "\ufeff", "\u202e", "\xff", "\ufffd", "\U0001f600", "e\u0301", "a", "and", "list", "#", "//", " "})
	return rapid.OneOf(rapid.String(), hard, rapid.Map(rapid.SliceOf(hard), func(all []string) string { return strings.Join(all, "") }))
}

// column returns the condition of a rule with one on a column.
func column(t *rapid.T, text string) *ast.Column {
	file, list := grammar.Parse(ast.NewSource("a.seg", text), grammar.Options{})
	if list.HasErrors() || len(file.Statements) != 1 {
		t.Fatalf("%q: %v", text, list.Err())
	}
	c, ok := file.Statements[0].(*ast.Where).Expr.(*ast.Column)
	if !ok || len(c.Values) != 1 {
		t.Fatalf("%q is another condition", text)
	}
	return c
}

// TestQuote checks that every text that is UTF-8 reads back as it was, and that others are
// refused.
func TestQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := written().Draw(t, "text")
		quoted, ok := grammar.Quote(text)
		if ok != utf8.ValidString(text) || !ok && quoted != "" {
			t.Fatalf("%q: %q, %t", text, quoted, ok)
		}
		if !ok {
			return
		}
		if c := column(t, "where a = "+quoted); c.Values[0].Kind != ast.String || c.Values[0].Text != text {
			t.Fatalf("%q is written as %s, which says %q", text, quoted, c.Values[0].Text)
		}
	})
}

// TestQuoteName checks that a name reads back as it was, and that one is refused exactly if
// it cannot be written.
func TestQuoteName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := written().Draw(t, "name")
		quoted, ok := grammar.QuoteName(name)
		if ok {
			if c := column(t, "where "+quoted+` = "x"`); c.Name.Text != name {
				t.Fatalf("%q is written as %s, which says %q", name, quoted, c.Name.Text)
			}
			return
		}
		if quoted != "" {
			t.Fatalf("%q is refused and written as %s", name, quoted)
		}
		file, list := grammar.Parse(ast.NewSource("a.seg", "where `"+name+"` = \"x\""), grammar.Options{})
		if list.HasErrors() {
			return
		}
		for n := range file.All() {
			if c, is := n.(*ast.Column); is && name != "" && c.Name.Text == name {
				t.Fatalf("%q can be written, and is refused", name)
			}
		}
	})
}
