package compile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestStagesLook checks that each stage looks at the context while it works on many
// statements of a kind, or on one of many values.
func TestStagesLook(t *testing.T) {
	const n = 10_000
	many := func(part string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(part, "#", fmt.Sprintf("%08x", i)))
		}
		return b.String()
	}
	for _, c := range []struct {
		name, text string
		least      int
		do         func(c *compiler)
	}{
		{"names of lists", many("list a# = \"#-0000-4000-8000-000000000000\"\n"), 8, func(c *compiler) {
			c.check()
		}},
		{"ids of one list", "list a = (" + many("\"#-0000-4000-8000-000000000000\", ") + "\"00000000-0000-4000-8000-000000000000\")\n", 8, func(c *compiler) {
			c.check()
		}},
		{"ids to check", "isp a = (" + strings.Repeat("1, ", n) + "1)\n", 4, func(c *compiler) {
			c.check()
		}},
		{"contact lists", "where list in (" + many("\"#-0000-4000-8000-000000000000\", ") + "\"00000000-0000-4000-8000-000000000000\")\n", 15, func(c *compiler) {
			c.check()
			formula.Lower(c.poll, c.program, c.facts, c.main.Statements[0].(*ast.Where).Expr)
		}},
		{"statements for the rule", many("let a# = b = 1\nlet b# = b = 1\n"), 1, func(c *compiler) { c.where() }},
	} {
		file, _ := grammar.Parse(ast.NewSource("x.seg", c.text), grammar.Options{})
		ctx := polltest.New(t.Context())
		work := newCompiler(ctx, file, Options{})
		work.load()
		ctx.Count = 0
		if c.do(work); ctx.Count < c.least {
			t.Errorf("%s: %d looks, expected %d", c.name, ctx.Count, c.least)
		}
	}
}
