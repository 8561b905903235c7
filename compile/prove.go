package compile

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/theory"
)

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
	if len(l.set.Atoms) > prove.MaxAtoms {
		return p
	}
	limits := engine.LimitsOf(l.poll)
	if l.options.SideOnly && len(l.program.Guards) == 0 {
		limits.Logic.Operations = prove.MaxReach // a comparison has work enough of its own
	}
	p.limits = limits
	p.system = engine.New(l.theoryAtoms(), l.knownColumn, limits)
	p.node = prove.Build(f)(p.system.Diagram, p.system.Atom)
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

func (l *lowering) theoryAtoms() []theory.Atom { return prove.Atoms(&l.set) }
