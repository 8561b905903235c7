package theory

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// partsLimit bounds the combinations of parts: they double with each part that
// is not a part of another, and more than nine such parts, which are rare, are
// as well off apart.
const partsLimit = 512

// part is a text that values contain or start with.
type part struct {
	text, folded string
	prefix       bool // starts with
}

func (p part) in(text string) bool       { return has(text, p.text, p.prefix) }
func (p part) inFolded(text string) bool { return has(text, p.folded, p.prefix) }

func has(text, part string, prefix bool) bool {
	if prefix {
		return strings.HasPrefix(text, part)
	}
	return strings.Contains(text, part)
}

// addPart returns the number of a part.
func (m *discrete) addPart(text string, prefix bool) int32 {
	m.poll.Step(8 + len(m.parts))
	for i, p := range m.parts {
		if p.text == text && p.prefix == prefix {
			return int32(i)
		}
	}
	m.parts = append(m.parts, part{text, fold(text), prefix})
	return int32(len(m.parts) - 1)
}

// fold maps texts that differ in case only to one text. It is the simple
// folding of Unicode, like strings.EqualFold.
func fold(s string) string {
	same := true
	for i := 0; i < len(s) && same; i++ {
		same = s[i] < utf8.RuneSelf && (s[i] < 'a' || s[i] > 'z')
	}
	if same {
		return s
	}
	return strings.Map(func(r rune) rune {
		least := r
		for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
			least = min(least, o)
		}
		return least
	}, s)
}

// otherPoints adds the points of the values that equal no constant, and reports
// whether they are at most limit.
//
// Such a value has some parts. With each of them it has the parts of that part,
// and of the parts that it starts with each starts the next. Every such choice
// is possible: write the longest start, then the other parts, each after a
// character that occurs in no part and no constant.
//
// If case does not count, more parts have others, which makes fewer choices
// possible, and more starts agree with each other, which makes more.
func (m *discrete) otherPoints(limit int) bool {
	if m.typ == Boolean && m.declared && len(m.keys) > 0 {
		return true // there are both values, and no others
	}
	c := combinations{
		m: m, limit: limit, none: newSets(1, m.constants.parts)[0], chosen: newSets(1, len(m.parts))[0],
	}
	for i, p := range m.parts {
		if p.prefix {
			c.starts = append(c.starts, int32(i))
		} else {
			c.order = append(c.order, int32(i))
		}
	}
	if !c.all() {
		return false
	}
	for _, a := range c.starts {
		m.poll.Step(4 * len(c.starts))
		for _, b := range c.starts {
			p, q := m.parts[a], m.parts[b]
			if strings.HasPrefix(p.folded, q.folded) && !strings.HasPrefix(p.text, q.text) {
				c.folded = true
			}
		}
	}
	return !c.folded || c.all()
}

// combinations are the parts that values can have.
type combinations struct {
	m      *discrete
	limit  int
	folded bool    // case does not count
	starts []int32 // the parts to start with
	order  []int32 // the parts to contain, the longer ones first
	prefix int32   // the longest part that the values start with, or -1
	none   set
	chosen set
	found  int
}

func (c *combinations) text(part int32) string {
	if c.folded {
		return c.m.parts[part].folded
	}
	return c.m.parts[part].text
}

// all adds the points for all ways to choose under a reading of case.
func (c *combinations) all() bool {
	// The longer parts come first, so that those that a part has come after it.
	slices.SortStableFunc(c.order, func(a, b int32) int { return len(c.text(b)) - len(c.text(a)) })
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
		if c.found++; c.found > c.limit {
			return false
		}
		point := discretePoint{constant: -1, equals: c.none, parts: c.chosen.Clone(), prefix: c.prefix}
		if c.folded {
			point.fold = Yes
		}
		c.m.known = append(c.m.known, point)
		return true
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

// refused reports whether the same part, written in another case, has not been chosen.
func (c *combinations) refused(at int) bool {
	return slices.ContainsFunc(c.order[:at], func(o int32) bool {
		return !c.chosen.Has(int(o)) && c.text(o) == c.text(c.order[at])
	})
}

// others are natural values that a rule hardly ever mentions.
var others = []string{"other", "another", "anything else"}

// other returns a value that equals no constant and has just the given parts,
// and under which readings of case.
func (m *discrete) other(p *discretePoint) (Value, Flag) {
	if m.typ == Boolean {
		for _, text := range []string{"false", "true"} {
			if !slices.Contains(m.keys, text) {
				return Value{Kind: BooleanValue, Text: text}, Either
			}
		}
	}
	text, reading := m.otherText(p)
	return Value{Kind: TextValue, Text: text}, reading
}

func (m *discrete) otherText(p *discretePoint) (string, Flag) {
	var list []string // the chosen parts that are in no other chosen part
	start := ""
	if p.prefix >= 0 {
		start = m.parts[p.prefix].text
	}
	for i := p.parts.Next(0); i >= 0; i = p.parts.Next(i + 1) {
		a := m.parts[i]
		covered := a.prefix || has(start, a.text, false) || p.fold == Yes && has(fold(start), a.folded, false)
		for j := p.parts.Next(0); j >= 0 && !covered; j = p.parts.Next(j + 1) {
			b := m.parts[j]
			covered = i != j && !b.prefix && has(b.text, a.text, false)
		}
		if !covered {
			list = append(list, a.text)
		}
	}
	var tries []string
	if start == "" && len(list) == 0 {
		tries = append(append(tries, m.choices...), others...)
	}
	sep := m.freshSeparator()
	for _, s := range []string{"", sep} {
		body := strings.Join(list, sep)
		if start != "" {
			body = start + sep + body
		}
		tries = append(tries, s+body, s+body+sep)
	}
	for _, text := range tries {
		if m.isOther(text, p, false) && m.isOther(text, p, true) {
			return text, Either
		}
	}
	for _, text := range tries {
		if m.isOther(text, p, p.fold == Yes) {
			return text, flag(p.fold == Yes)
		}
	}
	return sep, Either // with no part, and equal to no constant
}

// isOther reports whether the text equals no constant and has the parts of a
// point, under one reading of case.
func (m *discrete) isOther(text string, p *discretePoint, folded bool) bool {
	m.poll.Step(2*len(m.keys) + 8*len(m.parts))
	if folded {
		text = fold(text)
		return !slices.Contains(m.folded, text) &&
			!slices.ContainsFunc(m.parts, func(q part) bool { return q.inFolded(text) != p.parts.Has(m.number(q)) })
	}
	return !slices.Contains(m.keys, text) &&
		!slices.ContainsFunc(m.parts, func(q part) bool { return q.in(text) != p.parts.Has(m.number(q)) })
}

// number returns the number of a part.
func (m *discrete) number(p part) int { return slices.Index(m.parts, p) }

// freshSeparator returns a character that is in no part and no constant and has
// no case.
func (m *discrete) freshSeparator() string {
	if m.separator != "" {
		return m.separator
	}
	used := make(map[rune]bool)
	for _, p := range m.parts {
		for _, r := range p.text {
			used[r] = true
		}
	}
	for _, k := range m.keys {
		m.poll.Step(8 * len(k))
		for _, r := range k {
			used[r] = true
		}
	}
	for _, r := range "-_.+ ~/:|0123456789" {
		if !used[r] {
			m.separator = string(r)
			return m.separator
		}
	}
	for r := rune(0x4e00); ; r++ { // the CJK ideographs have no case
		if !used[r] {
			m.separator = string(r)
			return m.separator
		}
	}
}
