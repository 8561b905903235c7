package theory

import (
	"math/bits"
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

// partition puts numbers into parts. It takes time in the members of what splits it, or in
// the others, whichever are fewer.
type partition struct {
	label []int32 // per number: its part
	parts int
	size  []int32 // per part
	moved []int32 // per part: how many members the set that splits it has
	fresh []int32 // per part: the one of those
	met   []int32 // the parts that the set meets
	few   []int32 // the members of the set, or the others
	poll  *poll.Poll
}

// fewNumbers is how many most partitions have, and fewRoom is room for what these need.
const fewNumbers = 16

type fewRoom [5 * fewNumbers]int32

// newPartition returns a partition of so many numbers into one part. There is room if they are few.
func newPartition(n int, few *fewRoom, work *poll.Poll) partition {
	return partitionOf(make([]int32, n, 2*n), min(n, 1), few, work) // with room for what firsts returns
}

// partitionOf returns a partition into so many parts, with the part of each number.
func partitionOf(label []int32, parts int, few *fewRoom, work *poll.Poll) partition {
	n := len(label)
	work.Step(n)
	room := few[:]
	if 5*n > len(room) {
		room = make([]int32, 5*n)
	}
	size := room[:n:n]
	for _, l := range label {
		size[l]++
	}
	return partition{
		label: label, parts: parts, poll: work,
		size: size, moved: room[n : 2*n : 2*n], fresh: room[2*n : 3*n : 3*n], met: room[3*n : 3*n : 4*n], few: room[4*n : 4*n : 5*n],
	}
}

// split separates the members of s from the others.
func (p *partition) split(s set) {
	p.pick(s)
	p.met = p.met[:0]
	for _, i := range p.few {
		l := p.label[i]
		if p.moved[l] == 0 {
			p.met = append(p.met, l)
		}
		p.moved[l]++
	}
	for _, l := range p.met {
		p.fresh[l] = l
		if n := p.moved[l]; n < p.size[l] {
			p.fresh[l] = int32(p.parts)
			p.size[p.parts] = n
			p.size[l] -= n
			p.parts++
		}
		p.moved[l] = 0
	}
	for _, i := range p.few {
		p.label[i] = p.fresh[p.label[i]]
	}
}

// pick lists the members of s, or the numbers that it lacks, and reports whether they are
// those.
func (p *partition) pick(s set) (lacks bool) {
	n := len(p.label)
	lacks = 2*s.Len() > n
	p.few = p.few[:0]
	for w, word := range s {
		if lacks {
			word = ^word
		}
		for ; word != 0; word &= word - 1 {
			if i := 64*w + bits.TrailingZeros64(word); i < n {
				p.few = append(p.few, int32(i))
			}
		}
	}
	p.poll.Step(len(s) + 4*len(p.few))
	return lacks
}

// firsts numbers the parts by their first members, which it returns. The partition cannot be
// split any more.
func (p *partition) firsts() []int32 {
	p.poll.Step(2 * len(p.label))
	n := len(p.label)
	out := slices.Grow(p.label, p.parts)[n : n : n+p.parts]
	number := p.fresh[:p.parts]
	clear(number)
	for i, l := range p.label {
		if number[l] == 0 {
			out = append(out, int32(i))
			number[l] = int32(len(out))
		}
		p.label[i] = number[l] - 1
	}
	return out
}

// project adds to a set of parts those that a set, one of whole parts, is made of.
func (p *partition) project(to, from set) {
	if p.pick(from) {
		to.AddRange(0, p.parts)
		for _, i := range p.few {
			to.Remove(int(p.label[i]))
		}
		return
	}
	for _, i := range p.few {
		to.Add(int(p.label[i]))
	}
}
