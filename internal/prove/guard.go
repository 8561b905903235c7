package prove

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/edges"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// whole returns the program of the main file.
func (p *Prover) whole() *resolve.Program {
	if p.part != nil {
		return p.part.Whole
	}
	return p.program
}

// Guards proves for every `require` that the rule reaches nobody whom it keeps
// out. What cannot be proved is an error.
func (p *Prover) Guards() {
	if len(p.program.Guards) == 0 {
		return
	}
	own := p.rule.Set.Mark()
	forms := make([]*formula.Formula, len(p.program.Guards))
	for i, g := range p.program.Guards {
		forms[i] = p.rule.Guard(g)
	}
	guarded := p
	if len(p.rule.Set.Atoms) > own.Atoms() {
		// The conditions of the guards have their say in this proof only: the
		// document is looked for among the conditions of the rule.
		guarded = New(p.List, Source{p.program, p.columns, p.rule, p.where, p.shared, p.part}, p.options)
		defer func() {
			p.beside += guarded.Spent().Work()
			guarded.Close()
		}()
	}
	b := builder{}
	if guarded.decided {
		b = builder{Diagram: guarded.system.Diagram, Atom: guarded.system.Atom}
	}
	before := len(p.All)
	for i, g := range p.program.Guards {
		broken := len(p.All) - before
		if p.options.OneGuard && broken > 0 {
			break
		}
		if broken == mostBroken {
			first := &p.All[before] // the others may be at the same place, which is shown once
			first.Notes = append(first.Notes, "segc did not check "+english.Count(len(p.program.Guards)-i, "more guard"))
			break
		}
		if !p.readsAsWritten(g, forms[i]) {
			d := p.Fail(diag.Internal, problems.At(g.Source, g.Require), "segc has a fault: it reads this guard differently than it is written")
			d.Notes = []string{"please report it"}
			continue
		}
		p.guard(guarded, &b, g, forms[i])
	}
	p.rule.Set.Cut(own)
}

// mostBroken is how many guards are said to be broken: an example for each takes its time.
const mostBroken = 100

// readsAsWritten compares a guard in which names of values, or uses of parts with parameters,
// were replaced with its text, on contacts at the edges of its conditions, as SourceCheck does
// for the rule. The proof begins at what the names were replaced by, so a mistake there shows
// here only. A guard whose formula has no document is not compared.
func (p *Prover) readsAsWritten(g resolve.Guard, form *formula.Formula) bool {
	text := p.program.WrittenExpr(g.Require.Expr)
	if text == g.Require.Expr {
		return true
	}
	names, _, err := p.read()
	if err != nil {
		return true // the checks refuse what the evaluator refuses
	}
	written, err := eval.Read(p.Poll, names, text)
	if err != nil {
		return false
	}
	document := p.documentOf(form)
	if document == nil {
		return true
	}
	held := p.Poll.Held()
	report := edges.Check(p.Poll, names, written, condition.TableOf(p.Poll, document), edges.Options{Assumed: p.program.Assumed})
	p.Poll.FreeTo(held)
	return report.Difference == nil
}

// documentOf returns what a formula multiplies out to, or nil if that is too large or the
// platform has no operator for a condition of it.
func (p *Prover) documentOf(form *formula.Formula) *condition.Document {
	if form.Kind == formula.True || form.Kind == formula.False {
		return nil
	}
	cubes, err := formula.Expand(p.Poll, form, len(p.rule.Set.Atoms), formula.UsualGroups)
	if err != nil {
		return nil
	}
	document := &condition.Document{}
	for _, cube := range cubes {
		var group condition.Group
		for _, i := range cube.Atoms {
			atom := p.rule.Set.Atoms[i]
			if atom.Negated {
				return nil
			}
			group.All = append(group.All, atom.Condition)
		}
		document.Any = append(document.Any, group)
	}
	return document
}

// guard proves one guard.
func (p *Prover) guard(guarded *Prover, b *builder, g resolve.Guard, form *formula.Formula) {
	at := p.at()
	if !guarded.decided {
		p.undecided(g, at)
		return
	}
	allowed := b.Build(form)
	escaping := guarded.system.Diff(guarded.node, allowed)
	if guarded.system.Err() != nil {
		p.undecided(g, at)
		return
	}
	if escaping == logic.False {
		return
	}
	branch := p.branch(guarded, b, at, escaping)
	if branch.Source == nil || branch.Source != p.program.Main().Source {
		branch = at
	}
	message := "this rule can match contacts that a `require` excludes"
	if g.Require.Because != nil && g.Require.Because.Text != "" {
		message += ": " + g.Require.Because.Text
	}
	found, certain := p.escapee(guarded, escaping, g)
	example := found.Data(nil)
	var d *diag.Diagnostic
	switch name := p.mixed(example); {
	case name != "":
		d = p.Fail(diag.GuardUndecided, branch, "segc cannot prove that this rule satisfies a `require`, so it is an error")
		d.Notes = []string{
			exampleNote(example),
			fmt.Sprintf("this depends on how the platform compares values of different types in `%s`, which is not documented", name),
		}
	case example != nil:
		d = p.Fail(diag.GuardFails, branch, message)
		d.Notes = []string{exampleNote(example)}
	case certain:
		example = (&engine.Example{Unshown: true}).Data(nil)
		d = p.Fail(diag.GuardFails, branch, message)
		d.Notes = []string{unshown}
	default:
		d = p.Fail(diag.GuardUndecided, branch, "segc cannot prove that this rule satisfies a `require`, so it is an error")
		d.Notes = []string{"segc found no contact that the `require` excludes, but there may be one"}
	}
	d.Contact = example
	d.Related = []diag.Label{{Location: problems.At(g.Source, g.Require), Text: "required here"}}
	if fix, ok := p.joinGuard(g); ok {
		d.Fixes = []diag.Fix{fix}
	}
}

