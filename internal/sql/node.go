package sql

import (
	"slices"
	"strings"
)

// node is a test of a contact: a text, a condition on a count of events, or several tests
// joined. Like formulas, nodes share parts.
type node struct {
	kind    nodeKind
	text    string   // of a leaf
	columns []string // that a leaf looks at, as they are written
	loose   bool     // a leaf needs parentheses beside AND
	count   countTest
	kids    []*node
	on      *onLists // of a leaf that asks for lists
	weak    *node    // what weaker has made of it
	counts  bool     // there is a condition on events in it
}

type nodeKind uint8

const (
	leaf nodeKind = iota
	events
	and
	or2
	yes
	no
)

// joined joins tests by AND or OR. Constants disappear, or take over.
func joined(kids []*node, kind nodeKind) *node {
	neutral, absorbing := yes, no
	if kind == or2 {
		neutral, absorbing = no, yes
	}
	n := &node{kind: kind}
	for _, kid := range kids {
		switch kid.kind {
		case neutral:
		case absorbing:
			return &node{kind: absorbing}
		case kind:
			n.kids, n.counts = append(n.kids, kid.kids...), n.counts || kid.counts
		default:
			if len(n.kids) > few || !slices.ContainsFunc(n.kids, kid.same) {
				n.kids, n.counts = append(n.kids, kid), n.counts || kid.counts
			}
		}
	}
	switch len(n.kids) {
	case 0:
		return &node{kind: neutral}
	case 1:
		return n.kids[0]
	}
	return n
}

// few is how many operands are compared with each other.
const few = 100

// same reports whether two tests are the same, or join the same ones.
func (n *node) same(other *node) bool {
	return n == other || n.kind == other.kind && len(n.kids) > 0 && slices.Equal(n.kids, other.kids)
}

// weaker returns the test without its conditions on events. No NOT is above these, so a
// contact that passes the test passes the weaker one, too.
func (n *node) weaker() *node {
	switch {
	case !n.counts:
		return n
	case n.kind == events:
		return &node{kind: yes}
	case n.weak != nil:
		return n.weak
	}
	kids := make([]*node, len(n.kids))
	for i, kid := range n.kids {
		kids[i] = kid.weaker()
	}
	n.weak = joined(kids, n.kind)
	return n.weak
}

// rest returns what is left to test where the weaker test holds.
func (n *node) rest() *node {
	switch {
	case !n.counts:
		return &node{kind: yes}
	case n.kind != and:
		return n
	}
	var kids []*node
	for _, kid := range n.kids {
		if kid.counts {
			kids = append(kids, kid)
		}
	}
	return joined(kids, and)
}

// columnsOf adds the columns that a test looks at, each once.
func (s *statement) columnsOf(n *node, into *[]string, seen map[*node]bool, known map[string]bool) {
	if seen[n] {
		return
	}
	seen[n] = true
	for _, column := range n.columns {
		if !known[column] {
			known[column] = true
			*into = append(*into, column)
		}
	}
	for _, kid := range n.kids {
		s.columnsOf(kid, into, seen, known)
	}
}

const (
	wide      = 96      // where lines are broken
	mostBytes = 8 << 20 // of a query in any dialect
)

// printer writes tests.
type printer struct {
	*statement
	count func(*countTest) (text string, loose bool)
	apart bool // each condition on events looks at the events by itself
	bytes int
}

// where writes a test as a WHERE clause, an operand of AND on each line.
func (p *printer) where(n *node, indent string) (string, error) {
	if n.kind == yes {
		return "", nil
	}
	text, err := p.top(n, indent+"  ")
	if err != nil {
		return "", err
	}
	return "\n" + indent + "WHERE " + text, nil
}

// top writes a test that needs no parentheses.
func (p *printer) top(n *node, indent string) (string, error) {
	if n.kind != and {
		return p.test(n, indent, false)
	}
	var b strings.Builder
	kids := p.merged(n.kids, and, true)
	if len(kids) == 1 {
		return p.test(kids[0], indent, false)
	}
	for i, kid := range kids {
		text, err := p.test(kid, indent, true)
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteString("\n" + indent + "AND ")
		}
		b.WriteString(text)
	}
	return b.String(), p.operands(len(kids))
}

// operands refuses more operands than a dialect takes.
func (p *printer) operands(n int) error {
	if most := p.dialect.limits.operands; most > 0 && n > most {
		return refused("the rule has %d conditions side by side; the limit of %s is %d: use `in (…)`, or split the rule", n, p.dialect.Title, most)
	}
	return nil
}

// test writes a test, in parentheses if it needs them beside others.
func (p *printer) test(n *node, indent string, beside bool) (string, error) {
	p.poll.Step(16)
	text, loose := n.text, n.loose
	switch n.kind {
	case yes:
		text = p.constant(true)
	case no:
		text = p.constant(false)
	case events:
		text, loose = p.count(&n.count)
	case and, or2:
		kids := p.merged(n.kids, n.kind, false)
		if len(kids) == 1 {
			return p.test(kids[0], indent, beside)
		}
		var parts []string
		for _, kid := range kids {
			part, err := p.test(kid, indent+"  ", true)
			if err != nil {
				return "", err
			}
			parts = append(parts, part)
		}
		if err := p.operands(len(parts)); err != nil {
			return "", err
		}
		text, loose = p.join(parts, n.kind, indent), true
	}
	if len(n.kids) == 0 { // what others join is counted already
		p.bytes += len(text)
	}
	if p.bytes > mostBytes || len(text) > mostBytes {
		const instead = "use parts of the rule as segments of their own"
		if p.apart && len(p.emitter.counters) > 0 {
			return "", refused("the query would have more than %d MiB; use `--strategy one-pass`, or %s", mostBytes>>20, instead)
		}
		return "", refused("the query would have more than %d MiB; %s", mostBytes>>20, instead)
	}
	if loose && beside {
		text = "(" + text + ")"
	}
	return text, nil
}

// join writes operands on one line, or on a line each.
func (p *printer) join(parts []string, kind nodeKind, indent string) string {
	word := "AND "
	if kind == or2 {
		word = "OR "
	}
	line := strings.Join(parts, " "+word)
	if len(indent)+len(line) <= wide && !strings.Contains(line, "\n") {
		return line
	}
	return strings.Join(parts, "\n"+indent+"  "+word)
}

// constant writes a test that holds for everybody or for nobody.
func (s *statement) constant(holds bool) string {
	if holds {
		return "1 = 1"
	}
	return "1 = 0"
}
