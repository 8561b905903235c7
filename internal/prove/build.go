package prove

import (
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/theory"
)

// MaxAtoms is the most distinct conditions of a rule that are reasoned about.
// A larger rule is compiled by plain expansion, and its guards are not decided.
const MaxAtoms = 5000

// atomsOf returns the atoms of a set, as conditions that have a meaning.
func atomsOf(set *formula.Set) []theory.Atom {
	atoms := make([]theory.Atom, len(set.Atoms))
	for i, a := range set.Atoms {
		atoms[i] = theory.Atom{Condition: a.Condition, Negated: a.Negated}
	}
	return atoms
}

// build returns a builder for the function of a formula in a diagram. A part that is in
// several places is built once.
func build(f *formula.Formula) engine.Builder {
	return func(d *logic.Diagram, atom func(int) logic.Node) logic.Node {
		b := builder{Diagram: d, Atom: atom}
		return b.Build(f)
	}
}

// builder builds functions of formulas in one diagram.
type builder struct {
	Diagram *logic.Diagram
	Atom    func(int) logic.Node
	again   bool // parts of what was built are built again
	// memo has parts that are built again, unless they are no more than a few atoms.
	memo map[*formula.Formula]logic.Node
}

// Build returns the function of a formula.
func (b *builder) Build(f *formula.Formula) logic.Node {
	switch f.Kind {
	case formula.False:
		return logic.False
	case formula.True:
		return logic.True
	case formula.Literal:
		return b.Atom(f.Atom.ID)
	}
	if n, ok := b.memo[f]; ok {
		return n
	}
	var few [16]logic.Node
	kids, low := few[:0], len(f.Kids) <= len(few)
	if len(f.Kids) > len(few) {
		kids = make([]logic.Node, 0, len(f.Kids))
	}
	for _, kid := range f.Kids {
		kids = append(kids, b.Build(kid))
		low = low && kid.Kind == formula.Literal
	}
	n := b.Diagram.And(kids...)
	if f.Kind == formula.Or {
		n = b.Diagram.Or(kids...)
	}
	if low || !b.again && !f.Shared {
		return n
	}
	if b.memo == nil {
		b.memo = map[*formula.Formula]logic.Node{}
	}
	b.memo[f] = n
	return n
}
