package prove

import (
	"context"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
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
	o := outside{side: side, document: document, poll: p}
	o.findRelated()
	if len(o.related) == 0 && wanted != nil && !wanted(Reach{}) {
		return Reach{}, nil
	}
	o.side = side.polled(p)
	o.findInside()
	if reach, ok := o.plain(wanted); ok {
		return reach, nil
	}
	if len(o.related) > 0 && o.nobody() {
		return Reach{}, nil
	}
	return o.search(wanted)
}

// outside is the work of Outside.
type outside struct {
	side     *Side
	document *condition.Document
	poll     *poll.Poll
	related  []int         // the atoms of the rule that are about a subject of the document
	inside   []theory.Atom // the conditions of the document, each once
	groups   [][]int       // those of its groups
}

// findInside finds the conditions of the document.
func (o *outside) findInside() {
	groups, n := o.document.Size()
	room := make([]int, n)
	o.groups, o.inside = make([][]int, groups), make([]theory.Atom, 0, n)
	for i, g := range o.document.Any {
		o.groups[i], room = room[:len(g.All):len(g.All)], room[len(g.All):]
		for j, c := range g.All {
			at := o.known(o.inside, c)
			if at < 0 {
				at = len(o.inside)
				o.inside = append(o.inside, theory.Atom{Condition: c})
			}
			o.groups[i][j] = at
		}
	}
}

// known returns the place of a condition in a few atoms, or -1.
func (o *outside) known(atoms []theory.Atom, c condition.Condition) int {
	return slices.IndexFunc(atoms, func(a theory.Atom) bool {
		o.poll.Step(8)
		return !a.Negated && (condition.SameAsWritten(o.poll, a.Condition, c) ||
			condition.Values(c) > 1 && condition.KeyWithin(o.poll, a.Condition) == condition.KeyWithin(o.poll, c))
	})
}

// unite returns some atoms of the rule and then those of the document that are not among them, and
// where the document has its atoms there. Only related ones of the rule can be the same.
func (o *outside) unite(atoms []theory.Atom, related []int) (all []theory.Atom, place []int) {
	own := make([]theory.Atom, len(related))
	for i, n := range related {
		own[i] = atoms[n]
	}
	all, place = make([]theory.Atom, len(atoms), len(atoms)+len(o.inside)), make([]int, len(o.inside))
	copy(all, atoms)
	for i, a := range o.inside {
		if at := o.known(own, a.Condition); at >= 0 {
			place[i] = related[at]
			continue
		}
		place[i] = len(all)
		all = append(all, a)
	}
	return all, place
}

// allowed returns the function of the document, given those of its atoms.
func (o *outside) allowed(d *logic.Diagram, atoms []logic.Node) logic.Node {
	room := make([]logic.Node, 0, len(o.groups)+len(atoms))
	for _, g := range o.groups {
		all := room[len(room):]
		for _, at := range g {
			all = append(all, atoms[at])
		}
		room = append(room, d.And(all...))
	}
	return d.Or(room...)
}

// atoms returns the functions of the atoms of the document, given their places in a system.
func (o *outside) atoms(system *engine.System, place []int) []logic.Node {
	nodes := make([]logic.Node, len(place))
	for i, n := range place {
		nodes[i] = system.Atom(n)
	}
	return nodes
}

// columns returns what is known of the columns of the rule, and without a declaration of those of
// the document.
func (o *outside) columns() engine.Columns { return eitherColumns(o.side.columns, builtinColumn) }

// asSide returns the document for a comparison.
func (o *outside) asSide() *Side {
	return &Side{
		typed: func(c contact.Contact) contact.Contact { return c },
		judge: func(p *poll.Poll, c contact.Contact, r eval.Reading) bool {
			return eval.DocumentWithin(p, o.document, c, r)
		},
		weight: func(*poll.Poll) int { return documentWeight(o.document) },
	}
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
	all := make([]int, len(few))
	for i := range all {
		all[i] = i
	}
	few, place := o.unite(few, all)
	if len(few) > MaxAtoms {
		return false
	}
	system := engine.New(few, o.columns(), o.limits())
	defer system.Close()
	rules := o.side.build(system.Diagram, func(i int) logic.Node {
		if at, ok := slices.BinarySearch(o.related, i); ok {
			return system.Atom(at)
		}
		return logic.True
	})
	allowed := o.allowed(system.Diagram, o.atoms(system, place))
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
	atoms, place := o.unite(o.side.atoms, o.related)
	if len(atoms) > MaxAtoms {
		return Reach{}, ErrUndecided
	}
	limits := o.limits()
	system := engine.New(atoms, o.columns(), limits)
	rules := o.side.build(system.Diagram, system.Atom)
	plain := o.atoms(system, place)
	allowed := o.allowed(system.Diagram, plain)
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
	reach.Example, _ = examples{system, budget}.differ(out, o.side, o.asSide())
	reach.Judged = budget.Spent
	return reach, nil
}
