package grammar

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// continued reads conditions on a line of their own as part of the rule before them, if there is one: what joins the
// two is missing. It reports whether it does.
func (r *fileReader) continued(before ast.Statement, rule expression) bool {
	where, ok := before.(*ast.Where)
	if !ok || where.Bare || len(rule.problems) > 0 {
		return false
	}
	at := rule.tree.Span()
	p := &problem{code: diag.SyntaxError, at: at, message: "`and` or `or` is missing before this condition, which continues the rule"}
	joined := fix{text: "add `and`"}
	enclose := func(e ast.Expr, before string) {
		after := ""
		if _, or := e.(*ast.Or); or {
			before, after = before+"(", ")"
		}
		for _, e := range []edit{{ast.Span{Start: e.Span().Start, End: e.Span().Start}, before}, {ast.Span{Start: e.Span().End, End: e.Span().End}, after}} {
			if e.text != "" {
				joined.edits = append(joined.edits, e)
			}
		}
	}
	enclose(where.Expr, "")
	enclose(rule.tree, "and ")
	p.fixes = []fix{joined, insert(at.Start, "or ")}
	r.fail(p)
	where.Expr = &ast.And{At: where.Expr.Span().Join(rule.tree.Span()), Operands: []ast.Expr{where.Expr, rule.tree}}
	where.At = where.At.Join(rule.tree.Span())
	return true
}
