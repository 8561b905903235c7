package formula

import (
	"math"

	"github.com/segc-lang/segc/internal/poll"
)

// Size is what a formula multiplies out to when nothing is absorbed.
type Size struct {
	Groups     float64 // exact up to 2^53
	Conditions float64 // of all groups together
	ReadOnce   bool    // no atom stands in two places, so nothing can be absorbed
}

// SizeOf returns what a formula multiplies out to.
func SizeOf(p *poll.Poll, f *Formula) Size {
	c := sizeCounter{poll: p, readOnce: true}
	return c.size(f)
}

// SizesOf returns the size of a formula, and the groups and conditions of its parts
// that are not atoms.
func SizesOf(p *poll.Poll, f *Formula) (Size, map[*Formula]Size) {
	c := sizeCounter{poll: p, memo: map[*Formula]Size{}, all: true, readOnce: true}
	return c.size(f), c.memo
}

type sizeCounter struct {
	poll     *poll.Poll
	memo     map[*Formula]Size
	all      bool     // all parts are in the memo, and not only those that may be met twice
	atoms    []uint64 // a bit for each atom that was met, by id
	readOnce bool
}

func (c *sizeCounter) size(f *Formula) Size {
	s := c.count(f)
	s.ReadOnce = c.readOnce
	return s
}

// met reports whether an atom was met before.
func (c *sizeCounter) met(a *Atom) bool {
	word, bit := a.ID/64, uint64(1)<<(a.ID%64)
	for word >= len(c.atoms) {
		c.atoms = append(c.atoms, 0)
	}
	before := c.atoms[word]&bit != 0
	c.atoms[word] |= bit
	return before
}

func (c *sizeCounter) count(f *Formula) Size {
	c.poll.Step(16)
	if f.Kind == Literal {
		if c.met(f.Atom) {
			c.readOnce = false
		}
		return Size{Groups: 1, Conditions: 1}
	}
	if s, ok := c.memo[f]; ok {
		c.readOnce = false
		return s
	}
	s := Size{}
	if f.Kind == And {
		s.Groups = 1
	}
	for _, kid := range f.Kids {
		k := c.count(kid)
		if f.Kind == And {
			s.Groups, s.Conditions = s.Groups*k.Groups, s.Groups*k.Conditions+s.Conditions*k.Groups
		} else {
			s.Groups, s.Conditions = s.Groups+k.Groups, s.Conditions+k.Conditions
		}
		s.Groups, s.Conditions = math.Min(s.Groups, math.MaxFloat64), math.Min(s.Conditions, math.MaxFloat64)
	}
	if c.all || f.Shared {
		if c.memo == nil {
			c.memo = map[*Formula]Size{}
		}
		c.memo[f] = s
	}
	return s
}
