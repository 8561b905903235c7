package theory

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// dated models a column that is compared with dates and with times. What a date means
// beside a time is not documented: it is the midnight with which it begins, or the whole
// day. So there are three kinds of points: times under either answer, and dates if they are
// whole days. A date that is a midnight is a time.
//
//   - If dates are midnights, the line of times has a cut at each constant.
//   - If they are whole days, a date D equals the times from its midnight to the next, so the
//     line has cuts at both. A date D equals a time if that is on D, so days are a line of
//     their own, with a cut at the day of each constant.
//
// A point is a place on its line, and equals the constants whose span it is in.
type dated struct {
	fields
	constants[dateKey]
	values []condition.Value // per constant, as first written
	size   []int             // per class
	lists  []set             // per atom: the classes that it lists, or nil
	number []int32           // per atom: the constant that it is ordered by, or -1
	times  dateLine
	days   dateLine
	known  []datedPoint
}

// dateKey tells constants apart: a date is not its midnight.
type dateKey struct {
	at    date.Date
	whole bool // a date without a time
}

// dateLine is a part of time, cut where constants begin and end. Place 2i is the gap before
// cut i, and place 2i+1 is the cut.
type dateLine struct {
	cuts     []dateCut
	midnight []dateSpan // per constant, if dates are midnights
	whole    []dateSpan // and if they are whole days
}

type dateCut struct {
	at   date.Date
	text string // a value that is there: with a time on the line of times
}

// dateSpan has the places that are equal to a constant.
type dateSpan struct{ from, to int32 }

// order says where a place is: before the span, in it or after it.
func (s dateSpan) order(place int32) int {
	switch {
	case place < s.from:
		return -1
	case place > s.to:
		return 1
	default:
		return 0
	}
}

type datedPoint struct {
	place int32
	day   bool // on the line of days
	whole Flag // whether dates are whole days
}

// datedSpaces models dates and times in one column.
func (b *builder) datedSpaces(members []int, t columnType) []*Space {
	m := &dated{fields: b.fields(members, t)}
	m.poll = b.limits.Poll
	m.gather()
	if most := 12*len(m.keys) + 5; most > b.limits.Regions {
		return b.singles(members)
	}
	m.draw()
	m.points()
	n := len(m.known)
	if m.nullable {
		n += 2
	}
	holds := logic.NewSets(len(members), n)
	for i, a := range m.atoms {
		m.hold(holds[i], i)
		if a.Negated {
			holds[i].Complement(len(m.known))
		}
		m.withMissing(a, holds[i], n)
	}
	return []*Space{b.newSpace(members, m, n, holds, 3)}
}

// gather collects the constants, and the classes of those that are listed.
func (m *dated) gather() {
	numbers := make([][]int32, len(m.atoms))
	m.number = make([]int32, len(m.atoms))
	for i := range m.atoms {
		m.number[i] = -1
		f := m.field(i)
		if nulling(f.Operator) {
			continue
		}
		list := make([]int32, len(f.Values))
		for j, v := range f.Values {
			k, _ := constantOf(v, Date) // it fits, so it can be read
			n, fresh := m.add(dateKey{k.day, !strings.Contains(v.Text, "T")})
			if fresh {
				m.values = append(m.values, v)
			}
			list[j] = n
		}
		if listing(f.Operator) {
			numbers[i] = list
		} else {
			m.number[i] = list[0]
		}
	}
	for _, list := range numbers {
		if list != nil {
			m.split(list)
		}
	}
	if len(m.keys) <= datedApart {
		for n := range m.keys {
			m.split([]int32{int32(n)})
		}
	}
	m.tidy()
	m.size = m.sizes()
	m.lists = m.classLists(numbers)
}

// draw makes the lines.
func (m *dated) draw() {
	const midnight = "T00:00:00Z"
	for n, k := range m.keys {
		m.poll.Step(64)
		day, _ := date.OfNumber(k.at.Number())
		m.days.cut(k.at.Day(), day)
		if !k.whole {
			m.times.cut(k.at, m.values[n].Text)
			continue
		}
		m.times.cut(k.at, day+midnight)
		if next, ok := date.OfNumber(k.at.Number() + 1); ok {
			at, _ := date.Parse(next)
			m.times.cut(at, next+midnight)
		}
	}
	m.days.sort(m.poll)
	m.times.sort(m.poll)
	for _, k := range m.keys {
		m.poll.Step(64)
		at := m.times.place(k.at)
		span := dateSpan{at, at}
		m.times.midnight = append(m.times.midnight, span)
		if k.whole {
			span.to = int32(2 * len(m.times.cuts)) // the last day of all has no next one
			if next, ok := date.OfNumber(k.at.Number() + 1); ok {
				end, _ := date.Parse(next)
				span.to = m.times.place(end) - 1
			}
		}
		m.times.whole = append(m.times.whole, span)
		at = m.days.place(k.at.Day())
		m.days.whole = append(m.days.whole, dateSpan{at, at})
	}
}

