package theory

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// rangeWork bounds the steps through pairs of ends, in words.
const rangeWork = 4_000_000

// rangeBases adds the rays and the ranges between two cuts that are of use: a
// range that could be extended at an end, without a condition more, by places
// that bring no new class, is not. Isolated points do not count as brought,
// since they can be taken out by a list.
//
// The intersection of two such ranges is one: its ends are ends of the two, and
// what stopped those stops it, since it has fewer classes.
func (m *ordered) rangeBases(v *vocabulary) {
	c := v.classes
	end := len(m.starts) - 1
	words := (c.count + 63) / 64
	if end*end/2*words > rangeWork {
		v.broken = true
		return
	}
	brings := logic.NewSets(2*end, c.count) // per place: the classes of its unisolated points, and of all
	for place := range end {
		m.poll.Step(2 * int(m.starts[place+1]-m.starts[place]))
		for p := m.starts[place]; p < m.starts[place+1]; p++ {
			brings[end+place].Add(int(c.point[p]))
			if !m.isolated(c, int(p)) {
				brings[place].Add(int(c.point[p]))
			}
		}
	}
	stops := func(place int, seen set) bool { return place >= 0 && place < end && !brings[end+place].SubsetOf(seen) }
	atoms := m.cutAtoms()
	seen := logic.NewSet(c.count)
	for from := 0; from < end && !v.broken; from++ {
		clear(seen)
		m.poll.Step((end - from) * (1 + 2*words))
		for to := from + 1; to <= end; to++ {
			seen.Unite(brings[to-1])
			if from == 0 && to == end || from > 0 && !stops(from-1, seen) || to < end && !stops(to, seen) {
				continue
			}
			points := v.set()
			points.AddRange(int(m.starts[from]), int(m.starts[to]))
			low, lowWeight := m.bound(atoms, from, true)
			high, highWeight := m.bound(atoms, to, false)
			switch {
			case from == 0:
				v.add(points, highWeight, familyRanges, high)
			case to == end:
				v.add(points, lowWeight, familyRanges, low)
			default:
				v.addPair(points, lowWeight+highWeight, familyRanges, low, high)
			}
		}
	}
}

// cutAtoms returns, for each lower end and then for each upper end, the first
// atom that expresses it, or -1.
func (m *ordered) cutAtoms() []int32 {
	end := len(m.starts) - 1
	out := make([]int32, 2*(end+1))
	for i := range out {
		out[i] = -1
	}
	for i := len(m.atoms) - 1; i >= 0; i-- {
		f := m.field(i)
		if !ordering(f.Operator) || m.atoms[i].Negated {
			continue
		}
		n, _ := m.add(m.read(f.Values[0]))
		if from, to := m.span(f.Operator, int(m.cut[n])); from > 0 {
			out[from] = int32(i)
		} else {
			out[end+1+to] = int32(i)
		}
	}
	return out
}

// bound returns the condition for an end of a range, and its weight.
func (m *ordered) bound(atoms []int32, place int, low bool) (term, int) {
	end := len(m.starts) - 1
	if place == 0 || place == end {
		return term{}, 0
	}
	at := place
	if !low {
		at += end + 1
	}
	if i := atoms[at]; i >= 0 {
		return term{atom: i}, 1
	}
	t := term{atom: -1}
	switch {
	case low && place&1 == 1:
		t.op = condition.GreaterEq
	case low:
		t.op = condition.Greater
	case place&1 == 1:
		t.op = condition.Less
	default:
		t.op = condition.LessEq
	}
	if place&1 == 1 {
		t.arg = m.cuts[(place-1)/2]
	} else {
		t.arg = m.cuts[place/2-1]
	}
	return t, foreign + 1
}
