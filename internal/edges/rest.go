package edges

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/eval"
)

// need is what the conditions of the tree have to say so that one of them decides.
type need struct {
	of      []bool  // by condition
	stamp   []int32 // by condition: of is about this turn
	visited []int32 // by node and answer: the turn
	turn    int32
	next    []int32 // by condition: another one on its subject, or -1
	touched []int32 // subjects

	// By condition: in which try it was asked, and what it said.
	triedIn []int32
	tried   []bool
	tries   int32
}

// rest sets what a contact has beside the subject of a condition, so that the
// condition decides: on its way up the tree, what is beside it in an `and` holds,
// and in an `or` does not. Later attempts choose other ways where there are several.
func (c *checker) rest(target int32, attempt int) {
	c.turn++
	for _, s := range c.touched {
		c.subjects[s].needs = -1
	}
	c.touched = c.touched[:0]
	own := c.subjectOf[target]
	for node := c.nodeOf[target]; ; {
		c.poll.Step(4)
		up := c.parent[node]
		if attempt%2 == 1 {
			up = c.last[node]
		}
		if up < 0 {
			break
		}
		whole := c.tree.Nodes[up]
		for _, part := range c.tree.Parts(whole) {
			if part != node {
				c.want(part, whole.All, own, attempt+int(target))
			}
		}
		node = up
	}
	for _, s := range c.touched {
		if s != own {
			c.satisfy(s)
		}
	}
}

// want has a node hold or not hold.
func (c *checker) want(node int32, holds bool, own int32, attempt int) {
	c.poll.Step(4)
	key := 2*node + int32(index(holds))
	if c.visited[key] == c.turn {
		return
	}
	c.visited[key] = c.turn
	n := c.tree.Nodes[node]
	if n.Condition >= 0 {
		c.demand(n.Condition, holds)
		return
	}
	parts := c.tree.Parts(n)
	if holds == n.All {
		for _, part := range parts {
			c.want(part, holds, own, attempt)
		}
		return
	}
	c.want(c.choose(parts, holds, own, attempt), holds, own, attempt)
}

// choose returns the part that is to hold or not, where one is enough: at best one that
// does not depend on the subject that is looked at, and from which nothing is
// asked yet.
func (c *checker) choose(parts []int32, holds bool, own int32, attempt int) int32 {
	for i := range parts {
		c.poll.Step(1)
		part := parts[(i+attempt)%len(parts)]
		condition := c.tree.Nodes[part].Condition
		if condition >= 0 && c.subjectOf[condition] != own && (c.stamp[condition] != c.turn || c.need.of[condition] == holds) {
			return part
		}
	}
	return parts[attempt%len(parts)]
}

func (c *checker) demand(condition int32, holds bool) {
	if c.stamp[condition] == c.turn {
		return // what was asked first counts
	}
	c.stamp[condition], c.need.of[condition] = c.turn, holds
	s := c.subjectOf[condition]
	of := &c.subjects[s]
	if of.needs < 0 {
		c.touched = append(c.touched, s)
	}
	c.next[condition], of.needs = of.needs, condition
}

// satisfy gives a subject a part for which its conditions say what is needed, if one
// of their own parts does, or several together.
func (c *checker) satisfy(s int32) {
	const most = 64 // parts that are tried
	of := &c.subjects[s]
	c.current(of, 0)
	satisfied := true
	c.tries++
	for condition := of.needs; condition >= 0; condition = c.next[condition] {
		needed := c.need.of[condition]
		satisfied = satisfied && c.holds[0][condition] == needed
		first := c.first(condition)
		if c.triedIn[first] == c.tries && c.tried[first] != needed {
			return // no part is so that it holds, and does not
		}
		c.triedIn[first], c.tried[first] = c.tries, needed
	}
	if satisfied {
		return
	}
	if of.first == of.final {
		c.satisfyAlone(s, of.first)
		return
	}
	tries := 0
	for _, holds := range [...]bool{true, false} { // what has to hold is harder to find
		for condition := of.needs; condition >= 0; condition = c.next[condition] {
			if c.need.of[condition] != holds {
				continue
			}
			all := c.partsOf(condition)
			for i := range all {
				if tries++; tries > most || c.work > c.maxWork {
					return
				}
				if c.suits(of, &all[i]) {
					c.apply(s, &all[i])
					return
				}
			}
		}
	}
	if together := c.together(of, -1); together != nil && c.suits(of, together) {
		c.apply(s, together)
	}
}