func (l *dateLine) cut(at date.Date, text string) { l.cuts = append(l.cuts, dateCut{at, text}) }

func (l *dateLine) sort(p *poll.Poll) {
	poll.Sort(p, l.cuts, func(a, b dateCut) int { return date.Compare(a.at, b.at) })
	l.cuts = slices.CompactFunc(l.cuts, func(a, b dateCut) bool { return a.at == b.at })
}

// place returns the place of a cut.
func (l *dateLine) place(at date.Date) int32 {
	i, _ := slices.BinarySearchFunc(l.cuts, at, func(c dateCut, at date.Date) int { return date.Compare(c.at, at) })
	return int32(2*i + 1)
}

// points lists the points. A time that is the same to all constants, for any meaning of dates,
// is one point.
func (m *dated) points() {
	for place := range int32(2*len(m.times.cuts) + 1) {
		m.poll.Step(8 + 4*len(m.keys))
		same := true
		for n := range m.keys {
			same = same && m.times.midnight[n].order(place) == m.times.whole[n].order(place)
		}
		switch {
		case same:
			m.known = append(m.known, datedPoint{place, false, Either})
		case m.assumed.WholeDay == contact.Yes:
			m.known = append(m.known, datedPoint{place, false, Yes})
		default:
			m.known = append(m.known, datedPoint{place, false, No}, datedPoint{place, false, Yes})
		}
	}
	for place := range int32(2*len(m.days.cuts) + 1) {
		if m.days.hasDay(place) {
			m.known = append(m.known, datedPoint{place, true, Yes})
		}
	}
}

// hasDay reports whether there is a day at a place of the line of days: between days that
// follow each other, there is none.
func (l *dateLine) hasDay(place int32) bool {
	if place&1 == 1 {
		return true
	}
	from, to := l.between(place)
	return to-from > 1
}

// between returns the days around a gap.
func (l *dateLine) between(gap int32) (before, after int) {
	before, after = date.First-1, date.Last+1
	if i := int(gap/2) - 1; i >= 0 {
		before = l.cuts[i].at.Number()
	}
	if i := int(gap / 2); i < len(l.cuts) {
		after = l.cuts[i].at.Number()
	}
	return before, after
}

// order compares a point with a constant.
func (m *dated) order(p *datedPoint, constant int32) int {
	switch {
	case p.day:
		return m.days.whole[constant].order(p.place)
	case p.whole == Yes:
		return m.times.whole[constant].order(p.place)
	default:
		return m.times.midnight[constant].order(p.place)
	}
}

// hold adds the present values for which an atom holds, without its negation.
func (m *dated) hold(holds set, i int) {
	op := m.field(i).Operator
	switch {
	case nulling(op):
		if op == condition.IsNotNull {
			holds.AddRange(0, len(m.known))
		}
	case m.lists[i] != nil:
		m.addListed(holds, m.lists[i], !op.Negative())
	default:
		m.addOrdered(holds, op, m.number[i])
	}
}

func (m *dated) addOrdered(to set, op condition.Operator, constant int32) {
	m.poll.Step(8 + len(m.known))
	for p := range m.known {
		order := m.order(&m.known[p], constant)
		if order < 0 && (op == condition.Less || op == condition.LessEq) || order > 0 && (op == condition.Greater || op == condition.GreaterEq) ||
			order == 0 && (op == condition.LessEq || op == condition.GreaterEq) {
			to.Add(p)
		}
	}
}

func (m *dated) addListed(to, classes set, positive bool) {
	numbers := m.listed(classes)
	m.poll.Step(8 + len(m.known)*len(numbers))
	for p := range m.known {
		equal := slices.ContainsFunc(numbers, func(n int32) bool { return m.order(&m.known[p], n) == 0 })
		if equal == positive {
			to.Add(p)
		}
	}
}
