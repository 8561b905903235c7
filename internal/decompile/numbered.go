package decompile

import (
	"strconv"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// numbered is a document whose conditions have numbers, the same one where they are the same.
type numbered struct {
	index      condition.Index
	conditions []condition.Condition // by number, each as it is first written
	numbers    [][]int               // of the conditions of each group
	paths      []string              // where each condition is first
}

func numberedOf(p *poll.Poll, d *condition.Document) *numbered {
	n := &numbered{}
	n.numbers = n.index.Groups(p, d)
	n.conditions = n.index.Conditions
	n.paths = make([]string, 0, len(n.conditions))
	for i, g := range n.numbers {
		for j, number := range g {
			if number == len(n.paths) { // numbers are given in this order
				p.Hold(48)
				n.paths = append(n.paths, "any["+strconv.Itoa(i)+"].all["+strconv.Itoa(j)+"]")
			}
		}
	}
	return n
}

// bytesOf returns about how many bytes a condition takes in all forms that it takes on the way
// to a text.
func bytesOf(c condition.Condition) int {
	n := conditionBytes
	switch c := c.(type) {
	case condition.Field:
		n += len(c.Column)
		for _, v := range c.Values {
			n += 2 + len(v.Text)
		}
	case condition.Event:
		for _, v := range c.Include {
			n += 2 + len(v.Text)
		}
		for _, v := range c.Exclude {
			n += 2 + len(v.Text)
		}
	case condition.Membership:
		for _, id := range c.Lists {
			n += 1 + len(id)
		}
	case condition.ISP:
		n += 8 * len(c.Values)
	}
	return n
}
