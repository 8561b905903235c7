package theory

import (
	"math"
	"slices"

	"github.com/segc-lang/segc/internal/condition"
)

// edgeReading says what becomes of an event on the edge of a window.
type edgeReading struct{ last, more bool }

// edgeReadings begin with the one in which windows meet without a gap.
var edgeReadings = [...]edgeReading{{true, false}, {false, true}, {false, false}, {true, true}}

// cell is a band of time, or the events of one class of campaigns in it, that
// no sum divides.
type cell struct {
	day   int   // a day in it
	open  bool  // the day is on no edge
	class int32 // of campaigns
}

// points finds what the sums can reach, and reports whether that is at most
// limit, and found with at most states states.
func (m *events) points(limit, states int) bool {
	m.known, m.index, m.cells = nil, nil, make([][]cell, len(m.edges))
	readings := 1
	if m.bothModes(-1) {
		readings = len(m.edges)
	}
	// A sum that has a threshold reaches it by events that others do not count,
	// or others count more: no two such sums are alike, and so they have at least
	// a point each, and one more has no events at all.
	live := m.live()
	if live >= limit {
		return false
	}
	one := !slices.ContainsFunc(m.sums, func(s sum) bool { return s.filter != m.sums[0].filter })
	if live == 0 && !one {
		m.enter(make([]uint16, len(m.sums)), 0, nil)
		return true
	}
	for r := range readings {
		m.poll.Step(8 * (len(m.sums) + len(m.days)))
		cells, spans := m.bands(m.edges[r])
		if r == 0 && m.beyond(spans, len(cells), limit) {
			return false
		}
		ok := false
		if one {
			ok = m.boundedPoints(r, cells, spans, limit)
		} else {
			ok = m.summedPoints(r, cells, spans, limit, states)
		}
		if !ok {
			return false
		}
	}
	return true
}

// live returns how many sums have thresholds.
func (m *events) live() int {
	n := 0
	for _, s := range m.sums {
		n += min(len(s.thresholds), 1)
	}
	return n
}

// span is a range of cells, the end exclusive.
type span struct{ from, to int }

// bands divides time into the bands that the windows tell apart under a
// reading, and returns for each sum those in its window.
//
// Position 2i is what lies before the i-th day and after the one before,
// position 2i+1 is the i-th day. Without windows on both sides, edges do not
// divide: then one reading is like another.
func (m *events) bands(r edgeReading) ([]cell, []span) {
	n := 2*len(m.days) + 1
	cuts := make([]bool, n+1)
	spans := make([]span, len(m.sums))
	for i, s := range m.sums {
		at, _ := slices.BinarySearch(m.days, s.window.Days)
		from, to := 0, n
		switch s.window.Mode {
		case condition.Last:
			to = 2*at + 1
			if r.last {
				to++
			}
		case condition.MoreThan:
			from = 2*at + 2
			if r.more {
				from--
			}
		}
		spans[i] = span{from, to}
		cuts[from], cuts[to] = true, true
	}
	cells := make([]cell, 0, n)
	before := make([]int, n+1) // cells before a position
	fresh := true
	for at := range n {
		fresh = fresh || cuts[at]
		if cuts[at] {
			before[at] = len(cells)
		}
		day, open, exists := m.day(at)
		if !exists {
			continue
		}
		if fresh {
			cells = append(cells, cell{day: day, open: open})
			fresh = false
		} else if last := &cells[len(cells)-1]; open && !last.open {
			*last = cell{day: day, open: true}
		}
	}
	before[n] = len(cells)
	for i, s := range spans {
		spans[i] = span{before[s.from], before[s.to]}
	}
	return cells, spans
}

// day returns a day at a position, and whether it is on no edge. Between
// neighboring days there is none, and none is before the greatest number of days.
func (m *events) day(at int) (day int, open, exists bool) {
	i := at / 2
	switch {
	case at&1 == 1:
		return m.days[i], false, true
	case len(m.days) == 0:
		return 1, true, true
	case i == len(m.days):
		last := m.days[i-1]
		return last + 1, true, last < math.MaxInt
	case i == 0:
		return m.days[0] / 2, true, true
	default:
		a, b := m.days[i-1], m.days[i]
		return a + (b-a)/2, true, b-a > 1
	}
}

// enter adds a point unless an earlier reading has it.
func (m *events) enter(place []uint16, reading int, counts []int64) {
	if m.has(place) {
		return
	}
	m.known = append(m.known, eventPoint{place: slices.Clone(place), reading: reading, counts: slices.Clone(counts)})
	if m.index != nil {
		m.index[placeKey(place)] = struct{}{}
	}
}

func (m *events) has(place []uint16) bool {
	if len(m.known) <= 16 {
		for i := range m.known {
			if slices.Equal(m.known[i].place, place) {
				return true
			}
		}
		return false
	}
	if m.index == nil {
		m.index = make(map[string]struct{}, 4*len(m.known))
		for i := range m.known {
			m.index[placeKey(m.known[i].place)] = struct{}{}
		}
	}
	_, ok := m.index[placeKey(place)]
	return ok
}

func placeKey(place []uint16) string {
	key := make([]byte, 0, 64)
	for _, p := range place {
		key = append(key, byte(p), byte(p>>8))
	}
	return string(key)
}
