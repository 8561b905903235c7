package compiler

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
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
		do         func(p *Program, work *poll.Poll)
	}{
		{"names of lists", many("list a# = \"#-0000-4000-8000-000000000000\"\n"), 8, func(p *Program, work *poll.Poll) {
			check.Program(work, p.Program)
		}},
		{"ids of one list", "list a = (" + many("\"#-0000-4000-8000-000000000000\", ") + "\"00000000-0000-4000-8000-000000000000\")\n", 8, func(p *Program, work *poll.Poll) {
			check.Program(work, p.Program)
		}},
		{"ids to check", "isp a = (" + strings.Repeat("1, ", n) + "1)\n", 4, func(p *Program, work *poll.Poll) {
			check.Program(work, p.Program)
		}},
		{"contact lists", "where list in (" + many("\"#-0000-4000-8000-000000000000\", ") + "\"00000000-0000-4000-8000-000000000000\")\n", 15, func(p *Program, work *poll.Poll) {
			check.Program(work, p.Program)
			formula.Lower(work, p.Program, p.Facts, p.Where(0).Expr)
		}},
		{"statements for the rule", many("let a# = b = 1\nlet b# = b = 1\n"), 1, func(p *Program, work *poll.Poll) {
			(&loading{List: problems.List{Poll: work}, main: p.Main()}).missing(p.Program)
		}},
	} {
		file, _ := grammar.Parse(ast.NewSource("x.seg", c.text), grammar.Options{})
		ctx := polltest.New(t.Context())
		p, work := Load(ctx, file, nil, Options{}), poll.New(ctx)
		ctx.Count = 0
		if c.do(p, work); ctx.Count < c.least {
			t.Errorf("%s: %d looks, expected %d", c.name, ctx.Count, c.least)
		}
	}
}
