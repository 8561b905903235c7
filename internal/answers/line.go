package answers

import (
	"slices"
	"sort"

	"github.com/segc-lang/segc/internal/poll"
)

// line has values of one kind in their order. Places on it are counted twice: 2i is before the
// value i and after the one before it, and 2i+1 is the value i itself.
type line[T any] struct {
	compare func(a, b T) int
	values  []T
}

// sort sorts the values. Equal values are there once then.
func (l *line[T]) sort(p *poll.Poll) {
	poll.Sort(p, l.values, l.compare)
	l.values = slices.CompactFunc(l.values, func(a, b T) bool { return l.compare(a, b) == 0 })
}

// place returns the place of a value.
func (l *line[T]) place(v T) int32 {
	i := sort.Search(len(l.values), func(i int) bool { return l.compare(l.values[i], v) >= 0 })
	if i < len(l.values) && l.compare(l.values[i], v) == 0 {
		return int32(2*i + 1)
	}
	return int32(2 * i)
}

// end is after all places of every line.
const end = 1<<31 - 1

// span is places, from the first one on and before the second.
type span struct{ from, to int32 }

// has reports whether a place is in a span.
func (s span) has(place int32) bool { return s.from <= place && place < s.to }
