package rule

import (
	"slices"
	"strings"
)

// Key returns a string that two conditions share exactly when they are
// identical: the same kind, operator and values, where the order and the
// repetition of values in a list do not count.
func Key(c Condition) string {
	switch c := c.(type) {
	case Field:
		c.Values = sortedValues(c.Values)
		return string(c.appendJSON(nil))
	case Event:
		c.Include = sortedValues(c.Include)
		c.Exclude = sortedValues(c.Exclude)
		return string(c.appendJSON(nil))
	case Membership:
		c.Lists = sorted(c.Lists)
		return string(c.appendJSON(nil))
	case ISP:
		c.Values = sorted(c.Values)
		return string(c.appendJSON(nil))
	default:
		panic("rule: unexpected condition")
	}
}

func sortedValues(values []Value) []Value {
	if len(values) < 2 {
		return values
	}
	values = slices.Clone(values)
	slices.SortFunc(values, func(a, b Value) int {
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		return strings.Compare(a.Text, b.Text)
	})
	return slices.Compact(values)
}

func sorted[T int64 | string](values []T) []T {
	if len(values) < 2 {
		return values
	}
	values = slices.Clone(values)
	slices.Sort(values)
	return slices.Compact(values)
}
