package condition

import "github.com/segc-lang/segc/internal/poll"

// Table is a document whose conditions are numbered from 0 on: one that is in many groups
// is there once.
type Table struct {
	Conditions []Condition
	Groups     [][]int32 // the numbers of the conditions of each group
}

// TableOf returns a document as a table. Identical conditions have one number.
func TableOf(p *poll.Poll, d *Document) *Table {
	index := &Index{}
	defer index.Free(p)
	_, conditions := d.Size()
	t := &Table{Groups: make([][]int32, len(d.Any))}
	room := make([]int32, conditions)
	for i, g := range d.Any {
		t.Groups[i], room = room[:len(g.All):len(g.All)], room[len(g.All):]
		for j, c := range g.All {
			number, _ := index.Number(p, c)
			t.Groups[i][j] = int32(number)
		}
	}
	t.Conditions = index.Conditions
	return t
}

// Size returns the number of groups and of conditions in all groups together.
func (t *Table) Size() (groups, conditions int) {
	for _, g := range t.Groups {
		conditions += len(g)
	}
	return len(t.Groups), conditions
}

// Document returns the document, whose groups share the values of their conditions.
func (t *Table) Document(p *poll.Poll) *Document {
	_, n := t.Size()
	p.Hold(tableBytes * n)
	d := &Document{Any: make([]Group, len(t.Groups))}
	room := make([]Condition, n)
	for i, g := range t.Groups {
		p.Step(1 + len(g))
		d.Any[i].All, room = room[:len(g):len(g)], room[len(g):]
		for j, number := range g {
			d.Any[i].All[j] = t.Conditions[number]
		}
	}
	return d
}

// tableBytes is what a condition takes in each of its groups.
const tableBytes = 16

// SameTables is [Equal] for documents as tables. The numbers of their conditions do not matter.
// Conditions of two numbers that are met together are compared once.
func SameTables(p *poll.Poll, a, b *Table) bool {
	if len(a.Groups) != len(b.Groups) {
		return false
	}
	var few [24]int32
	met := few[:] // by number in a: the number in b, plus one
	if len(a.Conditions) > len(few) {
		met = make([]int32, len(a.Conditions))
	}
	for i, g := range a.Groups {
		if len(g) != len(b.Groups[i]) {
			return false
		}
		p.Step(1 + len(g))
		for j, number := range g {
			other := b.Groups[i][j]
			if met[number] == other+1 {
				continue
			}
			if met[number] != 0 || !SameAsWritten(p, a.Conditions[number], b.Conditions[other]) {
				return false
			}
			met[number] = other + 1
		}
	}
	return true
}
