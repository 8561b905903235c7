package logic

import "math/bits"

// Set is a set of small numbers: regions of a subject, or columns of a row.
// Sets that meet in one operation have been made for the same range.
type Set []uint64

// NewSet returns the empty set for the numbers 0 to n-1.
func NewSet(n int) Set { return make(Set, (n+63)/64) }

// NewSets returns empty sets for the numbers 0 to n-1, in one piece of memory.
func NewSets(count, n int) []Set {
	words := (n + 63) / 64
	out, slab := fewSets(count, count*words)
	for i := range out {
		out[i] = slab[i*words : (i+1)*words : (i+1)*words]
	}
	return out
}

// fewSets returns room for so many sets and their words, which is one piece if they are few: most
// are.
func fewSets(count, words int) ([]Set, []uint64) {
	switch most := max(count, words); {
	case most <= 2:
		few := &struct {
			sets  [2]Set
			words [2]uint64
		}{}
		return few.sets[:count], few.words[:words]
	case most <= 6:
		few := &struct {
			sets  [6]Set
			words [6]uint64
		}{}
		return few.sets[:count], few.words[:words]
	}
	return make([]Set, count), make([]uint64, words)
}

// FullSet returns the set of the numbers 0 to n-1.
func FullSet(n int) Set {
	s := NewSet(n)
	s.AddRange(0, n)
	return s
}

// SetOf returns the set of the given numbers, each in 0 to n-1.
func SetOf(n int, members ...int) Set {
	s := NewSet(n)
	for _, m := range members {
		s.Add(m)
	}
	return s
}

// Has reports whether i is a member.
func (s Set) Has(i int) bool { return s[i>>6]>>(uint(i)&63)&1 != 0 }

// Add makes i a member.
func (s Set) Add(i int) { s[i>>6] |= 1 << (uint(i) & 63) }

// Remove makes i no member.
func (s Set) Remove(i int) { s[i>>6] &^= 1 << (uint(i) & 63) }

// Len returns the number of members.
func (s Set) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Empty reports whether s has no member.
func (s Set) Empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// Equal reports whether s and t have the same members.
func (s Set) Equal(t Set) bool {
	for i, w := range s {
		if w != t[i] {
			return false
		}
	}
	return true
}

// SubsetOf reports whether every member of s is one of t.
func (s Set) SubsetOf(t Set) bool {
	for i, w := range s {
		if w&^t[i] != 0 {
			return false
		}
	}
	return true
}

// Meets reports whether s and t have a common member.
func (s Set) Meets(t Set) bool {
	for i, w := range s {
		if w&t[i] != 0 {
			return true
		}
	}
	return false
}

// Next returns the least member that is at least i, or -1.
func (s Set) Next(i int) int {
	w := i >> 6
	if w >= len(s) {
		return -1
	}
	if x := s[w] >> (uint(i) & 63); x != 0 {
		return i + bits.TrailingZeros64(x)
	}
	for w++; w < len(s); w++ {
		if s[w] != 0 {
			return w<<6 + bits.TrailingZeros64(s[w])
		}
	}
	return -1
}

// Clone returns a copy.
func (s Set) Clone() Set { return append(Set(nil), s...) }

// And returns the intersection of s and t as a new set.
func (s Set) And(t Set) Set {
	r := s.Clone()
	r.intersect(t)
	return r
}

// Or returns the union of s and t as a new set.
func (s Set) Or(t Set) Set {
	r := s.Clone()
	r.Unite(t)
	return r
}

// AndNot returns the members of s that are not in t as a new set.
func (s Set) AndNot(t Set) Set {
	r := s.Clone()
	r.subtract(t)
	return r
}

func (s Set) intersect(t Set) {
	for i, w := range t {
		s[i] &= w
	}
}

// Unite adds the members of t to s.
func (s Set) Unite(t Set) {
	for i, w := range t {
		s[i] |= w
	}
}

func (s Set) subtract(t Set) {
	for i, w := range t {
		s[i] &^= w
	}
}

// Complement turns s, a set of numbers below n, into those that it lacks.
func (s Set) Complement(n int) {
	for i := 0; i < n>>6; i++ {
		s[i] = ^s[i]
	}
	if n&63 != 0 {
		s[n>>6] ^= 1<<(n&63) - 1
	}
}

func (s Set) clear() {
	for i := range s {
		s[i] = 0
	}
}

// AddRange adds the numbers from lo to hi-1.
func (s Set) AddRange(lo, hi int) {
	for lo < hi && lo&63 != 0 {
		s.Add(lo)
		lo++
	}
	for ; lo+64 <= hi; lo += 64 {
		s[lo>>6] = ^uint64(0)
	}
	for ; lo < hi; lo++ {
		s.Add(lo)
	}
}

// hash returns a number that equal sets share.
func (s Set) hash() uint64 {
	h := uint64(len(s))
	for _, w := range s {
		h ^= w
		h ^= h >> 33
		h *= 0xff51afd7ed558ccd
		h ^= h >> 33
	}
	return h
}

// mix spreads the bits of x over the whole word (the end of MurmurHash3).
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	x ^= x >> 33
	return x
}
