package theory

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// chainNumbers bounds the numbers in all points of a chain together, up to 8 bytes each.
const chainNumbers = 1_000_000

// chain is sums of one filter whose windows all begin together, or all end together. Then
// each window is in all longer ones, so the sums can have exactly the values that rise with
// the windows: what bounds say of differences needs no matrix, and the points are counted
// before any is listed.
type chain struct {
	m       *events
	cells   int
	reverse bool // the windows end together
	links   []link
}

// link is sums whose windows have the same cells.
type link struct {
	length int // in cells
	sums   []int32
	cuts   []int64 // the thresholds of all of them, rising
}

// chainOf returns the chain of some sums, by their numbers; nil if their windows neither
// begin nor end together.
func (m *events) chainOf(sums []int32, spans []span, cells int) *chain {
	m.poll.Step(8 * len(sums))
	begin, end := true, true
	for _, i := range sums {
		begin = begin && spans[i].from == 0
		end = end && spans[i].to == cells
	}
	if !begin && !end {
		return nil
	}
	c := &chain{m: m, cells: cells, reverse: !begin}
	sums = slices.Clone(sums)
	length := func(i int32) int { return spans[i].to - spans[i].from }
	poll.Sort(m.poll, sums, func(a, b int32) int { return length(a) - length(b) })
	for at := 0; at < len(sums); {
		from := at
		for at < len(sums) && length(sums[at]) == length(sums[from]) {
			at++
		}
		c.links = append(c.links, link{length: length(sums[from]), sums: sums[from:at]})
	}
	return c
}

// allSums returns the numbers of all sums.
func (m *events) allSums() []int32 {
	all := make([]int32, len(m.sums))
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// manySums is from how many sums on their points are counted before they are listed.
const manySums = 16

// beyond reports whether the sums of one filter and one side of time alone have more points
// than limit. All sums have no fewer.
func (m *events) beyond(spans []span, cells, limit int) bool {
	if len(m.sums) < manySums {
		return false
	}
	m.poll.Step(8*len(m.sums) + 4*len(m.filters.Sets))
	sides := make([][2][]int32, len(m.filters.Sets))
	for i, s := range m.sums {
		side := &sides[s.filter]
		if s.window.Mode != condition.MoreThan {
			side[0] = append(side[0], int32(i))
		}
		if s.window.Mode != condition.Last {
			side[1] = append(side[1], int32(i))
		}
	}
	for _, side := range sides {
		for _, sums := range side {
			if c := m.chainOf(sums, spans, cells); c.count(limit) > limit {
				return true
			}
		}
	}
	return false
}

// join returns the thresholds of the sums of a link, each once.
func (m *events) join(sums []int32) []int64 {
	cuts := m.sums[sums[0]].thresholds
	for _, i := range sums[1:] {
		if more := m.sums[i].thresholds; !slices.Equal(more, cuts) {
			m.poll.Step(16 * (len(cuts) + len(more)))
			cuts = slices.Concat(cuts, more)
			slices.Sort(cuts)
			cuts = slices.Compact(cuts)
		}
	}
	return cuts
}

// ways is how many points of the shorter windows have the same least value.
type ways struct {
	least int64
	count int
}

// count returns the number of points, or more than limit if there are more.
//
// All that matters to a longer window is the least value that the shorter ones leave to it:
// the largest threshold that one of them reaches. The longer one has that
// value, or it reaches a threshold above it.
func (c *chain) count(limit int) int {
	now, next := []ways{{0, 1}}, []ways(nil)
	total := 1
	for i := range c.links {
		l := &c.links[i]
		if l.length == 0 {
			continue // nothing happens in no time
		}
		l.cuts = c.m.join(l.sums)
		c.m.poll.Step(4 * (len(now) + len(l.cuts)))
		next, total = next[:0], 0
		below := 0 // the points with a smaller value
		for w, k := 0, 0; w < len(now) || k < len(l.cuts); {
			var n ways
			if k == len(l.cuts) || w < len(now) && now[w].least <= l.cuts[k] {
				n = now[w]
				w++
				if k < len(l.cuts) && l.cuts[k] == n.least {
					below, k, n.count = below+n.count, k+1, below+n.count
				} else {
					below += n.count
				}
			} else {
				n = ways{l.cuts[k], below}
				k++
			}
			next = append(next, n)
			if total += n.count; total > limit {
				return limit + 1
			}
		}
		now, next = next, now
	}
	return total
}

// points enters all points, in the order of their places, and reports whether that is at
// most limit.
func (c *chain) points(reading, limit int) bool {
	n := c.count(limit)
	if n > limit || n*(len(c.m.sums)+c.cells) > chainNumbers {
		return false
	}
	s := chainSearch{
		chain: c, reading: reading,
		place: make([]uint16, len(c.m.sums)), counts: make([]int64, c.cells), least: make([]int64, len(c.links)),
	}
	before := len(c.m.known)
	s.visit(0, 0)
	poll.Sort(c.m.poll, c.m.known[before:], func(a, b eventPoint) int {
		c.m.poll.Step(1 + len(a.place)/4)
		return slices.Compare(a.place, b.place)
	})
	return len(c.m.known) <= limit
}

// chainSearch lists the points of a chain.
type chainSearch struct {
	*chain
	reading int
	place   []uint16
	counts  []int64
	least   []int64 // per link: the least value
}

// visit decides what the windows from a link on reach, if the next shorter one has at
// least so many events.
func (s *chainSearch) visit(at int, least int64) {
	if at == len(s.links) {
		s.m.poll.Step(s.cells + 2*len(s.place))
		s.solve(least)
		s.m.enter(s.place, s.reading, s.counts)
		return
	}
	l := &s.links[at]
	above, same := slices.BinarySearch(l.cuts, least)
	if same {
		above++
	}
	for ; ; above++ {
		s.m.poll.Step(8 * len(l.sums))
		for _, i := range l.sums {
			place, reached := slices.BinarySearch(s.m.sums[i].thresholds, least)
			if reached {
				place++
			}
			s.place[i] = uint16(place)
		}
		s.least[at] = least
		s.visit(at+1, least)
		if above == len(l.cuts) {
			return
		}
		least = l.cuts[above]
	}
}

// solve finds the fewest events that give the places, total of them, each as long ago as it
// can be.
func (s *chainSearch) solve(total int64) {
	clear(s.counts)
	if !s.reverse {
		before := int64(0)
		for i, l := range s.links {
			if l.length > 0 {
				s.counts[l.length-1], before = s.least[i]-before, s.least[i]
			}
		}
		return
	}
	left := total // for this window and the shorter ones
	for i, l := range slices.Backward(s.links) {
		if k, _ := slices.BinarySearch(l.cuts, s.least[i]+1); k < len(l.cuts) && l.cuts[k] <= left {
			s.counts[s.cells-l.length-1] = left - l.cuts[k] + 1
			left = l.cuts[k] - 1
		}
	}
	s.counts[s.cells-1] += left
}
