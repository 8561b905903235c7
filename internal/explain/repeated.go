package explain

import (
	"slices"
	"strconv"

	"github.com/segc-lang/segc/internal/condition"
)

// joined says conditions at once that differ in their values alone, where the
// first of them is: contains neither “a” nor “b”. It does so where all values in
// one list mean the same as a condition for each: not for is, where only one
// can hold, and not for events.
func (in *Input) joined(cs clauses) clauses {
	if !in.repeats(cs) {
		return cs
	}
	first := map[string]int{} // by what repeated conditions have in common
	all := make(clauses, 0, len(cs))
	for _, c := range cs {
		in.Poll.Step(32)
		if c.repeated == "" {
			all = append(all, c)
		} else if at, ok := first[c.repeated]; ok {
			all[at].conditions = append(all[at].conditions, c.conditions[0])
		} else {
			first[c.repeated] = len(all)
			own := *c // which may get more conditions
			own.conditions = append(make([]condition.Condition, 0, 2), c.conditions...)
			all = append(all, &own)
		}
	}
	for _, at := range first {
		if conditions := all[at].conditions; len(conditions) > 1 {
			all[at] = in.saidAlone(in.together(conditions))
			all[at].conditions, all[at].repeated = conditions, ""
		}
	}
	return all
}

// repeats reports whether joined has something to join, as it seldom has.
func (in *Input) repeats(cs clauses) bool {
	const few = 32
	if len(cs) > few {
		return true
	}
	for i, c := range cs {
		in.Poll.Step(4 + i)
		if c.repeated != "" && slices.ContainsFunc(cs[:i], func(o *clause) bool { return o.repeated == c.repeated }) {
			return true
		}
	}
	return false
}

// repeatedKey returns what conditions have in common that can be said at once;
// empty for one that cannot.
func repeatedKey(c condition.Condition) string {
	switch c := c.(type) {
	case condition.Field:
		switch c.Operator {
		case condition.NotEquals, condition.NotIn:
			return "is not " + c.Column
		case condition.Contains, condition.NotContains, condition.HasAll, condition.HasNone:
			return strconv.Itoa(int(c.Operator)) + " " + c.Column
		}
	case condition.Membership:
		if c.Operator == condition.NotIn {
			return "membership"
		}
	case condition.ISP:
		if c.Operator == condition.NotIn {
			return "isp"
		}
	}
	return ""
}

// together returns conditions that differ in their values alone as one condition.
func (in *Input) together(conditions []condition.Condition) condition.Condition {
	n := 0
	for _, c := range conditions {
		n += condition.Values(c)
	}
	in.Poll.Hold(32 * n)
	in.Poll.Step(8 * n)
	switch one := conditions[0].(type) {
	case condition.Field:
		if one.Operator == condition.NotEquals {
			one.Operator = condition.NotIn
		}
		one.Values = make([]condition.Value, 0, n)
		seen := make(map[condition.Value]bool, n)
		for _, c := range conditions {
			for _, v := range c.(condition.Field).Values {
				if !seen[v] {
					seen[v] = true
					one.Values = append(one.Values, v)
				}
			}
		}
		return one
	case condition.Membership:
		one.Lists = make([]string, 0, n)
		for _, c := range conditions {
			one.Lists = append(one.Lists, c.(condition.Membership).Lists...)
		}
		return one
	case condition.ISP:
		one.Values = make([]int64, 0, n)
		for _, c := range conditions {
			one.Values = append(one.Values, c.(condition.ISP).Values...)
		}
		return one
	}
	return conditions[0]
}
