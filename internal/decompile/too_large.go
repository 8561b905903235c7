package decompile

import (
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// tooLarge refuses a document whose conditions, each written once and as short as
// can be, make a larger text than is read, before any of it is built. With a
// catalog, names may replace them.
func (in *Input) tooLarge(p *poll.Poll, numbered *numbered, o Options) error {
	if o.Use != "" {
		return nil
	}
	total, most, dearest := 0, 0, ""
	for i, c := range numbered.conditions {
		n := leastBytes(p, c)
		if total += n; n > most {
			most, dearest = n, numbered.paths[i]
		}
	}
	if total <= grammar.MaxSize {
		return nil
	}
	return refusal(in.at(dearest), "the rule would have at least %d bytes, of which this condition takes %d; the limit is %d", total, most, grammar.MaxSize)
}

// leastBytes returns a number of bytes that the text of a condition has at least,
// beside what it may share with the other end of a range.
func leastBytes(p *poll.Poll, c condition.Condition) int {
	switch c := c.(type) {
	case condition.Field:
		n := len(c.Column)
		switch c.Operator {
		case condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq:
			n = 0
		}
		for _, v := range distinct(p, c.Values) {
			n += len(v.Text) + len(",")
		}
		return n
	case condition.Event:
		n := len("opened")
		if c.Operator == condition.CountGE || c.Operator == condition.CountLE {
			return n
		}
		for _, v := range distinct(p, c.Include) {
			n += len(v.Text) + len(",")
		}
		for _, v := range distinct(p, c.Exclude) {
			n += len(v.Text) + len(",")
		}
		return n
	case condition.Membership:
		return 36 * len(distinct(p, lowerAll(p, c.Lists)))
	case condition.ISP:
		return 2 * len(distinct(p, c.Values))
	default:
		panic("decompile: unexpected condition")
	}
}
