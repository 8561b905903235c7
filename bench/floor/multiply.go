package main

import "strconv"

// group is conditions that are joined with and, by their numbers, in the order of the rule.
// The mask has a bit of each, so that most groups can be told apart at once.
type group struct {
	atoms []int32
	mask  uint64
}

// product multiplies a rule out.
type product struct {
	numbers map[string]int32 // of conditions, by their JSON
	json    []string         // by number
	seen    []int32          // by number: the last group that had the condition
	groups  int32            // how many were made
}

// expand returns a rule, or its opposite, as an or of ands, without groups that another one
// contains. Each not ends in the conditions.
func (p *product) expand(n *node, negated bool) []group {
	switch n.join {
	case not:
		return p.expand(n.parts[0], !negated)
	case leaf:
		c := n.condition
		if negated {
			c = c.opposite()
		}
		number := p.number(c)
		return []group{{[]int32{number}, 1 << (number & 63)}}
	}
	var all []group
	for i, part := range n.parts {
		groups := p.expand(part, negated)
		switch {
		case i == 0:
			all = groups
		case (n.join == or) != negated:
			for _, g := range groups {
				all = absorb(all, g)
			}
		default:
			var both []group
			for _, left := range all {
				for _, right := range groups {
					both = absorb(both, p.join(left, right))
				}
			}
			all = both
		}
	}
	return all
}

// join returns the conditions of both groups, each once.
func (p *product) join(left, right group) group {
	p.groups++
	both := group{make([]int32, 0, len(left.atoms)+len(right.atoms)), left.mask | right.mask}
	for _, atoms := range [][]int32{left.atoms, right.atoms} {
		for _, a := range atoms {
			if p.seen[a] != p.groups {
				p.seen[a] = p.groups
				both.atoms = append(both.atoms, a)
			}
		}
	}
	return both
}

// absorb adds a group, unless one that is there asks for less, and drops those that ask for more.
func absorb(all []group, g group) []group {
	kept := all[:0]
	for i, other := range all {
		if within(other, g) {
			return append(kept, all[i:]...)
		}
		if !within(g, other) {
			kept = append(kept, other)
		}
	}
	return append(kept, g)
}

// within reports whether all conditions of one group are in another.
func within(small, large group) bool {
	if small.mask&^large.mask != 0 || len(small.atoms) > len(large.atoms) {
		return false
	}
next:
	for _, a := range small.atoms {
		for _, b := range large.atoms {
			if a == b {
				continue next
			}
		}
		return false
	}
	return true
}

// number returns the number of a condition: the same for those with the same JSON.
func (p *product) number(c condition) int32 {
	json := string(c.append(nil))
	number, ok := p.numbers[json]
	if !ok {
		number = int32(len(p.json))
		p.numbers[json] = number
		p.json = append(p.json, json)
		p.seen = append(p.seen, 0)
	}
	return number
}

// opposite returns the condition that holds where this one does not.
func (c condition) opposite() condition {
	number := func(add int) []string {
		n, _ := strconv.Atoi(c.values[0]) // the document is compared with segc's
		return []string{strconv.Itoa(n + add)}
	}
	switch c.operator {
	case "ever":
		c.operator = "never"
		if kind, _ := event(c.subject); kind == "deliverability" { // which has no never
			c.operator, c.values = "count_eq", []string{"0"}
		}
	case "count_gte":
		c.operator, c.values = "count_lte", number(-1)
	case "count_lte":
		c.operator, c.values = "count_gte", number(1)
	default:
		c.operator = map[string]string{
			"equals": "not_equals", "not_equals": "equals", "in": "not_in", "contains": "not_contains", "gt": "lte", "gte": "lt",
			"lt": "gte", "lte": "gt", "is_null": "is_not_null", "has_any": "has_none",
		}[c.operator]
	}
	return c
}
