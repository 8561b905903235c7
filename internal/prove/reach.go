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
	// Only says that the rule reaches nobody for whom all conditions of the document hold.
	Only bool
	// Judged is how many conditions the evaluator looked at to find the example.
	Judged int
}

// MaxReach bounds the steps of Outside, which gives warnings only: a sixth of
// what a rule itself may cost.
const MaxReach = logic.DefaultOperations / 6

// maxReachJudged bounds its search for a contact in the same way: a check asks for several.
const maxReachJudged = engine.DefaultJudged / 6

// Outside looks for contacts that a rule matches and a document does not. Once the
// diagram has decided that there may be such contacts, wanted says, given what is known by
// then, whether one is to be looked for, which takes the most time; nil always does. The
// error is ErrUndecided to errors.Is.
func Outside(ctx context.Context, side *Side, document *condition.Document, wanted func(Reach) bool) (reach Reach, err error) {
	ctx = poll.Within(ctx, 0)
	p := poll.New(ctx)
	defer p.FreeTo(p.Held())
	defer func() {
		if p.Catch(recover()) {
			reach, err = Reach{}, undecided{ctx.Err()}
		}
	}()
	o := outside{side: side.polled(p), document: document, poll: p}
	o.findRelated()
	if len(o.related) == 0 && wanted != nil && !wanted(Reach{}) {
		return Reach{}, nil
	}
	o.inside = DocumentSide(p, document)
	if len(o.related) > 0 && o.nobody() {
		return Reach{}, nil
	}
	return o.search(wanted)
}

// outside is the work of Outside.
type outside struct {
	side     *Side
	document *condition.Document
	inside   *Side // the document
	poll     *poll.Poll
	related  []int // the atoms of the rule that are about a subject of the document
}

// limits returns those of the diagrams and of the search for a contact.
func (o *outside) limits() engine.Limits {
	limits := engine.LimitsOf(o.poll).Assuming(o.side.assumed)
	limits.Logic.Operations = MaxReach
	limits.Judged = maxReachJudged
	return limits
}

// findRelated finds the atoms of the rule that are about a subject of the document. If it has
// none, somebody matches the rule and not the document, and somebody matches both, as far as
// somebody matches the rule at all.
func (o *outside) findRelated() {
	for i, a := range o.side.atoms {
		for _, g := range o.document.Any {
			o.poll.Step(4 * len(g.All))
			if slices.ContainsFunc(g.All, func(c condition.Condition) bool { return engine.SameSubject(a.Condition, c) }) {
				o.related = append(o.related, i)
				break
			}
		}
	}
}

// nobody reports whether the related conditions of the rule suffice to see that it reaches
// nobody outside the document: the rule with all others left out matches at least as many. It
// needs only a small diagram, and most rules that exclude somebody do so in one condition.
func (o *outside) nobody() bool {
	if o.open(o.side.rule, map[*formula.Formula]bool{}) {
		return false
	}
	few := make([]theory.Atom, len(o.related))
	for i, n := range o.related {
		few[i] = o.side.atoms[n]
	}
	few, place := unite(o.poll, few, o.inside.atoms)
	if len(few) > MaxAtoms {
		return false
	}
	system := engine.New(few, eitherColumns(o.side.columns, o.inside.columns), o.limits())
	defer system.Close()
	rules := o.side.build(system.Diagram, func(i int) logic.Node {
		if at, ok := slices.BinarySearch(o.related, i); ok {
			return system.Atom(at)
		}
		return logic.True
	})
	allowed := o.inside.build(system.Diagram, func(i int) logic.Node { return system.Atom(place[i]) })
	return system.Diff(rules, allowed) == logic.False && system.Err() == nil
}

// open reports whether a formula holds for everybody if the related atoms never hold and the
// others always do. A part that is in several places is looked at once.
func (o *outside) open(f *formula.Formula, known map[*formula.Formula]bool) bool {
	switch f.Kind {
	case formula.False, formula.True:
		return f.Kind == formula.True
	case formula.Literal:
		_, related := slices.BinarySearch(o.related, f.Atom.ID)
		return !related
	}
	if open, ok := known[f]; ok {
		return open
	}
	o.poll.Step(8 * len(f.Kids))
	open := f.Kind == formula.And
	for _, kid := range f.Kids {
		if o.open(kid, known) != open {
			open = !open
			break
		}
	}
	known[f] = open
	return open
}

// search decides with all conditions of the rule, and looks for a contact.
func (o *outside) search(wanted func(Reach) bool) (Reach, error) {
	atoms, place := o.side.atoms, make([]int, len(o.inside.atoms))
	if len(o.related) > 0 {
		atoms, place = unite(o.poll, atoms, o.inside.atoms)
	} else {
		for i, a := range o.inside.atoms {
			place[i] = len(atoms)
			atoms = append(slices.Clip(atoms), a)
		}
	}
	if len(atoms) > MaxAtoms {
		return Reach{}, ErrUndecided
	}
	limits := o.limits()
	system := engine.New(atoms, eitherColumns(o.side.columns, o.inside.columns), limits)
	rules := o.side.build(system.Diagram, system.Atom)
	allowed := o.inside.build(system.Diagram, func(i int) logic.Node { return system.Atom(place[i]) })
	plain := make([]logic.Node, len(place))
	for i, n := range place {
		plain[i] = system.Atom(n)
	}
	out, both := system.Diff(rules, allowed), system.And(rules, system.And(plain...))
	if err := system.Err(); err != nil {
		return Reach{}, undecided{err}
	}
	if out == logic.False {
		return Reach{}, nil
	}
	reach := Reach{Only: both == logic.False}
	if wanted != nil && !wanted(reach) {
		return reach, nil
	}
	budget := engine.NewBudget(limits)
	reach.Example, _ = examples{system, budget}.differ(out, o.side, o.inside)
	reach.Judged = budget.Spent
	return reach, nil
}
