package theory

import (
	"encoding/binary"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

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
		if level == 2 || m.lists[i] == nil { // the unions have the other opposites
			m.oppositeBase(v, i)
		}
	}
	units := m.units(v.classes)
	limit := 0
	if level == 3 {
		limit = max(unitsLimit-len(m.parts), 2)
	}
	list, all := unions(units, m.size, limit)
	family := uint64(familyLists)
	if !all || m.collided || !m.may(condition.In) {
		family = 0
	}
	for i, u := range list {
		m.listBase(v, u, true, family)
		if level == 3 && (all || i == len(list)-1) { // the others have too many intersections
			m.listBase(v, u, false, family)
		}
	}
}

// oppositeBase adds the opposite of an atom.
func (m *discrete) oppositeBase(v *vocabulary, i int) {
	op, ok := m.field(i).Operator.Opposite()
	if !ok || nulling(op) || !m.may(op) {
		return
	}
	if m.lists[i] != nil {
		m.listBase(v, union{m.lists[i], total(m.size, m.lists[i])}, !op.Negative(), 0)
		return
	}
	points := v.set()
	m.partPoints(points, m.part[i], !op.Negative())
	if op.Negative() {
		m.addMissing(points, len(m.known))
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
	m.listPoints(points, u.members, positive)
	if !positive {
		m.addMissing(points, len(m.known))
	}
	v.put(points, u.size, family, term{op: op, list: u.members})
}

func listOperator(size int, positive bool) condition.Operator {
	switch {
	case size == 1 && positive:
		return condition.Equals
	case size == 1:
		return condition.NotEquals
	case positive:
		return condition.In
	default:
		return condition.NotIn
	}
}

// units returns the sets of classes that need not be listed apart.
func (m *discrete) units(c *classes) []set {
	labels := make([]int32, m.constants.parts*len(m.ways)) // by class, then by collation
	for p := range m.known {
		point := &m.known[p]
		if point.constant < 0 {
			continue
		}
		from := int(m.class[point.constant]) * len(m.ways)
		for way := range m.ways {
			if point.ways>>way&1 != 0 {
				labels[from+way] = c.point[p] + 1
			}
		}
	}
	var units []set
	of := make(map[string]int, m.constants.parts)
	var key []byte
	for k := range m.constants.parts {
		key = key[:0]
		for _, label := range labels[k*len(m.ways) : (k+1)*len(m.ways)] {
			key = binary.LittleEndian.AppendUint32(key, uint32(label))
		}
		at, known := of[string(key)]
		if !known || m.collided {
			at = len(units)
			units = append(units, logic.NewSet(m.constants.parts))
			of[string(key)] = at
		}
		units[at].Add(k)
	}
	return units
}

func (m *discrete) condition(t term) condition.Condition {
	switch {
	case nulling(t.op):
		return m.fields.condition(t.op, nil)
	case t.list == nil:
		return m.fields.condition(t.op, []condition.Value{{Kind: condition.String, Text: m.parts[t.arg].text}})
	}
	return m.fields.condition(t.op, chosen(m.values, m.listed(t.list)))
}

func (m *discrete) witness(p int) Witness {
	point := &m.known[p]
	switch {
	case point.missing:
		return m.missingWitness(p == len(m.known)-2)
	case point.constant >= 0:
		v := m.values[point.constant]
		v.Text = point.text
		return Witness{Known: true, Value: valueOf(v, m.typ), Reading: Reading{Collations: m.collations(point.ways)}}
	}
	value, collations := m.other(point)
	return Witness{Known: true, Value: value, Reading: Reading{Collations: collations}}
}
