package resolve_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
)

// TestLevels nests parts with the parentheses and `not`s in them: the limit is on all of
// it together.
func TestLevels(t *testing.T) {
	// Each part has 100 levels of its own and the name, the first one an event.
	chain := func(parts int, more string) string {
		text := "let a0 = " + strings.Repeat("!", 99) + "opened\n"
		for i := 1; i < parts; i++ {
			text += fmt.Sprintf("let a%d = %s(a%d)%s\n", i, strings.Repeat("!", 98), i-1, map[bool]string{true: more}[i == parts-1])
		}
		return text + "where a0"
	}
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"as deep as may be", chain(499, ""), 0},
		{"too deep", chain(501, ""), 1},
		{"too deep by an operand", chain(498, " or "+strings.Repeat("(", 400)+"!a496"+strings.Repeat(")", 400)), 1},
		{"wide", "let a0 = opened" + strings.Repeat(" or !!(clicked and !opened)", 20_000) + "\nwhere a0", 0},
	} {
		file, list := grammar.Parse(ast.NewSource("x.seg", c.text), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		_, list = resolve.Load(t.Context(), nil, file, nil)
		got := 0
		for _, d := range list {
			if d.Code == diag.TooDeep && strings.Contains(d.Message, "nested more than 50000 levels deep") {
				got++
			}
		}
		if got != c.want {
			t.Errorf("%s: %d problems: %v", c.name, got, list)
		}
	}
}
