package sql

// early has subselects look whether there are events of a kind, where nobody matches without
// some or with some. Fewer contacts are left for a pass that counts their events, or none have to
// be counted.
func (p *printer) early(n *node) *node {
	p.apart = true
	kids := []*node{n}
	if n.kind == and {
		kids = p.merged(n.kids, and, false)
	}
	p.apart = false
	var list []*node
	for _, kid := range kids {
		if kid.kind == or2 {
			p.apart = true
			if either := p.merged(kid.kids, or2, false); len(either) == 1 {
				kid = either[0]
			}
			p.apart = false
		}
		if kid.exists() {
			text, _ := p.existsTest(&kid.count)
			kid = &node{text: text, columns: []string{p.keyName}}
		}
		list = append(list, kid)
	}
	made := joined(list, and)
	for i := range p.emitter.counters {
		p.emitter.counters[i].early = true
	}
	number := 0
	p.passed(made, &number, map[*node]bool{})
	return made
}

// exists reports whether a node tests only whether there are events.
func (n *node) exists() bool {
	t := &n.count
	return n.kind == events && t.most == 0 && (t.sign == atMost && t.number == 0 || t.sign == atLeast && t.number == 1)
}

// passed marks and numbers the counters that a test needs.
func (s *statement) passed(n *node, number *int, seen map[*node]bool) {
	if seen[n] {
		return
	}
	seen[n] = true
	if n.kind == events {
		if c := &s.emitter.counters[n.count.counter]; c.early {
			*number++
			c.early, c.number = false, *number
		}
	}
	for _, kid := range n.kids {
		s.passed(kid, number, seen)
	}
}
