package logic

import (
	"fmt"
	"sort"
)

// Domain is a set of regions that a conjunction of conditions expresses.
type Domain struct {
	Regions Set
	Cost    int // the least number of conditions that express it
	Weight  int // breaks ties: the number of values in those conditions
}

// Subject is what one part of a cube speaks about: a column, the events of one
// metric, a membership.
type Subject struct {
	Regions int // their number
	// Domains are the sets of regions that can be written. The first is the
	// full set at cost 0. The list holds no set twice and every nonempty
	// intersection of two members.
	Domains []Domain
	// Free says that every nonempty set of regions can be written, at the cost
	// of one condition if it is not full. Domains is not read then.
	Free bool
}

// Check returns an error when s breaks a rule of the type's description. It
// takes time in the square of the number of domains and is meant for tests.
func (s Subject) Check() error {
	if s.Regions < 1 {
		return fmt.Errorf("a subject needs a region, has %d", s.Regions)
	}
	if s.Free {
		return nil
	}
	full := FullSet(s.Regions)
	if len(s.Domains) == 0 || !s.Domains[0].Regions.Equal(full) || s.Domains[0].Cost != 0 {
		return fmt.Errorf("the first domain must be the full set at cost 0")
	}
	var index SetIndex
	for i, d := range s.Domains {
		if d.Regions.Empty() || !d.Regions.SubsetOf(full) {
			return fmt.Errorf("domain %d is empty or has a region that the subject lacks", i)
		}
		if i > 0 && d.Cost < 1 {
			return fmt.Errorf("domain %d is not full and costs %d", i, d.Cost)
		}
		if _, fresh := index.Number(d.Regions); !fresh {
			return fmt.Errorf("domain %d occurs twice", i)
		}
	}
	for i, d := range s.Domains {
		for j, e := range s.Domains[:i] {
			if both := d.Regions.And(e.Regions); !both.Empty() && index.Find(both) < 0 {
				return fmt.Errorf("the intersection of domains %d and %d is missing", j, i)
			}
		}
	}
	return nil
}

// subject is a Subject with what is derived from it, each part when first used.
type subject struct {
	regions int
	free    bool
	full    Set
	domains []Domain // of a free subject: those met so far
	shape   shape
	*tables
}

// tables are those of a subject that most subjects do not need.
type tables struct {
	index   SetIndex // numbers as in domains, filled up to indexed
	indexed int
	bySize  []int32 // domains, largest first
	having  []Set   // see Diagram.having
	asked   int
}

// tabled makes the tables, unless there are some.
func (s *subject) tabled() {
	if s.tables == nil {
		s.tables = &tables{}
	}
}

// shape says whether domains other than the full one can be nested.
type shape uint8

const (
	unknownShape shape = iota
	flatShape          // no: a prime's domain of such a subject has no rival
	nestedShape
)

// begin makes a zero subject one. A free one gets room for a set of its regions, which is empty, and
// for one domain.
func (c *subject) begin(s Subject, full Set, domains []Domain) {
	c.regions, c.free, c.domains = s.Regions, s.Free, s.Domains
	if s.Free {
		c.full = full
		c.full.AddRange(0, s.Regions)
		c.domains = append(domains, Domain{Regions: c.full})
	} else {
		c.full = s.Domains[0].Regions
	}
}

// find returns the number of the domain with the given regions; a free subject
// gets it when it has none yet.
func (s *subject) find(regions Set) (domain int, ok bool) {
	if len(s.domains) <= 8 { // shorter than a hash
		for i := range s.domains {
			if s.domains[i].Regions.Equal(regions) {
				return i, true
			}
		}
	} else {
		s.tabled()
		for ; s.indexed < len(s.domains); s.indexed++ {
			s.index.Number(s.domains[s.indexed].Regions)
		}
		if i := s.index.Find(regions); i >= 0 {
			return i, true
		}
	}
	if !s.free || regions.Empty() {
		return 0, false
	}
	n := regions.Len()
	s.domains = append(s.domains, Domain{
		Regions: regions.Clone(),
		Cost:    1,
		Weight:  min(n, s.regions-n), // the rest may be what is listed
	})
	return len(s.domains) - 1, true
}

