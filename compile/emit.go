package compile

import (
	"errors"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
)

// emit lowers the rule, proves what is to be proved of it, and writes the
// smallest document that says the same, or the one that is asked for. What is
// proved of a rule does not depend on how it is written down.
func (c *compiler) emit(where *ast.Where) {
	l := newLowering(c)
	f := l.expr(c.main.Source, where.Expr, false)
	at := place(c.main.Source, where.Expr)
	if f.Kind == formula.True || f.Kind == formula.False {
		l.constantRule(f.Kind == formula.True, at)
		return
	}
	l.keep(f)
	p := l.prover(f)
	defer p.close()
	p.where = where
	if p.decided && (p.node == logic.True || p.node == logic.False) {
		p.certain(at)
		return
	}
	l.warnConstants()
	p.guards(where)
	if c.All.HasErrors() {
		return
	}
	p.result.side = func() *prove.Side { return p.sourceSide(where) }
	p.result.written = p.writtenSize
	if c.options.SideOnly {
		return
	}
	if c.options.Simplify == Plain || !p.decided {
		p.plain(at)
	} else {
		p.minimal(at)
	}
	p.result.Stats.Undecided = !p.decided
	if c.result.Document != nil && !p.verified() {
		return
	}
	if !p.decided {
		l.warnUnproved(at)
	}
	p.redundant()
}

// plain writes the plain expansion.
func (p *prover) plain(at diag.Location) {
	if p.refuseNegated() {
		return
	}
	cubes, err := formula.Expand(p.poll, p.rule, len(p.set.Atoms), p.options.MaxGroups)
	if errors.Is(err, formula.ErrTooLarge) {
		p.tooManyGroups(at, len(cubes), 0)
		return
	}
	if !p.writePlain(at, p.verbatim(cubes)) {
		return
	}
	groups, conditions := p.result.Document.Size()
	p.result.Stats = engine.Stats{Groups: groups, Conditions: conditions, AtLeast: 1, Method: "plain"}
	if p.decided {
		p.result.Stats.Spent = p.system.Spent()
	}
}

// writePlain makes the document of groups that are the plain expansion.
func (p *prover) writePlain(at diag.Location, groups [][]engine.Condition) bool {
	written := p.write(at, groups)
	p.expanded = p.result.Document
	return written
}

// writtenSize returns the size of the plain expansion, if there is one.
func (p *prover) writtenSize(work *poll.Poll) (groups, conditions int, ok bool) {
	if p.expanded != nil {
		groups, conditions = p.expanded.Size()
		return groups, conditions, true
	}
	cubes := p.written(work)
	for _, atoms := range cubes {
		conditions += len(atoms)
	}
	return len(cubes), conditions, cubes != nil
}

// minimal writes the smallest document, or the smallest that can be found
// within the limits.
func (p *prover) minimal(at diag.Location) {
	// Where no condition has to do with another, that is the least size.
	if size := formula.SizeOf(p.poll, p.rule); size.ReadOnce && p.system.Alone() {
		switch {
		case size.Groups > float64(p.options.MaxGroups):
			p.tooManyGroups(at, 0, 0)
			return
		case size.Conditions > MaxConditions:
			p.tooManyConditions(at, int(size.Conditions))
			return
		}
	}
	written := p.written(p.poll)
	found, err := p.system.Minimize(p.node, prove.Build(p.rule), written)
	switch {
	case errors.Is(err, logic.ErrInexpressible):
		p.inexpressible(at)
	case err != nil && written != nil:
		// The work was too much: what was written is right all the same.
		if plain := p.system.Plain(written); p.writePlain(at, plain.Groups) {
			p.result.Stats = plain.Stats
		}
	case err != nil:
		p.tooManyGroups(at, 0, 0)
	case found.Stats.Groups > p.options.MaxGroups:
		p.tooManyGroups(at, found.Stats.Groups, found.Stats.AtLeast)
	case found.Stats.Conditions > MaxConditions:
		p.tooManyConditions(at, found.Stats.Conditions)
	default:
		if !p.write(at, found.Groups) {
			return
		}
		p.result.Stats = found.Stats
		if how, _ := p.agreement(); how != proved && written != nil {
			// Conditions that the rule does not contain can be more than the
			// check can follow. What was written needs none.
			if plain := p.system.Plain(written); p.writePlain(at, plain.Groups) {
				p.result.Stats = plain.Stats
			}
		}
	}
}

// written returns the groups of the plain expansion as a start, or nil when
// there is none within the budget.
func (p *prover) written(work *poll.Poll) [][]int32 {
	for _, a := range p.set.Atoms {
		if a.Negated {
			return nil // no group can say it
		}
	}
	cubes, err := formula.Expand(work, p.rule, len(p.set.Atoms), p.options.MaxGroups)
	if err != nil {
		return nil
	}
	groups := make([][]int32, len(cubes))
	for i, c := range cubes {
		groups[i] = c.Atoms
	}
	return groups
}

// verbatim returns groups of the expansion as conditions.
func (p *prover) verbatim(cubes []formula.Cube) [][]engine.Condition {
	groups := make([][]engine.Condition, len(cubes))
	for i, c := range cubes {
		groups[i] = make([]engine.Condition, len(c.Atoms))
		for j, id := range c.Atoms {
			groups[i][j] = engine.Condition{Condition: p.set.Atoms[id].Condition, Atoms: []int{int(id)}}
		}
	}
	return groups
}

// originsOf returns the places of some atoms.
func (p *prover) originsOf(atoms []int) []diag.Location {
	from := p.set.Atoms[atoms[0]].Origins
	if len(atoms) == 1 {
		return from
	}
	from = slices.Clone(from)
	for _, a := range atoms[1:] {
		p.poll.Step(8 * len(p.set.Atoms[a].Origins))
		from = append(from, p.set.Atoms[a].Origins...)
	}
	return from
}

// write makes the document of groups. It reports false when the document would
// have more bytes than can be read back.
func (p *prover) write(at diag.Location, groups [][]engine.Condition) bool {
	p.result.Document, p.result.Origins = nil, nil
	if p.tooManyBytes(at, groups) {
		return false
	}
	document := &condition.Document{Any: make([]condition.Group, 0, len(groups))}
	origins := make([][][]diag.Location, 0, len(groups))
	for _, conditions := range groups {
		p.poll.Step(32 * len(conditions))
		group := condition.Group{All: make([]condition.Condition, 0, len(conditions))}
		places := make([][]diag.Location, 0, len(conditions))
		for _, c := range conditions {
			group.All = append(group.All, c.Condition)
			places = append(places, p.originsOf(c.Atoms))
		}
		document.Any = append(document.Any, group)
		origins = append(origins, places)
	}
	p.result.Document, p.result.Origins = document, origins
	return true
}
