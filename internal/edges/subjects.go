package edges

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
)

func newChecker(p *poll.Poll, names *eval.Names, source *eval.Source, document *condition.Document, readings [2]eval.Reading) *checker {
	n, nodes := len(source.Conditions), len(source.Nodes)
	groups, conditions := document.Size()
	const size = 128 // of what is kept for a condition
	p.Hold(size * (n + nodes + groups + conditions))
	s := slab{make([]int32, 6*n+4*nodes+2*conditions+groups), make([]bool, 3*n+3*nodes+2*conditions)}
	c := &checker{
		poll: p, names: names, tree: source, readings: readings,
		edges:     make([]edge, n),
		subjectOf: s.number(n), nextIn: s.number(n), nodeOf: s.number(n), parent: s.number(nodes), last: s.number(nodes),
		need:     need{of: s.truth(n), stamp: s.number(n), next: s.number(n), visited: s.number(2 * nodes), touched: s.number(n)[:0]},
		distinct: make([]condition.Condition, 0, conditions), nextAfter: s.number(conditions), groups: s.number(conditions), ends: s.number(groups),
	}
	c.opposite = s.truth(nodes)
	c.subjects, c.changed = c.few[:0], [2]bool{true, true}
	for r := range c.readings {
		c.judges[r] = eval.NewJudge(p, c.readings[r])
		c.holds[r], c.nodes[r], c.confirmed[r] = s.truth(n), s.truth(nodes), s.truth(conditions)
	}
	find := c.subjectIndex()
	for i := range source.Conditions {
		p.Step(16)
		at := find(source.Conditions[i].Subject)
		c.subjectOf[i], c.nextIn[i] = at, -1
		if of := &c.subjects[at]; of.first < 0 {
			of.first, of.final = int32(i), int32(i)
		} else {
			c.nextIn[of.final], of.final = int32(i), int32(i)
		}
	}
	for i, node := range source.Nodes {
		p.Step(8)
		if node.Condition >= 0 {
			c.nodeOf[node.Condition] = int32(i)
		}
		c.parent[i], c.last[i] = -1, -1
		for _, part := range source.Parts(node) {
			if c.parent[part] < 0 {
				c.parent[part] = int32(i)
			}
			c.last[part] = int32(i)
		}
	}
	c.readDocument(document, find)
	for i := range c.subjects {
		of := &c.subjects[i]
		of.lone = of.first >= 0 && of.first == of.final && (of.document < 0 || c.nextAfter[of.document] < 0)
		c.begin(int32(i))
	}
	return c
}

// subjectIndex returns what finds the number of a subject. Up to a few, looking through
// them is faster than a map.
func (c *checker) subjectIndex() func(eval.Subject) int32 {
	const few = 16
	var index map[eval.Subject]int32
	return func(s eval.Subject) int32 {
		if index == nil {
			for i := range c.subjects {
				if c.subjects[i].Subject == s {
					return int32(i)
				}
			}
		} else if i, known := index[s]; known {
			return i
		}
		c.subjects = append(c.subjects, subject{Subject: s, first: -1, document: -1, needs: -1})
		at := int32(len(c.subjects) - 1)
		switch {
		case index != nil:
			index[s] = at
		case len(c.subjects) > few:
			index = map[eval.Subject]int32{}
			for i := range c.subjects {
				index[c.subjects[i].Subject] = int32(i)
			}
		}
		return at
	}
}

// readDocument collects the conditions of the document. Those that are the same are
// judged once, where that is easy to see.
func (c *checker) readDocument(document *condition.Document, find func(eval.Subject) int32) {
	const look = 8    // back, for the same condition
	n, before := 0, 0 // where the group before begins
	for i, group := range document.Any {
		from := n
		for j, stated := range group.All {
			// Most groups are like the one before.
			if before+j < from && c.same(c.distinct[c.groups[before+j]], stated) {
				c.groups[n] = c.groups[before+j]
				n++
				continue
			}
			s := &c.subjects[find(subjectIn(stated))]
			at := s.document
			for range look {
				if at < 0 || c.same(c.distinct[at], stated) {
					break
				}
				at = c.nextAfter[at]
			}
			if at < 0 || !c.same(c.distinct[at], stated) {
				at = int32(len(c.distinct))
				c.distinct = append(c.distinct, stated)
				c.nextAfter[at], s.document = s.document, at
			}
			c.groups[n] = at
			n++
		}
		c.ends[i], before = int32(n), from
	}
}

func subjectIn(c condition.Condition) eval.Subject {
	switch c := c.(type) {
	case condition.Field:
		return eval.Subject{Kind: eval.ColumnSubject, Name: c.Column}
	case condition.Event:
		return eval.Subject{Kind: eval.EventSubject, Name: string(c.Metric)}
	case condition.Membership:
		return eval.Subject{Kind: eval.ListSubject}
	default:
		return eval.Subject{Kind: eval.ISPSubject}
	}
}

// same reports whether two conditions are the same.
func (c *checker) same(a, b condition.Condition) bool {
	c.poll.Step(8)
	switch a := a.(type) {
	case condition.Field:
		b, ok := b.(condition.Field)
		return ok && a.Operator == b.Operator && a.Column == b.Column && equal(c.poll, a.Values, b.Values)
	case condition.Event:
		b, ok := b.(condition.Event)
		return ok && a.Operator == b.Operator && a.Metric == b.Metric && a.Count == b.Count && a.Window == b.Window &&
			equal(c.poll, a.Include, b.Include) && equal(c.poll, a.Exclude, b.Exclude)
	case condition.Membership:
		b, ok := b.(condition.Membership)
		return ok && a.Operator == b.Operator && equal(c.poll, a.Lists, b.Lists)
	case condition.ISP:
		b, ok := b.(condition.ISP)
		return ok && a.Operator == b.Operator && equal(c.poll, a.Values, b.Values)
	default:
		return false
	}
}

// equal is slices.Equal that counts its steps.
func equal[T comparable](p *poll.Poll, a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		p.Step(2)
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
