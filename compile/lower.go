package compile

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
)

// lowering turns expressions into formulas. The opposite of a condition is
// taken where the condition stands (negate.go), so that no `not` is left.
type lowering struct {
	*compiler
	set  formula.Set
	lets map[letUse]*formula.Formula
	kept map[letUse]*formula.Formula // of the rule, if keep dropped atoms of it

	constants []constantPart
	folded    bool // a condition was a constant, so that others may have disappeared with it
}

// constantPart is a condition that holds for everybody or for nobody.
type constantPart struct {
	at    diag.Location
	holds bool // as it is written
}

// warnConstants warns of the conditions that change nothing.
func (l *lowering) warnConstants() {
	for _, part := range l.constants {
		if part.holds {
			l.Warn(diag.PartAlwaysTrue, part.at, "this holds for everybody")
		} else {
			l.Warn(diag.PartNeverTrue, part.at, "this holds for nobody")
		}
	}
}

// letUse is a part, as it is or turned into its opposite.
type letUse struct {
	name    string
	negated bool
}

func newLowering(c *compiler) *lowering {
	return &lowering{compiler: c}
}

// expr returns the formula of an expression, or of its opposite.
func (l *lowering) expr(source *ast.Source, e ast.Expr, negated bool) *formula.Formula {
	l.poll.Step(16)
	switch e := e.(type) {
	case *ast.Or:
		return l.join(source, e, e.Operands, !negated, negated)
	case *ast.And:
		return l.join(source, e, e.Operands, negated, negated)
	case *ast.Not:
		return l.expr(source, e.Operand, !negated)
	case *ast.Paren:
		return l.expr(source, e.Expr, negated)
	case *ast.Ref:
		return l.ref(e, negated)
	case *ast.Column:
		return stated(l.column(source, e, negated), negated)
	case *ast.Event:
		return stated(l.event(source, e, negated), negated)
	case *ast.Membership:
		return stated(l.membership(source, e, negated), negated)
	case *ast.ISP:
		return stated(l.isp(source, e, negated), negated)
	default:
		panic(fmt.Sprintf("compile: unexpected expression %T", e))
	}
}

// stated notes on what a condition became whether it is the condition's opposite.
func stated(f *formula.Formula, opposite bool) *formula.Formula {
	f.Opposite = opposite
	for _, kid := range f.Kids {
		stated(kid, opposite)
	}
	return f
}

// join lowers the operands of an and or an or, and folds what is constant in
// it. A constant part of a larger rule is worth a warning at its place.
func (l *lowering) join(source *ast.Source, e ast.Expr, operands []ast.Expr, or, negated bool) *formula.Formula {
	kids := make([]*formula.Formula, 0, len(operands))
	places := make([]diag.Location, 0, len(operands))
	for _, operand := range operands {
		kids = append(kids, l.expr(source, operand, negated))
		places = append(places, place(source, operand))
	}
	f := formula.Combine(kids, places, or, place(source, e))
	if len(f.Places) > 0 && f.At == place(source, e) {
		f.Opposite = negated
	}
	return f
}

func (l *lowering) ref(e *ast.Ref, negated bool) *formula.Formula {
	use := letUse{e.Name.Text, negated}
	if f := l.lets[use]; f != nil {
		f.Shared = true
		return f
	}
	part := l.program.Part(e.Name.Text)
	f := l.expr(part.Source, part.Expr, negated)
	if part.Source != l.main.Source {
		f.Shared = true
	}
	if opposite := l.lets[letUse{e.Name.Text, !negated}]; opposite != nil {
		f.Shared, opposite.Shared = true, true
	}
	for _, before := range [...]*formula.Formula{l.kept[use], l.kept[letUse{e.Name.Text, !negated}]} {
		if before != nil {
			before.Shared = true
		}
	}
	if l.lets == nil {
		l.lets = map[letUse]*formula.Formula{}
	}
	l.lets[use] = f
	return f
}

func (l *lowering) constant(value bool, at diag.Location) *formula.Formula {
	l.folded = true
	if value {
		return &formula.Formula{Kind: formula.True, At: at}
	}
	return &formula.Formula{Kind: formula.False, At: at}
}

// keep drops the atoms that a formula does not have. They stand beside something that
// holds for everybody or for nobody, and have no say: neither in what is proved of
// the others nor in which kinds of values a column is compared with.
func (l *lowering) keep(f *formula.Formula) {
	if l.folded && l.set.Keep(l.poll, f) {
		l.lets, l.kept = nil, l.lets // guards read the names anew
	}
}

// literal returns the formula of one condition.
func (l *lowering) literal(c condition.Condition, negated bool, at diag.Location) *formula.Formula {
	return l.set.Literal(l.poll, c, negated, at)
}
