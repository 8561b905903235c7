package prove

import (
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
)

// apart divides the operands of a part of the rule into parts that have no subject in
// common: whether an operand changes something depends on those of its own part only.
type apart struct {
	of      []int        // per operand: its part
	context []logic.Node // per part: where it matters
	needed  []bool       // per part: each operand changes something, and so does all in it
}

const (
	// fewOperands is below how many operands it does not pay to look at what they share.
	fewOperands = 4
	// manyOperands is from how many operands on it pays to look for points that only one
	// has.
	manyOperands = 8
)

// apart finds the parts of the operands of f. The operands that have a subject in common
// with the context are one part, the first; all are if that is not enough to tell.
func (r *redundancy) apart(f *formula.Formula, nodes []logic.Node, context logic.Node) apart {
	of, several := pieceOf(&r.places, len(nodes), usual)[:len(nodes)], 1
	if len(nodes) >= r.few && context != logic.False {
		several = r.sharing(f, context, of)
	}
	a := apart{of: of, context: r.each(several, logic.True), needed: pieceOf(&r.answers, several, usual)[:several]}
	a.context[0] = context
	if len(nodes) < r.few || context == logic.False {
		return a
	}
	// The operands by their parts.
	room := pieceOf(&r.places, several, usual)[:several]
	for _, p := range of {
		room[p]++
	}
	members, free := make([][]logic.Node, several), pieceOf(&r.nodes, len(nodes), usual)[:len(nodes)]
	for p, n := range room {
		members[p], free = free[:0:n], free[n:]
	}
	for i, p := range of {
		members[p] = append(members[p], nodes[i])
	}
	for p, nodes := range members {
		if len(a.context) == 1 && (f.Kind != formula.Or || len(nodes) < r.many) {
			continue // nothing depends on what they are together
		}
		all := r.joinAll(f, nodes)
		if len(a.context) > 1 && r.matters(f, a.context[p], all) == logic.False {
			clear(of)
			return apart{of: of, context: r.each(1, context), needed: pieceOf(&r.answers, 1, usual)[:1]} // then nothing else matters
		}
		if f.Kind == formula.Or && len(nodes) >= r.many {
			a.needed[p] = r.needed(f, all, a, p)
		}
	}
	return a
}

// each returns so many nodes that are all the same.
func (r *redundancy) each(n int, same logic.Node) []logic.Node {
	nodes := pieceOf(&r.nodes, n, usual)[:n]
	for i := range nodes {
		nodes[i] = same
	}
	return nodes
}

func (r *redundancy) joinAll(f *formula.Formula, nodes []logic.Node) logic.Node {
	if f.Kind == formula.Or {
		return r.system.Or(nodes...)
	}
	return r.system.And(nodes...)
}

// needed reports whether all operands of a part of an `or` are conditions, or joined by
// `and`, and each of these changes something. False means that it is not known.
func (r *redundancy) needed(f *formula.Formula, all logic.Node, a apart, part int) bool {
	var cubes [][]logic.Literal
	for i, kid := range f.Kids {
		if a.of[i] != part {
			continue
		}
		kids := kid.Kids
		switch kid.Kind {
		case formula.Literal:
			kids = f.Kids[i : i+1]
		case formula.Or:
			return false
		}
		r.Poll.Step(16 * len(kids))
		cube := make([]logic.Literal, len(kids))
		for k, literal := range kids {
			if literal.Kind != formula.Literal {
				return false
			}
			cube[k] = r.system.Place(literal.Atom.ID)
		}
		cubes = append(cubes, cube)
	}
	return r.system.Needed(all, a.context[part], cubes)
}

// sharing numbers the operands of f so that those with different numbers have no subject in
// common, and returns how many numbers there are. Those that share one with the context are
// number 0, if there are any.
func (r *redundancy) sharing(f *formula.Formula, context logic.Node, of []int) (several int) {
	c := r.connect(f, r.system.Support(context))
	number := c.rest[:len(c.with)] // by first member, plus one
	clear(number)
	if context != logic.True {
		number[c.first(0)], several = 1, 1
	}
	for i := range f.Kids {
		first := c.first(i + 1)
		if number[first] == 0 {
			several++
			number[first] = several
		}
		of[i] = number[first] - 1
	}
	return several
}
