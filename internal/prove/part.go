package prove

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/resolve"
)

const (
	// mostPartWork bounds the steps of the proofs of all rules that are parts, together: about a
	// second.
	mostPartWork = 100_000_000
	// partWork and partAtomWork are what is counted beside them for a rule and for a condition.
	partWork     = 20_000
	partAtomWork = 500
)

// PartGuards proves the guards of the files whose rules are parts of this one. It proves them for
// those rules and not for this one, which may have the parts below a `not`. A guard that cannot be
// proved is an error. Those that are proved already are left out, and those that are proved now are
// added, if there is a map.
func (p *Prover) PartGuards(proved map[*resolve.Taken]bool) {
	if len(p.program.Scopes) == 0 {
		return
	}
	before, spent := len(p.All), 0
	parts := p.guardedParts()
	for i, part := range parts {
		if proved[part.taken] {
			continue
		}
		broken := len(p.All) - before
		if p.options.OneGuard && broken > 0 {
			return
		}
		if broken >= mostBroken {
			first := &p.All[before]
			first.Notes = append(first.Notes, "segc did not check the guards of "+english.Count(len(parts)-i, "more part"))
			return
		}
		said := len(p.All)
		spent += p.partGuards(part, mostPartWork-spent)
		if proved != nil && said == len(p.All) {
			proved[part.taken] = true
		}
	}
	p.beside += spent
}

// partGuards proves the guards of one file of the rule that is a part, and returns the work.
func (p *Prover) partGuards(part guardedPart, most int) (spent int) {
	program, where := part.taken.Program, part.taken.Where()
	rule := p.rule.Part(part.taken)
	if rule.Formula.Kind == formula.False {
		return 0 // nobody matches it
	}
	options := p.options
	if most = max(most, 1); options.MaxWork <= 0 || most < options.MaxWork {
		options.MaxWork = most
	}
	inner := New(p.List, Source{Program: program, Columns: p.columns, Rule: rule, Where: where.Expr, Part: &Part{p.program, part.use}}, options)
	defer inner.Close()
	inner.judged = p.judged
	inner.Guards()
	p.judged = inner.judged
	spent = inner.beside + partWork + partAtomWork*len(rule.Set.Atoms)
	if inner.system != nil {
		spent += inner.Spent().Work()
	}
	return spent
}

// guardedPart is a rule of a file with guards that is used as a part.
type guardedPart struct {
	taken *resolve.Taken
	use   *ast.Use
}

// guardedParts returns the rules of files with guards that the rule is made of, or a guard: those
// of other files as well.
func (p *Prover) guardedParts() (found []guardedPart) {
	type piece struct {
		expr    ast.Expr
		program *resolve.Program
	}
	todo := []piece{{p.where, p.program}}
	guards := func(program *resolve.Program) {
		for _, g := range program.Guards {
			todo = append(todo, piece{g.Require.Expr, program})
		}
	}
	guards(p.program)
	seen, taken, programs := map[*resolve.Object]bool{}, map[*resolve.Taken]bool{}, map[*resolve.Program]bool{}
	for n := 0; n < len(todo); n++ {
		next := todo[n]
		for node := range ast.Preorder(next.expr) {
			p.Poll.Step(4)
			ref, ok := node.(*ast.Ref)
			if !ok {
				continue
			}
			part := next.program.Part(ref.Name.Text)
			if part == nil || seen[part] {
				continue
			}
			seen[part] = true
			if part.Taken == nil {
				todo = append(todo, piece{part.Expr, next.program})
				continue
			}
			if taken[part.Taken] {
				continue
			}
			taken[part.Taken] = true
			program := part.Taken.Program
			todo = append(todo, piece{part.Expr, program})
			if !programs[program] {
				programs[program] = true
				guards(program)
			}
			if len(program.Guards) > 0 {
				found = append(found, guardedPart{part.Taken, part.Statement.(*ast.Use)})
			}
		}
	}
	return found
}
