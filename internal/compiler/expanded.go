package compiler

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Expanded is an expression of a program, multiplied out as it is written.
type Expanded struct {
	Document  *condition.Document // without groups, nobody matches, or everybody does
	Everybody bool
	Moves     bool // it says something else tomorrow
}

// Expand multiplies out an expression of the main file, or of a file that it uses, without any proof.
// It reports false if the expression could not be read, multiplies out to too many groups, or needs
// the opposite of a condition for which the platform has no operator. Other parts of the program may
// have errors. The poll counts the work.
func (p *Program) Expand(work *poll.Poll, e ast.Expr, most int) (expanded Expanded, ok bool) {
	moves, ok := p.readable(work, e)
	if !ok {
		return Expanded{}, false
	}
	rule := formula.Lower(work, p.Program, p.Facts, e)
	switch rule.Formula.Kind {
	case formula.True, formula.False:
		return Expanded{&condition.Document{}, rule.Formula.Kind == formula.True, moves}, true
	}
	const absorbed = 100 // times as many groups as there are in the end are not worth the work
	if size := formula.SizeOf(work, rule.Formula); size.Groups > float64(most) && (size.ReadOnce || size.Groups > float64(absorbed*most)) {
		return Expanded{}, false
	}
	groups := expandedAtoms(work, rule, most)
	if groups == nil {
		return Expanded{}, false
	}
	document := &condition.Document{Any: make([]condition.Group, len(groups))}
	for i, atoms := range groups {
		work.Step(8 * len(atoms))
		for _, atom := range atoms {
			document.Any[i].All = append(document.Any[i].All, rule.Set.Atoms[atom].Condition)
		}
	}
	return Expanded{Document: document, Moves: moves}, true
}

// readable reports whether each name in an expression is known, and each condition could be read,
// also in the parts that it uses, and whether any of it says something else tomorrow.
func (p *Program) readable(work *poll.Poll, e ast.Expr) (moves, ok bool) {
	type piece struct {
		expr    ast.Expr
		program *resolve.Program
	}
	seen := map[*resolve.Object]bool{}
	for todo := []piece{{e, p.Program}}; len(todo) > 0; {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if next.expr == nil {
			return false, false
		}
		for n := range ast.Preorder(next.expr) {
			work.Step(8)
			switch n := n.(type) {
			case ast.Value:
				moves = moves || resolve.Moves(n)
			case *ast.Bad:
				return false, false
			case *ast.Column, *ast.Event, *ast.Membership, *ast.ISP:
				if p.Facts.Of(check.Instance{Node: n, Program: next.program.Number}) == nil {
					return false, false
				}
			case *ast.Ref:
				part := next.program.Part(n.Name.Text)
				if part == nil || part.Broken || part.Cyclic || len(part.Params) > 0 {
					return false, false
				}
				if !seen[part] {
					seen[part] = true
					inner := piece{part.Expr, next.program}
					if part.Taken != nil {
						inner.program = part.Taken.Program
					}
					todo = append(todo, inner)
				}
			}
		}
	}
	return moves, true
}
