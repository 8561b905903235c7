package prove

import (
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
)

// Up to how many steps of proof, for how large a diagram and for how many
// operands at a time parts of a rule are looked at one by one.
const (
	maxLint         = 100_000
	maxLintNodes    = 50_000
	maxLintOperands = 500
)

// Redundant warns of the parts of the rule that change nothing: without one of them, the
// rule says the same. If several parts say the same, the first one stays.
func (p *Prover) Redundant() {
	p.redundant(fewOperands, manyOperands)
}

// redundant is Redundant with the numbers of operands for which it pays to look at what they
// share, and for points that only one has.
func (p *Prover) redundant(few, many int) {
	if !p.decided || p.system.Spent().Nodes > maxLintNodes {
		return
	}
	if p.system.Independent() && formula.SizeOf(p.Poll, p.rule.Formula).ReadOnce {
		return // each condition is there once, and has a say whatever the others are
	}
	r := redundancy{
		Prover: p, build: builder{Diagram: p.system.Diagram, Atom: p.system.Atom, again: true},
		most: p.system.Spent().Operations + maxLint, few: few, many: many,
	}
	r.visit(p.rule.Formula, logic.True)
}

type redundancy struct {
	*Prover
	build builder
	most  int // operations
	few   int // operands: see redundant
	many  int
	rests *string // what changeable returned

	// Room for lists with one entry for each operand.
	nodes   []logic.Node
	answers []bool
	places  []int
}

// changeable is mayChange, which is looked for once.
func (r *redundancy) changeable() string {
	if r.rests == nil {
		rests := r.mayChange()
		r.rests = &rests
	}
	return *r.rests
}

// visit looks at the operands of a part that matters in the given context only:
// elsewhere, others decide.
func (r *redundancy) visit(f *formula.Formula, context logic.Node) {
	n := len(f.Kids)
	if f.Places == nil || f.Shared || n > maxLintOperands || r.system.Err() != nil || r.system.Spent().Operations > r.most {
		return
	}
	nodes := pieceOf(&r.nodes, n, usual)[:n]
	for i, kid := range f.Kids {
		r.Poll.Step(64)
		nodes[i] = r.build.Build(kid)
	}
	parts := r.apart(f, nodes, context)
	// before[i] joins the operands of its part before i, and `behind` those of each part
	// after i that stay.
	before, behind := pieceOf(&r.nodes, n, usual)[:n], pieceOf(&r.nodes, len(parts.context), usual)[:len(parts.context)]
	for p := range behind {
		behind[p] = r.unit(f)
	}
	for i, p := range parts.of {
		if !parts.needed[p] {
			before[i], behind[p] = behind[p], r.join(f, behind[p], nodes[i])
		}
	}
	for p := range behind {
		behind[p] = r.unit(f)
	}
	live := n
	stays := pieceOf(&r.answers, n, usual)[:n]
	for i := n - 1; i >= 0; i-- {
		p := parts.of[i]
		if parts.needed[p] {
			stays[i] = true
			continue
		}
		others := r.join(f, before[i], behind[p])
		if stays[i] = live == 1 || !r.idle(f, nodes[i], parts.context[p], others); stays[i] {
			behind[p] = r.join(f, nodes[i], behind[p])
			continue
		}
		live--
		if r.system.Err() == nil {
			r.say(f, i, nodes, stays, context)
		}
	}
	r.descend(f, nodes, stays, parts)
}

// descend visits the operands that stay.
func (r *redundancy) descend(f *formula.Formula, nodes []logic.Node, stays []bool, parts apart) {
	joined := pieceOf(&r.nodes, len(parts.context), usual)[:len(parts.context)] // per part
	for p := range joined {
		joined[p] = r.unit(f)
	}
	behind := pieceOf(&r.nodes, len(nodes), usual)[:len(nodes)] // behind[i] joins those of its part after i
	for i := len(nodes) - 1; i >= 0; i-- {
		if p := parts.of[i]; stays[i] && !parts.needed[p] {
			behind[i], joined[p] = joined[p], r.join(f, nodes[i], joined[p])
		}
	}
	for p := range joined {
		joined[p] = r.unit(f) // those before
	}
	for i, kid := range f.Kids {
		p := parts.of[i]
		if !stays[i] || parts.needed[p] {
			continue
		}
		if kid.Places != nil {
			r.visit(kid, r.matters(f, parts.context[p], r.join(f, joined[p], behind[i])))
		}
		joined[p] = r.join(f, joined[p], nodes[i])
	}
}

func (r *redundancy) unit(f *formula.Formula) logic.Node {
	if f.Kind == formula.Or {
		return logic.False
	}
	return logic.True
}

func (r *redundancy) join(f *formula.Formula, a, b logic.Node) logic.Node {
	if f.Kind == formula.Or {
		return r.system.Or(a, b)
	}
	return r.system.And(a, b)
}

// matters returns where an operand decides, given the others.
func (r *redundancy) matters(f *formula.Formula, context, others logic.Node) logic.Node {
	if f.Kind == formula.Or {
		return r.system.Diff(context, others)
	}
	return r.system.And(context, others)
}

// idle reports whether an operand changes nothing in a context, given the others. What only
// it changes is as small as it is, and tells faster than the context without the others.
func (r *redundancy) idle(f *formula.Formula, node, context, others logic.Node) bool {
	if f.Kind == formula.Or {
		return r.system.Apart(context, r.system.Diff(node, others))
	}
	return r.system.Apart(context, r.system.Diff(others, node))
}

