package theory

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// elements models a set: a column with several values, or the lists that a
// contact is on. Elements that the same atoms list are one class: a contact has
// none, some or all of it.
//
// Collations need no regions of their own: what holds when two spellings are one
// element also holds on contacts with both or neither of them.
type elements struct {
	fields // of a column only
	constants[string]
	values []string  // per element, as first written
	lists  []set     // per atom: the classes that it lists, or nil
	size   []int     // per class
	ids    bool      // lists: never missing, and nothing can ask for all of some
	all    bool      // an atom asks for all; else points do not tell some from all
	states [][]uint8 // per point: what it has of each class
	ops    []condition.Operator
	finest collation.Collation // of those that are possible: it tells most apart
}

// What a point has of a class.
const (
	haveNone uint8 = iota
	haveSome
	haveAll
)

// elementsLimit bounds the points of sets: they double with each class.
const elementsLimit = 512

func (b *builder) tagSpaces(members []int, t columnType) []*Space {
	m := &elements{fields: b.fields(members, t), finest: collationsOf(b.limits.Assumed)[0]}
	m.poll = b.limits.Poll
	return b.elementSpaces(members, m, func(i int) (condition.Operator, []string) {
		f := m.field(i)
		texts := make([]string, len(f.Values))
		for j, v := range f.Values {
			texts[j] = v.Text
		}
		return f.Operator, texts
	})
}

func (b *builder) listSpaces(members []int) []*Space {
	m := &elements{ids: true, fields: fields{atoms: b.pick(members)}}
	m.poll = b.limits.Poll
	return b.elementSpaces(members, m, func(i int) (condition.Operator, []string) {
		c := m.atoms[i].Condition.(condition.Membership)
		if c.Operator == condition.In {
			return condition.HasAny, c.Lists
		}
		return condition.HasNone, c.Lists
	})
}

// elementSpaces builds the points. If there are too many, atoms without common
// elements are put into spaces of their own, which loses nothing that is true,
// but the conditions that could join them.
func (b *builder) elementSpaces(members []int, m *elements, read func(i int) (condition.Operator, []string)) []*Space {
	numbers := make([][]int32, len(m.atoms))
	m.ops = make([]condition.Operator, len(m.atoms))
	for i := range m.atoms {
		op, texts := read(i)
		m.ops[i] = op
		if nulling(op) {
			continue
		}
		for _, text := range texts {
			m.poll.Step(4)
			key := text
			switch {
			case m.ids:
				key = strings.ToLower(text)
			case aboutText(m.assumed): // elements that are the same in all ways to compare
				key = m.finest.Whole(m.poll, text)
			}
			n, fresh := m.add(key)
			if fresh {
				m.values = append(m.values, text)
			}
			numbers[i] = append(numbers[i], n)
		}
	}
	for _, list := range numbers {
		m.split(list)
	}
	m.all = slices.Contains(m.ops, condition.HasAll)
	if m.all && len(m.keys) <= elementUnits {
		// Then it can help to say something of a part of a class: has any (a) or
		// has all (b, c) is has any (a, b) and has any (a, c).
		for n := range m.keys {
			m.split([]int32{int32(n)})
		}
	}
	m.tidy()
	m.size = m.sizes()
	m.lists = m.classLists(numbers)
	if !m.points(min(elementsLimit, b.limits.Regions)) {
		return b.splitElements(members, m)
	}
	n := len(m.states)
	if m.nullable {
		n += 2
	}
	holds := logic.NewSets(len(members), n)
	for i, a := range m.atoms {
		for p := range m.states {
			if m.holds(m.ops[i], m.lists[i], p) != a.Negated {
				holds[i].Add(p)
			}
		}
		if !m.ids {
			m.withMissing(a, holds[i], n)
		}
	}
	return []*Space{b.newSpace(members, m, n, holds, 3)}
}

// splitElements groups the atoms by common elements. A group that is still too
// large falls apart into its atoms.
func (b *builder) splitElements(members []int, m *elements) []*Space {
	var groups [][]int
	var reach []set
	for i, member := range members {
		list := m.lists[i]
		if list == nil {
			list = logic.NewSet(m.constants.parts)
		}
		b.limits.Poll.Step(len(groups) * (2 + len(list)/2))
		group, touched := []int{member}, list.Clone()
		kept, keptReach := groups[:0:0], reach[:0:0]
		for g := range groups {
			if reach[g].Meets(list) {
				group = append(groups[g], group...)
				touched.Unite(reach[g])
			} else {
				kept, keptReach = append(kept, groups[g]), append(keptReach, reach[g])
			}
		}
		groups, reach = append(kept, group), append(keptReach, touched)
	}
	if len(groups) == 1 {
		return b.singles(members)
	}
	var spaces []*Space
	for _, group := range groups {
		if len(group) == 1 {
			spaces = append(spaces, b.single(group[0]))
		} else {
			spaces = append(spaces, b.spaces(group)...)
		}
	}
	return spaces
}

