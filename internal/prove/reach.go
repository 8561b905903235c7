package prove

import (
	"context"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// Reach says whom a rule reaches of those that a document does not match.
type Reach struct {
	// Example is such a contact; nil when none is known.
	Example *Example
	// Only says that the rule reaches nobody whom the other document matches.
	Only bool
	// Judged is how many conditions the evaluator looked at to find the example.
	Judged int
}

// MaxReach bounds the steps of Outside, which gives warnings only: a sixth of
// what a rule itself may cost.
const MaxReach = logic.DefaultOperations / 6

// maxReachJudged bounds its search for a contact in the same way: a check asks for several.
const maxReachJudged = engine.DefaultJudged / 6

// Outside looks for contacts that a rule matches and a document does not. The document
// clear is the other one, which Reach.Only is about. The error is ErrUndecided to
// errors.Is.
func Outside(ctx context.Context, side *Side, document, clear *condition.Document) (reach Reach, err error) {
	ctx = poll.Within(ctx, 0)
	p := poll.New(ctx)
	defer p.FreeTo(p.Held())
	defer func() {
		if p.Catch(recover()) {
			reach, err = Reach{}, undecided{ctx.Err()}
		}
	}()
	side = side.polled(p)
	inside, others := DocumentSide(p, document), DocumentSide(p, clear)
	atoms, place := unite(p, side.atoms, inside.atoms)
	atoms, clearPlace := unite(p, atoms, others.atoms)
	if len(atoms) > MaxAtoms {
		return Reach{}, ErrUndecided
	}
	columns := eitherColumns(side.columns, eitherColumns(inside.columns, others.columns))
	limits := engine.LimitsOf(p).Assuming(side.assumed)
	limits.Logic.Operations = MaxReach
	limits.Judged = maxReachJudged
	system := engine.New(atoms, columns, limits)
	rules := side.build(system.Diagram, system.Atom)
	allowed := inside.build(system.Diagram, func(i int) logic.Node { return system.Atom(place[i]) })
	plain := others.build(system.Diagram, func(i int) logic.Node { return system.Atom(clearPlace[i]) })
	out, both := system.Diff(rules, allowed), system.And(rules, plain)
	if err := system.Err(); err != nil {
		return Reach{}, undecided{err}
	}
	if out == logic.False {
		return Reach{}, nil
	}
	budget := engine.NewBudget(limits)
	example, _ := examples{system, budget}.differ(out, side, inside)
	return Reach{Example: example, Only: both == logic.False, Judged: budget.Spent}, nil
}
