package theory

import (
	"slices"

	"github.com/segc-lang/segc/internal/rule"
)

// discrete models a column whose values are in no order: texts, choices and
// booleans. A present value equals a constant or is another one, of which only
// the parts matter that it contains or starts with (text.go).
type discrete struct {
	fields
	constants[string]
	values  []rule.Value // per constant, as first written
	folded  []string     // per constant, without regard to case
	size    []int        // per class: its constants
	lists   []set        // per atom: the classes that it lists, or nil
	parts   []part
	part    []int32 // per atom: its part, or -1
	known   []discretePoint
	present int   // how many of them are no missing value
	meet    []set // per class: the points that equal one of its constants
	// collided says that some constants of different classes are equal when
	// case does not count.
	collided  bool
	separator string // in no part and no constant
}

// discretePoint is a value under some readings.
type discretePoint struct {
	constant int32 // the value; -1 if it is another one or missing
	fold     Flag  // the reading of case
	equals   set   // the classes of the constants that it equals
	parts    set   // the parts that it has
	prefix   int32 // of another value: the longest part that it starts with, or -1
	missing  bool
}

// textSpaces models texts, choices, booleans and columns that are only asked
// for their presence.
func (b *builder) textSpaces(members []int, t columnType) []*Space {
	m := &discrete{fields: b.fields(members, t)}
	m.poll = b.limits.Poll
	m.gather()
	m.constantPoints()
	if !m.otherPoints(min(partsLimit, b.limits.Regions)) {
		var rest, parted []int
		for i, member := range members {
			if m.part[i] < 0 {
				rest = append(rest, member)
			} else {
				parted = append(parted, member)
			}
		}
		spaces := b.singles(parted)
		if len(rest) > 0 {
			spaces = append(spaces, b.textSpaces(rest, t)...)
		}
		return spaces
	}
	if m.nullable {
		nothing := newSets(2, max(m.constants.parts, len(m.parts)))
		missing := discretePoint{constant: -1, equals: nothing[0], parts: nothing[1], prefix: -1, missing: true}
		m.known = append(m.known, missing, missing)
	}
	if len(m.known) > b.limits.Regions {
		return b.singles(members)
	}
	m.present = len(m.known)
	if m.nullable {
		m.present -= 2
	}
	m.meet = newSets(m.constants.parts, len(m.known))
	for p := range m.present {
		equals := m.known[p].equals
		for k := equals.Next(0); k >= 0; k = equals.Next(k + 1) {
			m.meet[k].Add(p)
		}
	}
	holds := newSets(len(members), len(m.known))
	for i, a := range m.atoms {
		m.hold(holds[i], i, a.Negated)
		m.withMissing(a, holds[i], len(m.known))
	}
	return []*Space{b.newSpace(members, m, len(m.known), holds, 3)}
}

// hold adds the present values for which an atom holds.
func (m *discrete) hold(to set, i int, negated bool) {
	op := m.field(i).Operator
	switch positive := negative(op) == negated; {
	case nulling(op):
		if (op == rule.IsNotNull) != negated {
			addRange(to, 0, m.present)
		}
	case m.lists[i] != nil:
		m.listPoints(to, m.lists[i], positive)
	default:
		m.partPoints(to, m.part[i], positive)
	}
}

// listPoints adds the present values that equal, or do not, a constant of some classes.
func (m *discrete) listPoints(to, classes set, positive bool) {
	for k := classes.Next(0); k >= 0; k = classes.Next(k + 1) {
		m.poll.Step(4 + len(to))
		unite(to, m.meet[k])
	}
	if !positive {
		complement(to, m.present)
	}
}

// partPoints adds the present values that have, or do not have, a part.
func (m *discrete) partPoints(to set, part int32, positive bool) {
	m.poll.Step(m.present)
	for p := range m.present {
		if m.known[p].parts.Has(int(part)) == positive {
			to.Add(p)
		}
	}
}

