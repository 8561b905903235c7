package answers

import (
	"slices"

	"github.com/segc-lang/segc/contact"
)

// keyed has the conditions that list a text by its key.
type keyed struct {
	numbers    map[string]int32 // of the keys; nil until they are needed
	ends       []int32          // where the conditions of each key end
	conditions []int32
}

// of returns the conditions that list a text with a key, in ascending order.
func (k *keyed) of(key string) []int32 {
	number, known := k.numbers[key]
	if !known {
		return nil
	}
	from := int32(0)
	if number > 0 {
		from = k.ends[number-1]
	}
	return k.conditions[from:k.ends[number]]
}

// ofItems returns the conditions that list an element of a set, in ascending order.
func (c *Column) ofItems(reading int, set *contact.Value) (all []int32) {
	k, collation := c.keys(reading), c.readings[reading].Collation()
	for item := range set.Items() {
		found := k.of(collation.Whole(c.poll, item))
		if set.Len() == 1 {
			return found
		}
		c.poll.Step(16 + len(found))
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// keys enters the texts that conditions list by their keys in a reading.
func (c *Column) keys(reading int) *keyed {
	k := &c.byText[reading]
	if k.numbers != nil {
		return k
	}
	collation, n := c.readings[reading].Collation(), 0
	for i := range c.forms {
		if c.forms[i].kind == listing {
			n += len(c.forms[i].values)
		}
	}
	k.numbers = make(map[string]int32, n)
	type owned struct{ key, condition int32 }
	all := make([]owned, 0, n)
	last := make([]int32, 0, n) // per key: the last condition that has it
	for i := range c.forms {
		if c.forms[i].kind != listing {
			continue
		}
		for _, v := range c.forms[i].values {
			if !v.isText {
				continue
			}
			c.poll.Step(16)
			key := collation.Whole(c.poll, v.text)
			number, known := k.numbers[key]
			if !known {
				number = int32(len(k.ends))
				k.numbers[key] = number
				k.ends, last = append(k.ends, 0), append(last, -1)
			}
			if last[number] != int32(i) {
				all, last[number] = append(all, owned{number, int32(i)}), int32(i)
				k.ends[number]++
			}
		}
	}
	begin := int32(0)
	for number, count := range k.ends {
		k.ends[number], begin = begin, begin+count
	}
	k.conditions = make([]int32, len(all))
	for _, o := range all {
		k.conditions[k.ends[o.key]] = o.condition
		k.ends[o.key]++
	}
	return k
}
