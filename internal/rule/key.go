package rule

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
)

// Key returns a string that two conditions share exactly when they are
// identical: the same kind, operator and values, where the order and the
// repetition of values in a list do not count.
func Key(c Condition) string { return KeyWithin(nil, c) }

// KeyWithin is Key with a poll that counts the work and may end it: one condition
// can have hundreds of thousands of values.
func KeyWithin(p *poll.Poll, c Condition) string {
	var buffer [256]byte
	return string(AppendKey(p, buffer[:0], c))
}

// AppendKey appends the key of a condition, see KeyWithin.
func AppendKey(p *poll.Poll, dst []byte, c Condition) []byte {
	switch c := c.(type) {
	case Field:
		c.Values = sortedValues(p, c.Values)
		return c.appendJSON(p, dst)
	case Event:
		c.Include = sortedValues(p, c.Include)
		c.Exclude = sortedValues(p, c.Exclude)
		return c.appendJSON(p, dst)
	case Membership:
		c.Lists = sorted(p, c.Lists, strings.Compare)
		return c.appendJSON(p, dst)
	case ISP:
		if !ascendingIDs(p, c.Values) {
			c.Values = sorted(p, c.Values, cmp.Compare)
		}
		return c.appendJSON(p, dst)
	default:
		panic("rule: unexpected condition")
	}
}

func sortedValues(p *poll.Poll, values []Value) []Value {
	return sorted(p, values, func(a, b Value) int {
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		return strings.Compare(a.Text, b.Text)
	})
}

// sorted returns each of the values once, in order. Every comparison is counted.
func sorted[T comparable](p *poll.Poll, values []T, compare func(a, b T) int) []T {
	if ascending(p, values, compare) {
		return values
	}
	values = slices.Clone(values)
	poll.Sort(p, values, compare)
	return slices.Compact(values)
}

// steps is how many small steps are counted at once.
const steps = 64

// ascending reports whether each value is greater than the one before.
func ascending[T comparable](p *poll.Poll, values []T, compare func(a, b T) int) bool {
	for i := 1; i < len(values); i++ {
		if i%steps == 0 {
			p.Step(steps)
		}
		if compare(values[i-1], values[i]) >= 0 {
			return false
		}
	}
	return true
}

// ascendingIDs is ascending for the values that lists have most of.
func ascendingIDs(p *poll.Poll, ids []int64) bool {
	for len(ids) > 1 {
		some := ids[:min(steps, len(ids))]
		p.Step(len(some))
		last := some[0]
		for _, id := range some[1:] {
			if id <= last {
				return false
			}
			last = id
		}
		ids = ids[len(some)-1:]
	}
	return true
}
