package decompile

import "slices"

// rename puts the name of a part wherever a node has its groups.
func (n *node) rename(p *part) *node {
	if n.kind == isName {
		return n
	}
	if n.kind == isCondition {
		if len(p.cubes) == 1 && slices.Equal(p.atoms, []int32{n.atom}) {
			return &node{kind: isName, part: p, first: n.first}
		}
		return n
	}
	for i, kid := range n.kids {
		n.kids[i] = kid.rename(p)
	}
	var chosen, others []*node
	for _, kid := range n.kids {
		if n.kind == isAnd && p.speaksOfAll(kid) || n.kind == isOr && p.has(kid) {
			chosen = append(chosen, kid)
		} else {
			others = append(others, kid)
		}
	}
	if len(chosen) == 0 {
		return n
	}
	joined := join(n.kind, chosen...)
	if joined.count() != len(p.cubes) || joined.kind == isName || !p.has(joined) {
		return n
	}
	name := &node{kind: isName, part: p, first: joined.first}
	if n.kind == isAnd {
		name.first = n.first
	}
	return join(n.kind, append(others, name)...)
}

// speaksOfAll reports whether a node has conditions of the part only.
func (p *part) speaksOfAll(n *node) bool {
	switch n.kind {
	case isCondition:
		_, found := slices.BinarySearch(p.atoms, n.atom)
		return found
	case isName:
		return includes(p.atoms, n.part.atoms)
	}
	return !slices.ContainsFunc(n.kids, func(kid *node) bool { return !p.speaksOfAll(kid) })
}

// has reports whether all groups of a node are groups of the part.
func (p *part) has(n *node) bool {
	if n.count() > len(p.cubes) || !p.speaksOfAll(n) {
		return false
	}
	for _, group := range n.expand() {
		sorted := slices.Sorted(slices.Values(group))
		if !slices.ContainsFunc(p.cubes, func(c cube) bool { return slices.Equal(c.atoms, sorted) }) {
			return false
		}
	}
	return true
}