// largestFirst returns the domains ordered by falling size, then rising cost.
func (s *subject) largestFirst() []int32 {
	s.tabled()
	if len(s.bySize) == len(s.domains) {
		return s.bySize
	}
	size := make([]int, len(s.domains))
	s.bySize = make([]int32, len(s.domains))
	for i := range s.domains {
		size[i] = s.domains[i].Regions.Len()
		s.bySize[i] = int32(i)
	}
	sort.SliceStable(s.bySize, func(i, j int) bool {
		a, b := s.bySize[i], s.bySize[j]
		if size[a] != size[b] {
			return size[a] > size[b]
		}
		return s.domains[a].Cost < s.domains[b].Cost
	})
	return s.bySize
}

// hull returns the least domain that holds the given regions. There is one,
// since domains are closed under intersection.
func (s *subject) hull(regions Set) int {
	if s.free {
		i, _ := s.find(regions)
		return i
	}
	order := s.largestFirst()
	for i := len(order) - 1; i > 0; i-- {
		if regions.SubsetOf(s.domains[order[i]].Regions) {
			return int(order[i])
		}
	}
	return 0
}

// flat reports whether no domain but the full one holds another.
func (s *subject) flat() bool {
	if s.shape == unknownShape {
		s.shape = s.findShape()
	}
	return s.shape == flatShape
}

func (s *subject) findShape() shape {
	if s.regions <= 2 {
		return flatShape
	}
	if s.free || len(s.domains) > s.regions+1 {
		return nestedShape
	}
	for i := 1; i < len(s.domains); i++ {
		for j := 1; j < len(s.domains); j++ {
			if i != j && s.domains[i].Regions.SubsetOf(s.domains[j].Regions) {
				return nestedShape
			}
		}
	}
	return flatShape
}

// widest returns the domain between least and most, both included, that comes
// first by falling size, then rising cost, weight and number. most holds least,
// which is the regions of a domain.
func (s *subject) widest(least, most Set) int {
	if s.free {
		i, _ := s.find(most)
		return i
	}
	best, bestSize := -1, 0
	for i := range s.domains {
		e := &s.domains[i]
		if !least.SubsetOf(e.Regions) || !e.Regions.SubsetOf(most) {
			continue
		}
		n := e.Regions.Len()
		if best < 0 || n > bestSize || n == bestSize && lighter(e, &s.domains[best]) {
			best, bestSize = i, n
		}
	}
	return best
}

// cheapest returns the domain between least and most, both included, that comes
// first by rising cost, rising weight, falling size and number. most holds
// least, which need not be a domain but is held by one within most.
func (s *subject) cheapest(least, most Set) int {
	if s.free {
		// The weight of a set grows to the middle of the sizes and falls from
		// there, so one of the two ends has the least.
		hi, _ := s.find(most)
		lo, _ := s.find(least)
		if hi != 0 && s.domains[lo].Weight < s.domains[hi].Weight {
			return lo
		}
		return hi
	}
	best, bestSize := -1, 0
	for i := range s.domains {
		e := &s.domains[i]
		if !least.SubsetOf(e.Regions) || !e.Regions.SubsetOf(most) {
			continue
		}
		n := e.Regions.Len()
		if best < 0 || lighter(e, &s.domains[best]) || !lighter(&s.domains[best], e) && n > bestSize {
			best, bestSize = i, n
		}
	}
	return best
}

// lighter compares by cost, then by weight.
func lighter(a, b *Domain) bool {
	if a.Cost != b.Cost {
		return a.Cost < b.Cost
	}
	return a.Weight < b.Weight
}
