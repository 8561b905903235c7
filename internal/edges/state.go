package edges

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
)

// checker has one contact, which it changes a subject at a time, and what the
// conditions of tree and document say of it in each reading.
type checker struct {
	poll     *poll.Poll
	names    *eval.Names
	tree     *eval.Source
	readings [2]eval.Reading
	judges   [2]eval.Judge
	report   Report
	work     int
	maxWork  int
	subjects []subject
	few      [4]subject // where they are, of most rules
	others   Rest
	dates    map[string]bool // columns, see isDate; nil until they are needed

	// By reading: what the tree says of the contact, whether a condition of tree or
	// document has said something new since it was asked, and the first node that did.
	answers, changed [2]bool
	lowest           [2]int32

	// By condition of the tree.
	subjectOf []int32
	nextIn    []int32 // of the same subject
	placeIn   []int32 // among the conditions that are asked together
	same      []int32 // the first condition that says the same, counted from 1 on, or 0
	nodeOf    []int32
	edges     []edge
	holds     [2][]bool // by reading

	// Supplies of parts and of the events in them: many small things cost less in few pieces.
	supply []part
	events []contact.Event

	// By node of the tree.
	parent []int32 // the first of its wholes
	last   []int32 // and the last one
	nodes  [2][]bool
	// opposite is what they would say if a condition said the opposite.
	opposite []bool

	// The document, and by its conditions:
	written   *condition.Table
	nextAfter []int32   // another one of the same subject, before it
	confirmed [2][]bool // by reading

	need
}

// subject is a part of the contact, and the conditions that look at it.
type subject struct {
	eval.Subject
	first, final int32 // conditions of the tree, or -1
	document     int32 // the last condition of the document, or -1
	now          *part
	stale        [2]bool // by reading: its conditions have not been asked of what it is now
	needs        int32   // the last condition of the tree that has to hold or not, or -1; see rest
	refuses      int32   // the condition that was the last to say of a part what was not needed, or -1
	// lone says that one condition of the tree looks at it, and at most one of the
	// document. What they say of a part is kept with it then.
	lone bool
	many *many // nil if there are few
	// foreign are parts with what the document says of it and the tree does not.
	foreign []part
	// negative says that the document asks it for what is not so.
	negative bool

	foreignKnown, negativeKnown bool
}

// edge is what a contact can have at the edge of a condition and on each side of it.
type edge struct {
	parts   []part   // nil until they are made
	suiting [2]*part // one where the condition does not hold, and one where it does
}

// slab makes slices of one array each, since most rules are short.
type slab struct {
	numbers []int32
	truths  []bool
}

func (s *slab) number(n int) (some []int32) {
	some, s.numbers = s.numbers[:n:n], s.numbers[n:]
	return some
}

func (s *slab) truth(n int) (some []bool) {
	some, s.truths = s.truths[:n:n], s.truths[n:]
	return some
}

// begin gives a subject what it is first: nothing, but a column that always has a
// value gets one.
func (c *checker) begin(s int32) {
	of := &c.subjects[s]
	if of.first < 0 {
		c.apply(s, &part{})
		return
	}
	all := c.partsOf(of.first)
	first := &all[0]
	if of.Kind == eval.ColumnSubject && !c.names.AlwaysThere(of.Name) {
		first = &all[len(all)-1]
	}
	c.apply(s, first)
}

// apply changes one subject of the contact.
func (c *checker) apply(s int32, to *part) {
	of := &c.subjects[s]
	if of.now == to {
		return
	}
	of.now, of.stale = to, [2]bool{true, true}
}

// allCurrent asks what has changed since it was asked for last.
func (c *checker) allCurrent(reading int) {
	for i := range c.subjects {
		if of := &c.subjects[i]; of.stale[reading] {
			c.current(of, reading)
		}
	}
}

// current asks the conditions of a subject in a reading, unless they have been asked of
// what it is now.
func (c *checker) current(of *subject, reading int) {
	if !of.stale[reading] {
		return
	}
	if reading > 0 {
		c.current(of, 0)
	}
	of.stale[reading] = false
	now := of.now
	if !of.lone {
		c.ask(of, reading)
		return
	}
	if !now.asked[reading] {
		c.askLone(of, reading)
	}
	c.sayTree(reading, of.first, now.tree[reading])
	if of.document >= 0 {
		c.say(reading, &c.confirmed[reading][of.document], now.document[reading])
	}
}

