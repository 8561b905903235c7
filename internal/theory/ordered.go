package theory

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// ordered models numbers and dates. The constants of comparisons, the cuts,
// divide the line into places: gap 0, cut 0, gap 1, cut 1, … A constant that is
// only listed lies at the place of a gap; it matters which, and which atoms
// list it. Between two cuts there are always other values.
type ordered struct {
	fields
	constants[constant]
	values []condition.Value // per constant, as first written
	size   []int             // per class
	lists  []set             // per atom: the classes that it lists, or nil
	cuts   []int32           // constants, rising
	cut    []int32           // per constant: its place among the cuts, or -1
	known  []orderedPoint
	starts []int32 // per place: its first point; and the end
	days   bool    // a date is the whole day, and nothing is compared with a time
}

type orderedPoint struct {
	place int32
	class int32 // of constants; -1 for the other values of a gap
}

// orderedSpaces models numbers and dates.
func (b *builder) orderedSpaces(members []int, t columnType) []*Space {
	m := &ordered{fields: b.fields(members, t)}
	m.poll = b.limits.Poll
	m.gather()
	m.days = b.assumed.WholeDay == contact.Yes && t.typ == Date && len(m.values) > 0 && !hasTime(m.values[0])
	m.points()
	n := len(m.known)
	if m.nullable {
		n += 2
	}
	if n > b.limits.Regions {
		return b.singles(members)
	}
	holds := logic.NewSets(len(members), n)
	for i, a := range m.atoms {
		m.hold(holds[i], i, m.field(i))
		if a.Negated {
			holds[i].Complement(len(m.known))
		}
		m.withMissing(a, holds[i], n)
	}
	return []*Space{b.newSpace(members, m, n, holds, 3)}
}

// hold adds the present values for which the atom holds, without its negation.
func (m *ordered) hold(holds set, i int, f condition.Field) {
	m.poll.Step(8 + len(holds))
	switch {
	case f.Operator == condition.IsNull:
	case f.Operator == condition.IsNotNull:
		holds.AddRange(0, len(m.known))
	case m.lists[i] != nil:
		m.addListed(holds, m.lists[i], !f.Operator.Negative())
	default:
		n, _ := m.add(m.read(f.Values[0]))
		from, to := m.span(f.Operator, int(m.cut[n]))
		holds.AddRange(int(m.starts[from]), int(m.starts[to]))
	}
}

func (m *ordered) read(v condition.Value) constant {
	k, _ := constantOf(v, m.typ) // it fits, so it can be read
	return k
}

// span returns the places that a comparison with a cut admits, up to the second.
func (m *ordered) span(op condition.Operator, cut int) (from, to int) {
	end := len(m.starts) - 1
	switch op {
	case condition.Greater:
		return 2*cut + 2, end
	case condition.GreaterEq:
		return 2*cut + 1, end
	case condition.Less:
		return 0, 2*cut + 1
	default:
		return 0, 2*cut + 2
	}
}

func (m *ordered) addListed(to, classes set, positive bool) {
	m.poll.Step(len(m.known))
	for p, point := range m.known {
		if (point.class >= 0 && classes.Has(int(point.class))) == positive {
			to.Add(p)
		}
	}
}

// gather collects the constants, the cuts and the classes.
func (m *ordered) gather() {
	n := listedIn(m.atoms)
	room := make([]int32, 3*n)
	numbers := make([][]int32, len(m.atoms))
	m.cut, m.cuts, room = room[:0:n], room[n:n:2*n], room[2*n:]
	m.grow(n)
	m.values = make([]condition.Value, 0, n)
	for i := range m.atoms {
		f := m.field(i)
		if nulling(f.Operator) {
			continue
		}
		list := room[:len(f.Values):len(f.Values)]
		room = room[len(f.Values):]
		for j, v := range f.Values {
			n, fresh := m.add(m.read(v))
			if fresh {
				m.values = append(m.values, v)
				m.cut = append(m.cut, -1)
			}
			list[j] = n
			if ordering(f.Operator) && m.cut[n] < 0 {
				m.cut[n] = 0
				m.cuts = append(m.cuts, n)
			}
		}
		if listing(f.Operator) {
			numbers[i] = list
		}
	}
	poll.Sort(m.poll, m.cuts, func(a, b int32) int { return compareConstants(m.keys[a], m.keys[b], m.typ) })
	for place, n := range m.cuts {
		m.cut[n] = int32(place)
	}
	for _, list := range numbers {
		if list != nil {
			m.split(list)
		}
	}
	m.splitByPlaces()
	m.tidy()
	m.size = m.sizes()
	m.lists = m.classLists(numbers)
}

// place returns where a constant lies.
func (m *ordered) place(n int32) int32 {
	if m.cut[n] >= 0 {
		return 2*m.cut[n] + 1
	}
	return 2 * int32(sort.Search(len(m.cuts), func(i int) bool {
		return compareConstants(m.keys[m.cuts[i]], m.keys[n], m.typ) > 0
	}))
}

func (m *ordered) splitByPlaces() {
	if len(m.cuts) == 0 {
		return
	}
	places := make([][]int32, 2*len(m.cuts)+1)
	for n := range m.keys {
		m.poll.Step(16)
		at := m.place(int32(n))
		places[at] = append(places[at], int32(n))
	}
	for _, list := range places {
		if list != nil {
			m.split(list)
		}
	}
}

