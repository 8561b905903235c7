package theory

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// constant is what a literal means: equal constants are equal values.
type constant struct {
	text   string // of strings and booleans
	number decimal.Decimal
	day    date.Date
}

// constantOf reads a literal of a column of the given type. Only numbers and
// dates can fail.
func constantOf(v condition.Value, t Type) (constant, bool) {
	switch {
	case v.Kind == condition.Number:
		n, err := decimal.Parse(v.Text)
		return constant{number: n}, err == nil
	case t == Date:
		d, err := date.Parse(v.Text)
		return constant{day: d}, err == nil
	default:
		return constant{text: v.Text}, true
	}
}

// compareConstants orders two numbers or two dates.
func compareConstants(a, b constant, t Type) int {
	if t == Date {
		return date.Compare(a.day, b.day)
	}
	return decimal.Compare(a.number, b.number)
}

// constants are the distinct constants of a column, or of any list of ids, in
// the order of their first appearance. Those that nothing tells apart are of
// one class.
type constants[K comparable] struct {
	keys   []K
	number map[K]int32 // made when there are many
	class  []int32     // per constant
	parts  int         // the number of classes
	seen   []int32     // per constant: the last list that has it
	fresh  []int32     // per class: what split makes of it
	lists  int32
	poll   *poll.Poll
}

const constantsScan = 16

// has reports whether a constant is known.
func (c *constants[K]) has(k K) bool {
	if c.number != nil {
		_, known := c.number[k]
		return known
	}
	return slices.Contains(c.keys, k)
}

// listedIn returns how many values conditions on a column list.
func listedIn(atoms []Atom) int {
	n := 0
	for _, a := range atoms {
		n += len(a.Condition.(condition.Field).Values)
	}
	return n
}

// grow makes room for so many constants.
func (c *constants[K]) grow(n int) {
	room := make([]int32, 2*n+2)
	c.keys, c.class, c.seen, c.fresh = make([]K, 0, n), room[:0:n], room[n:n:2*n], room[2*n:2*n]
}

// add returns the number of a constant.
func (c *constants[K]) add(k K) (number int32, fresh bool) {
	c.poll.Step(8)
	if c.number != nil {
		if n, ok := c.number[k]; ok {
			return n, false
		}
	} else {
		for i := range c.keys {
			if c.keys[i] == k {
				return int32(i), false
			}
		}
		if len(c.keys) == constantsScan {
			c.number = make(map[K]int32, 4*constantsScan)
			for i := range c.keys {
				c.number[c.keys[i]] = int32(i)
			}
		}
	}
	n := int32(len(c.keys))
	c.keys = append(c.keys, k)
	c.class = append(c.class, 0)
	c.seen = append(c.seen, 0)
	if c.number != nil {
		c.number[k] = n
	}
	c.parts = max(c.parts, 1)
	return n, true
}

// split separates the constants of a list from the others. All constants have
// been added before. It takes time in the length of the list.
func (c *constants[K]) split(list []int32) {
	c.lists++
	c.poll.Step(len(list) + c.parts/8)
	before := int32(c.parts)
	for len(c.fresh) < c.parts {
		c.fresh = append(c.fresh, 0)
	}
	for _, n := range list {
		if c.seen[n] == c.lists {
			continue
		}
		c.seen[n] = c.lists
		k := c.class[n]
		if c.fresh[k] == 0 {
			c.fresh[k] = int32(c.parts)
			c.parts++
		}
		c.class[n] = c.fresh[k]
	}
	clear(c.fresh[:before])
}

// tidy numbers the classes by their first constants and drops empty ones.
func (c *constants[K]) tidy() {
	c.poll.Step(len(c.class))
	rename := make([]int32, c.parts)
	n := int32(0)
	for i, k := range c.class {
		if rename[k] == 0 {
			n++
			rename[k] = n
		}
		c.class[i] = rename[k] - 1
	}
	c.parts = int(n)
}

// firsts returns the first constant of each class, after tidy.
func (c *constants[K]) firsts() []int32 {
	c.poll.Step(len(c.class))
	out := make([]int32, 0, c.parts)
	for i, k := range c.class {
		if int(k) == len(out) {
			out = append(out, int32(i))
		}
	}
	return out
}

// classesOf returns the classes that the constants of a list are of.
func (c *constants[K]) classesOf(list []int32) set {
	c.poll.Step(len(list) + c.parts/16)
	s := logic.NewSet(c.parts)
	for _, n := range list {
		s.Add(int(c.class[n]))
	}
	return s
}

// classLists returns the classes of each list, and nil for what is not a list.
func (c *constants[K]) classLists(lists [][]int32) []set {
	all := make([]set, len(lists))
	for i, list := range lists {
		if list != nil {
			all[i] = c.classesOf(list)
		}
	}
	return all
}

// listed returns the numbers of the constants whose classes are in the set, in
// ascending order.
func (c *constants[K]) listed(classes set) []int32 {
	c.poll.Step(len(c.class))
	var out []int32
	for i, k := range c.class {
		if classes.Has(int(k)) {
			out = append(out, int32(i))
		}
	}
	return out
}

// sizes returns the number of constants of each class.
func (c *constants[K]) sizes() []int {
	out := make([]int, c.parts)
	for _, k := range c.class {
		out[k]++
	}
	return out
}

// total returns the number of constants in the classes of a set.
func total(sizes []int, classes set) int {
	n := 0
	for k := classes.Next(0); k >= 0; k = classes.Next(k + 1) {
		n += sizes[k]
	}
	return n
}

// union is a set of classes that may be listed together.
type union struct {
	members set
	size    int // values
}

// unions returns the nonempty unions of the units, all of them if there are at
// most limit units, otherwise the units and the union of all, and whether it
// has them all. Fewer units come first.
func unions(units []set, sizes []int, limit int) (list []union, all bool) {
	if len(units) == 0 {
		return nil, true
	}
	words := len(units[0]) * 64
	join := func(mask int) union {
		s := logic.NewSet(words)
		for i, u := range units {
			if mask>>i&1 != 0 {
				s.Unite(u)
			}
		}
		return union{s, total(sizes, s)}
	}
	if len(units) <= limit {
		for mask := 1; mask < 1<<len(units); mask++ {
			list = append(list, join(mask))
		}
		return list, true
	}
	everything := logic.NewSet(words)
	for _, u := range units {
		list = append(list, union{u, total(sizes, u)})
		everything.Unite(u)
	}
	return append(list, union{everything, total(sizes, everything)}), false
}
