package compile

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/theory"
)

// MaxAtoms is the most distinct conditions of a rule that are reasoned about.
// A larger rule is compiled by plain expansion, and its guards are not decided.
const MaxAtoms = 5000

// prover is a rule as a function over what its conditions mean.
type prover struct {
	*lowering
	system *engine.System
	rule   *formula.Formula
	node   logic.Node
	// decided says that the function of the rule could be built within the
	// limits. Without it, nothing is claimed of the rule.
	decided bool
	where   *ast.Where // what the rule was written as

	expanded *condition.Document // the plain expansion, if it was written down
	checked  *condition.Document // the last document that was compared with the rule
	encoded  []byte              // the JSON of what was compared
	found    agreement           // what that found
	foundErr error
	decoded  *condition.Document // checked, as it was read back

	// What the evaluator has read, or why it could not; see read.
	names  *eval.Names
	source *eval.Source
	unread error

	judged *engine.Budget // of the guards
	limits engine.Limits
}

// prover returns the rule as a function.
func (l *lowering) prover(f *formula.Formula) *prover {
	p := &prover{lowering: l, rule: f}
	if len(l.set.Atoms) > MaxAtoms {
		return p
	}
	limits := engine.LimitsOf(l.poll)
	if l.options.SideOnly && len(l.program.Guards) == 0 {
		limits.Logic.Operations = maxReach // a comparison has work enough of its own
	}
	p.limits = limits
	p.system = engine.New(l.theoryAtoms(), l.knownColumn, limits)
	p.node = build(f)(p.system.Diagram, p.system.Atom)
	p.decided = p.system.Err() == nil
	return p
}

// close gives back the diagram, which is by far the most that a rule holds: what
// the result still says of the rule needs none.
func (p *prover) close() {
	if p.system != nil {
		p.system.Close()
		p.system, p.decided = nil, false
	}
}

func (l *lowering) theoryAtoms() []theory.Atom {
	atoms := make([]theory.Atom, len(l.set.Atoms))
	for i, a := range l.set.Atoms {
		atoms[i] = theory.Atom{Condition: a.Condition, Negated: a.Negated}
	}
	return atoms
}

// build returns what builds the function of a formula in a diagram. A part that
// stands in several places is built once.
func build(f *formula.Formula) engine.Builder {
	return func(d *logic.Diagram, atom func(int) logic.Node) logic.Node {
		b := nodeBuilder{diagram: d, atom: atom}
		return b.build(f)
	}
}

// nodeBuilder builds functions of formulas in one diagram.
type nodeBuilder struct {
	diagram *logic.Diagram
	atom    func(int) logic.Node
	memo    map[*formula.Formula]logic.Node
}

func (b *nodeBuilder) build(f *formula.Formula) logic.Node {
	switch f.Kind {
	case formula.False:
		return logic.False
	case formula.True:
		return logic.True
	case formula.Literal:
		return b.atom(f.Atom.ID)
	}
	if n, ok := b.memo[f]; ok {
		return n
	}
	kids := make([]logic.Node, len(f.Kids))
	for i, kid := range f.Kids {
		kids[i] = b.build(kid)
	}
	n := b.diagram.And(kids...)
	if f.Kind == formula.Or {
		n = b.diagram.Or(kids...)
	}
	if b.memo == nil {
		b.memo = map[*formula.Formula]logic.Node{}
	}
	b.memo[f] = n
	return n
}
