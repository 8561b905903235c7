package theory

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// providers models the ISP of a contact, who has one of the listed ISPs or
// another one. Having none counts as another one.
type providers struct {
	constants[int64]
	atoms []Atom
	size  []int
	lists []set // per atom: the classes that it lists
}

// freeFrom is from how many classes on the ISP is a free subject: the domains
// are all sets of classes, too many to list, but they need no list.
const freeFrom = 5

func (b *builder) ispSpaces(members []int) []*Space {
	m := &providers{atoms: b.pick(members)}
	m.poll = b.limits.Poll
	numbers := make([][]int32, len(members))
	for i, a := range m.atoms {
		for _, id := range a.Condition.(condition.ISP).Values {
			n, _ := m.add(id)
			numbers[i] = append(numbers[i], n)
		}
	}
	for _, list := range numbers {
		m.split(list)
	}
	m.tidy()
	m.size = m.sizes()
	for _, list := range numbers {
		m.lists = append(m.lists, m.classesOf(list))
	}
	n := m.constants.parts + 1 // the last point is another one
	if n > b.limits.Regions {
		return b.singles(members)
	}
	holds := logic.NewSets(len(members), n)
	for i, a := range m.atoms {
		m.poll.Step(len(holds[i]))
		copy(holds[i], m.lists[i])
		if (a.Condition.(condition.ISP).Operator == condition.In) == a.Negated {
			holds[i].Complement(n)
		}
	}
	return []*Space{b.newSpace(members, m, n, holds, 3)}
}

func (m *providers) free() bool { return m.constants.parts >= freeFrom }

func (m *providers) bases(v *vocabulary, level int) {
	if level < 3 {
		return
	}
	var units []set
	unitOf := make([]int32, v.classes.count)
	for k := range m.constants.parts {
		c := v.classes.point[k]
		if unitOf[c] == 0 {
			units = append(units, logic.NewSet(m.constants.parts))
			unitOf[c] = int32(len(units))
		}
		units[unitOf[c]-1].Add(k)
	}
	list, _ := unions(units, m.size, freeFrom)
	for _, u := range list {
		for _, op := range []condition.Operator{condition.In, condition.NotIn} {
			points := v.set()
			for p := range v.space.points {
				if (p < m.constants.parts && u.members.Has(p)) == (op == condition.In) {
					points.Add(p)
				}
			}
			v.put(points, u.size, familyLists, term{op: op, list: u.members})
		}
	}
}

// express returns the condition for a set of points that is neither empty nor full.
func (m *providers) express(points set) term {
	list := logic.NewSet(m.constants.parts)
	op := condition.In
	if points.Has(m.constants.parts) {
		op = condition.NotIn
	}
	for k := range m.constants.parts {
		if points.Has(k) == (op == condition.In) {
			list.Add(k)
		}
	}
	return term{atom: -1, op: op, list: list}
}

func (m *providers) condition(t term) condition.Condition {
	c := condition.ISP{Operator: t.op}
	for _, n := range m.listed(t.list) {
		c.Values = append(c.Values, m.keys[n])
	}
	return c
}

func (m *providers) witness(p int) Witness {
	if p == m.constants.parts {
		return Witness{Known: true}
	}
	return Witness{Known: true, ISP: new(m.keys[m.firsts()[p]])}
}
