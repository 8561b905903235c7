package ast_test

import (
	"slices"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
)

func parse(text string) *ast.File {
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	return file
}

func TestSameFile(t *testing.T) {
	texts := slices.Concat(corpus.Sources(t), corpus.Named(), corpus.Tables())
	for i, text := range texts {
		if !ast.SameFile(parse(text), parse("\n"+text+"\n# moved\n")) {
			t.Errorf("this is not the same as itself:\n%s", text)
		}
		if i > 0 && text != texts[i-1] && ast.SameFile(parse(text), parse(texts[i-1]+"\nlet more = one\n")) {
			t.Errorf("this is the same as another text:\n%s", text)
		}
	}
}

// TestSameSeesEverything compares texts that differ in one thing.
func TestSameSeesEverything(t *testing.T) {
	different := [][]string{
		{"use 'a'", "use 'b'", "where a"},
		{
			"segment 'a'", "segment 'b'", "segment 'a' color 'c'", "segment 'a' id 'c'", "segment 'a' color 'd'",
			"segment 'a' lists c", "segment 'a' lists c, d", "segment 'a' lists 'c'",
		},
		{"let a = b", "let b = b", "let a = c", "let a = (b)", "let a(p) = b", "let a(q) = b", "let a(p, q) = b"},
		{"value a = 1", "value b = 1", "value a = 2", "value a = (1)", "value a = (1, 2)", "value a = '1'", "value a = b", "value a = 1d", "let a = b"},
		{
			"param a: text", "param b: text", "param a: number", "param a: text = 'b'", "param a: text = b", "param a: choice('b')", "param a: choice('b', 'c')",
			"param a: choice('b') = 'c'", "field a: text",
		},
		{"a", "a(1)", "b(1)", "a(2)", "a(1, 2)", "a((1))", "a((1, 2))", "a(b)", "a(1d)"},
		{"a = b", "a = b + 1d", "a = b - 1d", "a = c + 1d", "a = b + c", "a = b + 1w", "a = today + 1d"},
		{"opened in last 7d", "opened in last n", "opened in last m2", "opened more than n ago", "opened >= n", "opened >= 7"},
		{"list a = 'b'", "list a = ('b')", "list c = 'b'", "isp a = 'b'", "campaign a = 'b'", "list a = b"},
		{"field a: text", "field b: text", "field a: text not null", "field a: tags", "field a: tags('b')", "field a: tags('c')"},
		{"require a", "require b", "require a because 'b'", "require a because 'c'", "where a", "a"},
		{"a", "b", "not a", "(a)", "a or b", "b or a", "a and b", "a or b or c", "(a or b) or c", "not not a"},
		{
			"a = 1", "a != 1", "a = 1.0", "a = '1'", "a = b", "a = true", "a = 2026-05-01", "a in (1)", "a in (1, 2)", "a is null", "a is not null",
			"a between 1 and 2", "a has any (1)", "a has all (1)", "a has none (1)", "a starts with 'x'", "a contains 'x'", "a not contains 'x'",
		},
		{
			"opened", "clicked", "never opened", "opened = 1", "opened > 1", "opened between 1 and 2", "opened in last 7d", "opened in last 7w",
			"opened in last 8d", "opened more than 7d ago", "opened from campaigns (1)", "opened except campaigns (1)",
			"opened in last 7d from campaigns (1)", "opened from campaigns (1) in last 7d", "opened in last 7d in last 7d",
		},
		{"list in (a)", "list not in (a)", "list in (b)", "isp in (a)", "isp not in (a)", "isp = a", "isp != a"},
		{"let =", "let a = b"},
		{"where a = = b", "where a"},
	}
	for _, group := range different {
		for i, a := range group {
			for j, b := range group {
				if got := ast.SameFile(parse(a), parse(b)); got != (i == j) {
					t.Errorf("SameFile(%q, %q) is %v", a, b, got)
				}
			}
		}
	}
	for _, same := range [][2]string{
		{"a=1", "`a` == 1"},
		{"FIELD a: TEXT", "field a: text"},
		{"isp in (a)", "ISP IN(a,)"},
		{"!a && 'x' || b", "not a and \"x\" or b"},
		{"opened in the last 1 week", "opened in last 1w"},
	} {
		if !ast.SameFile(parse(same[0]), parse(same[1])) {
			t.Errorf("%q and %q differ", same[0], same[1])
		}
	}
}

// TestStrangersAreNeverTheSame checks that nothing is said about a node that the package
// does not know.
func TestStrangersAreNeverTheSame(t *testing.T) {
	if ast.Same(unknown{}, unknown{}) {
		t.Error("a node of another package is the same as itself")
	}
}

type unknown struct{}

func (unknown) Span() ast.Span { return ast.Span{} }
