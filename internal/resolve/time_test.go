package resolve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
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
	loaded := func(p *Program, work *poll.Poll) {}
	for _, c := range []struct {
		name, text string
		least      int
		then       func(p *Program, work *poll.Poll)
	}{
		{"uses of files", strings.Repeat("use \"\"\n", n), 150, loaded},
		{"statements to load", many("let a# = b = 1\n"), 16, loaded},
		{"choices", "field a: choice(" + many(`"#", `) + "\"x\")\n", 4, loaded},
		{"ids", "list a = (" + many("\"#-0000-4000-8000-000000000000\", ") + "\"00000000-0000-4000-8000-000000000000\")\n", 2, loaded},
		{"sorted names", many("let a# = b = 1\n"), 12, func(p *Program, work *poll.Poll) { NewGuesses(p, work).Names(Part) }},
		{"words of what is broken", "where a = = " + many(" x#"), 10, func(p *Program, work *poll.Poll) {
			guesses := NewGuesses(p, work)
			guesses.unread = map[string]bool{}
			guesses.addWords(p.Main().Source.Text())
		}},
		{"places that use names", "let b = b = 1\nwhere b" + strings.Repeat(" or b", n), 12, func(p *Program, work *poll.Poll) { p.Uses(work, p.Main()) }},
	} {
		file, _ := grammar.Parse(ast.NewSource("x.seg", c.text), grammar.Options{})
		ctx := polltest.New(t.Context())
		work := poll.New(ctx)
		p, _ := Load(ctx, work, file, nil)
		loads := ctx.Count
		c.then(p, work)
		if looks := max(loads, ctx.Count-loads); looks < c.least {
			t.Errorf("%s: %d looks, expected %d", c.name, looks, c.least)
		}
	}
}
