package compile

import (
	"fmt"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/rule"
)

// tooManyBytes refuses groups whose JSON would be larger than what is read back,
// before any of it is built: a condition of many values that stands in many
// groups is multiplied like any other.
func (p *prover) tooManyBytes(at diag.Location, groups [][]engine.Condition) bool {
	if mostBytes(groups) <= rule.MaxSize {
		return false
	}
	total, costs := bytesOf(groups)
	if total <= rule.MaxSize {
		return false
	}
	dearest := groups[0][0].Atoms[0]
	for a, n := range costs {
		if n > costs[dearest] || n == costs[dearest] && a < dearest {
			dearest = a
		}
	}
	d := p.fail(diag.TooManyGroups, at, fmt.Sprintf("this rule becomes a document of %d bytes; the limit is %d", total, rule.MaxSize))
	d.Notes = []string{"every group repeats the conditions that all of them share"}
	d.Related = []diag.Label{{
		Location: p.atoms[dearest].origins[0],
		Text:     fmt.Sprintf("in all groups together, this takes %d bytes", costs[dearest]),
	}}
	return true
}

// bytesOf returns the length of the JSON of groups, and how much of it is due to
// the conditions that come from an atom, by the first of these.
func bytesOf(groups [][]engine.Condition) (total int64, costs map[int]int64) {
	measure := lengths{known: map[*rule.Value]int64{}}
	total = int64(len(`{"any":[]}`) - 1)
	costs = map[int]int64{}
	for _, group := range groups {
		total += int64(len(`{"all":[]},`) - 1)
		for _, c := range group {
			n := measure.of(c.Condition) + 1
			total += n
			costs[c.Atoms[0]] += n
		}
	}
	return total, costs
}

// mostBytes returns a number that is at least the length of the JSON of groups,
// and costs little.
func mostBytes(groups [][]engine.Condition) int64 {
	const (
		fixed   = 256 // more than the members of any condition, with their punctuation
		escaped = 6   // of a byte, as \u0000
	)
	most := int64(0)
	for _, group := range groups {
		most += fixed
		for _, c := range group {
			most += fixed
			switch c := c.Condition.(type) {
			case rule.Field:
				most += escaped * int64(len(c.Column))
				for _, v := range c.Values {
					most += escaped*int64(len(v.Text)) + fixed/8
				}
			case rule.Event:
				for _, v := range c.Include {
					most += escaped*int64(len(v.Text)) + fixed/8
				}
				for _, v := range c.Exclude {
					most += escaped*int64(len(v.Text)) + fixed/8
				}
			case rule.Membership:
				for _, id := range c.Lists {
					most += escaped*int64(len(id)) + fixed/8
				}
			case rule.ISP:
				most += fixed / 8 * int64(len(c.Values))
			}
		}
	}
	return most
}

// lengths measures the JSON of conditions.
type lengths struct {
	scratch []byte
	known   map[*rule.Value]int64 // by the first of the values, which are long
}

func (l *lengths) of(c rule.Condition) int64 {
	field, ok := c.(rule.Field)
	if ok = ok && len(field.Values) > 0; ok {
		if n := l.known[&field.Values[0]]; n > 0 {
			return n
		}
	}
	l.scratch = rule.AppendKey(l.scratch[:0], c) // which has the same members in another order
	length := int64(len(inert.JSON(l.scratch)))
	if ok {
		l.known[&field.Values[0]] = length
	}
	return length
}
