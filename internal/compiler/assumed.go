package compiler

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/prove"
)

// unassumed returns the writer of the document without what is assumed, if that is as small: then
// the assumptions change no byte, and the document is right on every platform. Otherwise it
// returns the writer that it is given.
func (w *writer) unassumed(where *ast.Where, rule *formula.Rule) (*writer, func()) {
	none := func() {}
	if w.names.Assumed == (contact.Reading{}) || w.written == nil {
		return w, none
	}
	names, other := *w.names, *w.compilation
	names.Assumed = contact.Reading{}
	other.List, other.names, other.result = problems.List{Poll: w.poll}, &names, Result{}
	proof := prove.New(&other.List, prove.Source{Program: &names, Columns: w.facts.Column, Rule: rule, Where: where.Expr}, prove.Options{MaxWork: w.options.MaxWork})
	if !proof.Decided() || proof.Constant() {
		proof.Close()
		return w, none
	}
	always := &writer{compilation: &other, rule: rule, proof: proof, at: w.at}
	always.minimal()
	if always.suffices(w.written) {
		always.List = problems.List{Poll: w.poll, All: w.All}
		always.result.Judged = w.result.Judged
		return always, proof.Close
	}
	proof.Close()
	return w, none
}

// suffices reports whether the document is as small as another one. One that has fewer values
// only, and that is right without an assumption, too, is not smaller because of what is assumed.
func (w *writer) suffices(other *condition.Table) bool {
	if w.written == nil {
		return false
	}
	own, size := sizeOf(w.written), sizeOf(other)
	return slices.Compare(own, size) <= 0 || slices.Equal(own[:2], size[:2]) && w.proof.Agrees(other, false) == prove.Proved
}

// sizeOf returns what makes a document small: groups, then conditions, then values.
func sizeOf(document *condition.Table) []int {
	groups, conditions := document.Size()
	values := 0
	for _, g := range document.Groups {
		for _, number := range g {
			values += condition.Values(document.Conditions[number])
		}
	}
	return []int{groups, conditions, values}
}
