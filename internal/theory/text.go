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
func (m *discrete) otherPoints(limit int) bool {
	if m.typ == Boolean && m.declared && slices.Contains(m.keys, "true") && slices.Contains(m.keys, "false") {
		return true
	}
	none := newSets(1, m.constants.parts)[0]
	if len(m.parts) == 0 {
		m.known = append(m.known, discretePoint{constant: -1, equals: none, parts: newSets(1, 0)[0], prefix: -1})
		return true
	}
	exact := m.combinations(func(p part) string { return p.text }, limit)
	folded := m.combinations(func(p part) string { return p.folded }, limit)
	if exact == nil || folded == nil || len(exact)+len(folded) > limit {
		return false
	}
	same := len(exact) == len(folded)
	for i := 0; same && i < len(exact); i++ {
		same = exact[i].parts.Equal(folded[i].parts)
	}
	for i, points := range [][]discretePoint{exact, folded} {
		reading := flag(i == 1)
		if same {
			reading = Either
		}
		for _, p := range points {
			p.equals, p.fold = none, reading
			m.known = append(m.known, p)
		}
		if same {
			break
		}
	}
	return true
}

// combinations returns the possible choices of parts under one reading of case; nil
// if they are more than limit.
func (m *discrete) combinations(text func(part) string, limit int) []discretePoint {
	// The longer parts come first, so that those that a part has come after it.
	var order, starts []int32
	for i, p := range m.parts {
		if p.prefix {
			starts = append(starts, int32(i))
		} else {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return len(text(m.parts[b])) - len(text(m.parts[a])) })
	var out []discretePoint
	chosen := newSets(1, len(m.parts))[0]
	forced := func(i int32, prefix int32) bool {
		t := text(m.parts[i])
		if t == "" || prefix >= 0 && strings.Contains(text(m.parts[prefix]), t) {
			return true
		}
		for _, o := range order {
			if o == i {
				break
			}
			if chosen.Has(int(o)) && strings.Contains(text(m.parts[o]), t) {
				return true
			}
		}
		return false
	}
	// refused reports whether choosing i would force an equal part that is not chosen.
	refused := func(i int32) bool {
		for _, o := range order {
			if o == i {
				return false
			}
			if !chosen.Has(int(o)) && text(m.parts[o]) == text(m.parts[i]) {
				return true
			}
		}
		return false
	}
	var choose func(at int, prefix int32) bool
	choose = func(at int, prefix int32) bool {
		if at == len(order) {
			if len(out) >= limit {
				return false
			}
			out = append(out, discretePoint{constant: -1, parts: chosen.Clone(), prefix: prefix})
			return true
		}
		i := order[at]
		must := forced(i, prefix)
		if !must && !choose(at+1, prefix) {
			return false
		}
		if must || !refused(i) {
			chosen.Add(int(i))
			ok := choose(at+1, prefix)
			chosen.Remove(int(i))
			return ok
		}
		return true
	}
	for s := int32(-1); int(s) < len(starts); s++ {
		prefix := int32(-1)
		for i := range chosen {
			chosen[i] = 0
		}
		if s >= 0 {
			prefix = starts[s]
		}
		repeated := false
		for _, o := range starts {
			t := text(m.parts[o])
			if t == "" || prefix >= 0 && strings.HasPrefix(text(m.parts[prefix]), t) {
				chosen.Add(int(o))
				repeated = repeated || prefix >= 0 && o < prefix && t == text(m.parts[prefix])
			}
		}
		if repeated || prefix >= 0 && text(m.parts[prefix]) == "" {
			continue // as another start, or as none
		}
		if !choose(0, prefix) {
			return nil
		}
	}
	return out
}

// others are natural values that a rule hardly ever mentions.
var others = []string{"other", "another", "anything else"}

// other returns a value that equals no constant and has just the given parts.
func (m *discrete) other(p *discretePoint) Value {
	if m.typ == Boolean {
		for _, text := range []string{"false", "true"} {
			if !slices.Contains(m.keys, text) {
				return Value{Kind: BooleanValue, Text: text}
			}
		}
	}
	return Value{Kind: TextValue, Text: m.otherText(p)}
}

func (m *discrete) otherText(p *discretePoint) string {
	var list []string // the chosen parts that are in no other chosen part
	start := ""
	if p.prefix >= 0 {
		start = m.parts[p.prefix].text
	}
	for i := p.parts.Next(0); i >= 0; i = p.parts.Next(i + 1) {
		a := m.parts[i]
		covered := a.prefix || has(fold(start), a.folded, false) && p.fold != No || has(start, a.text, false)
		for j := p.parts.Next(0); j >= 0 && !covered; j = p.parts.Next(j + 1) {
			b := m.parts[j]
			covered = i != j && !b.prefix && has(b.text, a.text, false) && (len(b.text) > len(a.text) || j < i)
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
		if m.isOther(text, p) {
			return text
		}
	}
	return sep // with no part, and equal to no constant
}

// isOther reports whether the text lies in a point of the values that equal no constant.
func (m *discrete) isOther(text string, p *discretePoint) bool {
	folded := fold(text)
	for n := range m.keys {
		if p.fold != Yes && m.keys[n] == text || p.fold != No && m.folded[n] == folded {
			return false
		}
	}
	for i, part := range m.parts {
		if p.fold != Yes && part.in(text) != p.parts.Has(i) || p.fold != No && part.inFolded(folded) != p.parts.Has(i) {
			return false
		}
	}
	return true
}

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
