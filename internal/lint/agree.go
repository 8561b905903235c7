package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// Agree keeps two warnings from contradicting each other. In `not (age > 5 or
// age is null)`, the last part changes nothing, since `not (age > 5)` matches
// nobody without a value. But it is how the author says so, and without it there
// would be a warning to say it. So the part is not just taken out. The list is
// what the compiler says of the files.
func Agree(input Input, list diag.List) diag.List {
	if !slices.ContainsFunc(list, goes) {
		return list
	}
	a := agreement{linter: &linter{Input: input}, statements: map[ast.Statement]*judged{}, left: maxAgreeing}
	kept := make(diag.List, 0, len(list))
	for _, d := range list {
		kept = append(kept, a.agree(d))
	}
	return kept
}

// maxAgreeing is how many nodes and places Agree looks at. Beyond it, parts are
// no longer offered to be taken out.
const maxAgreeing = 2_000_000

// agreement is the work of Agree.
type agreement struct {
	*linter
	statements map[ast.Statement]*judged
	left       int        // of maxAgreeing
	without    []ast.Span // what the warnings that stay would take out

	asked, negate bool // see negates
}

// judged is what is known of a statement.
type judged struct {
	nodes  int
	negate bool      // it has a `not`
	known  []notOver // what leftOut warns of
}

// agree returns a warning so that it contradicts none of leftOut.
func (a *agreement) agree(d diag.Diagnostic) diag.Diagnostic {
	if !goes(d) || d.Location.Source != a.Main().Source {
		return d
	}
	i := slices.IndexFunc(a.Main().Statements, func(s ast.Statement) bool { return s.Span().Covers(d.Location.Span) })
	if i < 0 {
		return d
	}
	s := a.Main().Statements[i]
	j := a.judge(s)
	if a.left -= j.nodes; a.left < 0 {
		d.Fixes = nil
		return d
	}
	if slices.Contains(a.Enabled, diag.OpenNegative) && a.testsNull(s, d.Location.Span) {
		// SEG516 looks at how a rule is written, and knows less than the proof.
		d.Fixes = nil
		d.Notes = append(slices.Clip(d.Notes), "it decides whether contacts without a value match, which SEG516 asks you to write down")
		return d
	}
	if a.negates() && a.named(s, d.Location.Span) {
		// What the part says of missing values is a part with a name, or in one:
		// another statement may be the one that needs it.
		d.Fixes = nil
		d.Notes = append(slices.Clip(d.Notes), "it decides whether contacts without a value match, so look at each use before you remove it")
		return d
	}
	if !j.negate {
		return d // nothing else speaks of missing values
	}
	if a.left -= j.nodes * (2 + len(a.without)); a.left < 0 {
		d.Fixes = nil
		return d
	}
	missed := a.missed(s, j.known, append(slices.Clip(a.without), d.Location.Span))
	if len(missed) == 0 {
		a.without = append(a.without, d.Location.Span)
		return d
	}
	a.says(&d, missed)
	return d
}

// judge looks at a statement once.
func (a *agreement) judge(s ast.Statement) *judged {
	j := a.statements[s]
	if j == nil {
		j = &judged{}
		a.statements[s] = j
		for n := range ast.Preorder(s) {
			a.Poll.Step(4)
			_, not := n.(*ast.Not)
			j.nodes, j.negate = j.nodes+1, j.negate || not
		}
		if j.negate {
			j.known = a.nots(s, nil)
		}
	}
	return j
}

// testsNull reports whether a part of a statement asks whether a column has a value.
func (a *agreement) testsNull(s ast.Statement, span ast.Span) bool {
	for n := range ast.Preorder(s) {
		a.Poll.Step(4)
		if c, ok := n.(*ast.Column); ok && span.Covers(c.At) && (c.Op == ast.IsNull || c.Op == ast.IsNotNull) {
			return true
		}
	}
	return false
}

// named reports whether a part of a statement speaks of missing values by the name
// of a part, or in a part with a name.
func (a *agreement) named(s ast.Statement, span ast.Span) bool {
	_, let := s.(*ast.Let)
	for n := range ast.Preorder(s) {
		a.Poll.Step(4)
		if !span.Covers(n.Span()) {
			continue
		}
		switch n := n.(type) {
		case *ast.Column:
			if let && (n.Op == ast.IsNull || n.Op == ast.IsNotNull) {
				return true
			}
		case *ast.Ref:
			if len(a.nullTests(n.Name.Text)) > 0 {
				return true
			}
		}
	}
	return false
}

// negates reports whether a statement of the main file has a `not`.
func (a *agreement) negates() bool {
	if !a.asked {
		a.asked = true
		a.negate = slices.ContainsFunc(a.Main().Statements, func(s ast.Statement) bool { return a.judge(s).negate })
	}
	return a.negate
}

// says adds to a warning what the part says, and gives it a fix that leaves no
// doubt about it, if it is a short one.
func (l *linter) says(d *diag.Diagnostic, missed []notOver) {
	source, not, order := l.Main().Source, missed[0].not, missed[0].order
	d.Notes = append(slices.Clip(d.Notes), fmt.Sprintf("it shows that contacts without a value in `%s` are left out; "+
		"the opposite comparison, without `not`, says the same", order.Name.Text))
	removed := d.Fixes
	d.Fixes = nil
	if len(missed) > 1 || len(removed) == 0 || strings.Contains(source.Slice(not.Span()), "#") {
		return
	}
	text := opposite(source, order, source.Slice(order.Name.At))
	if order.Op == ast.Between || order.Op == ast.On {
		text = "(" + text + ")"
	}
	fix := diag.Fix{Text: "write only the opposite comparison", Edits: []diag.Edit{{Location: at(source, not), Text: text}}}
	switch inside := not.Span().Covers(d.Location.Span); {
	case inside && alone(not.Operand, order, d.Location.Span):
	case !inside && bare(not.Operand) == ast.Expr(order):
		fix.Edits = append(fix.Edits, removed[0].Edits...)
	default:
		return
	}
	d.Fixes = []diag.Fix{fix}
}

// alone reports whether an order is all that a part has beside another one.
func alone(e ast.Expr, order *ast.Column, other ast.Span) bool {
	var operands []ast.Expr
	switch e := bare(e).(type) {
	case *ast.Or:
		operands = e.Operands
	case *ast.And:
		operands = e.Operands
	}
	return len(operands) == 2 && !slices.ContainsFunc(operands, func(o ast.Expr) bool {
		return bare(o) != ast.Expr(order) && !other.Covers(bare(o).Span())
	})
}

// goes reports whether a warning is about a part that may as well be removed.
func goes(d diag.Diagnostic) bool {
	return d.Code == diag.PartNeverTrue || d.Code == diag.PartAlwaysTrue || d.Code == diag.RedundantPart
}

// missed returns what leftOut would also warn of without the parts at some
// places.
func (l *linter) missed(s ast.Statement, known []notOver, without []ast.Span) []notOver {
	return slices.DeleteFunc(l.nots(s, without), func(found notOver) bool {
		return slices.ContainsFunc(known, func(k notOver) bool { return k.not == found.not && k.order.Name.Text == found.order.Name.Text })
	})
}