// mixed returns a column of an example that is one of mixedColumns, or "".
func (p *Prover) mixed(example *contact.Example) string {
	if example == nil {
		return ""
	}
	columns := p.mixedColumns()
	for _, f := range example.Facts {
		if f.Kind == contact.FactColumn && f.Value.Kind() != contact.Missing && columns[f.Column] {
			return f.Column
		}
	}
	return ""
}

// mixedColumns returns the columns that the rule and its guards compare with
// values of several types. Whether the text "1" is the number 1 is for the
// platform to say.
func (p *Prover) mixedColumns() map[string]bool {
	columns := map[string]bool{}
	kinds := map[string]condition.ValueKind{}
	for _, a := range p.rule.Set.Atoms {
		c, ok := a.Condition.(condition.Field)
		if !ok || len(c.Values) == 0 || !p.columns(c.Column).Mixed {
			continue
		}
		for _, v := range c.Values {
			if first, seen := kinds[c.Column]; !seen {
				kinds[c.Column] = v.Kind
			} else if first != v.Kind {
				columns[c.Column] = true
			}
		}
	}
	return columns
}

func (p *Prover) undecided(g resolve.Guard, at diag.Location) {
	d := p.Fail(diag.GuardUndecided, at, "this rule is too complex to check against a `require`, so it is an error")
	d.Related = []diag.Label{{Location: problems.At(g.Source, g.Require), Text: "required here"}}
	d.Notes = []string{"segc can check it if the rule includes the requirement: `( … ) and " + excerpt(problems.At(g.Source, g.Require.Expr)) + "`"}
}

// branch returns the place of the first alternative through which contacts
// escape, as deep as all of its own contacts that escape take one way.
func (p *Prover) branch(guarded *Prover, b *builder, at diag.Location, escaping logic.Node) diag.Location {
	f := p.rule.Formula
	for f.Kind == formula.Or && f.Places != nil {
		next := -1
		for i, kid := range f.Kids {
			if guarded.system.And(b.Build(kid), escaping) != logic.False {
				next = i
				break
			}
		}
		if next < 0 {
			break
		}
		f, at = f.Kids[next], f.Places[next]
	}
	return at
}

// escapee looks for a contact that the rule reaches and the guard keeps out, as
// the evaluator judges. Certain says that there is one, found or not.
func (p *Prover) escapee(guarded *Prover, escaping logic.Node, g resolve.Guard) (example *engine.Example, certain bool) {
	names, reached, err := p.read()
	if err != nil {
		return nil, false // the checks refuse what the evaluator refuses
	}
	allowed, err := eval.Read(p.Poll, names, p.program.WrittenExpr(g.Require.Expr))
	if err != nil {
		return nil, false
	}
	if p.judged == nil {
		p.judged = engine.NewBudget(guarded.limits)
	}
	question := engine.Question{
		Holds: func(c contact.Contact, r eval.Reading) bool {
			return reached.Holds(p.Poll, c, r) && !allowed.Holds(p.Poll, c, r)
		},
		Typed:  names.Typed,
		Weight: weigh(p.Poll, p.whole(), p.where, g.Require.Expr),
	}
	if mixed := p.mixedColumns(); len(mixed) > 0 {
		// A contact without a value there says more.
		plainly := question
		plainly.Holds = func(c contact.Contact, r eval.Reading) bool {
			for name := range mixed {
				if v, ok := c.Columns[name]; ok && v.Kind() != contact.Missing {
					return false
				}
			}
			return question.Holds(c, r)
		}
		if example, _ := guarded.system.Find(escaping, plainly, p.judged); example != nil {
			return example, true
		}
	}
	return guarded.system.Find(escaping, question, p.judged)
}

// unshown says that there is a contact, but none to show.
const unshown = "segc found no example within its limits"

// exampleNote describes a contact who was found.
func exampleNote(e *contact.Example) string {
	note := "for example, " + engine.Sentence(e.Words)
	if when := e.Readings[0].String(); when != "" {
		note += ", if the platform " + when
	}
	return note
}

// joinGuard returns the fix that joins the guard to the rule.
func (p *Prover) joinGuard(g resolve.Guard) (diag.Fix, bool) {
	text := g.Source.Slice(g.Require.Expr.Span())
	if strings.Contains(text, "#") {
		return diag.Fix{}, false
	}
	text = strings.Join(strings.Fields(text), " ")
	if _, or := g.Require.Expr.(*ast.Or); or {
		text = "(" + text + ")"
	}
	rule := p.at()
	open, closed := "(", ") and "+text
	switch p.where.(type) {
	case *ast.Or:
	default:
		open, closed = "", " and "+text
	}
	edits := []diag.Edit{{Location: problems.After(rule), Text: closed}}
	if open != "" {
		edits = append([]diag.Edit{{Location: problems.Before(rule), Text: open}}, edits...)
	}
	return diag.Fix{Text: "add the requirement to the rule", Edits: edits}, true
}
