package theory

import (
	"slices"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/logic"
)

const (
	// datedApart is up to how many constants each can be listed without the others.
	datedApart = 16
	// datedUnits is up to how many units all unions are in the vocabulary.
	datedUnits = 4
)

func (m *dated) bases(v *vocabulary, level int) {
	if level == 1 {
		return
	}
	m.nullBases(v, familyNull)
	if level == 2 {
		for i := range m.atoms {
			m.oppositeBase(v, i)
		}
		return
	}
	for n := range m.keys {
		for _, op := range [...]condition.Operator{condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq} {
			m.orderedBase(v, op, int32(n))
		}
	}
	list, _ := unions(m.units(v.classes), m.size, datedUnits)
	for _, u := range list {
		m.listBase(v, u, true)
		m.listBase(v, u, false)
	}
}

// units returns the sets of classes that need not be listed apart: the rule makes no difference
// between the values that equal one and those that equal another.
func (m *dated) units(c *classes) []set {
	var units, like []set
	for k, first := range m.firsts() {
		m.poll.Step(8 + len(m.known))
		of := logic.NewSet(c.count)
		for p := range m.known {
			if m.order(&m.known[p], first) == 0 {
				of.Add(int(c.point[p]))
			}
		}
		at := slices.IndexFunc(like, of.Equal)
		if at < 0 {
			at = len(units)
			units, like = append(units, logic.NewSet(m.constants.parts)), append(like, of)
		}
		units[at].Add(k)
	}
	return units
}

func (m *dated) oppositeBase(v *vocabulary, i int) {
	op, ok := m.field(i).Operator.Opposite()
	switch {
	case !ok || nulling(op):
	case m.lists[i] != nil:
		m.listBase(v, union{m.lists[i], total(m.size, m.lists[i])}, !op.Negative())
	default:
		m.orderedBase(v, op, m.number[i])
	}
}

func (m *dated) orderedBase(v *vocabulary, op condition.Operator, constant int32) {
	points := v.set()
	m.addOrdered(points, op, constant)
	v.put(points, 1, 0, term{op: op, arg: constant})
}

func (m *dated) listBase(v *vocabulary, u union, positive bool) {
	op := listOperator(u.size, positive)
	if !m.may(op) {
		return
	}
	points := v.set()
	m.addListed(points, u.members, positive)
	if !positive {
		m.addMissing(points, len(m.known)+2)
	}
	v.put(points, u.size, 0, term{op: op, list: u.members})
}

func (m *dated) condition(t term) condition.Condition {
	switch {
	case nulling(t.op):
		return m.fields.condition(t.op, nil)
	case t.list == nil:
		return m.fields.condition(t.op, []condition.Value{m.values[t.arg]})
	}
	return m.fields.condition(t.op, chosen(m.values, m.listed(t.list)))
}

func (m *dated) witness(p int) Witness {
	if p >= len(m.known) {
		return m.missingWitness(p == len(m.known))
	}
	point := &m.known[p]
	text := ""
	switch {
	case point.day:
		text = m.days.day(point.place)
	case point.place&1 == 1:
		text = m.times.cuts[point.place/2].text
	default:
		text = m.timeIn(point.place)
	}
	if text == "" {
		return Witness{}
	}
	return Witness{Known: true, Value: contact.Must(contact.Date(text)), Reading: Reading{WholeDay: point.whole}}
}

// day returns a day at a place of the line of days.
func (l *dateLine) day(place int32) string {
	if place&1 == 1 {
		return l.cuts[place/2].text
	}
	before, after := l.between(place)
	day := before + 1
	if place == 0 {
		day = after - 1 // near the first constant
	}
	text, _ := date.OfNumber(day)
	return text
}

// timeIn returns a time in a gap of the line of times, or "" if none is found.
func (m *dated) timeIn(gap int32) (found string) {
	l := &m.times
	var low, high string // "" for no end
	if at := int(gap/2) - 1; at >= 0 {
		low = l.cuts[at].text
	}
	if at := int(gap / 2); at < len(l.cuts) {
		high = l.cuts[at].text
	}
	betweenDates(low, high, func(text string) bool {
		m.poll.Step(256)
		text = withTime(text)
		at, err := date.Parse(text)
		i, cut := int(gap/2), false
		if err == nil {
			cut = i > 0 && date.Compare(at, l.cuts[i-1].at) <= 0 || i < len(l.cuts) && date.Compare(at, l.cuts[i].at) >= 0
		}
		if err != nil || cut {
			return true
		}
		found = text
		return false
	})
	return found
}

// withTime returns a date with its midnight.
func withTime(text string) string {
	if len(text) == len(time.DateOnly) {
		return text + "T00:00:00Z"
	}
	return text
}
