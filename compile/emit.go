package compile

import (
	"bytes"
	"errors"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/rule"
)

// emit lowers the rule, proves what is to be proved of it, and writes the
// smallest document that says the same.
func (c *compiler) emit(where *ast.Where) {
	l := newLowering(c)
	f := l.expr(c.main.Source, where.Expr, false)
	at := place(c.main.Source, where.Expr)
	if f.kind == isTrue || f.kind == isFalse {
		l.constantRule(f.kind == isTrue, at)
		return
	}
	p := l.prover(f, c.options.Simplify == Full)
	if p.decided && (p.node == logic.True || p.node == logic.False) {
		p.certain(at)
		return
	}
	l.warnConstants()
	p.guards(where)
	if c.list.HasErrors() {
		return
	}
	if c.options.Simplify == Plain || !p.decided {
		p.plain(at)
	} else {
		p.minimal(at)
	}
	if c.result.Document != nil && !p.verified() {
		return
	}
	p.redundant()
	p.result.side = func() *Side { return p.sourceSide(where) }
}

// plain writes the plain expansion.
func (p *prover) plain(at diag.Location) {
	if p.refuseNegated() {
		return
	}
	cubes, err := expand(p.rule, len(p.atoms), p.options.MaxGroups)
	if errors.Is(err, errTooLarge) {
		p.tooManyGroups(at, len(cubes), 0)
		return
	}
	p.write(p.verbatim(cubes))
	groups, conditions := p.result.Document.Size()
	p.result.Stats = engine.Stats{Groups: groups, Conditions: conditions, AtLeast: 1, Method: "plain"}
}

// minimal writes the smallest document, or the smallest that can be found
// within the limits.
func (p *prover) minimal(at diag.Location) {
	// Where no condition has to do with another, that is the least size.
	if size := sizeOf(p.rule); size.readOnce && p.system.Alone() {
		switch {
		case size.groups > float64(p.options.MaxGroups):
			p.tooManyGroups(at, 0, 0)
			return
		case size.conditions > MaxConditions:
			p.tooManyConditions(at, int(size.conditions))
			return
		}
	}
	written := p.written()
	found, err := p.system.Minimize(p.node, build(p.rule), written)
	switch {
	case errors.Is(err, logic.ErrInexpressible):
		p.inexpressible(at)
	case err != nil && written != nil:
		// The work was too much: what was written is right all the same.
		p.write(p.system.Plain(written).Groups)
		p.result.Stats = p.system.Plain(written).Stats
	case err != nil:
		p.tooManyGroups(at, 0, 0)
	case found.Stats.Groups > p.options.MaxGroups:
		p.tooManyGroups(at, found.Stats.Groups, found.Stats.AtLeast)
	case found.Stats.Conditions > MaxConditions:
		p.tooManyConditions(at, found.Stats.Conditions)
	default:
		p.write(found.Groups)
		p.result.Stats = found.Stats
		if same, _ := p.same(); !same && written != nil {
			// Conditions that the rule does not contain can be more than the
			// check can follow. What was written needs none.
			plain := p.system.Plain(written)
			p.write(plain.Groups)
			p.result.Stats = plain.Stats
		}
	}
}

// written returns the groups of the plain expansion as a start, or nil when
// there is none within the budget.
func (p *prover) written() [][]int32 {
	for _, a := range p.atoms {
		if a.negated {
			return nil // no group can say it
		}
	}
	cubes, err := expand(p.rule, len(p.atoms), p.options.MaxGroups)
	if err != nil {
		return nil
	}
	groups := make([][]int32, len(cubes))
	for i, c := range cubes {
		groups[i] = c.atoms
	}
	return groups
}

// verbatim returns groups of the expansion as conditions.
func (p *prover) verbatim(cubes []cube) [][]engine.Condition {
	groups := make([][]engine.Condition, len(cubes))
	for i, c := range cubes {
		groups[i] = make([]engine.Condition, len(c.atoms))
		for j, id := range c.atoms {
			groups[i][j] = engine.Condition{Condition: p.atoms[id].condition, Atoms: []int{int(id)}}
		}
	}
	return groups
}

// write makes the document of groups.
func (p *prover) write(groups [][]engine.Condition) {
	document := &rule.Document{Any: make([]rule.Group, 0, len(groups))}
	origins := make([][][]diag.Location, 0, len(groups))
	for _, conditions := range groups {
		group := rule.Group{All: make([]rule.Condition, 0, len(conditions))}
		places := make([][]diag.Location, 0, len(conditions))
		for _, condition := range conditions {
			group.All = append(group.All, condition.Condition)
			from := p.atoms[condition.Atoms[0]].origins
			for _, a := range condition.Atoms[1:] {
				from = append(from[:len(from):len(from)], p.atoms[a].origins...)
			}
			places = append(places, from)
		}
		document.Any = append(document.Any, group)
		origins = append(origins, places)
	}
	p.result.Document, p.result.Origins = document, origins
}

// verified reads the document back through the strict decoder and compares it
// with the rule. A difference is a fault of the compiler, and no document is
// better than a wrong one.
func (p *prover) verified() bool {
	same, err := false, error(nil)
	if p.decided {
		same, err = p.same()
	} else {
		same, err = p.simulated()
	}
	if same {
		return true
	}
	at := place(p.main.Source, p.main.Statements[0])
	message := "segc has a fault: the document would not say the same as the rule"
	if err != nil {
		message = "segc cannot check its own document: " + err.Error()
	}
	p.fail(diag.Internal, at, message).Notes = []string{"please report it with the rule; --simplify none may do in the meantime"}
	p.result.Document = nil
	return false
}

func (p *prover) same() (bool, error) {
	if p.checked == p.result.Document {
		return true, nil
	}
	encoded := rule.AppendJSON(make([]byte, 0, 1024), p.result.Document, true)
	document, err := rule.Decode(encoded)
	if err != nil {
		return false, err
	}
	if !bytes.Equal(rule.AppendJSON(make([]byte, 0, len(encoded)), document, true), encoded) {
		return false, errors.New("it reads differently than it was written")
	}
	same, err := p.system.Verify(p.node, build(p.rule), document)
	if same {
		p.checked = p.result.Document
	}
	return same, err
}
