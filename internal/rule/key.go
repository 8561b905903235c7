package rule

import (
	"slices"
	"strings"
)

// Key returns a string that two conditions share exactly when they are
// identical: the same kind, operator and values, where the order and the
// repetition of values in a list do not count.
func Key(c Condition) string {
	var buffer [256]byte
	return string(AppendKey(buffer[:0], c))
}

// AppendKey appends the key of a condition, see Key.
func AppendKey(dst []byte, c Condition) []byte {
	switch c := c.(type) {
	case Field:
		c.Values = sortedValues(c.Values)
		return c.appendJSON(dst)
	case Event:
		c.Include = sortedValues(c.Include)
		c.Exclude = sortedValues(c.Exclude)
		return c.appendJSON(dst)
	case Membership:
		c.Lists = sorted(c.Lists)
		return c.appendJSON(dst)
	case ISP:
		c.Values = sorted(c.Values)
		return c.appendJSON(dst)
	default:
		panic("rule: unexpected condition")
	}
}

func sortedValues(values []Value) []Value {
	compare := func(a, b Value) int {
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		return strings.Compare(a.Text, b.Text)
	}
	if len(values) < 2 || slices.IsSortedFunc(values, compare) && !repeats(values) {
		return values
	}
	values = slices.Clone(values)
	slices.SortFunc(values, compare)
	return slices.Compact(values)
}

func sorted[T int64 | string](values []T) []T {
	if len(values) < 2 || slices.IsSorted(values) && !repeats(values) {
		return values
	}
	values = slices.Clone(values)
	slices.Sort(values)
	return slices.Compact(values)
}

// repeats reports whether a value stands beside its like.
func repeats[T comparable](values []T) bool {
	for i := 1; i < len(values); i++ {
		if values[i] == values[i-1] {
			return true
		}
	}
	return false
}
