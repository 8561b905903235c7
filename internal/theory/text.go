package theory

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// partsLimit bounds the combinations of parts: they double with each part that
// is not a part of another, and more than nine such parts, which are rare, are
// as well off apart.
const partsLimit = 512

// part is a text that values contain or start with.
type part struct {
	text   string
	keys   []string // per collation of the column
	prefix bool     // starts with
}

// in reports whether a value has the part, given its key in a collation.
func (p *part) in(key string, way int) bool { return has(key, p.keys[way], p.prefix) }

func has(text, part string, prefix bool) bool {
	if prefix {
		return strings.HasPrefix(text, part)
	}
	return strings.Contains(text, part)
}

// addPart returns the number of a part.
func (m *discrete) addPart(text string, prefix bool) int32 {
	m.poll.Step(8 + len(m.parts))
	for i := range m.parts {
		if p := &m.parts[i]; p.text == text && p.prefix == prefix {
			return int32(i)
		}
	}
	m.parts = append(m.parts, part{text: text, prefix: prefix})
	return int32(len(m.parts) - 1)
}

// collate finds the collations that the texts of the column can tell apart, and
// the keys of the parts.
func (m *discrete) collate() {
	var traits collation.Traits
	if m.typ != Boolean {
		for _, key := range m.keys {
			m.poll.Step(len(key))
			traits |= collation.TraitsOf(m.poll, key)
		}
		for i := range m.parts {
			traits |= collation.TraitsOf(m.poll, m.parts[i].text)
		}
	}
	m.traits = traits
	m.ways = apart(m.assumed, traits)
	for i := range m.parts {
		p := &m.parts[i]
		p.keys = make([]string, len(m.ways))
		for way, c := range m.ways {
			m.poll.Step(len(p.text))
			p.keys[way] = c.Part(m.poll, p.text)
		}
	}
}

// collations returns the collations that some of the ways of a column are.
func (m *discrete) collations(ways uint32) Collations {
	if ways == 1<<len(m.ways)-1 {
		return 0
	}
	var all Collations
	for i, c := range collation.All() {
		if allows(m.assumed, c) && ways>>slices.Index(m.ways, m.traits.Like(c))&1 != 0 {
			all |= 1 << i
		}
	}
	return all
}

// otherPoints adds the points of the values that equal no constant, and reports
// whether they are at most limit.
//
// Such a value has some parts. With each of them it has the parts of that part,
// and of the parts that it starts with each starts the next. Every such choice
// is possible: write the longest start, then the other parts, each after a
// character that occurs in no part and no constant.
//
// Collations differ in which parts have others, so that other choices are possible.
func (m *discrete) otherPoints(limit int) bool {
	if m.typ == Boolean && m.declared && len(m.keys) > 0 {
		return true // there are both values, and no others
	}
	c := combinations{
		m: m, limit: limit, none: logic.NewSet(m.constants.parts), chosen: logic.NewSet(len(m.parts)),
	}
	for i := range m.parts {
		if m.parts[i].prefix {
			c.starts = append(c.starts, int32(i))
		} else {
			c.order = append(c.order, int32(i))
		}
	}
	for way := range m.ways {
		if way > 0 && m.relatedAlike(way) {
			continue
		}
		c.way = way
		if !c.all() {
			return false
		}
	}
	return true
}

// relatedLimit is up to how many parts it is looked at which of them have others.
const relatedLimit = 32

// relatedAlike reports whether the same parts have others in a collation as in the
// first one, in which texts compare character by character unless something is assumed.
func (m *discrete) relatedAlike(way int) bool {
	if len(m.parts) > relatedLimit {
		return false
	}
	m.poll.Step(8 * len(m.parts) * len(m.parts))
	for i := range m.parts {
		p := &m.parts[i]
		if (p.keys[way] == "") != (p.keys[0] == "") {
			return false
		}
		for j := range m.parts {
			q := &m.parts[j]
			if q.in(p.keys[way], way) != q.in(p.keys[0], 0) || p.prefix && strings.HasPrefix(p.keys[way], q.keys[way]) != strings.HasPrefix(p.keys[0], q.keys[0]) {
				return false
			}
		}
	}
	return true
}

// combinations are the parts that values can have.
type combinations struct {
	m      *discrete
	limit  int
	way    int     // the collation
	starts []int32 // the parts to start with
	order  []int32 // the parts to contain, the longer ones first
	prefix int32   // the longest part that the values start with, or -1
	none   set
	chosen set
	found  int
}

func (c *combinations) text(part int32) string { return c.m.parts[part].keys[c.way] }

// all adds the points for all ways to choose in a collation.
func (c *combinations) all() bool {
	// The longer parts come first, so that those that a part has come after it.
	poll.SortStable(nil, c.order, func(a, b int32) int { return len(c.text(b)) - len(c.text(a)) })
	for s := -1; s < len(c.starts); s++ {
		c.prefix = -1
		if s >= 0 {
			if c.prefix = c.starts[s]; c.text(c.prefix) == "" {
				continue // as no start
			}
		}
		clear(c.chosen)
		for _, o := range c.starts {
			if t := c.text(o); t == "" || c.prefix >= 0 && strings.HasPrefix(c.text(c.prefix), t) {
				c.chosen.Add(int(o))
			}
		}
		if !c.choose(0) {
			return false
		}
	}
	return true
}

// choose adds the points for all ways to choose from the parts from number at on.
func (c *combinations) choose(at int) bool {
	c.m.poll.Step(4 * len(c.m.parts))
	if at == len(c.order) {
		if c.m.put(discretePoint{constant: -1, ways: 1 << c.way, equals: c.none, parts: c.chosen, prefix: c.prefix}) {
			c.found++
		}
		return c.found <= c.limit
	}
	i := int(c.order[at])
	must := c.forced(at)
	if !must && !c.choose(at+1) {
		return false
	}
	if !must && c.refused(at) {
		return true
	}
	c.chosen.Add(i)
	ok := c.choose(at + 1)
	c.chosen.Remove(i)
	return ok
}

// forced reports whether what is chosen has the part at a place of the order.
func (c *combinations) forced(at int) bool {
	t := c.text(c.order[at])
	if t == "" || c.prefix >= 0 && strings.Contains(c.text(c.prefix), t) {
		return true
	}
	return slices.ContainsFunc(c.order[:at], func(o int32) bool {
		return c.chosen.Has(int(o)) && strings.Contains(c.text(o), t)
	})
}

// refused reports whether the same part, written in another way, has not been chosen.
func (c *combinations) refused(at int) bool {
	return slices.ContainsFunc(c.order[:at], func(o int32) bool {
		return !c.chosen.Has(int(o)) && c.text(o) == c.text(c.order[at])
	})
}