// points lists the points by place: the other values of a gap, then the classes in it.
func (m *ordered) points() {
	type located struct{ place, class int32 }
	list := make([]located, 0, m.constants.parts)
	for k, first := range m.firsts() {
		m.poll.Step(16)
		list = append(list, located{m.place(first), int32(k)})
	}
	poll.Sort(m.poll, list, func(a, b located) int { return cmp.Or(int(a.place-b.place), int(a.class-b.class)) })
	most := 2*len(m.cuts) + 2
	m.starts, m.known = make([]int32, 0, most), make([]orderedPoint, 0, len(m.cuts)+1+len(list))
	for place := int32(0); place <= int32(2*len(m.cuts)); place++ {
		m.starts = append(m.starts, int32(len(m.known)))
		if place&1 == 0 && m.hasGap(place) {
			m.known = append(m.known, orderedPoint{place, -1})
		}
		for len(list) > 0 && list[0].place == place {
			m.known = append(m.known, orderedPoint{place, list[0].class})
			list = list[1:]
		}
	}
	m.starts = append(m.starts, int32(len(m.known)))
}

// hasGap reports whether there are values in a gap: days that follow each other have none
// between them, if a date is the whole day.
func (m *ordered) hasGap(place int32) bool {
	if !m.days {
		return true
	}
	before, after := date.First-1, date.Last+1
	if i := int(place/2) - 1; i >= 0 {
		before = m.keys[m.cuts[i]].day.Number()
	}
	if i := int(place / 2); i < len(m.cuts) {
		after = m.keys[m.cuts[i]].day.Number()
	}
	return after-before > 1
}

// hasTime reports whether a date has a time.
func hasTime(v condition.Value) bool { return strings.Contains(v.Text, "T") }

func (m *ordered) bases(v *vocabulary, level int) {
	if level == 1 {
		return
	}
	m.nullBases(v, familyNull)
	if level == 2 {
		for i := range m.atoms {
			m.oppositeBase(v, i)
		}
	} else {
		m.rangeBases(v)
	}
	limit := 0
	if level == 3 {
		limit = unitsLimit
	}
	units := m.units(v.classes)
	if level == 3 {
		m.missingBases(v, units)
	}
	list, all := unions(units, m.size, limit)
	family := uint64(familyLists)
	if !all {
		family = 0
	}
	for i, u := range list {
		m.listBase(v, u, true, family)
		if level == 3 && (all || i == len(list)-1) { // the others have too many intersections
			m.listBase(v, u, false, family)
		}
	}
}

func (m *ordered) oppositeBase(v *vocabulary, i int) {
	op, ok := m.field(i).Operator.Opposite()
	switch {
	case !ok || nulling(op):
	case m.lists[i] != nil:
		m.listBase(v, union{m.lists[i], total(m.size, m.lists[i])}, !op.Negative(), 0)
	default:
		n, _ := m.add(m.read(m.field(i).Values[0]))
		from, to := m.span(op, int(m.cut[n]))
		points := v.set()
		points.AddRange(int(m.starts[from]), int(m.starts[to]))
		v.put(points, 1, 0, term{op: op, arg: n})
	}
}

func (m *ordered) listBase(v *vocabulary, u union, positive bool, family uint64) {
	op := listOperator(u.size, positive)
	if !m.may(op) {
		return
	}
	points := v.set()
	m.addListed(points, u.members, positive)
	if !positive {
		m.addMissing(points, len(m.known)+2)
	}
	v.put(points, u.size, family, term{op: op, list: u.members})
}

// isolated reports whether a point of constants differs, to the rule, from the
// other values next to it. One that does not need not be singled out: what is
// said of it can as well be said of its neighbors.
func (m *ordered) isolated(c *classes, p int) bool {
	point := m.known[p]
	if point.class < 0 {
		return false
	}
	other := func(place int32) int32 {
		if m.starts[place] == m.starts[place+1] {
			return -1 // there are none
		}
		return c.point[m.starts[place]]
	}
	if point.place&1 == 0 {
		return c.point[p] != other(point.place)
	}
	return c.point[p] != other(point.place-1) && c.point[p] != other(point.place+1)
}

// units returns the sets of classes that need not be listed apart: isolated and
// the same to the rule.
func (m *ordered) units(c *classes) []set {
	var units []set
	unitOf := make([]int32, c.count)
	for p, point := range m.known {
		if !m.isolated(c, p) {
			continue
		}
		k := c.point[p]
		if unitOf[k] == 0 {
			units = append(units, logic.NewSet(m.constants.parts))
			unitOf[k] = int32(len(units))
		}
		units[unitOf[k]-1].Add(int(point.class))
	}
	return units
}

// missingBases adds "not equal" for constants that need not be singled out. It
// says that there is a value, or none and negative operators match that; the
// constant itself may be covered elsewhere.
func (m *ordered) missingBases(v *vocabulary, units []set) {
	n := len(m.known)
	if !m.nullable || v.classes.point[n] == v.classes.point[n+1] {
		return
	}
	for k, added := 0, 0; k < m.constants.parts && added < unitsLimit; k++ {
		if !slices.ContainsFunc(units, func(u set) bool { return u.Has(k) }) {
			one := logic.NewSet(m.constants.parts)
			one.Add(k)
			m.listBase(v, union{one, m.size[k]}, false, 0)
			added++
		}
	}
}

func (m *ordered) condition(t term) condition.Condition {
	switch {
	case nulling(t.op):
		return m.fields.condition(t.op, nil)
	case t.list == nil:
		return m.fields.condition(t.op, []condition.Value{m.values[t.arg]})
	}
	return m.fields.condition(t.op, chosen(m.values, m.listed(t.list)))
}
