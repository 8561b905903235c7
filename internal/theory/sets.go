package theory

import "github.com/segc-lang/segc/internal/logic"

// set is a set of points, regions or classes.
type set = logic.Set

// newSets returns empty sets for the numbers 0 to n-1, in one piece of memory.
func newSets(count, n int) []set {
	words := (n + 63) / 64
	slab := make([]uint64, count*words)
	out := make([]set, count)
	for i := range out {
		out[i] = slab[i*words : (i+1)*words : (i+1)*words]
	}
	return out
}

// addRange adds the numbers from lo to hi-1.
func addRange(s set, lo, hi int) {
	for ; lo < hi; lo++ {
		if lo&63 == 0 && lo+64 <= hi {
			s[lo>>6] = ^uint64(0)
			lo += 63
			continue
		}
		s.Add(lo)
	}
}

// complement turns s, a set of numbers below n, into those that it lacks.
func complement(s set, n int) {
	for i := 0; i < n>>6; i++ {
		s[i] = ^s[i]
	}
	if n&63 != 0 {
		s[n>>6] ^= 1<<(n&63) - 1
	}
}

// unite adds the members of t to s.
func unite(s, t set) {
	for i, w := range t {
		s[i] |= w
	}
}

// meet stores the intersection of a and b and reports whether it has a member.
func meet(to, a, b set) bool {
	some := uint64(0)
	for i, w := range a {
		w &= b[i]
		to[i] = w
		some |= w
	}
	return some != 0
}

// words returns where the words of s that are not zero begin and end.
func words(s set) (from, to int32) {
	to = int32(len(s))
	for from < to && s[from] == 0 {
		from++
	}
	for to > from && s[to-1] == 0 {
		to--
	}
	return from, to
}

func hash(s set) uint64 {
	h := uint64(len(s))
	for _, w := range s {
		h ^= w
		h ^= h >> 33
		h *= 0xff51afd7ed558ccd
		h ^= h >> 33
	}
	return h
}

// catalog numbers distinct sets in the order in which they are added.
type catalog struct {
	sets []set
	// slots is a hash table of numbers plus one, open addressing; none as long
	// as the sets are few enough to be looked through.
	slots []int32
}

const catalogScan = 12

// find returns the number of s, or -1.
func (c *catalog) find(s set) int {
	if c.slots == nil {
		for i := range c.sets {
			if c.sets[i].Equal(s) {
				return i
			}
		}
		return -1
	}
	mask := uint64(len(c.slots) - 1)
	for at := hash(s) & mask; c.slots[at] != 0; at = (at + 1) & mask {
		if i := int(c.slots[at] - 1); c.sets[i].Equal(s) {
			return i
		}
	}
	return -1
}

// add appends s, which is kept and must be new.
func (c *catalog) add(s set) int {
	c.sets = append(c.sets, s)
	if len(c.sets) <= catalogScan {
		return len(c.sets) - 1
	}
	if 2*len(c.sets) > len(c.slots) {
		c.slots = make([]int32, max(64, 2*len(c.slots)))
		for i := range c.sets {
			c.enter(i)
		}
	} else {
		c.enter(len(c.sets) - 1)
	}
	return len(c.sets) - 1
}

func (c *catalog) enter(i int) {
	mask := uint64(len(c.slots) - 1)
	at := hash(c.sets[i]) & mask
	for c.slots[at] != 0 {
		at = (at + 1) & mask
	}
	c.slots[at] = int32(i + 1)
}
