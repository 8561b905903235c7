package prove

import (
	"context"
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/theory"
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
// clear is the other one, which Reach.Only is about; it has no subjects of its own. Once the
// diagram has decided that there may be such contacts, wanted says, given what is known by
// then, whether one is to be looked for, which takes the most time; nil always does. The
// error is ErrUndecided to errors.Is.
func Outside(ctx context.Context, side *Side, document, clear *condition.Document, wanted func(Reach) bool) (reach Reach, err error) {
	ctx = poll.Within(ctx, 0)
	p := poll.New(ctx)
	defer p.FreeTo(p.Held())
	defer func() {
		if p.Catch(recover()) {
			reach, err = Reach{}, undecided{ctx.Err()}
		}
	}()
	side = side.polled(p)
	o := outside{side: side, inside: DocumentSide(p, document), clear: DocumentSide(p, clear), poll: p}
	about := o.about()
	switch {
	case o.nobody(about):
		return Reach{}, nil
	case !slices.Contains(about, true) && wanted != nil && !wanted(Reach{}):
		return Reach{}, nil
	}
	return o.search(wanted)
}

// outside is the work of Outside.
type outside struct {
	side, inside, clear *Side
	poll                *poll.Poll
}

// limits returns those of the diagrams and of the search for a contact.
func (o *outside) limits() engine.Limits {
	limits := engine.LimitsOf(o.poll).Assuming(o.side.assumed)
	limits.Logic.Operations = MaxReach
	limits.Judged = maxReachJudged
	return limits
}

// columns returns what is known of the columns.
func (o *outside) columns() engine.Columns {
	return eitherColumns(o.side.columns, eitherColumns(o.inside.columns, o.clear.columns))
}

// about returns which atoms of the rule are about a subject of the document.
func (o *outside) about() []bool {
	about := make([]bool, len(o.side.atoms))
	for i, a := range o.side.atoms {
		o.poll.Step(4 * len(o.inside.atoms))
		about[i] = slices.ContainsFunc(o.inside.atoms, func(b theory.Atom) bool { return engine.SameSubject(a.Condition, b.Condition) })
	}
	return about
}

// nobody reports whether the conditions of the rule that are about a subject of the document
// suffice to see that it reaches nobody outside it: whatever holds under them alone holds
// under all of them. It needs only a small diagram, and most rules that exclude somebody do
// so in one condition.
func (o *outside) nobody(about []bool) bool {
	if o.open(o.side.rule, about, map[*formula.Formula]bool{}) {
		return false
	}
	var few []theory.Atom
	number := make([]int, len(about))
	for i, a := range o.side.atoms {
		if about[i] {
			number[i] = len(few)
			few = append(few, a)
		}
	}
	few, place := unite(o.poll, few, o.inside.atoms)
	if len(few) > MaxAtoms {
		return false
	}
	system := engine.New(few, o.columns(), o.limits())
	defer system.Close()
	rules := o.side.build(system.Diagram, func(i int) logic.Node {
		if !about[i] {
			return logic.True
		}
		return system.Atom(number[i])
	})
	allowed := o.inside.build(system.Diagram, func(i int) logic.Node { return system.Atom(place[i]) })
	return system.Diff(rules, allowed) == logic.False && system.Err() == nil
}

// open reports whether a formula holds if all atoms hold that are not about a subject of the
// document, whatever the others say. A part that is in several places is looked at once.
func (o *outside) open(f *formula.Formula, about []bool, known map[*formula.Formula]bool) bool {
	switch f.Kind {
	case formula.False, formula.True:
		return f.Kind == formula.True
	case formula.Literal:
		return !about[f.Atom.ID]
	}
	if open, ok := known[f]; ok {
		return open
	}
	o.poll.Step(8 * len(f.Kids))
	open := f.Kind == formula.And
	for _, kid := range f.Kids {
		if o.open(kid, about, known) != open {
			open = !open
			break
		}
	}
	known[f] = open
	return open
}

// search decides with all conditions of the rule, and looks for a contact.
func (o *outside) search(wanted func(Reach) bool) (Reach, error) {
	atoms, place := unite(o.poll, o.side.atoms, o.inside.atoms)
	atoms, clearPlace := unite(o.poll, atoms, o.clear.atoms)
	if len(atoms) > MaxAtoms {
		return Reach{}, ErrUndecided
	}
	limits := o.limits()
	system := engine.New(atoms, o.columns(), limits)
	rules := o.side.build(system.Diagram, system.Atom)
	allowed := o.inside.build(system.Diagram, func(i int) logic.Node { return system.Atom(place[i]) })
	plain := o.clear.build(system.Diagram, func(i int) logic.Node { return system.Atom(clearPlace[i]) })
	out, both := system.Diff(rules, allowed), system.And(rules, plain)
	if err := system.Err(); err != nil {
		return Reach{}, undecided{err}
	}
	reach := Reach{Only: both == logic.False}
	if out == logic.False {
		return Reach{}, nil
	}
	if wanted != nil && !wanted(reach) {
		return reach, nil
	}
	budget := engine.NewBudget(limits)
	reach.Example, _ = examples{system, budget}.differ(out, o.side, o.inside)
	reach.Judged = budget.Spent
	return reach, nil
}
