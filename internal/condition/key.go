package condition

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
)

// Key returns a string that two conditions share exactly when they are
// identical: the same kind, operator and values, where the order and the
// repetition of values in a list do not count. It is not for people, it can change
// with every version, and no key is the beginning of another one.
func Key(c Condition) string { return KeyWithin(nil, c) }

// KeyWithin is Key with a poll that counts the work and may end it: one condition
// can have hundreds of thousands of values.
func KeyWithin(p *poll.Poll, c Condition) string {
	var buffer [256]byte
	return string(AppendKey(p, buffer[:0], c))
}

// The kinds of conditions, as keys begin.
const (
	keyField = iota
	keyEvent
	keyMembership
	keyISP
)

// AppendKey appends the key of a condition, see KeyWithin.
func AppendKey(p *poll.Poll, dst []byte, c Condition) []byte {
	switch c := c.(type) {
	case Field:
		dst = append(dst, keyField, byte(c.Operator))
		dst = appendText(dst, c.Column)
		return appendValues(p, dst, sortedValues(p, c.Values))
	case Event:
		dst = append(dst, keyEvent, byte(c.Operator))
		dst = appendText(dst, string(c.Metric))
		dst = binary.AppendVarint(dst, c.Count)
		dst = appendText(dst, string(c.Window.Mode))
		dst = binary.AppendVarint(dst, int64(c.Window.Days))
		dst = appendValues(p, dst, sortedValues(p, c.Include))
		return appendValues(p, dst, sortedValues(p, c.Exclude))
	case Membership:
		dst = append(dst, keyMembership, byte(c.Operator))
		return appendLists(p, dst, sortedLists(p, c.Lists))
	case ISP:
		dst = append(dst, keyISP, byte(c.Operator))
		return appendIDs(p, dst, sortedIDs(p, c.Values))
	default:
		panic("condition: unexpected condition")
	}
}

// Sorted returns a condition with each of its values once, sorted: identical
// conditions become equal.
func Sorted(p *poll.Poll, c Condition) Condition {
	switch c := c.(type) {
	case Field:
		c.Values = sortedValues(p, c.Values)
		return c
	case Event:
		c.Include = sortedValues(p, c.Include)
		c.Exclude = sortedValues(p, c.Exclude)
		return c
	case Membership:
		c.Lists = sortedLists(p, c.Lists)
		return c
	case ISP:
		c.Values = sortedIDs(p, c.Values)
		return c
	default:
		panic("condition: unexpected condition")
	}
}

func appendValues(p *poll.Poll, dst []byte, values []Value) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(values)))
	for _, v := range values {
		p.Step(4 + len(v.Text)/4)
		dst = appendText(append(dst, byte(v.Kind)), v.Text)
	}
	return dst
}

func appendLists(p *poll.Poll, dst []byte, lists []string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(lists)))
	for _, id := range lists {
		p.Step(4 + len(id)/4)
		dst = appendText(dst, id)
	}
	return dst
}

func appendIDs(p *poll.Poll, dst []byte, ids []int64) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(ids)))
	for some := range slices.Chunk(ids, steps) {
		p.Step(4 * len(some))
		for _, id := range some {
			dst = binary.AppendVarint(dst, id)
		}
	}
	return dst
}

// appendText appends a text as it is written, with its length.
func appendText(dst []byte, text string) []byte {
	text = written(text)
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

func sortedValues(p *poll.Poll, values []Value) []Value {
	return sorted(p, values, func(a, b Value) int {
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		return strings.Compare(a.Text, b.Text)
	})
}

func sortedLists(p *poll.Poll, ids []string) []string {
	return sorted(p, ids, strings.Compare)
}

func sortedIDs(p *poll.Poll, ids []int64) []int64 {
	if ascendingIDs(p, ids) {
		return ids
	}
	return sorted(p, ids, cmp.Compare)
}

// sorted returns each of the values once, in ascending order. Every comparison is
// counted.
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
