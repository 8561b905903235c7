package theory

import (
	"slices"

	"github.com/segc-lang/segc/internal/logic"
)

// stateNumbers bounds the numbers in all states together, 4 bytes each: states
// alone say little where there are hundreds of sums.
const stateNumbers = 1_000_000

// What the search for the states of sums may take.
const (
	// cellWords bounds the words of sets of sums that are looked at to find the cells.
	cellWords = 40_000_000
	// cellNumbers bounds the sums of all cells together, 4 bytes each.
	cellNumbers = 4_000_000
	// stateLooks bounds the sums that are looked at to find the states.
	stateLooks = 150_000_000
)

// summedPoints finds what sums with several sets of campaigns can reach. It
// takes the cells one by one, each with any number of events, and keeps the
// states of all sums; above its largest threshold a sum does not change.
func (m *events) summedPoints(reading int, bands []cell, spans []span, limit, states int) bool {
	t := sumStates{m: m, width: len(m.sums), most: min(states, stateNumbers/max(len(m.sums), 1))}
	// The points are as many as the ways to join the sets of cells that the sums
	// count, which are as many as the ways to join the sets of sums that count
	// the cells. So neither these nor those may be more than the points.
	live, mostCells := m.live(), cellNumbers
	if live == t.width {
		mostCells = min(limit, t.most)
	}
	ok := live < t.most
	if ok {
		t.cells, t.inside, ok = m.campaignCells(bands, spans, mostCells)
	}
	if !ok {
		return false
	}
	m.cells[reading] = t.cells
	t.caps = make([]int32, t.width)
	for i, s := range m.sums {
		if n := len(s.thresholds); n > 0 {
			if s.thresholds[n-1] >= 1<<30 {
				return false
			}
			t.caps[i] = int32(s.thresholds[n-1])
		}
	}
	t.add(make([]int32, t.width), -1, 0, 0)
	for c := range t.cells {
		if !t.expand(c) {
			return false
		}
	}
	place := make([]uint16, t.width)
	counts := make([]int64, len(t.cells))
	for i := range t.count() {
		m.poll.Step(4 * t.width)
		for k, value := range t.state(i) {
			at, exact := slices.BinarySearch(m.sums[k].thresholds, int64(value))
			if exact {
				at++
			}
			place[k] = uint16(at)
		}
		if m.has(place) {
			continue
		}
		clear(counts)
		for at := int32(i); at >= 0; at = t.from[at] {
			counts[t.cell[at]] += int64(t.added[at])
		}
		m.enter(place, reading, counts)
		if len(m.known) > limit {
			return false
		}
	}
	return true
}

// campaignCells divides the bands by campaigns and joins what no sum divides.
// It returns the cells that some sum counts, and the sums that count each; not
// if there are as many as most, or it would take too long.
func (m *events) campaignCells(bands []cell, spans []span, most int) (cells []cell, inside [][]int32, ok bool) {
	width := len(m.sums)
	timely := logic.NewSets(len(bands), width) // per band: the sums in whose windows it is
	for i, s := range spans {
		m.poll.Step(s.to - s.from)
		for at := s.from; at < s.to; at++ {
			timely[at].Add(i)
		}
	}
	var seen logic.SetIndex // of sets of sums; per cell
	scratch := logic.NewSets(2, width)
	own, in := scratch[0], scratch[1]
	looks, numbers := 0, 0
	for k := m.constants.parts; k >= 0; k-- { // no campaign is the most natural
		m.poll.Step(width)
		clear(own)
		for i, s := range m.sums {
			if m.filters.Sets[s.filter].Has(k) {
				own.Add(i)
			}
		}
		looks += width / 8
		for at, band := range bands {
			m.poll.Step(2 + len(in))
			if looks += 1 + len(in); looks > cellWords {
				return nil, nil, false
			}
			if !meet(in, own, timely[at]) {
				continue
			}
			band.class = int32(k)
			switch same := seen.Find(in); {
			case same < 0:
				seen.Add(in.Clone())
				cells = append(cells, band)
				list := make([]int32, 0, in.Len())
				for i := in.Next(0); i >= 0; i = in.Next(i + 1) {
					list = append(list, int32(i))
				}
				inside = append(inside, list)
				if numbers += len(list); len(cells) >= most || numbers > cellNumbers {
					return nil, nil, false
				}
			case band.open && !cells[same].open:
				cells[same] = band
			}
		}
	}
	return cells, inside, true
}

// sumStates is the set of the states that have been reached.
type sumStates struct {
	m      *events
	width  int
	most   int
	cells  []cell
	inside [][]int32
	caps   []int32

	values []int32 // of all states
	from   []int32 // per state: the one it was reached from, or -1
	cell   []int32 // by adding to this cell
	added  []int32 // so many events
	slots  []int32 // hash table of states plus one
	steps  int
	looks  int // at the sums of cells
}

func (t *sumStates) count() int { return len(t.from) }

func (t *sumStates) state(i int) []int32 { return t.values[i*t.width : (i+1)*t.width] }

// expand adds events of a cell to all states, and reports whether the limit holds.
func (t *sumStates) expand(c int) bool {
	next := make([]int32, t.width)
	inside := t.inside[c]
	for i, n := 0, t.count(); i < n; i++ {
		t.m.poll.Step(1 + len(inside)/4)
		if t.looks += 1 + len(inside); t.looks > stateLooks {
			return false
		}
		room := int32(0) // for how many events some sum changes
		for _, k := range inside {
			room = max(room, t.caps[k]-t.values[i*t.width+int(k)])
		}
		for added := int32(1); added <= room; added++ {
			now := t.state(i)
			copy(next, now)
			for _, k := range inside {
				next[k] = min(t.caps[k], now[k]+added)
			}
			t.m.poll.Step(2 * t.width)
			t.add(next, int32(i), int32(c), added)
			if t.steps++; t.count() > t.most || t.steps > 4*t.most {
				return false
			}
		}
	}
	return true
}

func (t *sumStates) add(state []int32, from, cell, added int32) {
	if 2*(t.count()+1) > len(t.slots) {
		t.slots = make([]int32, max(64, 2*len(t.slots)))
		for i := range t.count() {
			t.slots[t.find(t.state(i))] = int32(i + 1)
		}
	}
	at := t.find(state)
	if t.slots[at] != 0 {
		return
	}
	t.values = append(t.values, state...)
	t.from = append(t.from, from)
	t.cell = append(t.cell, cell)
	t.added = append(t.added, added)
	t.slots[at] = int32(t.count())
}

// find returns the slot of a state, or the one where it belongs.
func (t *sumStates) find(state []int32) int {
	h := uint64(1)
	for _, v := range state {
		h = (h ^ uint64(uint32(v))) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	mask := len(t.slots) - 1
	at := int(h) & mask
	for ; t.slots[at] != 0; at = (at + 1) & mask {
		if slices.Equal(t.state(int(t.slots[at]-1)), state) {
			break
		}
	}
	return at
}
