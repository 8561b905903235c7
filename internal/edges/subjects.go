package edges

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
)

// smallChecker is a checker with room for what is kept of most rules.
type smallChecker struct {
	checker
	numbers [72]int32
	truths  [56]bool
}

func newChecker(p *poll.Poll, names *eval.Names, source *eval.Source, document *condition.Table, readings [2]eval.Reading) *checker {
	n, nodes, conditions := len(source.Conditions), len(source.Nodes), len(document.Conditions)
	const size = 128 // of what is kept for a condition
	p.Hold(size * (n + nodes + conditions))
	numbers, truths := 9*n+4*nodes+conditions, 4*n+3*nodes+2*conditions
	small := &smallChecker{}
	s := slab{slices.Grow(small.numbers[:0], numbers)[:numbers], slices.Grow(small.truths[:0], truths)[:truths]}
	c := &small.checker
	c.poll, c.names, c.tree, c.written, c.readings = p, names, source, document, readings
	c.edges = make([]edge, n)
	c.subjectOf, c.nextIn, c.placeIn, c.same, c.nodeOf = s.number(n), s.number(n), s.number(n), s.number(n), s.number(n)
	c.parent, c.last, c.nextAfter = s.number(nodes), s.number(nodes), s.number(conditions)
	c.need = need{of: s.truth(n), tried: s.truth(n), triedIn: s.number(n), stamp: s.number(n), next: s.number(n), visited: s.number(2 * nodes), touched: s.number(n)[:0]}
	c.opposite = s.truth(nodes)
	c.subjects, c.changed = c.few[:0], [2]bool{true, true}
	if n > len(c.few) {
		const usual = 24 // subjects
		c.subjects = make([]subject, 0, min(n, usual))
	}
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
	c.readDocument(find)
	for i := range c.subjects {
		of := &c.subjects[i]
		of.lone = of.first >= 0 && of.first == of.final && (of.document < 0 || c.nextAfter[of.document] < 0)
		c.join(of)
		c.begin(int32(i))
	}
	return c
}

// subjectIndex returns what finds the number of a subject. Up to a few, looking through
// them is faster than a map.
func (c *checker) subjectIndex() func(eval.Subject) int32 {
	const few = 32
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
		c.subjects = append(c.subjects, subject{Subject: s, first: -1, document: -1, needs: -1, refuses: -1})
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

// readDocument finds what the conditions of the document ask about.
func (c *checker) readDocument(find func(eval.Subject) int32) {
	for i, stated := range c.written.Conditions {
		c.poll.Step(16)
		s := &c.subjects[find(eval.SubjectOf(stated))]
		c.nextAfter[i], s.document = s.document, int32(i)
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
