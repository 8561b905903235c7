package prove

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
)

// Parts says how the groups of a form are made of those of parts of its rule. A part with kids
// is an `and` or an `or` of what they are, and has the products or the sum of their groups.
// A part without kids has groups of its own.
type Parts struct {
	kids     []Parts
	operands [][]int   // by kid: the operands of the `and` or `or` that it is
	groups   [][]int32 // the numbers of their conditions in the form
	size     int       // how many groups the part has
	or       bool      // how the kids are joined
}

// multiply returns the groups of parts: those of the last kid change first.
func (p *Prover) multiply(parts *Parts) [][]int32 {
	if len(parts.kids) == 0 {
		return parts.groups
	}
	var all [][]int32
	for i := range parts.kids {
		groups := p.multiply(&parts.kids[i])
		switch {
		case i == 0:
			all = groups
		case parts.or:
			all = append(slices.Clip(all), groups...)
		default:
			all = p.product(all, groups)
		}
	}
	return all
}

func (p *Prover) product(left, right [][]int32) [][]int32 {
	total := 0
	for _, g := range left {
		total += len(g) * len(right)
	}
	for _, g := range right {
		total += len(g) * len(left)
	}
	p.Poll.Step(total)
	all, room := make([][]int32, 0, len(left)*len(right)), make([]int32, 0, total)
	for _, l := range left {
		for _, r := range right {
			from := len(room)
			room = append(append(room, l...), r...)
			all = append(all, room[from:len(room):len(room)])
		}
	}
	return all
}

// AgreesInParts reports whether a document, as it was read back, is proved to say the same as
// its rule, since its groups are those of the parts and each part says what the rule says
// there. Numbers has, by the number of a condition in the form, the number that it has in the
// document. False means that it is not known.
func (p *Prover) AgreesInParts(document *condition.Table, parts *Parts, numbers []int32) bool {
	if !p.decided || parts == nil || !p.sameGroups(document, parts, numbers) {
		return false
	}
	c := partCheck{p, p.system.Compare(document.Conditions, numbers)}
	return c.says(parts, p.rule.Formula) && p.system.Err() == nil
}

// sameGroups reports whether the groups of a document have the conditions that those of parts
// have, in any order within a group.
func (p *Prover) sameGroups(document *condition.Table, parts *Parts, numbers []int32) bool {
	if count(parts) != len(document.Groups) {
		return false
	}
	in := make([]int, len(document.Conditions)) // by condition: the last group that has it, counted from 1
	for i, g := range document.Groups {
		p.Poll.Step(1 + 2*len(g))
		for _, number := range g {
			if in[number] == i+1 {
				return false // it is there twice
			}
			in[number] = i + 1
		}
		left, fits := len(g), true
		eachOf(parts, i, func(number int32) {
			at := numbers[number]
			if fits = fits && at >= 0 && int(at) < len(in) && in[at] == i+1; fits {
				in[at] = 0
				left--
			}
		})
		if !fits || left != 0 {
			return false
		}
	}
	return true
}

// count returns how many groups parts have, and keeps for each part how many it has; none if
// they are too many for any document.
func count(parts *Parts) int {
	switch {
	case len(parts.kids) == 0:
		parts.size = len(parts.groups)
	case parts.or:
		parts.size = 0
		for i := range parts.kids {
			parts.size = plus(parts.size, count(&parts.kids[i]))
		}
	default:
		parts.size = 1
		for i := range parts.kids {
			parts.size = times(parts.size, count(&parts.kids[i]))
		}
	}
	return parts.size
}

// eachOf calls a function with the conditions of a group of parts, by its place among those
// that count has counted.
func eachOf(parts *Parts, group int, yield func(number int32)) {
	switch {
	case len(parts.kids) == 0:
		for _, number := range parts.groups[group] {
			yield(number)
		}
	case parts.or:
		for i := range parts.kids {
			if kid := &parts.kids[i]; group < kid.size {
				eachOf(kid, group, yield)
				return
			} else {
				group -= kid.size
			}
		}
	default:
		for i := range slices.Backward(parts.kids) {
			kid := &parts.kids[i]
			eachOf(kid, group%kid.size, yield)
			group /= kid.size
		}
	}
}

// partCheck proves what the parts of a document say.
type partCheck struct {
	*Prover
	comparison *engine.Comparison
}

// says reports whether parts say what a formula does.
func (c *partCheck) says(parts *Parts, f *formula.Formula) bool {
	if len(parts.kids) == 0 {
		same, err := c.comparison.Says(parts.groups, build(f), func() []int32 { return atomsIn(f) })
		return same && err == nil
	}
	if f.Kind != formula.And && f.Kind != formula.Or || parts.or != (f.Kind == formula.Or) {
		return false
	}
	met, left := make([]bool, len(f.Kids)), len(f.Kids)
	for i := range parts.kids {
		if len(parts.operands[i]) == 0 {
			return false
		}
		for _, operand := range parts.operands[i] {
			if met[operand] {
				return false
			}
			met[operand] = true
			left--
		}
		if !c.says(&parts.kids[i], operandsOf(f, parts.operands[i])) {
			return false
		}
	}
	return left == 0
}

// atomsIn returns the atoms of a formula.
func atomsIn(f *formula.Formula) []int32 {
	var atoms []int32
	seen := map[*formula.Formula]bool{}
	var visit func(f *formula.Formula)
	visit = func(f *formula.Formula) {
		if seen[f] {
			return
		}
		seen[f] = true
		if f.Kind == formula.Literal {
			atoms = append(atoms, int32(f.Atom.ID))
		}
		for _, kid := range f.Kids {
			visit(kid)
		}
	}
	visit(f)
	return atoms
}
