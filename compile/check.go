package compile

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
)

// check looks at every statement of every file: names, types, values, ranges.
func (c *compiler) check() {
	for _, file := range c.program.Files {
		for _, s := range file.Statements {
			c.checkStatement(file.Source, s)
		}
	}
}

func (c *compiler) checkStatement(source *ast.Source, s ast.Statement) {
	c.poll.Step(16)
	if ast.Broken(s) {
		return
	}
	switch s := s.(type) {
	case *ast.Let:
		c.checkWhole(source, s.Expr)
	case *ast.Require:
		c.checkWhole(source, s.Expr)
	case *ast.Where:
		c.checkWhole(source, s.Expr)
	case *ast.Alias:
		if c.program.IDs(s.Kind, s.Name.Text).Statement == ast.Statement(s) {
			c.checkIDs(source, s.Kind, s.Values)
		}
	case *ast.Use, *ast.Segment, *ast.Field:
	default:
		panic(fmt.Sprintf("compile: unexpected statement %T", s))
	}
}

// checkWhole looks at the expression of a statement.
func (c *compiler) checkWhole(source *ast.Source, e ast.Expr) {
	c.whole = wholeExpr{expr: e}
	c.checkExpr(source, e)
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
		if c.program.Part(e.Name.Text) == nil {
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
