package theory

// What the search for points may take.
const (
	// boundNumbers bounds the matrices, 8 bytes a number.
	boundNumbers = 1_000_000
	// boundSteps bounds the numbers that are looked at in them: about 0.1 s.
	boundSteps = 60_000_000
)

// boundedPoints finds what sums without campaigns can reach.
//
// Let p[i] be the number of events in the first i cells. Every sum is a
// difference of two such numbers, so what is known of sums is a system of
// bounds on differences. Its closure, kept as a matrix, says exactly which
// values each difference can still take, in integers, so the search below never
// runs into a dead end and its work is in proportion to what it finds, however
// large the thresholds are.
func (m *events) boundedPoints(reading int, cells []cell, spans []span, limit int) bool {
	for i := range cells {
		cells[i].class = m.witnessClass()
	}
	m.cells[reading] = cells
	if c := m.chainOf(m.allSums(), spans, len(cells)); c != nil {
		return c.points(reading, limit)
	}
	s := newBoundedSearch(m, reading, cells, spans, limit)
	return s != nil && s.visit(0)
}

// newBoundedSearch returns nil if the matrices would be too large.
func newBoundedSearch(m *events, reading int, cells []cell, spans []span, limit int) *boundedSearch {
	n := len(cells) + 1
	if (len(spans)+1)*n*n > boundNumbers {
		return nil
	}
	s := &boundedSearch{
		m: m, n: n, spans: spans, limit: limit, reading: reading,
		place: make([]uint16, len(spans)), counts: make([]int64, len(cells)),
		work: make([]int64, (len(spans)+1)*n*n),
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			s.work[i*n+j] = endless // and 0 the other way: the numbers rise
		}
	}
	return s
}

// witnessClass returns a class of campaigns that the only filter admits.
func (m *events) witnessClass() int32 {
	filter := m.filters.Sets[m.sums[0].filter]
	if filter.Has(m.constants.parts) {
		return int32(m.constants.parts)
	}
	return int32(filter.Next(0))
}

type boundedSearch struct {
	m       *events
	n       int
	spans   []span
	limit   int
	reading int
	place   []uint16
	counts  []int64
	steps   int
	// work has a matrix for each depth: at i, j the upper bound of p[j] - p[i].
	work []int64
}

// visit decides where the sums from number at on are between their thresholds.
func (s *boundedSearch) visit(at int) bool {
	size := s.n * s.n
	now := s.work[at*size : (at+1)*size]
	if at == len(s.spans) {
		for i := range s.counts { // the least solution
			s.counts[i] = now[i*s.n] - now[(i+1)*s.n]
		}
		s.m.enter(s.place, s.reading, s.counts)
		return len(s.m.known) <= s.limit
	}
	from, to := s.spans[at].from, s.spans[at].to
	least, most := -now[to*s.n+from], now[from*s.n+to]
	next := s.work[(at+1)*size : (at+2)*size]
	thresholds := s.m.sums[at].thresholds
	for place := 0; place <= len(thresholds); place++ {
		low, high := least, most
		if place > 0 {
			low = max(low, thresholds[place-1])
		}
		if place < len(thresholds) {
			high = min(high, thresholds[place]-1)
		}
		if low > high {
			continue
		}
		if s.steps += 2 * size; s.steps > boundSteps {
			return false
		}
		s.m.poll.Step(size / 4)
		copy(next, now)
		s.tighten(next, from, to, high)
		s.tighten(next, to, from, -low)
		s.place[at] = uint16(place)
		if !s.visit(at + 1) {
			return false
		}
	}
	return true
}

// tighten adds the bound p[v] - p[u] ≤ most and closes the matrix.
func (s *boundedSearch) tighten(bounds []int64, u, v int, most int64) {
	if most >= bounds[u*s.n+v] {
		return
	}
	s.m.poll.Step(s.n * s.n / 2)
	for i := range s.n {
		head := bounds[i*s.n+u]
		if head >= endless {
			continue
		}
		for j := range s.n {
			tail := bounds[v*s.n+j]
			if tail < endless {
				bounds[i*s.n+j] = min(bounds[i*s.n+j], head+most+tail)
			}
		}
	}
}
