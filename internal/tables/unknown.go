package tables

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/suggest"
)

// UnknownColumns warns of names after `column` that no rule knows. Such an item says nothing about the
// column that was meant, which the query then reads by its own name.
func (s *Statement) UnknownColumns(known []string) (list diag.List) {
	var missing []string
	for _, name := range known {
		if _, said := s.Tables.Columns[name]; !said {
			missing = append(missing, name)
		}
	}
	for _, name := range s.columns {
		if slices.Contains(known, name.Text) {
			continue
		}
		d := diag.Diagnostic{
			Code: diag.UnknownInTables, Severity: diag.Warning, Location: diag.Location{Source: s.At.Source, Span: name.At},
			Message: fmt.Sprintf("no rule knows the column `%s`, so that nothing reads what is said of it", name.Text),
		}
		if near, found := suggest.Nearest(name.Text, missing); found {
			d.Notes = []string{fmt.Sprintf("the rules have the column `%s`", near)}
		}
		list = append(list, d)
	}
	return list
}

// ColumnsOf returns the names of the columns that a formula looks at.
func ColumnsOf(f *formula.Formula) (names []string) {
	atomsOf(f, func(a *formula.Atom) {
		if c, is := a.Condition.(condition.Field); is {
			names = append(names, c.Column)
		}
	})
	return names
}

// atomsOf calls a function with each atom of a formula, once.
func atomsOf(f *formula.Formula, each func(a *formula.Atom)) {
	seen := map[*formula.Atom]bool{}
	done := map[*formula.Formula]bool{}
	var look func(f *formula.Formula)
	look = func(f *formula.Formula) {
		if done[f] {
			return
		}
		done[f] = true
		if f.Kind == formula.Literal && !seen[f.Atom] {
			seen[f.Atom] = true
			each(f.Atom)
		}
		for _, kid := range f.Kids {
			look(kid)
		}
	}
	look(f)
}
