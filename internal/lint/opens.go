package lint

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// opensAlone warns of a rule that judges engagement by opens and asks for no click: many
// programs open every mail by themselves. The rule includes the parts that it names.
func (l *linter) opensAlone() {
	var rule ast.Expr
	for _, s := range l.Main().Statements {
		l.Poll.Step(32)
		if where, ok := s.(*ast.Where); ok {
			rule = where.Expr
		}
	}
	if rule == nil {
		return
	}
	opens, clicks := ast.Node(nil), false
	type use struct {
		part    *resolve.Object
		negated bool
	}
	seen := map[use]bool{}
	in := l.Program // whose names count
	// The place of what a part asks for is that of its name in the rule.
	var look func(e ast.Expr, name ast.Node, negated bool)
	look = func(e ast.Expr, name ast.Node, negated bool) {
		l.Poll.Step(8)
		place := name
		if place == nil {
			place = e
		}
		switch e := e.(type) {
		case *ast.Paren:
			look(e.Expr, name, negated)
		case *ast.Not:
			look(e.Operand, name, !negated)
		case *ast.And:
			for _, o := range e.Operands {
				look(o, name, negated)
			}
		case *ast.Or:
			for _, o := range e.Operands {
				look(o, name, negated)
			}
		case *ast.Event:
			clicks = clicks || e.Metric == ast.Clicked
			if e.Metric == ast.Opened && asksFor(e) != negated && opens == nil {
				opens = place
			}
		case *ast.Ref:
			part := in.Part(e.Name.Text)
			if part == nil || seen[use{part, negated}] {
				return
			}
			seen[use{part, negated}] = true
			outer := in
			if part.Taken != nil { // which rule of the other file it is, is known of an expanded program
				if in == l.Program {
					part = l.columns().Part(e.Name.Text)
				}
				if part.Taken.Rule < 0 {
					return
				}
				in = part.Taken.Program
			}
			look(part.Expr, place, negated)
			in = outer
		}
	}
	look(rule, nil, false)
	if opens == nil || clicks {
		return
	}
	d := l.warn(diag.OpensAlone, at(l.Main().Source, opens), "this rule measures engagement only by opens")
	d.Notes = []string{"some mail programs load every image, which counts as an open even if nobody read the mail; clicks are more reliable"}
}

// asksFor reports whether a condition is for people to whom something happened.
func asksFor(e *ast.Event) bool {
	switch e.Op {
	case ast.Ever, ast.CountGreater, ast.CountGreaterEqual, ast.CountBetween:
		return true
	case ast.CountEqual:
		return e.Counts[0].Text != "0"
	default:
		return false
	}
}
