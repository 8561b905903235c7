package edges

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/answers"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// fewConditions is below how many conditions on a subject each is asked alone.
const fewConditions = 8

// many are the conditions on a column if there are many: they are asked together.
type many struct {
	tree, document *answers.Column
	// work is how many values those of the tree and of the document compare, by reading.
	work   [2]int
	values []int32 // that each of the tree lists
}

// ofTree and ofDocument have the numbers of conditions that are asked together.
type (
	ofTree struct {
		*checker
		numbers []int32
	}
	ofDocument struct {
		*checker
		numbers []int32
	}
)

// Other implements answers.Asker.
func (o *ofTree) Other(reading int, i int32, p *eval.Part) bool {
	return o.judges[reading].Tree(&o.tree.Conditions[o.numbers[i]], p)
}

// Say implements answers.Asker.
func (o *ofTree) Say(reading int, i int32, yes bool) {
	o.sayTree(reading, o.numbers[i], yes)
}

// Other implements answers.Asker.
func (o *ofDocument) Other(reading int, i int32, p *eval.Part) bool {
	return o.judges[reading].Document(o.written.Conditions[o.numbers[i]], p)
}

// Say implements answers.Asker.
func (o *ofDocument) Say(reading int, i int32, yes bool) {
	o.say(reading, &o.confirmed[reading][o.numbers[i]], yes)
}

// join has the conditions on a subject asked together if there are many.
func (c *checker) join(of *subject) {
	switch {
	case of.lone:
		return
	case of.Kind == eval.EventSubject:
		c.joinEvents(of)
		return
	case of.Kind != eval.ColumnSubject:
		return
	}
	n := 0
	for i := of.first; i >= 0 && n < fewConditions; i = c.nextIn[i] {
		n++
	}
	for i := of.document; i >= 0 && n < fewConditions; i = c.nextAfter[i] {
		n++
	}
	if n < fewConditions {
		return
	}
	tree, document := &ofTree{checker: c}, &ofDocument{checker: c}
	for i := of.first; i >= 0; i = c.nextIn[i] {
		tree.numbers = append(tree.numbers, i)
	}
	for i := of.document; i >= 0; i = c.nextAfter[i] {
		document.numbers = append(document.numbers, i)
	}
	n = len(tree.numbers) + len(document.numbers)
	c.poll.Step(8 * n)
	m := &many{values: make([]int32, len(tree.numbers))}
	read, stated := make([]*eval.Condition, len(tree.numbers)), make([]condition.Field, len(document.numbers))
	for k, i := range tree.numbers {
		read[k], c.placeIn[i] = &c.tree.Conditions[i], int32(k)
		m.values[k] = int32(read[k].Values)
		m.add(read[k].Values, openInTree(read[k]))
	}
	for k, i := range document.numbers {
		stated[k] = c.written.Conditions[i].(condition.Field)
		m.add(valuesOf(stated[k]), openInDocument(stated[k]))
	}
	c.poll.Hold(64 * n)
	m.tree, m.document = answers.OfTree(c.poll, c.names, read, c.readings, tree), answers.OfDocument(c.poll, stated, c.readings, document)
	of.many = m
}

// eventKey is what a condition on events without campaigns says.
type eventKey struct {
	negated  bool
	op       ast.EventOp
	from, to string // counts
	mode     ast.WindowMode
	length   string
	unit     ast.Unit
	bounded  bool
}

// joinEvents finds conditions on events that say the same, so that only the first is asked.
func (c *checker) joinEvents(of *subject) {
	n := 0
	for i := of.first; i >= 0 && n < fewConditions; i = c.nextIn[i] {
		n++
	}
	if n < fewConditions {
		return
	}
	first := map[eventKey]int32{}
	for i := of.first; i >= 0; i = c.nextIn[i] {
		c.poll.Step(16)
		e := c.tree.Conditions[i].Expr.(*ast.Event)
		if len(e.Campaigns) > 0 {
			continue
		}
		key := eventKey{negated: c.tree.Conditions[i].Negated, op: e.Op}
		if len(e.Counts) > 0 {
			key.from, key.to = e.Counts[0].Text, e.Counts[len(e.Counts)-1].Text
		}
		if len(e.Windows) > 0 {
			w := &e.Windows[0]
			key.mode, key.length, key.unit, key.bounded = w.Mode, w.Count.Text, w.Unit, true
		}
		if at, known := first[key]; known {
			c.same[i] = at + 1
		} else {
			first[key] = i
		}
	}
	c.poll.Hold(128 * len(first))
}

func (m *many) add(values int, open bool) {
	m.work[0] += values
	if open {
		m.work[1] += values
	}
}

// askMany asks the conditions of a column in a reading.
func (c *checker) askMany(of *subject, reading int) {
	c.work += of.many.work[reading] * of.now.weight()
	of.many.tree.Ask(reading, &of.now.Part)
	of.many.document.Ask(reading, &of.now.Part)
}

// saysOfMany is says for a condition on a column that many conditions look at.
func (c *checker) saysOfMany(m *many, i int32, p *part) bool {
	if p.found == nil {
		found := m.tree.Find(0, &p.Value)
		p.found = &found
	}
	place := c.placeIn[i]
	c.work += int(m.values[place]) * p.weight()
	if holds, known := m.tree.Holds(0, place, p.found); known {
		return holds
	}
	return c.judges[0].Tree(&c.tree.Conditions[i], &p.Part)
}
