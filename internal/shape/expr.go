package shape

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// expr looks at an expression that is nested so deep, from 1.
func (c *checker) expr(e ast.Expr, depth int) *fault {
	if !there(e) {
		return missing(e)
	}
	if f := c.place(e.Span()).in("At"); f != nil {
		return f
	}
	if depth > maxDepth {
		return &fault{code: diag.TooDeep, message: "expressions are nested more than 2,000 deep here", span: e.Span()}
	}
	switch e := e.(type) {
	case *ast.Or:
		return c.operands(e.Operands, depth)
	case *ast.And:
		return c.operands(e.Operands, depth)
	case *ast.Not:
		return c.expr(e.Operand, depth+1).in("Operand")
	case *ast.Paren:
		return c.expr(e.Expr, depth+1).in("Expr")
	case *ast.Ref:
		if f := c.used(e.Name).in("Name"); f != nil || e.Call == nil {
			return f
		}
		return c.call(e.Call).in("Call")
	case *ast.Column:
		return c.column(e)
	case *ast.Event:
		return c.event(e)
	case *ast.Membership:
		return first(c.place(e.OpSpan).in("OpSpan"), c.values("Values", e.Values, 1, many))
	case *ast.ISP:
		most := many
		if e.Single {
			most = 1
		}
		return first(c.place(e.OpSpan).in("OpSpan"), c.values("Values", e.Values, 1, most))
	case *ast.Bad:
		return c.bad(e)
	}
	return missing(e)
}

// operands looks at what is joined. One operand alone means what it means by itself.
func (c *checker) operands(operands []ast.Expr, depth int) *fault {
	if len(operands) == 0 {
		return malformed("is empty").in("Operands")
	}
	for i, operand := range operands {
		if f := c.expr(operand, depth+1); f != nil {
			return f.at("Operands", i)
		}
	}
	return nil
}

func (c *checker) call(call *ast.Call) *fault {
	if len(call.Arguments) == 0 {
		return malformed("is empty").in("Arguments")
	}
	return first(c.place(call.At).in("At"), each("Arguments", call.Arguments, func(a ast.Argument) *fault {
		return first(c.place(a.At).in("At"), c.group(a.Values, a.Group))
	}))
}

func (c *checker) column(e *ast.Column) *fault {
	few, most := 1, 1
	switch e.Op {
	case ast.Equal, ast.NotEqual, ast.Greater, ast.GreaterEqual, ast.Less, ast.LessEqual, ast.Contains, ast.NotContains, ast.StartsWith, ast.On:
	case ast.Between:
		few, most = 2, 2
	case ast.In, ast.NotIn, ast.HasAny, ast.HasAll, ast.HasNone:
		most = many
	case ast.IsNull, ast.IsNotNull:
		few, most = 0, 0
	default:
		return unknown(uint8(e.Op)).in("Op")
	}
	return first(
		c.name(e.Name).in("Name"), c.place(e.OpSpan).in("OpSpan"), c.place(e.ListEnd).in("ListEnd"), c.values("Values", e.Values, few, most),
	)
}

func (c *checker) event(e *ast.Event) *fault {
	if e.Metric > ast.Unsubscribed {
		return unknown(uint8(e.Metric)).in("Metric")
	}
	counts := 1
	switch e.Op {
	case ast.Ever, ast.Never:
		counts = 0
	case ast.CountEqual, ast.CountNotEqual, ast.CountGreater, ast.CountGreaterEqual, ast.CountLess, ast.CountLessEqual:
	case ast.CountBetween:
		counts = 2
	default:
		return unknown(uint8(e.Op)).in("Op")
	}
	return first(
		c.place(e.MetricSpan).in("MetricSpan"), c.place(e.OpSpan).in("OpSpan"), c.values("Counts", e.Counts, counts, counts),
		each("Windows", e.Windows, c.window), each("Campaigns", e.Campaigns, c.campaigns),
	)
}

func (c *checker) window(w ast.Window) *fault {
	switch {
	case w.Mode > ast.MoreThan:
		return unknown(uint8(w.Mode)).in("Mode")
	case w.Unit > ast.Weeks:
		return unknown(uint8(w.Unit)).in("Unit")
	}
	return first(c.place(w.At).in("At"), c.kind(w.Count, ast.Number, ast.Word).in("Count"))
}

func (c *checker) campaigns(clause ast.Campaigns) *fault {
	return first(c.place(clause.At).in("At"), c.values("Values", clause.Values, 1, many))
}

func (c *checker) bad(e *ast.Bad) *fault {
	if !c.broken {
		return malformed("is an ast.Bad, but the file is not Broken")
	}
	if f := first(c.place(e.OpSpan).in("OpSpan"), c.place(e.Metric).in("Metric"), each("Campaigns", e.Campaigns, c.campaigns)); f != nil || e.Column == nil {
		return f
	}
	return c.name(*e.Column).in("Column")
}
