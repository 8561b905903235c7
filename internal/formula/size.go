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
	s, _ := SizesOf(p, f)
	return s
}

// SizesOf returns the size of a formula, and the groups and conditions of its parts
// that are not atoms.
func SizesOf(p *poll.Poll, f *Formula) (Size, map[*Formula]Size) {
	c := sizeCounter{poll: p, memo: map[*Formula]Size{}, atoms: map[*Atom]bool{}, readOnce: true}
	s := c.count(f)
	s.ReadOnce = c.readOnce
	return s, c.memo
}

type sizeCounter struct {
	poll     *poll.Poll
	memo     map[*Formula]Size
	atoms    map[*Atom]bool
	readOnce bool
}

func (c *sizeCounter) count(f *Formula) Size {
	c.poll.Step(16)
	if f.Kind == Literal {
		if c.atoms[f.Atom] {
			c.readOnce = false
		}
		c.atoms[f.Atom] = true
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
	c.memo[f] = s
	return s
}