// excluded reports whether an operand, as the author wrote it, can never hold in a
// context.
func (r *redundancy) excluded(f *formula.Formula, node, context logic.Node) bool {
	if f.Opposite {
		return f.Kind == formula.And && r.system.Implies(context, node)
	}
	return f.Kind == formula.Or && r.system.And(context, node) == logic.False
}

// say warns of the operand.
func (r *redundancy) say(f *formula.Formula, i int, nodes []logic.Node, stays []bool, context logic.Node) {
	at := f.Places[i]
	if at.Source != r.program.Main().Source || r.said(at) || r.program.InTemplate(r.Poll, at) {
		return // what is idle in one use of a part with parameters may not be in another
	}
	code, reason := diag.RedundantPart, changes(f, own(": the other conditions already imply it"))
	if r.excluded(f, nodes[i], context) {
		reason = changes(f, own(": it is never true here, because the rest of the rule excludes it"))
	}
	var related []diag.Label
	switch {
	case nodes[i] == logic.False && f.Opposite:
		// Which does not mean that everybody matches it: whose value is missing may
		// match neither the one nor the other.
		reason = changes(f, own(", because nobody matches its opposite"), r.clash(f, f.Kids[i], false)...)
	case nodes[i] == logic.False, nodes[i] == logic.True && f.Opposite:
		code, reason = diag.PartNeverTrue, append([]Word{own("nobody matches this part")}, r.clash(f, f.Kids[i], f.Opposite)...)
	case nodes[i] == logic.True:
		code, reason = diag.PartAlwaysTrue, []Word{own("everybody matches this part")}
	default:
		for j := range nodes {
			if j == i || j > i && !stays[j] {
				continue
			}
			r.Poll.Step(64)
			before, after := "", ""
			switch {
			case f.Kind == formula.And && r.system.Implies(nodes[j], nodes[i]) && f.Opposite:
				before, after = ": everybody who matches the opposite of ", " matches its opposite too"
			case f.Kind == formula.And && r.system.Implies(nodes[j], nodes[i]):
				before, after = ": everybody who matches ", " matches it too"
			case f.Kind == formula.Or && r.system.Implies(nodes[i], nodes[j]) && f.Opposite:
				before, after = ": everybody who matches its opposite matches the opposite of ", " too"
			case f.Kind == formula.Or && r.system.Implies(nodes[i], nodes[j]):
				before, after = ": everybody who matches it matches ", " too"
			default:
				continue
			}
			reason = changes(f, own(before), quoted(excerpt(f.Places[j])), own(after))
			related = append(related, diag.Label{Location: f.Places[j], Text: "because of this"})
			break
		}
	}
	d := r.Warn(code, at, sentence(reason))
	d.Related = related
	if fix, ok := r.without(f, i); ok {
		// A part that holds for nobody or for everybody was meant to say something, and
		// only the author knows what. Authors who ask for the rule to be multiplied out as
		// it is written need its document kept.
		fix.Safe = code == diag.RedundantPart && !r.options.AsWritten && r.changeable() == ""
		d.Fixes = []diag.Fix{fix}
	}
	if why := r.changeable(); why != "" && code == diag.RedundantPart {
		d.Notes = append(d.Notes, why)
	}
	r.pointless = append(r.pointless, Pointless{at, reason})
}

// said reports whether a warning inside the place already explains why it changes
// nothing.
func (r *redundancy) said(at diag.Location) bool {
	r.Poll.Step(8 * len(r.All))
	for _, d := range r.All {
		if (d.Code == diag.EmptyRange || d.Code == diag.PartNeverTrue || d.Code == diag.PartAlwaysTrue) &&
			d.Location.Source == at.Source && at.Span.Covers(d.Location.Span) {
			return true
		}
	}
	return false
}

// without returns the fix that takes an operand out, with the word that joins it.
func (r *redundancy) without(f *formula.Formula, i int) (diag.Fix, bool) {
	span := f.Places[i].Span
	if i > 0 {
		span.Start = f.Places[i-1].Span.End
	} else {
		span.End = f.Places[1].Span.Start
	}
	at := diag.Location{Source: f.Places[i].Source, Span: span}
	if text := at.Source.Slice(span); strings.Contains(text, "#") {
		return diag.Fix{}, false // a comment would go with it
	}
	if !f.At.Span.Covers(span) {
		return diag.Fix{}, false
	}
	return diag.Fix{Text: "remove it", Edits: []diag.Edit{{Location: at}}}, true
}

// clash says which two parts of an operand are why it holds for everybody, or for
// nobody; nothing when there are more of them. They are shown as the author
// wrote them: where all of that is below a `not` and so holds for everybody,
// without it.
func (r *redundancy) clash(f, kid *formula.Formula, holds bool) []Word {
	parts := r.responsible(kid, holds)
	if len(parts) != 2 {
		return nil
	}
	shown := make([]Word, 2)
	for i, part := range parts {
		seen := *part
		seen.Opposite = part.Opposite != (f.Opposite && holds)
		shown[i] = quoted(r.words(&seen))
	}
	return []Word{own(": "), shown[0], own(" and "), shown[1], own(" cannot both be true")}
}