// gather collects constants and parts, and finds the classes of the constants.
func (m *discrete) gather() {
	m.part = make([]int32, len(m.atoms))
	numbers := make([][]int32, len(m.atoms))
	for i := range m.atoms {
		f := m.field(i)
		m.part[i] = -1
		switch {
		case listing(f.Operator):
			numbers[i] = make([]int32, len(f.Values))
			for j, v := range f.Values {
				n, fresh := m.add(v.Text)
				if fresh {
					m.values = append(m.values, v)
				}
				numbers[i][j] = n
			}
		case !nulling(f.Operator):
			m.part[i] = m.addPart(f.Values[0].Text, f.Operator == rule.StartsWith)
		}
	}
	if m.typ == Boolean && m.declared && len(m.keys) > 0 {
		for _, text := range []string{"true", "false"} { // there are no others
			if _, fresh := m.add(text); fresh {
				m.values = append(m.values, rule.Value{Kind: rule.Boolean, Text: text})
			}
		}
	}
	for _, list := range numbers {
		if list != nil {
			m.split(list)
		}
	}
	m.folded = make([]string, len(m.keys))
	for n, key := range m.keys {
		m.poll.Step(8 + len(key))
		m.folded[n] = key
		if m.typ != Boolean {
			m.folded[n] = fold(key)
		}
	}
	m.splitByParts()
	m.tidy()
	m.size = m.sizes()
	m.lists = make([]set, len(m.atoms))
	for i, list := range numbers {
		if list != nil {
			m.lists[i] = m.classesOf(list)
		}
	}
}

// splitByParts separates constants that have different parts under some reading.
func (m *discrete) splitByParts() {
	var exact, folded []int32
	for _, p := range m.parts {
		m.poll.Step(8 * len(m.keys))
		exact, folded = exact[:0], folded[:0]
		for n := range m.keys {
			if p.in(m.keys[n]) {
				exact = append(exact, int32(n))
			}
			if p.inFolded(m.folded[n]) {
				folded = append(folded, int32(n))
			}
		}
		m.split(exact)
		m.split(folded)
	}
}

// constantPoints adds the points of the values that equal a constant: for each
// class one if case counts, one if it does not and no constant of another class
// interferes, and one for each way in which classes interfere.
func (m *discrete) constantPoints() {
	lone := make([]int32, m.constants.parts) // per class: a constant that equals none of another class, or -1
	for k := range lone {
		lone[k] = -1
	}
	var crossings catalog
	var crossing []int32 // per crossing: one of its constants
	groups := m.groups()
	for n, k := range m.class {
		m.poll.Step(8 + len(groups[n]))
		group := groups[n]
		mixed := slices.ContainsFunc(group, func(o int32) bool { return m.class[o] != k })
		if !mixed {
			if lone[k] < 0 {
				lone[k] = int32(n)
			}
			continue
		}
		m.collided = true
		if s := m.classesOf(group); crossings.find(s) < 0 {
			crossings.add(s)
			crossing = append(crossing, int32(n))
		}
	}
	parts := newSets(2*m.constants.parts+len(crossing), len(m.parts))
	next := func(test func(p part) bool) set {
		s := parts[0]
		parts = parts[1:]
		m.poll.Step(8 * len(m.parts))
		for i, p := range m.parts {
			if test(p) {
				s.Add(i)
			}
		}
		return s
	}
	own := newSets(m.constants.parts, m.constants.parts)
	for k, first := range m.firsts() {
		own[k].Add(k)
		exact := next(func(p part) bool { return p.in(m.keys[first]) })
		folded := next(func(p part) bool { return p.inFolded(m.folded[first]) })
		point := discretePoint{constant: first, fold: No, equals: own[k], parts: exact, prefix: -1}
		switch {
		case lone[k] >= 0 && exact.Equal(folded):
			point.constant, point.fold = lone[k], Either
			m.known = append(m.known, point)
		case lone[k] >= 0:
			m.known = append(m.known, point)
			point.constant, point.fold, point.parts = lone[k], Yes, folded
			m.known = append(m.known, point)
		default:
			m.known = append(m.known, point)
		}
	}
	for i, n := range crossing {
		folded := next(func(p part) bool { return p.inFolded(m.folded[n]) })
		m.known = append(m.known, discretePoint{constant: n, fold: Yes, equals: crossings.sets[i], parts: folded, prefix: -1})
	}
}

// groups returns for each constant all that are equal to it when case does not
// count, itself included; nil for most that are alone.
func (m *discrete) groups() [][]int32 {
	m.poll.Step(16 * len(m.keys))
	groups := make([][]int32, len(m.keys))
	if len(m.keys) <= constantsScan {
		for n := range m.folded {
			for o := range m.folded {
				if n != o && m.folded[n] == m.folded[o] {
					groups[n] = append(groups[n], int32(o))
				}
			}
			if groups[n] != nil {
				groups[n] = append(groups[n], int32(n))
			}
		}
		return groups
	}
	first := make(map[string]int32, len(m.folded))
	for n, key := range m.folded {
		if f, ok := first[key]; ok {
			if groups[f] == nil {
				groups[f] = []int32{f}
			}
			groups[f] = append(groups[f], int32(n))
		} else {
			first[key] = int32(n)
		}
	}
	for n, key := range m.folded {
		groups[n] = groups[first[key]]
	}
	return groups
}
