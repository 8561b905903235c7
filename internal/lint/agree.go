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
	l := &linter{Input: input, names: collect(input)}
	known := map[ast.Statement][]notOver{}
	var kept diag.List
	var without []ast.Span // what the warnings that stay would take out
	for _, d := range list {
		s := l.around(d)
		if s == nil {
			kept = append(kept, d)
			continue
		}
		if _, looked := known[s]; !looked {
			known[s] = l.nots(s, nil)
		}
		missed := l.missed(s, known[s], append(slices.Clip(without), d.Location.Span))
		if len(missed) == 0 {
			without = append(without, d.Location.Span)
		} else {
			l.says(&d, missed)
		}
		kept = append(kept, d)
	}
	return kept
}

// says adds to a warning what the part says, and gives it a fix that leaves no
// doubt about it, if it is a short one.
func (l *linter) says(d *diag.Diagnostic, missed []notOver) {
	source, not, order := l.Main.Source, missed[0].not, missed[0].order
	d.Notes = append(slices.Clip(d.Notes), fmt.Sprintf("it shows that contacts without a value in `%s` are left out; "+
		"without `not`, the opposite comparison says so", order.Name.Text))
	removed := d.Fixes
	d.Fixes = nil
	if len(missed) > 1 || len(removed) == 0 || strings.Contains(source.Slice(not.Span()), "#") {
		return
	}
	text := opposite(source, order, source.Slice(order.Name.At))
	if order.Op == ast.Between {
		text = "(" + text + ")"
	}
	fix := diag.Fix{Text: "write the opposite comparison alone", Edits: []diag.Edit{{Location: at(source, not), Text: text}}}
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

// around returns the statement of the main file in which a part may be removed
// that speaks of missing values; nil if there is none. Without a `not`, no part
// does.
func (l *linter) around(d diag.Diagnostic) ast.Statement {
	if !goes(d) || d.Location.Source != l.Main.Source {
		return nil
	}
	for _, s := range l.Main.Statements {
		if !s.Span().Covers(d.Location.Span) {
			continue
		}
		for n := range ast.Preorder(s) {
			if _, not := n.(*ast.Not); not {
				return s
			}
		}
	}
	return nil
}

// missed returns what leftOut would also warn of without the parts at some
// places.
func (l *linter) missed(s ast.Statement, known []notOver, without []ast.Span) []notOver {
	return slices.DeleteFunc(l.nots(s, without), func(found notOver) bool {
		return slices.ContainsFunc(known, func(k notOver) bool { return k.not == found.not && k.order.Name.Text == found.order.Name.Text })
	})
}
