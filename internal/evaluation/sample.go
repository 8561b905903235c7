package evaluation

import (
	"container/heap"
	"slices"
)

// sample keeps those contacts of all that have the lowest ranks, in the order of the files.
type sample struct {
	most int
	kept sampled
	next int64
}

// sampled is a heap: the highest rank comes first.
type sampled []placed

// placed is a contact with its place among all that match.
type placed struct {
	listed
	place int64
}

func (s sampled) Len() int { return len(s) }

func (s sampled) Less(i, j int) bool {
	if s[i].rank != s[j].rank {
		return s[i].rank > s[j].rank
	}
	return s[i].place > s[j].place
}

func (s sampled) Swap(i, j int) { s[i], s[j] = s[j], s[i] }

// Push implements heap.Interface.
func (s *sampled) Push(x any) { *s = append(*s, x.(placed)) }

// Pop implements heap.Interface.
func (s *sampled) Pop() any {
	last := (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return last
}

// add offers a contact.
func (s *sample) add(one listed) {
	s.next++
	heap.Push(&s.kept, placed{one, s.next})
	if len(s.kept) > s.most {
		heap.Pop(&s.kept)
	}
}

// texts returns what is written of the contacts, in the order of the files.
func (s *sample) texts() (texts [][]byte) {
	slices.SortFunc(s.kept, func(a, b placed) int { return int(a.place - b.place) })
	for _, one := range s.kept {
		texts = append(texts, one.text)
	}
	return texts
}
