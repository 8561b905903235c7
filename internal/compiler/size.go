package compiler

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// tooManyBytes refuses groups whose conditions are in so many of them, and whose JSON would be larger than what is read back, before any
// of it is built: a condition with many values that is in many groups is multiplied like
// any other.
func (w *writer) tooManyBytes(conditions []engine.Condition, times []int64, groups int) bool {
	limit := int64(w.options.MaxBytes)
	if mostBytes(conditions, times, groups, limit) <= limit {
		return false
	}
	total, costs := bytesOf(w.poll, conditions, times, groups)
	if total <= limit {
		return false
	}
	dearest := -1
	for a, n := range costs {
		if dearest < 0 || n > costs[dearest] || n == costs[dearest] && a < dearest {
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

// timesOf returns in how many groups each condition is, by its number. There may be room for it.
func timesOf(p *poll.Poll, room []int64, conditions int, groups [][]int32) []int64 {
	times := slices.Grow(room, conditions)[:conditions]
	for _, g := range groups {
		p.Step(1 + len(g)/4)
		for _, number := range g {
			times[number]++
		}
	}
	return times
}

// bytesOf returns the length of the JSON of groups, and how much of it is due to
// the conditions that come from an atom, by the first of these.
func bytesOf(p *poll.Poll, conditions []engine.Condition, times []int64, groups int) (total int64, costs map[int]int64) {
	total = int64(len(`{"any":[]}`)-1) + int64(groups)*int64(len(`{"all":[]},`)-1)
	costs = map[int]int64{}
	var scratch []byte
	for number, c := range conditions {
		if times[number] == 0 {
			continue
		}
		scratch = rule.AppendCondition(scratch[:0], c.Condition)
		p.Step(32 + len(scratch))
		n := times[number] * int64(len(inert.JSONWithin(p, scratch))+1)
		total += n
		costs[c.Atoms[0]] += n
	}
	return total, costs
}

// mostBytes returns a number that is at least the length of the JSON of groups,
// and costs little. It stops above the limit, where that says nothing any more.
func mostBytes(conditions []engine.Condition, times []int64, groups int, limit int64) int64 {
	const (
		fixed   = 256 // more than the members of any condition, with their punctuation
		escaped = 6   // of a byte, as \u0000
	)
	most := fixed * int64(groups)
	for number, c := range conditions {
		if times[number] == 0 {
			continue
		}
		one := int64(fixed)
		switch c := c.Condition.(type) {
		case condition.Field:
			one += escaped * int64(len(c.Column))
			for _, v := range c.Values {
				one += escaped*int64(len(v.Text)) + fixed/8
			}
		case condition.Event:
			for _, v := range c.Include {
				one += escaped*int64(len(v.Text)) + fixed/8
			}
			for _, v := range c.Exclude {
				one += escaped*int64(len(v.Text)) + fixed/8
			}
		case condition.Membership:
			for _, id := range c.Lists {
				one += escaped*int64(len(id)) + fixed/8
			}
		case condition.ISP:
			one += fixed / 8 * int64(len(c.Values))
		}
		if most += times[number] * one; most > limit {
			return most
		}
	}
	return most
}
