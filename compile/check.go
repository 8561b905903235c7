package compile

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// check looks at every statement of every file: names, types, values, ranges.
func (c *compiler) check() {
	for _, file := range c.files {
		for _, s := range file.Statements {
			c.checkStatement(file.Source, s)
		}
	}
}

func (c *compiler) checkStatement(source *ast.Source, s ast.Statement) {
	c.poll.Step(16)
	switch s := s.(type) {
	case *ast.Let:
		if l := c.scope.lets[s.Name.Text]; l != nil && l.let == s && l.state == fresh {
			c.follow(s.Name.Text, l, nil)
		}
		c.checkExpr(source, s.Expr)
	case *ast.Require:
		c.checkExpr(source, s.Expr)
	case *ast.Where:
		c.checkExpr(source, s.Expr)
	case *ast.Alias:
		if a := c.scope.aliases[s.Kind][s.Name.Text]; a != nil && a.alias == s {
			c.followAlias(a, nil)
		}
	case *ast.Use, *ast.Segment, *ast.Field, *ast.BadStatement:
	default:
		panic(fmt.Sprintf("compile: unexpected statement %T", s))
	}
}

func (c *compiler) checkExpr(source *ast.Source, e ast.Expr) {
	c.poll.Step(16)
	switch e := e.(type) {
	case *ast.Or:
		c.checkMixed(source, e)
		for _, operand := range e.Operands {
			c.checkExpr(source, operand)
		}
	case *ast.And:
		for _, operand := range e.Operands {
			c.checkExpr(source, operand)
		}
	case *ast.Not:
		c.checkExpr(source, e.Operand)
	case *ast.Paren:
		c.checkExpr(source, e.Expr)
	case *ast.Ref:
		if c.scope.lets[e.Name.Text] == nil {
			c.unknownName(source, e)
		}
	case *ast.Column:
		c.checkColumn(source, e)
	case *ast.Event:
		c.checkEvent(source, e)
	case *ast.Membership:
		c.checkUses(source, ast.AliasList, e.Values)
	case *ast.ISP:
		c.checkUses(source, ast.AliasISP, e.Values)
	case *ast.Bad:
	default:
		panic(fmt.Sprintf("compile: unexpected expression %T", e))
	}
}

// hasBad reports whether an operand could not be read.
func hasBad(and *ast.And) bool {
	return slices.ContainsFunc(and.Operands, func(e ast.Expr) bool {
		_, bad := e.(*ast.Bad)
		return bad
	})
}

// checkMixed warns of `and` beside `or` without parentheses, and shows how it
// is read.
func (c *compiler) checkMixed(source *ast.Source, or *ast.Or) {
	var mixed []*ast.And
	for _, operand := range or.Operands {
		if and, ok := operand.(*ast.And); ok && !hasBad(and) {
			mixed = append(mixed, and)
		}
	}
	if len(mixed) == 0 {
		return
	}
	d := c.warn(diag.MixedAndOr, place(source, mixed[0]), "`and` binds tighter than `or`: this is read as if it stood in parentheses")
	if len(mixed) > 1 {
		d.Message = "`and` binds tighter than `or`: each of these is read as if it stood in parentheses"
	}
	fix := diag.Fix{Text: "write the parentheses", Safe: true}
	for i, and := range mixed {
		at := place(source, and)
		fix.Edits = append(fix.Edits, diag.Edit{Location: before(at), Text: "("}, diag.Edit{Location: after(at), Text: ")"})
		if i > 0 && i < 5 {
			d.Related = append(d.Related, diag.Label{Location: at, Text: "and this"})
		}
	}
	d.Fixes = []diag.Fix{fix}
}
