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
	values []rule.Value // per constant, as first written
	folded []string     // per constant, without regard to case
	size   []int        // per class: its constants
	lists  []set        // per atom: the classes that it lists, or nil
	parts  []part
	part   []int32 // per atom: its part, or -1
	known  []discretePoint
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
	holds := newSets(len(members), len(m.known))
	for i, a := range m.atoms {
		op := m.field(i).Operator
		for p := range m.known {
			if point := &m.known[p]; !point.missing && m.holds(i, op, point) != a.Negated {
				holds[i].Add(p)
			}
		}
		m.withMissing(a, holds[i], len(m.known))
	}
	return []*Space{b.newSpace(members, m, len(m.known), holds, 3)}
}

// holds reports whether an atom, without its negation, holds for a present value.
func (m *discrete) holds(i int, op rule.Operator, p *discretePoint) bool {
	var hit bool
	switch {
	case nulling(op):
		return op == rule.IsNotNull
	case m.lists[i] != nil:
		hit = p.equals.Meets(m.lists[i])
	default:
		hit = p.parts.Has(int(m.part[i]))
	}
	return hit != negative(op)
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
	for _, list := range numbers {
		if list != nil {
			m.split(list)
		}
	}
	m.folded = make([]string, len(m.keys))
	for n, key := range m.keys {
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

// unitsLimit is up to how many units all unions are in the vocabulary.
const unitsLimit = 8

const (
	familyLists = 1 << iota // in and not in
	familyNull              // null and not null
	familyRanges
	familyNone
	familyAll
)

func (m *discrete) bases(v *vocabulary, level int) {
	if level == 1 {
		return
	}
	m.nullBases(v, familyNull)
	for i := range m.atoms {
		m.oppositeBase(v, i)
	}
	units := m.units(v.classes)
	limit := 0
	if level == 3 {
		limit = max(unitsLimit-len(m.parts), 2)
	}
	list, all := unions(units, m.size, limit)
	family := uint64(familyLists)
	if !all || m.collided || !m.may(rule.In) {
		family = 0
	}
	for _, u := range list {
		m.listBase(v, u, true, family)
		if level == 3 {
			m.listBase(v, u, false, family)
		}
	}
}

// oppositeBase adds the opposite of an atom.
func (m *discrete) oppositeBase(v *vocabulary, i int) {
	op, ok := opposite(m.field(i).Operator)
	if !ok || nulling(op) || !m.may(op) {
		return
	}
	if m.lists[i] != nil {
		m.listBase(v, union{m.lists[i], total(m.size, m.lists[i])}, !negative(op), 0)
		return
	}
	points := v.set()
	for p := range m.known {
		if point := &m.known[p]; !point.missing && point.parts.Has(int(m.part[i])) != negative(op) {
			points.Add(p)
		}
	}
	if m.nullable && negative(op) {
		points.Add(len(m.known) - 2)
	}
	v.put(points, 1, 0, term{op: op, arg: m.part[i]})
}

// listBase adds the condition that the value is, or is not, one of some constants.
func (m *discrete) listBase(v *vocabulary, u union, positive bool, family uint64) {
	op := listOperator(u.size, positive)
	if !m.may(op) {
		return
	}
	points := v.set()
	for p := range m.known {
		if point := &m.known[p]; !point.missing && point.equals.Meets(u.members) == positive {
			points.Add(p)
		}
	}
	if m.nullable && !positive {
		points.Add(len(m.known) - 2)
	}
	v.put(points, u.size, family, term{op: op, list: u.members})
}

func listOperator(size int, positive bool) rule.Operator {
	switch {
	case size == 1 && positive:
		return rule.Equals
	case size == 1:
		return rule.NotEquals
	case positive:
		return rule.In
	default:
		return rule.NotIn
	}
}

// units returns the sets of classes that need not be listed apart.
func (m *discrete) units(c *classes) []set {
	type key struct{ exact, folded int32 }
	keys := make([]key, m.constants.parts)
	for p := range m.known {
		if point := &m.known[p]; point.constant >= 0 {
			k := m.class[point.constant]
			if point.fold != Yes {
				keys[k].exact = c.point[p] + 1
			}
			if point.fold != No {
				keys[k].folded = c.point[p] + 1
			}
		}
	}
	var units []set
	var of []key
	for k := range keys {
		at := slices.Index(of, keys[k])
		if at < 0 || m.collided {
			at = len(units)
			units = append(units, newSets(1, m.constants.parts)[0])
			of = append(of, keys[k])
		}
		units[at].Add(k)
	}
	return units
}

func (m *discrete) condition(t term) rule.Condition {
	switch {
	case nulling(t.op):
		return m.fields.condition(t.op, nil)
	case t.list == nil:
		return m.fields.condition(t.op, []rule.Value{{Kind: rule.String, Text: m.parts[t.arg].text}})
	}
	numbers := m.listed(t.list)
	values := make([]rule.Value, len(numbers))
	for i, n := range numbers {
		values[i] = m.values[n]
	}
	return m.fields.condition(t.op, values)
}

func (m *discrete) witness(p int) Witness {
	point := &m.known[p]
	switch {
	case point.missing:
		return missingWitness(p == len(m.known)-2)
	case point.constant >= 0:
		return Witness{Known: true, Value: valueOf(m.values[point.constant], m.typ), Reading: Reading{FoldCase: point.fold}}
	}
	return Witness{Known: true, Value: m.other(point), Reading: Reading{FoldCase: point.fold}}
}
