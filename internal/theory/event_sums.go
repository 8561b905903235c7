package theory

import "slices"

// stateNumbers bounds the numbers in all states together, 4 bytes each: states
// alone say little where there are hundreds of sums.
const stateNumbers = 1_000_000

// summedPoints finds what sums with several sets of campaigns can reach. It
// takes the cells one by one, each with any number of events, and keeps the
// states of all sums; above its largest threshold a sum does not change.
func (m *events) summedPoints(reading int, bands []cell, spans []span, limit, states int) bool {
	t := sumStates{m: m, width: len(m.sums), most: min(states, stateNumbers/max(len(m.sums), 1))}
	t.cells, t.inside = m.campaignCells(bands, spans)
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
// It returns the cells that some sum counts, and the sums that count each.
func (m *events) campaignCells(bands []cell, spans []span) ([]cell, [][]int32) {
	var cells []cell
	var sums [][]int32
	for k := m.constants.parts; k >= 0; k-- { // no campaign is the most natural
		for at, band := range bands {
			var in []int32
			for i, s := range m.sums {
				m.poll.Step(1)
				if spans[i].from <= at && at < spans[i].to && m.filters.sets[s.filter].Has(k) {
					in = append(in, int32(i))
				}
			}
			if in == nil {
				continue
			}
			band.class = int32(k)
			same := slices.IndexFunc(sums, func(other []int32) bool { return slices.Equal(other, in) })
			switch {
			case same < 0:
				cells = append(cells, band)
				sums = append(sums, in)
			case band.open && !cells[same].open:
				cells[same] = band
			}
		}
	}
	return cells, sums
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
}

func (t *sumStates) count() int { return len(t.from) }

func (t *sumStates) state(i int) []int32 { return t.values[i*t.width : (i+1)*t.width] }

// expand adds events of a cell to all states, and reports whether the limit holds.
func (t *sumStates) expand(c int) bool {
	next := make([]int32, t.width)
	for i, n := 0, t.count(); i < n; i++ {
		for added := int32(1); ; added++ {
			now := t.state(i)
			copy(next, now)
			changed := false
			for _, k := range t.inside[c] {
				next[k] = min(t.caps[k], now[k]+added)
				changed = changed || next[k] != min(t.caps[k], now[k]+added-1)
			}
			if !changed {
				break
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
