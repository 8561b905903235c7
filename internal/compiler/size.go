package compiler

import (
	"fmt"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// tooManyBytes refuses groups whose JSON would be larger than what is read back, before any
// of it is built: a condition with many values that is in many groups is multiplied like
// any other.
func (w *writer) tooManyBytes(groups [][]engine.Condition) bool {
	limit := int64(w.options.MaxBytes)
	if mostBytes(groups, limit) <= limit {
		return false
	}
	total, costs := bytesOf(w.poll, groups)
	if total <= limit {
		return false
	}
	dearest := groups[0][0].Atoms[0]
	for a, n := range costs {
		if n > costs[dearest] || n == costs[dearest] && a < dearest {
			dearest = a
		}
	}
	d := w.Fail(diag.TooManyGroups, w.at, fmt.Sprintf("this rule becomes a document of %d bytes; the limit is %d", total, limit))
	d.Notes = []string{"every group repeats the conditions that they share: put a long list of values on a contact list, or split the rule"}
	d.Related = []diag.Label{{
		Location: w.rule.Set.Atoms[dearest].Origins[0],
		Text:     fmt.Sprintf("in all groups together, this takes %d bytes", costs[dearest]),
	}}
	return true
}

// bytesOf returns the length of the JSON of groups, and how much of it is due to
// the conditions that come from an atom, by the first of these.
func bytesOf(p *poll.Poll, groups [][]engine.Condition) (total int64, costs map[int]int64) {
	measure := lengths{poll: p, known: map[measured]int64{}}
	total = int64(len(`{"any":[]}`) - 1)
	costs = map[int]int64{}
	for _, group := range groups {
		total += int64(len(`{"all":[]},`) - 1)
		for _, c := range group {
			p.Step(32)
			n := measure.of(c.Condition) + 1
			total += n
			costs[c.Atoms[0]] += n
		}
	}
	return total, costs
}

// mostBytes returns a number that is at least the length of the JSON of groups,
// and costs little. It stops above the limit, where that says nothing any more.
func mostBytes(groups [][]engine.Condition, limit int64) int64 {
	const (
		fixed   = 256 // more than the members of any condition, with their punctuation
		escaped = 6   // of a byte, as \u0000
	)
	most := int64(0)
	for _, group := range groups {
		most += fixed
		for _, c := range group {
			if most += fixed; most > limit {
				return most
			}
			switch c := c.Condition.(type) {
			case condition.Field:
				most += escaped * int64(len(c.Column))
				for _, v := range c.Values {
					most += escaped*int64(len(v.Text)) + fixed/8
				}
			case condition.Event:
				for _, v := range c.Include {
					most += escaped*int64(len(v.Text)) + fixed/8
				}
				for _, v := range c.Exclude {
					most += escaped*int64(len(v.Text)) + fixed/8
				}
			case condition.Membership:
				for _, id := range c.Lists {
					most += escaped*int64(len(id)) + fixed/8
				}
			case condition.ISP:
				most += fixed / 8 * int64(len(c.Values))
			}
		}
	}
	return most
}

// lengths measures the JSON of conditions, each once.
type lengths struct {
	poll    *poll.Poll
	scratch []byte
	known   map[measured]int64
}

// measured tells conditions apart without a look at their values, which
// conditions that come from one place share.
type measured struct {
	column   string
	operator condition.Operator
	values   any // where they begin
	count    int
}

func keyOf(c condition.Condition) measured {
	switch c := c.(type) {
	case condition.Field:
		if len(c.Values) > 0 {
			return measured{c.Column, c.Operator, &c.Values[0], len(c.Values)}
		}
		return measured{column: c.Column, operator: c.Operator}
	case condition.Event:
		head := c
		head.Include, head.Exclude = nil, nil
		key := measured{column: condition.Key(head), operator: c.Operator, count: len(c.Include) - len(c.Exclude)}
		if len(c.Include) > 0 {
			key.values = &c.Include[0]
		} else if len(c.Exclude) > 0 {
			key.values = &c.Exclude[0]
		}
		return key
	case condition.Membership:
		return measured{"lists", c.Operator, &c.Lists[0], len(c.Lists)}
	case condition.ISP:
		return measured{"isp", c.Operator, &c.Values[0], len(c.Values)}
	default:
		panic("compile: unexpected condition")
	}
}

func (l *lengths) of(c condition.Condition) int64 {
	key := keyOf(c)
	if n, ok := l.known[key]; ok {
		return n
	}
	l.scratch = rule.AppendCondition(l.scratch[:0], c)
	l.poll.Step(len(l.scratch))
	l.known[key] = int64(len(inert.JSONWithin(l.poll, l.scratch)))
	return l.known[key]
}
