package sql

import (
	"context"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/resolve"
)

const catalog = `field plan: text
field revenue: number
field vip: boolean
field born: date
field interests: tags
field company: text not null
field tier: choice("it's", "team")
`

// ruleOf reads a rule over the catalog.
func ruleOf(t testing.TB, text string) Rule {
	t.Helper()
	return ruleWith(t, catalog, text)
}

// ruleWith reads a rule with its own declarations.
func ruleWith(t testing.TB, catalog, text string) Rule {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("t.seg", catalog+"where "+text), grammar.Options{})
	program, wrong := resolve.Load(context.Background(), nil, file, nil)
	facts, more := check.Program(nil, program)
	if list = append(append(list, wrong...), more...); list.HasErrors() {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			return Rule{Text: text, Formula: formula.Lower(nil, program, facts, where.Expr).Formula, Columns: facts.Column}
		}
	}
	t.Fatalf("%s\nhas no rule", text)
	return Rule{}
}
