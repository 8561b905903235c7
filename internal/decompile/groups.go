package decompile

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// conditionBytes is what is counted for a condition in all forms that it takes on
// the way to a text, beside its values.
const conditionBytes = 1024

// groups is a document as sets of numbered conditions.
type groups struct {
	conditions []condition.Condition // by atom, in the order of their keys
	members    [][]int32             // the atoms of each group, each once and sorted; each group once
	position   []map[int32]int       // per group: where each atom is, once somebody has asked
	steps      int                   // spent on taking them apart
	poll       *poll.Poll            // counts them, and may end the work
}

// spend counts steps of taking groups apart.
func (g *groups) spend(steps int) {
	g.steps += steps
	g.poll.Step(steps)
}

// cube is a group in the making: sorted atoms that must all hold.
type cube struct {
	atoms  []int32
	origin int // the first group that it is a part of
}

// group numbers the conditions of a document. The numbers depend on what the
// conditions are, not on where they are.
func group(p *poll.Poll, n *numbered) *groups {
	g := &groups{poll: p}
	first := map[string]condition.Condition{}
	keys := make([]string, len(n.conditions))
	for i, c := range n.conditions {
		c = canonical(p, c)
		key := string(rule.AppendSorted(p, nil, c)) // in an order that people see
		p.Step(64 + 8*len(key))
		p.Hold(16)
		if _, ok := first[key]; !ok {
			p.Hold(conditionBytes + 4*len(key))
			first[key] = c
		}
		keys[i] = key
	}
	number := map[string]int32{}
	p.Step(64 * len(first))
	for i, key := range sortedKeys(p, first) {
		number[key] = int32(i)
		g.conditions = append(g.conditions, first[key])
	}
	atom := make([]int32, len(keys)) // by the number in the document
	for i, key := range keys {
		atom[i] = number[key]
	}
	seen := make(map[string]bool, len(n.numbers))
	last := make([]int, len(g.conditions)) // by atom: the last group that has it, from 1 on
	var sorted []int32
	for at, group := range n.numbers {
		p.Step(64 * len(group))
		p.Hold(64 * len(group))
		atoms := make([]int32, 0, len(group))
		for _, n := range group {
			if a := atom[n]; last[a] != at+1 {
				last[a] = at + 1
				atoms = append(atoms, a)
			}
		}
		sorted = append(sorted[:0], atoms...)
		slices.Sort(sorted)
		if text := textOf(sorted); !seen[text] {
			seen[text] = true
			g.members = append(g.members, atoms)
		}
	}
	g.position = make([]map[int32]int, len(g.members))
	return g
}

// positions returns where each atom of a group is.
func (g *groups) positions(group int) map[int32]int {
	if g.position[group] == nil {
		atoms := g.members[group]
		position := make(map[int32]int, len(atoms))
		for i, a := range atoms {
			position[a] = i
		}
		g.position[group] = position
	}
	return g.position[group]
}

// cubes returns the groups from one to another as sets. Groups that contain another
// one of them are returned apart, because they would vanish in sums and products.
func (g *groups) cubes(from, to int) (cubes, redundant []cube) {
	all := make([]cube, 0, to-from)
	for i := from; i < to; i++ {
		atoms := slices.Clone(g.members[i])
		slices.Sort(atoms)
		all = append(all, cube{atoms, i})
	}
	containing := containers(g.poll, all)
	for i, c := range all {
		if containing[i] {
			redundant = append(redundant, c)
		} else {
			cubes = append(cubes, c)
		}
	}
	return cubes, redundant
}

// containers says of each of some distinct sets whether it contains another.
func containers(p *poll.Poll, all []cube) []bool {
	byAtom := map[int32][]int{} // the sets by their least atom
	for i, c := range all {
		byAtom[c.atoms[0]] = append(byAtom[c.atoms[0]], i)
	}
	out := make([]bool, len(all))
	for i, c := range all {
		for _, a := range c.atoms {
			p.Step(8 + 8*len(byAtom[a]))
			for _, j := range byAtom[a] {
				if !out[i] && len(all[j].atoms) < len(c.atoms) {
					p.Step(len(c.atoms))
					out[i] = includes(c.atoms, all[j].atoms)
				}
			}
		}
	}
	return out
}

// canonical returns a condition as the compiler would write it: UUIDs in lower
// case, no value twice.
func canonical(p *poll.Poll, c condition.Condition) condition.Condition {
	switch c := c.(type) {
	case condition.Field:
		c.Values = distinct(p, c.Values)
		return c
	case condition.Event:
		c.Include, c.Exclude = distinct(p, lowerIDs(p, c.Include)), distinct(p, lowerIDs(p, c.Exclude))
		return c
	case condition.Membership:
		c.Lists = distinct(p, lowerAll(p, c.Lists))
		return c
	case condition.ISP:
		c.Values = distinct(p, c.Values)
		return c
	default:
		panic("decompile: unexpected condition")
	}
}

func lowerIDs(p *poll.Poll, ids []condition.Value) []condition.Value {
	ids = slices.Clone(ids)
	for i := range ids {
		p.Step(8)
		ids[i].Text = strings.ToLower(ids[i].Text)
	}
	return ids
}

func lowerAll(p *poll.Poll, ids []string) []string {
	ids = slices.Clone(ids)
	for i := range ids {
		p.Step(8)
		ids[i] = strings.ToLower(ids[i])
	}
	return ids
}

// distinct drops the values that equal an earlier one.
func distinct[T comparable](p *poll.Poll, values []T) []T {
	seen := make(map[T]bool, len(values))
	var kept []T
	for _, v := range values {
		p.Step(32)
		if !seen[v] {
			seen[v] = true
			kept = append(kept, v)
		}
	}
	return kept
}

func sortedKeys[T any](p *poll.Poll, m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		p.Step(4)
		keys = append(keys, key)
	}
	poll.Sort(p, keys, strings.Compare)
	return keys
}

// textOf returns a string that two lists of atoms share exactly when they are
// equal.
func textOf(atoms []int32) string {
	b := make([]byte, 0, 4*len(atoms))
	for _, a := range atoms {
		b = append(b, byte(a>>24), byte(a>>16), byte(a>>8), byte(a))
	}
	return string(b)
}

// includes reports whether a sorted list has all atoms of another one.
func includes(atoms, part []int32) bool {
	i := 0
	for _, a := range part {
		for i < len(atoms) && atoms[i] < a {
			i++
		}
		if i == len(atoms) || atoms[i] != a {
			return false
		}
	}
	return true
}

// without returns the atoms of a sorted list that another one does not have.
func without(atoms, part []int32) []int32 {
	kept := make([]int32, 0, len(atoms))
	i := 0
	for _, a := range atoms {
		for i < len(part) && part[i] < a {
			i++
		}
		if i == len(part) || part[i] != a {
			kept = append(kept, a)
		}
	}
	return kept
}

// common returns the atoms that all sets have.
func common(cubes []cube) []int32 {
	atoms := cubes[0].atoms
	for _, c := range cubes[1:] {
		atoms = slices.DeleteFunc(slices.Clone(atoms), func(a int32) bool {
			_, found := slices.BinarySearch(c.atoms, a)
			return !found
		})
		if len(atoms) == 0 {
			return nil
		}
	}
	return atoms
}
