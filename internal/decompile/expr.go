package decompile

import (
	"github.com/segc-lang/segc/ast"
)

// expr turns nodes into expressions.
type expr struct {
	groups *groups
	names  *names
	exact  bool // a range only where its bounds stand side by side
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

// ranges returns the operands of an and, where two bounds become one range. The
// range stands where the first of them stood.
func (e *expr) ranges(kids []*node) []ast.Expr {
	var operands []ast.Expr
	taken := make([]bool, len(kids))
	for i, kid := range kids {
		if taken[i] {
			continue
		}
		operand, other := e.rangeAt(kids, i, taken)
		if other < 0 {
			operand = e.of(kid)
		} else {
			taken[other] = true
		}
		operands = append(operands, operand)
	}
	return operands
}

// rangeAt returns the range that begins or ends with an operand, and the other
// operand that it takes; a negative number when there is none. Of several bounds
// on one side nobody knows which is meant: then there is no range.
func (e *expr) rangeAt(kids []*node, i int, taken []bool) (found ast.Expr, other int) {
	mine, found := e.partners(kids, i, taken)
	if len(mine) != 1 {
		return nil, -1
	}
	other = mine[0]
	if back, _ := e.partners(kids, other, taken); len(back) != 1 || e.exact && other != i+1 {
		return nil, -1
	}
	if _, upward := e.names.between(e.groups.conditions[kids[i].atom], e.groups.conditions[kids[other].atom]); e.exact && !upward {
		return nil, -1
	}
	return found, other
}

// partners returns the operands with which one makes a range, and the last of
// these ranges.
func (e *expr) partners(kids []*node, i int, taken []bool) (partners []int, found ast.Expr) {
	if kids[i].kind != isCondition {
		return nil, nil
	}
	for j, kid := range kids {
		if j == i || taken[j] || kid.kind != isCondition {
			continue
		}
		a, b := e.groups.conditions[kids[i].atom], e.groups.conditions[kid.atom]
		r, ok := e.names.between(a, b)
		if !ok {
			r, ok = e.names.between(b, a)
		}
		if ok {
			partners, found = append(partners, j), r
		}
	}
	return partners, found
}
