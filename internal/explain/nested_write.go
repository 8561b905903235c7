package explain

import "fmt"

// entry is a line of a nested reading: how deep it is, and what it says.
type entry struct {
	depth int
	line  phrase
}

// outline returns the lines of the nested reading.
func (e *Explanation) outline() []entry {
	var all []entry
	for _, kid := range e.nested.kids {
		all = e.outlined(all, kid, 0)
	}
	return all
}

func (e *Explanation) outlined(all []entry, n *node, depth int) []entry {
	e.poll.Step(64)
	e.poll.Hold(256)
	if cs, ok := n.leaves(); ok {
		last := words("or")
		if n.all {
			last = "and"
		}
		return append(all, entry{depth, e.fewer(cs, last).joined(e.poll, last, own("Contacts "), own("."))})
	}
	head := own("Contacts in at least one of these:")
	if n.all {
		head = own("Contacts in all of these:")
	}
	all = append(all, entry{depth, head})
	for _, kid := range n.kids {
		all = e.outlined(all, kid, depth+1)
	}
	return all
}

// leaves returns the clauses of a reading that is one clause, or has nothing else.
func (n *node) leaves() (clauses, bool) {
	if n.said != nil {
		return clauses{*n.said}, true
	}
	var all clauses
	for _, kid := range n.kids {
		if kid.said == nil {
			return nil, false
		}
		all = append(all, *kid.said)
	}
	return all, true
}

// nestedIntro says what is in front of a nested reading.
func (e *Explanation) nestedIntro() phrase {
	n := own("both")
	if len(e.nested.kids) > 2 {
		n = say(own("all "), number(int64(len(e.nested.kids))))
	}
	groups := counted(int64(len(e.groups)), "group")
	if len(e.common) == 0 {
		return say(own("Contacts in "), n, own(" of these; the document has "), groups, own(" for that:"))
	}
	return say(own("Each of them is also in "), n, own(" of these; the document has "), groups, own(" for that:"))
}

// reading draws a part of a nested reading after nodes, and returns the nodes
// where it ends. It ends early where the chart is full.
func (c *chart) reading(n *node, from []string) []string {
	if c.full() {
		return from
	}
	if n.said != nil {
		c.nodes++
		name := fmt.Sprintf("n%d", c.nodes)
		label := n.said.label(c.poll)
		for i, f := range from {
			c.from = f
			if i == 0 {
				c.step(name, label)
				continue
			}
			fmt.Fprintf(&c.b, "  %s --> %s\n", f, name)
			c.arrows++
		}
		return []string{name}
	}
	if n.all {
		for _, kid := range n.kids {
			from = c.reading(kid, from)
		}
		return from
	}
	if len(from) > 1 {
		c.nodes++
		name := fmt.Sprintf("n%d", c.nodes)
		for i, f := range from {
			label := ""
			if i == 0 {
				label = `["and"]`
			}
			fmt.Fprintf(&c.b, "  %s --> %s%s\n", f, name, label)
			c.arrows++
		}
		from = []string{name}
	}
	var ends []string
	for _, kid := range n.kids {
		ends = append(ends, c.reading(kid, from)...)
	}
	return ends
}

// nestedChart draws the nested reading after what has been drawn, if Mermaid draws
// all of it. Otherwise the groups are drawn, which says how many more there are.
func (e *Explanation) nestedChart(drawn, from string, arrows int) (string, bool) {
	c := chart{poll: e.poll, from: from, arrows: arrows}
	e.poll.Hold(len(drawn))
	c.b.WriteString(drawn)
	for _, end := range c.reading(e.nested, []string{from}) {
		c.from = end
		c.end()
	}
	return c.b.String(), !c.full()
}

// full reports whether a chart is larger than Mermaid draws.
func (c *chart) full() bool { return c.arrows > chartArrows || c.b.Len() > chartBytes }

// addReading adds a card for a part of the nested reading.
func (p *picture) addReading(n *node) {
	c := card{}
	p.lines(&c, n, 0, "")
	if len(p.cards) > 0 {
		c.word = "and"
	}
	p.cards = append(p.cards, c)
}

// lines adds the lines of a part to a card. Parts of parts have a line of their
// own in front, and are indented.
func (p *picture) lines(c *card, n *node, indent int, word string) {
	if n.said != nil {
		label := n.said.label(p.poll)
		p.line(c, label, indent, word)
		return
	}
	between := "or"
	if n.all {
		between = "and"
	}
	if word != "" || indent > 0 {
		head := "at least one of these"
		if n.all {
			head = "all of these"
		}
		p.line(c, head, indent, word)
		indent++
	}
	for i, kid := range n.kids {
		word := between
		if i == 0 && kid.said != nil {
			word = ""
		} else if i == 0 {
			word = " "
		}
		p.lines(c, kid, indent, word)
	}
}

func (p *picture) line(c *card, label string, indent int, word string) {
	lines := p.wrapped(label, float64(svgMore*(1+indent)))
	c.conditions, c.words, c.indents = append(c.conditions, lines), append(c.words, word), append(c.indents, indent)
}
