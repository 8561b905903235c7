package decompile

import (
	"cmp"
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

// node is a rule being written: a condition, a name, or an and or or of others.
type node struct {
	kind  nodeKind
	atom  int32 // of a condition
	part  *part // of a name
	kids  []*node
	first int // the first group that it is a part of
}

type nodeKind uint8

const (
	isCondition nodeKind = iota
	isName
	isAnd
	isOr
)

func conditionNode(atom int32, first int) *node {
	return &node{kind: isCondition, atom: atom, first: first}
}

// join returns an and or an or of nodes, in which none of the same kind is left
// as an operand.
func join(kind nodeKind, nodes ...*node) *node {
	n := &node{kind: kind, first: nodes[0].first}
	for _, kid := range nodes {
		n.first = min(n.first, kid.first)
		if kid.kind == kind {
			n.kids = append(n.kids, kid.kids...)
		} else {
			n.kids = append(n.kids, kid)
		}
	}
	if len(n.kids) == 1 {
		n.kids[0].first = n.first
		return n.kids[0]
	}
	return n
}

// size returns how many conditions and names are written.
func (n *node) size() int {
	if len(n.kids) == 0 {
		return 1
	}
	size := 0
	for _, kid := range n.kids {
		size += kid.size()
	}
	return size
}

// count returns into how many groups a node multiplies out.
func (n *node) count() int {
	switch n.kind {
	case isCondition:
		return 1
	case isName:
		return len(n.part.groups)
	}
	count := 1
	if n.kind == isOr {
		count = 0
	}
	for _, kid := range n.kids {
		if n.kind == isOr {
			count += kid.count()
		} else {
			count *= kid.count()
		}
	}
	return count
}

// expand returns the groups into which a node multiplies out, in the order in
// which the compiler would write them.
func (n *node) expand() [][]int32 {
	switch n.kind {
	case isCondition:
		return [][]int32{{n.atom}}
	case isName:
		return n.part.groups
	case isOr:
		var all [][]int32
		for _, kid := range n.kids {
			all = append(all, kid.expand()...)
		}
		return all
	}
	all := [][]int32{nil}
	for _, kid := range n.kids {
		right := kid.expand()
		if len(right) == 1 {
			for i := range all { // which belong to nobody else: a chain of thousands is not copied for each
				all[i] = append(all[i], right[0]...)
			}
			continue
		}
		product := make([][]int32, 0, len(all)*len(right))
		for _, l := range all {
			for _, r := range right {
				product = append(product, append(slices.Clone(l), r...))
			}
		}
		all = product
	}
	return all
}

// order puts the operands in the order in which the document has them: those of
// an or by their first groups, those of an and by their places in its first
// group.
func (n *node) order(g *groups) {
	for _, kid := range n.kids {
		kid.order(g)
	}
	switch n.kind {
	case isOr:
		poll.SortStable(nil, n.kids, func(a, b *node) int { return cmp.Compare(a.first, b.first) })
	case isAnd:
		place := make(map[*node]int, len(n.kids))
		for _, kid := range n.kids {
			place[kid] = kid.place(g.positions(n.first))
		}
		poll.SortStable(nil, n.kids, func(a, b *node) int { return cmp.Compare(place[a], place[b]) })
	}
}

// place returns the first place at which a group has one of a node's conditions.
func (n *node) place(position map[int32]int) int {
	const nowhere = 1 << 30
	at := nowhere
	look := func(atom int32) {
		if p, ok := position[atom]; ok {
			at = min(at, p)
		}
	}
	switch n.kind {
	case isCondition:
		look(n.atom)
	case isName:
		for _, group := range n.part.groups {
			for _, atom := range group {
				look(atom)
			}
		}
	}
	for _, kid := range n.kids {
		at = min(at, kid.place(position))
	}
	return at
}
