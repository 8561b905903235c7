package tables

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/sql"
)

// test reads the condition on rows that are events of a kind. It means what it means in SQL: a row
// without a value passes none but `is null`.
func (r *reader) test(e ast.Expr) *sql.Test {
	switch e := e.(type) {
	case *ast.And:
		return r.joined(sql.All, e.Operands)
	case *ast.Or:
		return r.joined(sql.Any, e.Operands)
	case *ast.Not:
		return r.joined(sql.Not, []ast.Expr{e.Operand})
	case *ast.Paren:
		return r.test(e.Expr)
	case *ast.Column:
		return r.comparison(e)
	case *ast.Event:
		r.fail(e.At, "this is a condition on the columns of a row; a column with this name needs backquotes")
	case *ast.Membership, *ast.ISP:
		r.fail(e.Span(), "this is a condition on the columns of a row, such as event = \"open\"; a column with this name needs backquotes")
	case *ast.Bad:
	default:
		r.fail(e.Span(), "this is a condition on the columns of a row, such as event = \"open\"")
	}
	return &sql.Test{Join: sql.All}
}

func (r *reader) joined(join sql.Join, operands []ast.Expr) *sql.Test {
	t := &sql.Test{Join: join}
	for _, e := range operands {
		t.Tests = append(t.Tests, r.test(e))
	}
	return t
}

// comparison reads a condition on one column.
func (r *reader) comparison(c *ast.Column) *sql.Test {
	t := &sql.Test{Column: c.Name.Text}
	switch c.Op {
	case ast.Equal:
		t.Sign = "="
	case ast.NotEqual:
		t.Sign = "<>"
	case ast.Greater:
		t.Sign = ">"
	case ast.GreaterEqual:
		t.Sign = ">="
	case ast.Less:
		t.Sign = "<"
	case ast.LessEqual:
		t.Sign = "<="
	case ast.In:
		t.Sign = "IN"
	case ast.NotIn:
		t.Sign = "NOT IN"
	case ast.IsNull:
		t.Sign = "IS NULL"
	case ast.IsNotNull:
		t.Sign = "IS NOT NULL"
	default:
		r.fail(c.OpSpan, "here, a column is compared with `=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not in`, `is null` or `is not null`")
		return t
	}
	for _, v := range c.Values {
		switch v.Kind {
		case ast.String, ast.Number, ast.Boolean:
			t.Values = append(t.Values, *literal(v))
		default:
			r.fail(v.At, "here, a value is a text in quotes, a number, true or false")
		}
	}
	return t
}