// remember keeps a part for which a condition holds or does not, for satisfyAlone.
func (c *checker) remember(condition int32, p *part) {
	c.edges[condition].suiting[index(c.holds[0][condition])] = p
}

// satisfyAlone is satisfy for a subject that one condition looks at.
func (c *checker) satisfyAlone(s, condition int32) {
	if known := c.edges[condition].suiting[index(c.need.of[condition])]; known != nil {
		c.apply(s, known)
		return
	}
	all := c.partsOf(condition)
	for i := range all {
		c.apply(s, &all[i])
		c.current(&c.subjects[s], 0)
		c.remember(condition, &all[i])
		if c.holds[0][condition] == c.need.of[condition] {
			return
		}
	}
}

// suits reports whether the conditions of a subject say what is needed of a part. The one that
// was the last to say something else is asked first: it often does so of the next part, too.
func (c *checker) suits(of *subject, try *part) bool {
	c.tries++
	if i := of.refuses; i >= 0 && c.stamp[i] == c.turn && c.saysOnce(of, i, try) != c.need.of[i] {
		return false
	}
	for i := of.needs; i >= 0; i = c.next[i] {
		c.poll.Step(8)
		if c.saysOnce(of, i, try) != c.need.of[i] {
			of.refuses = i
			return false
		}
	}
	return true
}

// saysOnce is says for the part that is tried now. Conditions that say the same are asked once.
func (c *checker) saysOnce(of *subject, i int32, try *part) bool {
	if of.many != nil {
		return c.saysOfMany(of.many, i, try)
	}
	i = c.first(i)
	if c.triedIn[i] != c.tries {
		c.triedIn[i], c.tried[i] = c.tries, c.says(i, try)
	}
	return c.tried[i]
}

// first returns the first condition that says the same as another one.
func (c *checker) first(i int32) int32 {
	if first := c.same[i]; first > 0 {
		return first - 1
	}
	return i
}

// together joins parts of the conditions that are to hold, where a contact can have
// several at once: at best those for which the target does not hold by itself, so that it
// still decides. It is nil where a contact cannot have several.
func (c *checker) together(of *subject, target int32) *part {
	joined := &part{}
	for i := of.needs; i >= 0; i = c.next[i] {
		if c.need.of[i] {
			if p := c.holding(i, target); p != nil {
				joined = joined.and(p)
			}
		}
	}
	if of.Kind == eval.ColumnSubject && joined.Value.Kind() == contact.Missing || of.Kind == eval.ISPSubject {
		return nil
	}
	return joined
}

// holding returns a part for which a condition holds, and if there is one, one for which
// the target does not; nil if there is none.
func (c *checker) holding(condition, target int32) (found *part) {
	all := c.partsOf(condition)
	for k := range all {
		c.poll.Step(8)
		if c.work > c.maxWork {
			break
		}
		if !c.says(condition, &all[k]) {
			continue
		}
		if target < 0 || !c.says(target, &all[k]) {
			return &all[k]
		}
		if found == nil {
			found = &all[k]
		}
	}
	return found
}

// says reports whether a condition of the tree holds for a part, in the first reading.
func (c *checker) says(condition int32, p *part) bool {
	of := &c.tree.Conditions[condition]
	c.work += of.Values * p.weight()
	return c.judges[0].Tree(of, &p.Part)
}

// and returns the part of a contact that has both.
func (p *part) and(other *part) *part {
	joined := &part{open: other.open}
	joined.Value = other.Value
	joined.Events = append(p.Events[:len(p.Events):len(p.Events)], other.Events...)
	joined.Lists = append(p.Lists[:len(p.Lists):len(p.Lists)], other.Lists...)
	switch {
	case p.Value.Kind() == contact.SetKind && other.Value.Kind() == contact.SetKind:
		joined.Value = contact.Set(append(p.Value.Set(), other.Value.Set()...)...)
	case p.Value.Kind() == contact.TextKind && other.Value.Kind() == contact.TextKind:
		joined.Value = contact.Text(p.Value.Text() + other.Value.Text())
	}
	return joined
}
