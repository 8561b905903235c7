package format

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
)

// rule adds the expression of a statement.
func (b *builder) rule(e ast.Expr) {
	b.reach(e.Span().Start, true) // before the lines of the expression get deeper
	b.expr(e, true)
}

// expr adds an expression. The lines of operands are deeper than what is before the
// expression on its first line, if there is anything.
func (b *builder) expr(e ast.Expr, deeper bool) {
	switch e := e.(type) {
	case *ast.Or:
		b.chain(e.Operands, "or", deeper)
	case *ast.And:
		b.chain(e.Operands, "and", deeper)
	case *ast.Not:
		b.token(ast.Span{Start: e.At.Start, End: e.At.Start + len("not")}, "not")
		b.add(space)
		b.operand(e.Operand, false)
	case *ast.Paren:
		b.paren(e.Expr, e.At)
	case *ast.Ref:
		b.name(e.Name)
		if e.Call != nil {
			enclose(b, e.Call.Arguments, e.Call.At.End-1, b.argument)
		}
	case *ast.Column:
		b.column(e)
	case *ast.Event:
		b.event(e)
	case *ast.Membership:
		b.token(ast.Span{Start: e.At.Start, End: e.At.Start + len("list")}, "list")
		b.add(space)
		b.token(e.OpSpan, inWords(e.Negated))
		b.add(space)
		b.list(e.Values, e.At.End-1)
	case *ast.ISP:
		b.isp(e)
	default:
		panic(fmt.Sprintf("format: unexpected expression %T", e))
	}
}

// chain adds operands and what joins them: on one line, or each on its own.
func (b *builder) chain(operands []ast.Expr, word string, deeper bool) {
	b.add(open)
	if deeper {
		b.add(indent)
	}
	for i, e := range operands {
		if i > 0 {
			b.before(e.Span().Start)
			b.add(line)
			b.word(word)
		}
		b.operand(e, word == "or")
	}
	if deeper {
		b.add(dedent)
	}
	b.add(closing)
}

// operand adds an operand of an or, and otherwise one of an and or a not. The
// parser gives none that needs parentheses; a program that makes trees may.
func (b *builder) operand(e ast.Expr, ofOr bool) {
	binds := true
	switch e.(type) {
	case *ast.Or:
		binds = false
	case *ast.And:
		binds = ofOr
	}
	if binds {
		b.expr(e, true)
		return
	}
	b.paren(e, ast.Span{})
}

func (b *builder) paren(e ast.Expr, at ast.Span) {
	b.token(ast.Span{Start: at.Start, End: at.Start + 1}, "(")
	b.add(open)
	b.add(indent)
	b.before(e.Span().Start)
	b.add(softline)
	b.expr(e, false)
	b.before(at.End - 1)
	b.add(dedent)
	b.add(softline)
	b.token(ast.Span{Start: at.End - 1, End: at.End}, ")")
	b.add(closing)
}

func (b *builder) column(e *ast.Column) {
	b.columnName(e.Name)
	b.add(space)
	b.token(e.OpSpan, columnWords(e.Op))
	switch e.Op {
	case ast.IsNull, ast.IsNotNull:
		return
	case ast.Between:
		b.add(space)
		b.bounds(e.Values, b.item)
	case ast.In, ast.NotIn:
		b.add(space)
		enclose(b, e.Values, e.ListEnd.Start, b.item)
	case ast.HasAny, ast.HasAll, ast.HasNone:
		b.add(space)
		b.list(e.Values, e.ListEnd.Start)
	case ast.Contains, ast.NotContains, ast.StartsWith:
		b.add(space)
		b.values(e.Values)
	default:
		b.add(space)
		fillWith(b, e.Values, b.item)
	}
}

func columnWords(op ast.ColumnOp) string {
	switch op {
	case ast.Equal:
		return "="
	case ast.NotEqual:
		return "!="
	case ast.Greater:
		return ">"
	case ast.GreaterEqual:
		return ">="
	case ast.Less:
		return "<"
	case ast.LessEqual:
		return "<="
	case ast.Between:
		return "between"
	case ast.On:
		return "on"
	case ast.Contains:
		return "contains"
	case ast.NotContains:
		return "not contains"
	case ast.StartsWith:
		return "starts with"
	case ast.In, ast.NotIn:
		return inWords(op == ast.NotIn)
	case ast.IsNull:
		return "is null"
	case ast.IsNotNull:
		return "is not null"
	case ast.HasAny:
		return "has any"
	case ast.HasAll:
		return "has all"
	case ast.HasNone:
		return "has none"
	default:
		panic(fmt.Sprintf("format: unexpected operator %d", op))
	}
}

func inWords(negated bool) string {
	if negated {
		return "not in"
	}
	return "in"
}

func (b *builder) isp(e *ast.ISP) {
	b.token(ast.Span{Start: e.At.Start, End: e.At.Start + len("isp")}, "isp")
	b.add(space)
	switch {
	case !e.Single:
		b.token(e.OpSpan, inWords(e.Negated))
		b.add(space)
		b.list(e.Values, e.At.End-1)
		return
	case e.Negated:
		b.token(e.OpSpan, columnWords(ast.NotEqual))
	default:
		b.token(e.OpSpan, columnWords(ast.Equal))
	}
	b.add(space)
	b.values(e.Values)
}
