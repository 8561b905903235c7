package lint

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// Slips returns what Run says of values that hardly anybody means, as far as a condition alone tells: a number in quotes
// after `>`, a list whose only text has commas in it, and what everybody with a value matches. Compiling a rule looks for them, since its document would
// match other contacts than its author means, or nobody.
func Slips(input Input) diag.List {
	l := &linter{Input: input}
	t := &textValues{linter: l}
	for _, s := range l.Main().Statements {
		l.walk(ruleIn(s), false, func(e ast.Expr, negated bool) {
			c, ok := e.(*ast.Column)
			if !ok || !mayBeSlip(c) {
				return
			}
			t.uses = uses{}
			l.addUse(t.uses, c)
			t.condition(c, negated)
		})
	}
	for _, s := range l.Main().Statements {
		l.joints(ruleIn(s), func(n ast.Node, _ []ast.Expr) {
			if or, ok := n.(*ast.Or); ok {
				l.everyone(l.Main().Source, or)
			}
		})
	}
	return slices.DeleteFunc(separate(l.list), func(d diag.Diagnostic) bool {
		return d.Code != diag.QuotedNumber && d.Code != diag.JoinedValues && d.Code != diag.PartAlwaysTrue
	})
}

// mayBeSlip reports whether a condition has the shape of what Slips looks for.
func mayBeSlip(c *ast.Column) bool {
	switch {
	case orders(c.Op):
		return slices.ContainsFunc(c.Values, func(v ast.Value) bool { return v.Kind == ast.String })
	case c.Op == ast.In || c.Op == ast.NotIn:
		return len(c.Values) == 1 && c.Values[0].Kind == ast.String
	}
	return false
}
