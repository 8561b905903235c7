package explain

import (
	"github.com/segc-lang/segc/internal/poll"
)

// node is a part of a nested form: a clause, or parts that must all hold, or any
// hold.
type node struct {
	said *clause // nil with parts
	all  bool
	kids []*node
}

// Nested is a part of a nested form for programs. It has one of three members.
type Nested struct {
	Condition string    `json:"condition,omitempty"`
	All       []*Nested `json:"all,omitempty"`
	Any       []*Nested `json:"any,omitempty"`
}

func (n *node) described() *Nested {
	if n.said != nil {
		return &Nested{Condition: n.said.plain}
	}
	kids := make([]*Nested, len(n.kids))
	for i, kid := range n.kids {
		kids[i] = kid.described()
	}
	if n.all {
		return &Nested{All: kids}
	}
	return &Nested{Any: kids}
}

// size returns how many clauses a form has.
func (n *node) size() int {
	if n.said != nil {
		return 1
	}
	size := 0
	for _, kid := range n.kids {
		size += kid.size()
	}
	return size
}

// The most clauses and conditions that are looked at. A product of more parts has
// more groups than a document may have.
const (
	maxNestedClauses    = 256
	maxNestedConditions = 200_000
)

// nest finds the product that the groups are, if it has at most half as many
// conditions as they have.
func (e *Explanation) nest(in *Input) {
	if len(e.groups) < 3 {
		return
	}
	number := make([]int, in.distinct.count()) // by the ids of clauses, from 1
	var all clauses
	groups := make([][]int, len(e.groups))
	conditions := 0
	for i, g := range e.groups {
		if conditions += len(g); conditions > maxNestedConditions {
			return
		}
		groups[i] = make([]int, len(g))
		for j, c := range g {
			e.poll.Step(16)
			e.poll.Hold(8)
			if number[c.id] == 0 {
				if len(all) == maxNestedClauses {
					return
				}
				all = append(all, c)
				number[c.id] = len(all)
			}
			groups[i][j] = number[c.id] - 1
		}
	}
	root := nester{in, all, e.poll}.any(groups)
	if root.all && 2*root.size() <= conditions {
		e.nested = root
	}
}

type nester struct {
	in      *Input
	clauses clauses
	poll    *poll.Poll
}

// any returns the form of groups of clauses; one of them must hold.
func (n nester) any(groups [][]int) *node {
	if len(groups) == 1 {
		return n.group(groups[0])
	}
	if parts := n.factors(groups); len(parts) > 1 {
		root := &node{all: true}
		for _, part := range parts {
			root.kids = append(root.kids, flat(n.any(part), true)...)
		}
		return root
	}
	root := &node{}
	for _, part := range n.apart(groups) {
		if len(part) == len(groups) { // all of them are connected
			for _, g := range groups {
				root.kids = append(root.kids, n.group(g))
			}
			break
		}
		root.kids = append(root.kids, flat(n.any(part), false)...)
	}
	return root
}

// flat returns the parts of a form that is joined as the one around it is, or
// the form.
func flat(of *node, all bool) []*node {
	if of.said == nil && of.all == all {
		return of.kids
	}
	return []*node{of}
}

// group returns the form of clauses that must all hold.
func (n nester) group(clauses []int) *node {
	said := make([]*clause, 0, len(clauses))
	for _, c := range clauses {
		said = append(said, n.clauses[c])
	}
	said = n.in.joined(said)
	all := &node{all: true}
	for i := range said {
		all.kids = append(all.kids, &node{said: said[i]})
	}
	if len(all.kids) == 1 {
		return all.kids[0]
	}
	return all
}

// factors returns groups as a product: each of them is one of the first part, one
// of the second and so on, and all combinations are there. There is one part if
// they are not a product. Two clauses that are in no group together are of one
// part.
func (n nester) factors(groups [][]int) [][][]int {
	var beside [maxNestedClauses][maxNestedClauses / 64]uint64
	var present []int
	seen := [maxNestedClauses]bool{}
	for _, g := range groups {
		n.poll.Step(4 * len(g) * len(g))
		for _, a := range g {
			if !seen[a] {
				seen[a] = true
				present = append(present, a)
			}
			for _, b := range g {
				beside[a][b/64] |= 1 << (b % 64)
			}
		}
	}
	n.poll.Step(len(present) * len(present))
	part := unite(present, func(a, b int) bool { return beside[a][b/64]&(1<<(b%64)) == 0 })
	parts := divided(part)
	if parts < 2 {
		return nil
	}
	projections := make([][][]int, parts)
	known := make([]map[string]bool, parts)
	for i := range known {
		known[i] = map[string]bool{}
	}
	for _, g := range groups {
		n.poll.Step(32 * len(g))
		split := make([][]int, parts)
		for _, c := range g {
			split[part[c]] = append(split[part[c]], c)
		}
		for i, of := range split {
			key := make([]byte, 0, 2*len(of))
			for _, c := range of {
				key = append(key, byte(c), byte(c>>8))
			}
			if len(of) == 0 {
				return nil // a group that leaves out a part
			}
			if !known[i][string(key)] {
				known[i][string(key)] = true
				projections[i] = append(projections[i], of)
			}
		}
	}
	combinations := 1
	for _, p := range projections {
		if combinations *= len(p); combinations > len(groups) {
			return nil
		}
	}
	if combinations != len(groups) || repeats(groups) {
		return nil
	}
	return projections
}

// repeats reports whether a group is there twice.
func repeats(groups [][]int) bool {
	known := map[string]bool{}
	for _, g := range groups {
		key := make([]byte, 0, 2*len(g))
		for _, c := range g {
			key = append(key, byte(c), byte(c>>8))
		}
		if known[string(key)] {
			return true
		}
		known[string(key)] = true
	}
	return false
}

// apart returns groups in parts that have no clause in common.
func (n nester) apart(groups [][]int) [][][]int {
	first := [maxNestedClauses]int{} // 1 + the first group that has a clause
	root := make([]int, len(groups))
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for i, g := range groups {
		n.poll.Step(16 * len(g))
		root[i] = i
		for _, c := range g {
			if first[c] == 0 {
				first[c] = i + 1
			} else if a, b := find(first[c]-1), find(i); a != b {
				root[max(a, b)] = min(a, b)
			}
		}
	}
	number := map[int]int{}
	var parts [][][]int
	for i, g := range groups {
		r := find(i)
		at, ok := number[r]
		if !ok {
			at = len(parts)
			number[r] = at
			parts = append(parts, nil)
		}
		parts[at] = append(parts[at], g)
	}
	return parts
}

// unite numbers clauses by part: two that are joined are in one.
func unite(clauses []int, joined func(a, b int) bool) map[int]int {
	part := map[int]int{}
	next := 0
	for _, c := range clauses {
		if _, ok := part[c]; ok {
			continue
		}
		part[c] = next
		for stack := []int{c}; len(stack) > 0; {
			a := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, b := range clauses {
				if _, ok := part[b]; !ok && joined(a, b) {
					part[b] = next
					stack = append(stack, b)
				}
			}
		}
		next++
	}
	return part
}

// divided returns how many parts there are.
func divided(part map[int]int) int {
	parts := 0
	for _, p := range part {
		parts = max(parts, p+1)
	}
	return parts
}
