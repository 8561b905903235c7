package theory

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
)

// others are natural values that a rule hardly ever mentions.
var others = []string{"other", "another", "anything else"}

// other returns a value that equals no constant and has just the given parts,
// and in which collations.
func (m *discrete) other(p *discretePoint) (contact.Value, Collations) {
	if m.typ == Boolean {
		for _, text := range []string{"false", "true"} {
			if !slices.Contains(m.keys, text) {
				return contact.Boolean(text == "true"), 0
			}
		}
	}
	text, ways := m.otherText(p)
	return contact.Text(text), m.collations(ways)
}

func (m *discrete) otherText(p *discretePoint) (text string, ways uint32) {
	var list []string // the chosen parts that are in no other chosen part
	start := ""
	if p.prefix >= 0 {
		start = m.parts[p.prefix].text
	}
	way := firstWay(p.ways)
	startKey := m.ways[way].Part(m.poll, start)
	for i := p.parts.Next(0); i >= 0; i = p.parts.Next(i + 1) {
		a := &m.parts[i]
		covered := a.prefix || has(start, a.text, false) || has(startKey, a.keys[way], false)
		for j := p.parts.Next(0); j >= 0 && !covered; j = p.parts.Next(j + 1) {
			b := &m.parts[j]
			covered = i != j && !b.prefix && has(b.text, a.text, false) && has(b.keys[way], a.keys[way], false)
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
	text, most := sep, -1 // with no part, and equal to no constant
	for _, try := range tries {
		var those uint32
		count := 0
		for w := range m.ways {
			if m.isOther(try, p, w) {
				those |= 1 << w
				count++
			}
		}
		// In what the point is there for, then in as many as possible.
		if those>>way&1 != 0 {
			count += len(m.ways)
		}
		if count > most && those != 0 {
			text, ways, most = try, those, count
		}
		if count == 2*len(m.ways) {
			break
		}
	}
	return text, ways
}

// firstWay returns the first of some ways.
func firstWay(ways uint32) int {
	for w := range 32 {
		if ways>>w&1 != 0 {
			return w
		}
	}
	return 0
}

// isOther reports whether the text equals no constant and has the parts of a
// point, in one collation.
func (m *discrete) isOther(text string, p *discretePoint, way int) bool {
	if m.isConstant(text, way) {
		return false
	}
	key := m.ways[way].Part(m.poll, text)
	m.poll.Step(8 * (1 + len(m.parts)))
	for i := range m.parts {
		if m.parts[i].in(key, way) != p.parts.Has(i) {
			return false
		}
	}
	return true
}

// freshSeparator returns a character that is in no part and no constant, in any
// collation, and is not a blank.
func (m *discrete) freshSeparator() string {
	if m.separator != "" {
		return m.separator
	}
	used := make(map[rune]bool)
	use := func(text string) {
		for _, c := range m.ways {
			for _, r := range c.Part(m.poll, text) {
				used[r] = true
			}
		}
	}
	for i := range m.parts {
		use(m.parts[i].text)
	}
	for _, k := range m.keys {
		use(k)
	}
	for _, r := range "-_.+~/:|0123456789" {
		if !used[r] {
			m.separator = string(r)
			return m.separator
		}
	}
	for r := rune(0x4e00); ; r++ { // the CJK ideographs are in one form only
		if !used[r] {
			m.separator = string(r)
			return m.separator
		}
	}
}