// points lists all that a contact can have, and reports whether that is at most
// limit. What has little comes first.
func (m *elements) points(limit int) bool {
	count := 1
	radix := make([]int, m.constants.parts)
	for k, n := range m.size {
		radix[k] = 2
		if n > 1 && m.all {
			radix[k] = 3
		}
		if count *= radix[k]; count > limit {
			return false
		}
	}
	for p := range count {
		state := make([]uint8, len(radix))
		for k, r := range radix {
			state[k] = uint8(p % r)
			if r == 2 {
				state[k] *= haveAll
			}
			p /= r
		}
		m.states = append(m.states, state)
	}
	return true
}

func (m *elements) holds(op condition.Operator, list set, p int) bool {
	m.poll.Step(2 + len(list))
	switch op {
	case condition.IsNull:
		return false
	case condition.IsNotNull:
		return true
	}
	some, all := false, true
	for k, have := range m.states[p] {
		if list.Has(k) {
			some = some || have > haveNone
			all = all && have == haveAll
		}
	}
	switch op {
	case condition.HasAny:
		return some
	case condition.HasAll:
		return all
	default:
		return !some
	}
}

// elementUnits is up to how many classes all unions are in the vocabulary.
const elementUnits = 4

func (m *elements) bases(v *vocabulary, level int) {
	if level == 1 {
		return
	}
	if !m.ids {
		m.nullBases(v, familyNull)
	}
	units := logic.NewSets(m.constants.parts, m.constants.parts)
	for k := range units {
		units[k].Add(k)
	}
	if level == 3 {
		list, all := unions(units, m.size, elementUnits)
		if !all {
			v.broken = true
			return
		}
		for _, u := range list {
			m.listBase(v, condition.HasAny, u.members, 0)
			m.listBase(v, condition.HasNone, u.members, familyNone)
			m.listBase(v, condition.HasAll, u.members, familyAll)
		}
		return
	}
	for _, u := range units {
		m.listBase(v, condition.HasAny, u, 0)
		m.listBase(v, condition.HasNone, u, 0)
	}
	for i, list := range m.lists {
		if list == nil {
			continue
		}
		if op, ok := m.ops[i].Opposite(); ok {
			m.listBase(v, op, list, 0)
		}
		for j := range i {
			if m.lists[j] != nil && m.ops[j] == m.ops[i] {
				m.listBase(v, m.ops[i], m.lists[i].Or(m.lists[j]), 0)
			}
		}
	}
}

func (m *elements) listBase(v *vocabulary, op condition.Operator, list set, family uint64) {
	if m.ids && op == condition.HasAll || !m.ids && !m.may(op) {
		return
	}
	if op == condition.HasAll && !m.all && total(m.size, list) > list.Len() {
		return // has all of a class of several elements
	}
	points := v.set()
	for p := range m.states {
		if m.holds(op, list, p) {
			points.Add(p)
		}
	}
	if op == condition.HasNone {
		m.addMissing(points, len(m.states)+2)
	}
	v.put(points, total(m.size, list), family, term{op: op, list: list})
}

func (m *elements) condition(t term) condition.Condition {
	if nulling(t.op) {
		return m.fields.condition(t.op, nil)
	}
	numbers := m.listed(t.list)
	if m.ids {
		c := condition.Membership{Operator: condition.In}
		if t.op == condition.HasNone {
			c.Operator = condition.NotIn
		}
		for _, n := range numbers {
			c.Lists = append(c.Lists, m.values[n])
		}
		return c
	}
	var values []condition.Value
	for _, n := range numbers {
		values = append(values, condition.Value{Kind: condition.String, Text: m.values[n]})
	}
	return m.fields.condition(t.op, values)
}

// apart returns the collations in which elements that differ are certain to
// differ: all of them, if no two are alike.
func (m *elements) apart() Collations {
	seen := make(map[string]bool, len(m.values))
	for _, v := range m.values {
		key := collation.Coarsest().Whole(m.poll, v)
		if seen[key] {
			return 1 << m.finest.Place()
		}
		seen[key] = true
	}
	return 0
}

func (m *elements) witness(p int) Witness {
	if p >= len(m.states) {
		return m.missingWitness(p == len(m.states))
	}
	var have []string
	met := make([]bool, m.constants.parts)
	for n, k := range m.class {
		if state := m.states[p][k]; state == haveAll && !(m.ids && met[k]) || state == haveSome && !met[k] {
			have = append(have, m.values[n])
			met[k] = true
		}
	}
	if m.ids {
		return Witness{Known: true, Lists: have}
	}
	return Witness{Known: true, Value: contact.Set(have...), Reading: Reading{Collations: m.apart()}}
}
