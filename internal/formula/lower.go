package formula

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// Rule is the rule of a program as a formula. The opposite of a condition is taken
// where the condition is (condition.go, event.go), so that no `not` is left.
type Rule struct {
	Formula *Formula
	Set     Set // of its conditions
	// Constants are the conditions that hold for everybody or for nobody: the formula
	// does not have them.
	Constants []Constant

	poll    *poll.Poll
	main    *resolve.Program
	program *resolve.Program // whose names count: the main one, or that of a file whose rule is used
	facts   *check.Facts
	lets    map[letUse]*Formula
	kept    map[letUse]*Formula // of the rule, if atoms of it were dropped
	made    int                 // how many parts are around that are made of one with parameters
	folded  bool                // a condition was a constant, so that others may have disappeared with it

	freeKids   []*Formula
	freePlaces []diag.Location
}

// Constant is a condition that holds for everybody or for nobody.
type Constant struct {
	At    diag.Location
	Holds bool // as it is written
}

// letUse is a part, as it is or turned into its opposite. All parts that are the same rule of
// another file are one use.
type letUse struct {
	part    *resolve.Object
	taken   *resolve.Taken
	negated bool
}

func useOf(part *resolve.Object, negated bool) letUse {
	if part.Taken != nil {
		return letUse{taken: part.Taken, negated: negated}
	}
	return letUse{part: part, negated: negated}
}

// Lower returns the rule of the main file of a program, by what the checks have read of
// it: every name in it is known, and every condition could be read. The poll counts the
// work.
func Lower(work *poll.Poll, program *resolve.Program, facts *check.Facts, rule ast.Expr) *Rule {
	r := &Rule{poll: work, main: program, program: program, facts: facts}
	r.Set.expect(rule.Span().End - rule.Span().Start)
	r.Formula = r.expr(program.Main().Source, rule, false)
	r.dropFolded()
	return r
}

// Part returns a rule of another file that is used as a part, as a rule of its own.
func (r *Rule) Part(taken *resolve.Taken) *Rule {
	return Lower(r.poll, taken.Program, r.facts, taken.Where().Expr)
}

// Guard returns the formula of what a guard requires, over the set of the rule, which
// has the conditions of the guard too from then on.
func (r *Rule) Guard(g resolve.Guard) *Formula {
	return r.expr(g.Source, g.Require.Expr, false)
}

// dropFolded drops the atoms that the formula does not have. They are beside something
// that holds for everybody or for nobody, and have no say: neither in what is proved of
// the others nor in which kinds of values a column is compared with.
func (r *Rule) dropFolded() {
	if r.folded && r.Set.Keep(r.poll, r.Formula) {
		r.lets, r.kept = nil, r.lets // guards read the names anew
	}
}

// expr returns the formula of an expression, or of its opposite.
func (r *Rule) expr(source *ast.Source, e ast.Expr, negated bool) *Formula {
	r.poll.Step(16)
	switch e := e.(type) {
	case *ast.Or:
		return r.join(source, e, e.Operands, !negated, negated)
	case *ast.And:
		return r.join(source, e, e.Operands, negated, negated)
	case *ast.Not:
		return r.expr(source, e.Operand, !negated)
	case *ast.Paren:
		return r.expr(source, e.Expr, negated)
	case *ast.Ref:
		return r.ref(source, e, negated)
	default:
		return stated(r.condition(source, e, negated), negated)
	}
}

// condition returns the formula of a condition, or of its opposite, by what the checks
// have read of it.
func (r *Rule) condition(source *ast.Source, e ast.Expr, negated bool) *Formula {
	t, at := r.facts.Of(check.Instance{Node: e, Program: r.program.Number}), problems.At(source, e)
	if t == nil {
		panic(fmt.Sprintf("formula: nothing was read of an expression %T", e))
	}
	switch e := e.(type) {
	case *ast.Column:
		return r.column(e, t, negated, at)
	case *ast.Event:
		return r.event(e, t, negated, at)
	case *ast.Membership:
		return r.membership(e, t, negated, at)
	case *ast.ISP:
		return r.isp(e, t, negated, at)
	default:
		panic(fmt.Sprintf("formula: unexpected expression %T", e))
	}
}

// stated notes on what a condition became whether it is the condition's opposite.
func stated(f *Formula, opposite bool) *Formula {
	f.Opposite = opposite
	for _, kid := range f.Kids {
		stated(kid, opposite)
	}
	return f
}

// join lowers the operands of an and or an or, and folds what is constant in
// it. A constant part of a larger rule is worth a warning at its place.
func (r *Rule) join(source *ast.Source, e ast.Expr, operands []ast.Expr, or, negated bool) *Formula {
	likely := max(least, r.Set.likely)
	kids, places := pieceOf(&r.freeKids, len(operands), likely), pieceOf(&r.freePlaces, len(operands), likely)
	for _, operand := range operands {
		kids = append(kids, r.expr(source, operand, negated))
		places = append(places, problems.At(source, operand))
	}
	f := combine(r.Set.formula, kids, places, or, problems.At(source, e))
	if len(f.Places) > 0 && f.At == problems.At(source, e) {
		f.Opposite = negated
	}
	return f
}

func (r *Rule) ref(source *ast.Source, e *ast.Ref, negated bool) *Formula {
	part := r.program.Part(e.Name.Text)
	use, opposite := useOf(part, negated), useOf(part, !negated)
	if f := r.lets[use]; f != nil {
		f.Shared = true
		return f
	}
	f := r.part(problems.At(source, e), part, negated)
	if part.Taken != nil || part.Source != r.main.Main().Source {
		f.Shared = true
	}
	if other := r.lets[opposite]; other != nil {
		f.Shared, other.Shared = true, true
	}
	for _, before := range [...]*Formula{r.kept[use], r.kept[opposite]} {
		if before != nil {
			before.Shared = true
		}
	}
	if r.lets == nil {
		r.lets = map[letUse]*Formula{}
	}
	r.lets[use] = f
	return f
}

// part returns the formula of a part that is used at a place. If the part has parameters, a
// condition may be constant in one use and not in another, so the use is what is reported as
// constant.
func (r *Rule) part(at diag.Location, part *resolve.Object, negated bool) *Formula {
	if part.Taken != nil {
		outer := r.program
		r.program = part.Taken.Program
		f := r.expr(r.program.Main().Source, part.Expr, negated)
		r.program = outer
		return f
	}
	if !r.program.IsMade(part) {
		return r.expr(part.Source, part.Expr, negated)
	}
	r.made++
	f := r.expr(part.Source, part.Expr, negated)
	r.made--
	if (f.Kind == True || f.Kind == False) && r.made == 0 {
		r.Constants = append(r.Constants, Constant{at, (f.Kind == True) != negated})
	}
	return f
}

func (r *Rule) constant(value bool, at diag.Location) *Formula {
	r.folded = true
	if value {
		return &Formula{Kind: True, At: at}
	}
	return &Formula{Kind: False, At: at}
}

// literal returns the formula of one condition.
func (r *Rule) literal(c condition.Condition, negated bool, at diag.Location) *Formula {
	return r.Set.Literal(r.poll, c, negated, at)
}
