package lint

import "github.com/segc-lang/segc/ast"

// operand is a condition or a part of a rule without the parentheses and nots
// around it.
type operand struct {
	expr    ast.Expr
	negated bool     // below an odd number of nots
	in      place    // what it is written in
	not     *ast.Not // the nearest one over this part alone, if any
	notIn   place    // what that is written in
}

// place is what a condition is written in.
type place uint8

const (
	inParens place = iota // or a statement
	inAnd
	inOr
	inNot
)

// operands returns what is joined in a part, and whether by `and`, once each
// `not` is moved to the conditions: `not (a or b)` is joined by `and`. What is
// joined by the same word in parentheses belongs to it. One condition alone is
// joined by `and`.
func (l *linter) operands(e operand) (all []operand, and bool) {
	e = l.opened(e)
	or, isOr := e.expr.(*ast.Or)
	and = !isOr
	if _, isAnd := e.expr.(*ast.And); isAnd || or != nil {
		and = isOr == e.negated
	}
	return l.flat(nil, e, and), and
}

func (l *linter) flat(all []operand, e operand, and bool) []operand {
	e = l.opened(e)
	var operands []ast.Expr
	in := inOr
	switch x := e.expr.(type) {
	case *ast.And:
		if and == !e.negated {
			operands, in = x.Operands, inAnd
		}
	case *ast.Or:
		if and == e.negated {
			operands = x.Operands
		}
	}
	if operands == nil {
		return append(all, e)
	}
	for _, o := range operands {
		all = l.flat(all, operand{expr: o, negated: e.negated, in: in}, and)
	}
	return all
}

// opened returns an operand without parentheses and nots.
func (l *linter) opened(e operand) operand {
	for {
		l.Poll.Step(8)
		switch x := e.expr.(type) {
		case *ast.Paren:
			e.expr, e.in = x.Expr, inParens
		case *ast.Not:
			e.not, e.notIn = x, e.in
			e.expr, e.negated, e.in = x.Operand, !e.negated, inNot
		default:
			return e
		}
	}
}
