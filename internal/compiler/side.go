package compiler

import (
	"slices"

	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/prove"
)

// Side returns a rule, as its text says it, for a comparison. The rule must compile. The
// poll counts the work, and the side is of use while the poll is.
func (p *Program) Side(work *poll.Poll, rule int) *prove.Side {
	p = p.Only(work, rule)
	where := p.Where(0)
	lowered := formula.Lower(work, p.Program, p.Facts, where.Expr)
	return prove.SourceSide(work, prove.Source{Program: p.Program, Columns: p.Facts.Column, Rule: lowered, Where: where.Expr})
}

// Written returns the size of the plain expansion of a rule. It reports false if there is
// none within the limits.
func (p *Program) Written(work *poll.Poll, rule int) (groups, conditions int, ok bool) {
	lowered := formula.Lower(work, p.Program, p.Facts, p.Where(rule).Expr)
	if size := formula.SizeOf(work, lowered.Formula); size.ReadOnce && size.Groups <= float64(p.options.MaxGroups) && !hasNegated(lowered) {
		return int(size.Groups), int(size.Conditions), true // nothing can be absorbed
	}
	cubes := expandedAtoms(work, lowered, p.options.MaxGroups)
	for _, atoms := range cubes {
		conditions += len(atoms)
	}
	return len(cubes), conditions, cubes != nil
}

// hasNegated reports whether a rule has the opposite of a condition that the platform has no
// operator for.
func hasNegated(rule *formula.Rule) bool {
	return slices.ContainsFunc(rule.Set.Atoms, func(a *formula.Atom) bool { return a.Negated })
}

// Pointless returns the parts of a rule that change nothing, and why. It proves the rule
// once more.
func (p *Program) Pointless(work *poll.Poll, rule int) []prove.Pointless {
	p = p.Only(work, rule)
	where := p.Where(0)
	lowered := formula.Lower(work, p.Program, p.Facts, where.Expr)
	list := problems.List{Poll: work}
	proof := prove.New(&list, prove.Source{Program: p.Program, Columns: p.Facts.Column, Rule: lowered, Where: where.Expr}, prove.Options{AsWritten: p.options.Plain, MaxWork: p.options.MaxWork})
	defer proof.Close()
	proof.Redundant()
	return append(prove.Constants(lowered), proof.Pointless()...)
}

// Formula returns a rule, as its text says it, to judge contacts by. The rule must compile.
func (p *Program) Formula(work *poll.Poll, rule int) *formula.Formula {
	p = p.Only(work, rule)
	return formula.Lower(work, p.Program, p.Facts, p.Where(0).Expr).Formula
}
