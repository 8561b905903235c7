package prove

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
)

// Parts says how the groups of a document are made of those of parts of its rule. A part with
// kids is an `and` or an `or` of what they are, and has the products or the sum of their groups.
// A part without kids has groups of its own.
type Parts struct {
	kids     []*Parts
	operands [][]int   // by kid: the operands of the `and` or `or` that it is
	groups   [][]int32 // the numbers of their conditions
	or       bool      // how the kids are joined
}

// Numbered returns the same with other numbers: each condition has the one at its place in
// numbers.
func (p *Parts) Numbered(numbers []int32) *Parts {
	if p == nil {
		return nil
	}
	other := &Parts{operands: p.operands, or: p.or, kids: make([]*Parts, len(p.kids)), groups: make([][]int32, len(p.groups))}
	for i, kid := range p.kids {
		other.kids[i] = kid.Numbered(numbers)
	}
	for i, g := range p.groups {
		other.groups[i] = make([]int32, len(g))
		for j, number := range g {
			other.groups[i][j] = numbers[number]
		}
	}
	return other
}

// multiply returns the groups of the document: those of the last kid change first.
func (p *Prover) multiply(parts *Parts) [][]int32 {
	if len(parts.kids) == 0 {
		return parts.groups
	}
	var all [][]int32
	for i, kid := range parts.kids {
		groups := p.multiply(kid)
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
// there. The conditions of the parts have the numbers that they have in the document. False
// means that it is not known.
func (p *Prover) AgreesInParts(document *condition.Table, parts *Parts) bool {
	if !p.decided || parts == nil {
		return false
	}
	groups := p.multiply(parts)
	if len(groups) != len(document.Groups) || !p.sameGroups(groups, document) {
		return false
	}
	c := partCheck{p, p.system.Compare(document.Conditions)}
	return c.says(parts, p.rule.Formula) && p.system.Err() == nil
}

// sameGroups reports whether groups have the conditions that those of a document have, in any
// order within a group.
func (p *Prover) sameGroups(groups [][]int32, document *condition.Table) bool {
	in := make([]int, len(document.Conditions)) // by condition: the last group that has it, counted from 1
	for i, g := range groups {
		other := document.Groups[i]
		p.Poll.Step(1 + len(g))
		if len(g) != len(other) {
			return false
		}
		for _, number := range g {
			if int(number) >= len(in) || in[number] == i+1 {
				return false
			}
			in[number] = i + 1
		}
		for _, number := range other {
			if in[number] != i+1 {
				return false
			}
			in[number] = 0
		}
	}
	return true
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
	met := make([]bool, len(f.Kids))
	count := 0
	for i, kid := range parts.kids {
		if len(parts.operands[i]) == 0 {
			return false
		}
		for _, operand := range parts.operands[i] {
			if met[operand] {
				return false
			}
			met[operand] = true
			count++
		}
		if !c.says(kid, operandsOf(f, parts.operands[i])) {
			return false
		}
	}
	return count == len(f.Kids)
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
