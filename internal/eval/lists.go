package eval

import (
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

// lists finds ids among the lists that one contact is on. A few comparisons are made one
// by one. After them, the lists are put into a set once for all conditions, so that n ids
// of conditions and m lists of a contact take n + m steps.
type lists struct {
	spent int             // on comparisons so far
	set   map[string]bool // once it is worth it
}

const (
	// fewLists is how many lists are always compared one by one.
	fewLists = 8
	// manyComparisons is after how many comparisons a set is worth it.
	manyComparisons = 64
)

// has reports whether an id is one of the lists of the contact.
func (l *lists) has(p *poll.Poll, on []string, id string) bool {
	if l.set == nil && len(on) > fewLists && l.spent > manyComparisons {
		p.Step(4 * len(on))
		l.set = make(map[string]bool, len(on))
		for _, list := range on {
			l.set[list] = true
		}
	}
	if l.set != nil {
		p.Step(4)
		return l.set[id]
	}
	l.spent += len(on)
	p.Step(4 + len(on))
	return slices.Contains(on, id)
}
