package decompile

import (
	"github.com/segc-lang/segc/ast"
)

// expr turns nodes into expressions.
type expr struct {
	groups *groups
	names  *names
	exact  bool // a range only where its bounds are side by side
	looks  int  // how often two bounds were compared
}

func (e *expr) of(n *node) ast.Expr {
	switch n.kind {
	case isCondition:
		return e.names.expression(e.groups.conditions[n.atom])
	case isName:
		return reference(n.part.name, n.part.negated)
	case isOr:
		operands := make([]ast.Expr, len(n.kids))
		for i, kid := range n.kids {
			operands[i] = parens(e.of(kid))
		}
		return &ast.Or{Operands: operands}
	}
	operands := e.ranges(n.kids)
	if len(operands) == 1 {
		return operands[0]
	}
	for i := range operands {
		operands[i] = parens(operands[i])
	}
	return &ast.And{Operands: operands}
}

// parens puts parentheses around an and or an or, needed or not: who reads
// `and` beside `or` should not have to know which binds tighter.
func parens(e ast.Expr) ast.Expr {
	switch e.(type) {
	case *ast.And, *ast.Or:
		return &ast.Paren{Expr: e}
	}
	return e
}
