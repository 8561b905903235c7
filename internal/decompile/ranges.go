package decompile

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// ranges returns the operands of an and, in which two bounds become one range. The
// range takes the place of the first of them.
func (e *expr) ranges(kids []*node) []ast.Expr {
	var operands []ast.Expr
	b := e.boundsOf(kids)
	for i, kid := range kids {
		if b.taken[i] {
			continue
		}
		operand, other := b.rangeAt(i)
		if other < 0 {
			operand = e.of(kid)
		} else {
			b.taken[other] = true
		}
		operands = append(operands, operand)
	}
	return operands
}

// bounds are the operands of an and that may be one side of a range, by what
// they bound: only bounds of the same thing are compared.
type bounds struct {
	*expr
	kids    []*node
	taken   []bool       // operands that are in a range
	subject []string     // what an operand bounds; empty for one that is not a bound
	low     []bool       // whether it is the lower bound
	sides   [2]bySubject // the lower and the upper bounds
}

// bySubject has the operands that bound each thing.
type bySubject map[string][]int

// maxBounds is how many bounds of one thing on one side are looked at. Among
// more, nobody would look for a range.
const maxBounds = 64

func (e *expr) boundsOf(kids []*node) *bounds {
	b := &bounds{
		expr: e, kids: kids, taken: make([]bool, len(kids)), subject: make([]string, len(kids)), low: make([]bool, len(kids)),
		sides: [2]bySubject{{}, {}},
	}
	for i, kid := range kids {
		if kid.kind != isCondition {
			continue
		}
		if b.subject[i], b.low[i] = bounded(e.groups.poll, e.groups.conditions[kid.atom]); b.subject[i] != "" {
			side := b.sides[sideOf(b.low[i])]
			side[b.subject[i]] = append(side[b.subject[i]], i)
		}
	}
	return b
}

func sideOf(low bool) int {
	if low {
		return 0
	}
	return 1
}

// bounded returns what a condition is a bound of, or nothing.
func bounded(p *poll.Poll, c condition.Condition) (subject string, low bool) {
	switch c := c.(type) {
	case condition.Field:
		if c.Operator == condition.GreaterEq || c.Operator == condition.LessEq {
			return "column " + c.Column, c.Operator == condition.GreaterEq
		}
	case condition.Event:
		if c.Operator == condition.CountGE || c.Operator == condition.CountLE {
			low = c.Operator == condition.CountGE
			c.Operator, c.Count = condition.Ever, 0
			return "events " + condition.KeyWithin(p, c), low
		}
	}
	return "", false
}

// rangeAt returns the range that begins or ends with an operand, and the other
// operand that it takes; a negative number when there is none. Of several bounds
// on one side nobody knows which is meant: then there is no range.
func (b *bounds) rangeAt(i int) (found ast.Expr, other int) {
	found, other = b.partner(i)
	if other < 0 || b.exact && (other != i+1 || !b.low[i]) {
		return nil, -1
	}
	if _, back := b.partner(other); back < 0 {
		return nil, -1
	}
	return found, other
}

// partner returns the one operand with which another makes a range, and the
// range; a negative number when there is none or more than one.
func (b *bounds) partner(i int) (found ast.Expr, partner int) {
	partner = -1
	if b.subject[i] == "" {
		return nil, -1
	}
	opposite := b.sides[sideOf(!b.low[i])][b.subject[i]]
	if len(opposite) > maxBounds {
		return nil, -1
	}
	for _, j := range opposite {
		if b.taken[j] {
			continue
		}
		b.looks++
		low, high := b.kids[i], b.kids[j]
		if !b.low[i] {
			low, high = high, low
		}
		r, ok := b.names.between(b.groups.conditions[low.atom], b.groups.conditions[high.atom])
		switch {
		case ok && partner >= 0:
			return nil, -1
		case ok:
			found, partner = r, j
		}
	}
	return found, partner
}