// ask asks the conditions of a subject in a reading. Where no reading is open, they say
// what they say in the first one.
func (c *checker) ask(of *subject, reading int) {
	if of.many != nil {
		c.askMany(of, reading)
		return
	}
	judge, now := &c.judges[reading], &of.now.Part
	for i := of.first; i >= 0; i = c.nextIn[i] {
		c.poll.Step(8)
		condition := &c.tree.Conditions[i]
		if reading > 0 && !openInTree(condition) {
			c.sayTree(reading, i, c.holds[0][i])
			continue
		}
		c.work += condition.Values * of.now.weight()
		if first := c.same[i]; first > 0 {
			c.sayTree(reading, i, c.holds[reading][first-1])
			continue
		}
		c.sayTree(reading, i, judge.Tree(condition, now))
	}
	for i := of.document; i >= 0; i = c.nextAfter[i] {
		c.poll.Step(8)
		condition := c.written.Conditions[i]
		if reading > 0 && !openInDocument(condition) {
			c.say(reading, &c.confirmed[reading][i], c.confirmed[0][i])
			continue
		}
		c.work += valuesOf(condition) * of.now.weight()
		c.say(reading, &c.confirmed[reading][i], judge.Document(condition, now))
	}
}

// askLone asks the conditions of a lone subject in a reading, and keeps with the part
// what they say.
func (c *checker) askLone(of *subject, reading int) {
	judge, now := &c.judges[reading], of.now
	now.asked[reading] = true
	c.poll.Step(16)
	condition := &c.tree.Conditions[of.first]
	now.tree[reading] = now.tree[0]
	if reading == 0 || openInTree(condition) {
		c.work += condition.Values * now.weight()
		now.tree[reading] = judge.Tree(condition, &now.Part)
	}
	if of.document < 0 {
		return
	}
	written := c.written.Conditions[of.document]
	now.document[reading] = now.document[0]
	if reading == 0 || openInDocument(written) {
		c.work += valuesOf(written) * now.weight()
		now.document[reading] = judge.Document(written, &now.Part)
	}
}

// say has a condition say something of the contact.
func (c *checker) say(reading int, of *bool, yes bool) {
	if *of != yes {
		*of, c.changed[reading] = yes, true
	}
}

// sayTree is say for a condition of the tree.
func (c *checker) sayTree(reading int, i int32, yes bool) {
	if of := &c.holds[reading][i]; *of != yes {
		*of, c.changed[reading] = yes, true
		c.lowest[reading] = min(c.lowest[reading], c.nodeOf[i])
	}
}

// load gives the contact what another one has. A column that always has a value keeps
// its own where the other one has none.
func (c *checker) load(who contact.Contact) {
	who = c.names.Typed(who)
	for i := range c.subjects {
		c.poll.Step(16)
		of, to := &c.subjects[i], &part{}
		switch of.Kind {
		case eval.ColumnSubject:
			to.Value = who.Columns[of.Name]
			if to.Value.Kind() == contact.Missing && c.names.AlwaysThere(of.Name) {
				continue
			}
		case eval.EventSubject:
			for _, e := range who.Events {
				if e.Metric == condition.Metric(of.Name) {
					to.Events = append(to.Events, e)
				}
			}
		case eval.ListSubject:
			to.Lists = who.Lists
		default:
			to.ISP = who.ISP
		}
		c.apply(int32(i), to)
	}
}

// contact returns the contact that has all parts.
func (c *checker) contact() contact.Contact {
	who := contact.Contact{Columns: map[string]contact.Value{}}
	for i := range c.subjects {
		of, now := &c.subjects[i], c.subjects[i].now
		switch of.Kind {
		case eval.ColumnSubject:
			if now.Value.Kind() != contact.Missing {
				who.Columns[of.Name] = now.Value
			}
		case eval.EventSubject:
			who.Events = append(who.Events, now.Events...)
		case eval.ListSubject:
			who.Lists = now.Lists
		default:
			who.ISP = now.ISP
		}
	}
	return who
}

// source returns what the tree says of the contact. What comes before the first node that
// has changed is as it was.
func (c *checker) source(reading int) bool {
	from := c.lowest[reading]
	c.lowest[reading] = int32(len(c.tree.Nodes))
	if from == c.lowest[reading] {
		return c.answers[reading] // only the document has said something new
	}
	return c.follow(c.nodes[reading], reading, from)
}

// follow follows the tree from a node on, and returns what all of it says. A node comes
// after its parts.
func (c *checker) follow(nodes []bool, reading int, from int32) bool {
	c.poll.Step(2 * len(nodes))
	holds := c.holds[reading]
	for i := int(from); i < len(nodes); i++ {
		n := c.tree.Nodes[i]
		if n.Condition >= 0 {
			nodes[i] = holds[n.Condition]
			continue
		}
		nodes[i] = n.All
		for _, part := range c.tree.Parts(n) {
			if nodes[part] != n.All {
				nodes[i] = !n.All
				break
			}
		}
	}
	return nodes[len(nodes)-1]
}

// document returns what the document says of the contact.
func (c *checker) document(reading int) bool {
	c.poll.Step(2 * len(c.written.Groups))
	holds := c.confirmed[reading]
next:
	for _, group := range c.written.Groups {
		for _, i := range group {
			if !holds[i] {
				continue next
			}
		}
		return true
	}
	return false
}
