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
	operands []int     // of a kid: the operands of the `and` or `or` around it that it is
	groups   [][]int32 // the numbers of their conditions in the form
	size     int       // how many groups the part has
	or       bool      // how the kids are joined
}

// multiply returns the groups of parts: those of the last kid change first.
func (p *Prover) multiply(parts *Parts) [][]int32 {
	if len(parts.kids) == 0 {
		return parts.groups
	}
	if parts.or {
		all := make([][]int32, 0, count(parts))
		for i := range parts.kids {
			all = append(all, p.multiply(&parts.kids[i])...)
		}
		return all
	}
	var few [16][][]int32
	kids := few[:0]
	for i := range parts.kids {
		kids = append(kids, p.multiply(&parts.kids[i]))
	}
	return p.product(kids)
}

// product returns a group for each choice of one group of each kid.
func (p *Prover) product(kids [][][]int32) [][]int32 {
	rows, total := 1, 0
	for _, kid := range kids {
		rows *= len(kid)
	}
	for _, kid := range kids {
		for _, g := range kid {
			total += rows / len(kid) * len(g)
		}
	}
	p.Poll.Step(total + len(kids)*rows)
	var few [16]int
	choice := few[:0]
	for range kids {
		choice = append(choice, 0)
	}
	all, room := p.roomOf(rows, total)
	for row := range all {
		from := len(room)
		for k, kid := range kids {
			room = append(room, kid[choice[k]]...)
		}
		all[row] = room[from:len(room):len(room)]
		for k := len(kids) - 1; k >= 0; k-- {
			if choice[k]++; choice[k] < len(kids[k]) {
				break
			}
			choice[k] = 0
		}
	}
	return all
}

// roomOf returns room for so many groups, and for all their conditions.
func (p *Prover) roomOf(groups, conditions int) ([][]int32, []int32) {
	few := min(p.system.Atoms()/2, 8) // groups, as most parts have
	if groups > few || conditions > usual {
		return make([][]int32, groups), make([]int32, 0, conditions)
	}
	return pieceOf(&p.groups, groups, few)[:groups], pieceOf(&p.group, conditions, 2*few)
}

// AgreesInParts reports whether a document, as it was read back, is proved to say the same as
// its rule, since its groups are those of the parts and each part says what the rule says
// there. Numbers has, by the number of a condition in the form, the number that it has in the
// document. Plain says that the document is the plain expansion. False means that it is not known.
func (p *Prover) AgreesInParts(document *condition.Table, parts *Parts, numbers []int32, plain bool) bool {
	if !p.decided || parts == nil || !p.sameGroups(document, parts, numbers) {
		return false
	}
	known := p.system.Atoms()
	c := partCheck{p, p.system.Compare(document.Conditions, numbers, func(c condition.Condition) int {
		if a := p.rule.Set.Find(p.Poll, c); a != nil && a.ID < known {
			return a.ID
		}
		return -1
	}, proofLimit(plain))}
	return c.says(parts, p.rule.Formula)
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
		if f.Kind == formula.Literal && c.comparison.Is(parts.groups, f.Atom.ID) {
			return true
		}
		same, err := c.comparison.Says(parts.groups, build(f), func() []int32 { return atomsIn(f) })
		return same && err == nil
	}
	if f.Kind != formula.And && f.Kind != formula.Or || parts.or != (f.Kind == formula.Or) {
		return false
	}
	met, left := make([]bool, len(f.Kids)), len(f.Kids)
	for i := range parts.kids {
		operands := parts.kids[i].operands
		if len(operands) == 0 {
			return false
		}
		for _, operand := range operands {
			if operand >= len(met) || met[operand] {
				return false
			}
			met[operand] = true
			left--
		}
		if !c.says(&parts.kids[i], operandsOf(f, operands)) {
			return false
		}
	}
	return left == 0
}

// atomsIn returns the atoms of a formula.
func atomsIn(f *formula.Formula) []int32 {
	var atoms []int32
	var seen map[*formula.Formula]bool // of those that are in several places
	var visit func(f *formula.Formula)
	visit = func(f *formula.Formula) {
		if f.Shared && f.Kind != formula.Literal {
			if seen[f] {
				return
			}
			if seen == nil {
				seen = map[*formula.Formula]bool{}
			}
			seen[f] = true
		}
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
