package lint

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// openNegative warns of the negatives on one column that `and` joins. Both answers
// are offered, and neither is certain. There are none while the name of the column is
// likely a slip: once it is another column, they would be offered again.
func (search *negativeSearch) openNegative(negatives []operand) {
	first := negatives[0].expr.(*ast.Column)
	span, negated, _ := whereWritten(negatives[0])
	message := fmt.Sprintf("contacts without a value in `%s` may or may not match %s: the platform's documentation does not say", first.Name.Text, search.written(span, negated))
	d := search.warn(diag.OpenNegative, diag.Location{Source: search.source, Span: span}, message)
	name := search.tested(search.source, first.Name)
	letIn, leaveOut := diag.Fix{Text: "include them"}, diag.Fix{Text: "leave them out"}
	for _, o := range negatives {
		search.Poll.Step(64)
		if builtin, word := search.meant(o.expr.(*ast.Column)); builtin != "" || word != "" {
			return
		}
		letIn.Edits = append(letIn.Edits, search.said(o, name, true)...)
	}
	leaveOut.Edits = search.said(negatives[0], name, false)
	if len(negatives) <= maxTakenOut {
		d.Fixes = append(d.Fixes, letIn)
	}
	d.Fixes = append(d.Fixes, leaveOut)
}

// openName warns of the opposite of a part that leaves open whether it matches
// contacts without a value in a column.
func (search *negativeSearch) openName(o operand, column string) {
	span, negated, _ := whereWritten(o)
	message := fmt.Sprintf("contacts without a value in `%s` may or may not match %s: the platform's documentation does not say", column, search.written(span, negated))
	d := search.warn(diag.OpenNegative, diag.Location{Source: search.source, Span: span}, message)
	spelled := search.spelled[column]
	name := search.tested(spelled.source, spelled.name)
	d.Fixes = []diag.Fix{{Text: "include them", Edits: search.said(o, name, true)}, {Text: "leave them out", Edits: search.said(o, name, false)}}
}

// written is what a message calls a condition.
func (search *negativeSearch) written(span ast.Span, negated bool) string {
	text := search.source.Slice(span)
	switch {
	case len(text) > 60 || strings.ContainsAny(text, "#\r\n"):
		text = "this condition"
	default:
		text = "`" + text + "`"
	}
	if negated {
		return "the opposite of " + text
	}
	return text
}

// whereWritten returns the place of a negative, whether it is the opposite of what
// is written there, and what it is written in. A `not` that is over the condition
// alone belongs to it.
func whereWritten(o operand) (span ast.Span, negated bool, in place) {
	if o.negated && o.not != nil {
		return o.not.At, false, o.notIn
	}
	return o.expr.Span(), o.negated, o.in
}

// said returns the edits that say of a negative what becomes of contacts without a
// value. Below a `not`, both words change places.
func (search *negativeSearch) said(o operand, name string, letIn bool) []diag.Edit {
	span, negated, in := whereWritten(o)
	text, bare := " or "+name+" is null", in == inParens || in == inOr
	if letIn == negated {
		text, bare = " and "+name+" is not null", in == inParens || in == inAnd
	}
	at := func(place int) diag.Location {
		return diag.Location{Source: search.source, Span: ast.Span{Start: place, End: place}}
	}
	if bare {
		return []diag.Edit{{Location: at(span.End), Text: text}}
	}
	return []diag.Edit{{Location: at(span.Start), Text: "("}, {Location: at(span.End), Text: text + ")"}}
}
