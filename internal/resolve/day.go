package resolve

import (
	"slices"

	"github.com/segc-lang/segc/ast"
)

// Moves reports whether a value is another day tomorrow.
func Moves(v ast.Value) bool {
	return v.Kind == ast.Today || v.Kind == ast.Day && v.Moment.Base.Kind == ast.Today
}

// UsesToday reports whether the rule of a program depends on the day, and whether a guard does.
func (p *Program) UsesToday() (rule, guards bool) {
	seen := map[*Object]bool{}
	for _, s := range p.Main().Statements {
		if where, ok := s.(*ast.Where); ok && dependsOnDay(p, where.Expr, seen) {
			rule = true
		}
	}
	seen = map[*Object]bool{}
	for _, inner := range p.Programs() {
		for _, g := range inner.Guards {
			guards = guards || dependsOnDay(inner, g.Require.Expr, seen)
		}
	}
	return rule, guards
}

// dependsOnDay reports whether an expression does, or a part that it uses. Seen are the parts that
// were looked at.
func dependsOnDay(program *Program, e ast.Expr, seen map[*Object]bool) bool {
	type piece struct {
		expr    ast.Expr
		program *Program
	}
	for todo := []piece{{e, program}}; len(todo) > 0; {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for n := range ast.Preorder(next.expr) {
			switch n := n.(type) {
			case *ast.Column:
				if slices.ContainsFunc(n.Values, Moves) {
					return true
				}
			case *ast.Ref:
				part := next.program.Part(n.Name.Text)
				if part == nil || seen[part] {
					continue
				}
				seen[part] = true
				inner := piece{part.Expr, next.program}
				if part.Taken != nil {
					inner.program = part.Taken.Program
				}
				if inner.expr != nil {
					todo = append(todo, inner)
				}
			}
		}
	}
	return false
}
