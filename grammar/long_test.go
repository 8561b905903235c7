package grammar_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/polltest"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// TestLongStatements checks that a long text is read like a short one, mistakes included.
func TestLongStatements(t *testing.T) {
	for _, text := range []string{
		"where a = 1", "where a = 1 and (b = 2 or not c in (1, 2))\n", "where", "where where a = 1", "where = 1", "where a = 1 b = 2",
		"where a = 1 andd b = 2", "where (a = 1", "where a = 1)", "where a in ()", "where not", "where a = 1\nwhere b = 2", "where `a` = 1 because \"x\"",
		"let a = b = 1\nwhere a", "let a == b = 1\nwhere a", "let a\nwhere b = 1", "let = a = 1", "let a = ", "let a = a = 1 because \"x\"", "let let = opened", "let a b = 1", "let `a b` = opened\nwhere `a b`",
		"require a = 1\nwhere b = 1", "require a = 1 because \"x\"\nwhere b = 1", "require a = 1 because\nwhere b = 1", "require a = 1 because x\nwhere b = 1", "require because \"x\"\nwhere b = 1", "require\nwhere b = 1",
		"where opened >= 2 in last 30d from campaigns (1, 2)", "where opened in last 30", "where \"x\" = a", "where a is 2\nlet b = c is 3",
	} {
		short, said := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
		long, also := grammar.Parse(ast.NewSource("x.seg", text+strings.Repeat("\n# a comment that fills the text", 4000)), grammar.Options{Context: t.Context()})
		if diff := cmp.Diff(short.Statements, long.Statements); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
		for i := range max(len(said), len(also)) {
			if i >= len(said) || i >= len(also) || said[i].Message != also[i].Message || said[i].Code != also[i].Code || said[i].Location.Span != also[i].Location.Span {
				t.Errorf("%q: %v, not %v", text, also.Err(), said.Err())
				break
			}
		}
	}
}

// TestLooksInStatements checks that one long statement is read with many looks at
// the context, beside those at its tokens.
func TestLooksInStatements(t *testing.T) {
	more := long.Of(5, 15)
	looks := func(text string) int {
		ctx := polltest.New(t.Context())
		grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{Context: ctx})
		return ctx.Count
	}
	rule := "a = 1" + strings.Repeat(" or b = 2", long.Of(14_000, 40_000))
	tokens := looks("use " + rule)
	var all []int
	for _, text := range []string{rule, "where " + rule, "let a = " + rule, "require " + rule + ` because "x"`} {
		all = append(all, looks(text))
	}
	if least := slices.Min(all); least < tokens+more {
		t.Errorf("%v looks, and %d for the tokens", all, tokens)
	}
}
