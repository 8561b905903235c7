package prove

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// Source is a rule with its text.
type Source struct {
	Program *resolve.Program
	Columns engine.Columns // what is known of each column
	Rule    *formula.Rule
	Where   ast.Expr // what the rule was written as
	Names   *Names   // of a program with several rules; nil reads those of the program
	Part    *Part    // if the rule is not one of the main file
}

// Part is a rule of another file that is used as a part.
type Part struct {
	Whole *resolve.Program // that of the main file
	Use   *ast.Use         // which takes it
}

// Options say what a proof is for.
type Options struct {
	// AsWritten says that the author asked for the document as the rule is written: no part
	// of it is removed without a question.
	AsWritten bool
	// MaxWork bounds [logic.Spent.Work]; 0 or less means the usual limits.
	MaxWork int
	// OneGuard says that one guard that the rule breaks is enough: the proofs of the others
	// are left out.
	OneGuard bool
}

// Prover knows what is certain of a rule. What it finds wrong it adds to its list, whose
// poll counts the work.
type Prover struct {
	*problems.List
	program *resolve.Program
	columns engine.Columns
	rule    *formula.Rule
	where   ast.Expr
	part    *Part
	options Options

	limits engine.Limits
	beside int // the work of the proofs of guards in a system of their own
	system *engine.System
	node   logic.Node // the function of the rule over what its conditions mean
	// decided says that the function of the rule could be built within the
	// limits. Without it, nothing is claimed of the rule.
	decided bool

	// What the evaluator has read, or why it could not; see read.
	names  *eval.Names
	ruled  *eval.Names // as the rule has them
	shared *Names
	source *eval.Source
	unread error

	connected *connected // what connect returned last; nil until it is called
	// Room for what componentsOf returns.
	components []component
	numbers    []int
	groups     [][]int32      // room for those of parts
	group      []int32        // and for their conditions
	judged     *engine.Budget // of the guards
	pointless  []Pointless
}

// New returns a prover for a rule that is not a constant. It must be closed.
func New(list *problems.List, source Source, options Options) *Prover {
	p := &Prover{
		List: list, program: source.Program, columns: source.Columns, rule: source.Rule, where: source.Where, shared: source.Names, part: source.Part, options: options,
	}
	p.build()
	return p
}

// build makes the function of the rule over the conditions that its set has.
func (p *Prover) build() {
	if len(p.rule.Set.Atoms) > MaxAtoms {
		return
	}
	p.limits = engine.LimitsOf(p.Poll).AtMost(p.options.MaxWork).Assuming(p.program.Assumed)
	p.system = engine.New(atomsOf(&p.rule.Set), p.columns, p.limits)
	p.node = build(p.rule.Formula)(p.system.Diagram, p.system.Atom)
	p.decided = p.system.Err() == nil
}

// Close frees the diagram, which takes by far the most memory of a rule. What [Side]
// returned does not need the diagram, but nothing can be decided about the rule itself
// after Close.
func (p *Prover) Close() {
	if p.system != nil {
		p.system.Close()
		p.system, p.decided = nil, false
	}
}

// Decided reports whether something can be proved of the rule within the limits.
func (p *Prover) Decided() bool { return p.decided }

// Constant reports whether everybody matches the rule, or nobody does.
func (p *Prover) Constant() bool {
	return p.decided && (p.node == logic.True || p.node == logic.False)
}

// Always reports whether everybody matches the rule.
func (p *Prover) Always() bool { return p.decided && p.node == logic.True }

// Alone reports whether no condition of the rule has to do with another one.
func (p *Prover) Alone() bool { return p.system != nil && p.system.Alone() }

// Spent returns what the proofs have cost so far, without those of guards that have conditions
// of their own.
func (p *Prover) Spent() logic.Spent { return p.system.Spent() }

// SpentOnGuards returns what the proofs of guards have cost that Spent leaves out.
func (p *Prover) SpentOnGuards() int { return p.beside }

// Judged returns how many conditions the evaluator looked at to find contacts who get
// past the guards.
func (p *Prover) Judged() int {
	if p.judged == nil {
		return 0
	}
	return p.judged.Spent
}

// Minimize returns the fewest groups for the rule, see [engine.System.Minimize]. Written
// are those of its plain expansion, or nil.
func (p *Prover) Minimize(written [][]int32) (*engine.Minimal, error) {
	return p.system.Minimize(p.node, build(p.rule.Formula), written)
}

// Plain returns the groups of the plain expansion.
func (p *Prover) Plain(written [][]int32) *engine.Minimal { return p.system.Plain(written) }

// at returns the place of the rule.
func (p *Prover) at() diag.Location { return problems.At(p.program.Main().Source, p.where) }

// read returns what the evaluator reads of the rule and of the names in it. The checks
// refuse what it refuses.
func (p *Prover) read() (*eval.Names, *eval.Source, error) {
	if p.names == nil && p.unread == nil {
		if p.part != nil {
			if p.names, p.unread = namesOf(p.Poll, p.part.Whole, nil); p.unread == nil {
				p.names, p.source, p.unread = p.names.Part(p.Poll, p.part.Use)
			}
			return p.names, p.source, p.unread
		}
		if p.names, p.unread = namesOf(p.Poll, p.program, p.shared); p.unread == nil {
			if p.ruled, p.unread = inRule(p.Poll, p.names, p.program); p.unread == nil {
				p.source, p.unread = eval.Read(p.Poll, p.ruled, p.program.WrittenExpr(p.where))
			}
		}
	}
	return p.names, p.source, p.unread
}

// readRule returns what the evaluator reads of the rule of a program.
func readRule(work *poll.Poll, names *eval.Names, program *resolve.Program, where ast.Expr) (*eval.Source, error) {
	names, err := inRule(work, names, program)
	if err != nil {
		return nil, err
	}
	return eval.Read(work, names, program.WrittenExpr(where))
}

// inRule returns the names as the rule of a program has them.
func inRule(work *poll.Poll, names *eval.Names, program *resolve.Program) (*eval.Names, error) {
	if len(program.MainRules) != 1 || len(program.MainRules[0].Each) == 0 {
		return names, nil
	}
	rule := &program.MainRules[0]
	return names.For(work, rule.Written.Segment, rule.Number)
}

// namesOf returns what the evaluator reads of the names of a program, on its day. It reads
// the files as they were written, so that it judges what was put in the places of names, too.
func namesOf(work *poll.Poll, program *resolve.Program, shared *Names) (*eval.Names, error) {
	if shared != nil {
		return shared.of(program)
	}
	names, err := eval.NewNamesWithin(work, program.AsWritten().Files...)
	if err != nil {
		return names, err
	}
	if program.Expansion != nil {
		names = names.With(program.Expansion.Params)
	}
	if program.Today != "" {
		names = names.On(program.Today)
	}
	return names.Importing(work, program)
}
