package condition

import (
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

// Index numbers conditions from 0 on, identical ones alike. The zero Index is empty.
type Index struct {
	Conditions []Condition // by number, each as it was first met
	numbers    Keys
	key        []byte // of the condition at hand
	held       int
}

// entryBytes is what is counted for a condition beside its key.
const entryBytes = 64

// Number returns the number of a condition, and whether it is new. The poll counts the
// work, and the bytes that a new condition takes.
func (x *Index) Number(p *poll.Poll, c Condition) (number int, isNew bool) {
	if number, known := x.Find(p, c); known {
		return number, false
	}
	p.Hold(entryBytes + len(x.key))
	x.held += entryBytes + len(x.key)
	x.Conditions = append(x.Conditions, c)
	return x.numbers.Add(x.key), true
}

// Find returns the number of a condition, if it has one.
func (x *Index) Find(p *poll.Poll, c Condition) (number int, known bool) {
	if x.key == nil {
		x.key = make([]byte, 0, keyPiece/2) // enough for most conditions
	}
	x.key = AppendKey(p, x.key[:0], c)
	p.Step(16 + len(x.key)/2)
	return x.numbers.Find(x.key)
}

// Grow makes room for so many conditions.
func (x *Index) Grow(n int) {
	x.Conditions = slices.Grow(x.Conditions, n)
	x.numbers.Grow(n)
}

// Reserve leaves the next number without a condition.
func (x *Index) Reserve() {
	x.Conditions = append(x.Conditions, nil)
	x.numbers.Reserve()
}

// Groups returns the groups of a document as the numbers of their conditions, in the
// order of the document.
func (x *Index) Groups(p *poll.Poll, d *Document) [][]int {
	_, conditions := d.Size()
	groups, room := make([][]int, len(d.Any)), make([]int, conditions)
	var before []int
	for i, g := range d.Any {
		groups[i], room = room[:len(g.All):len(g.All)], room[len(g.All):]
		for j, c := range g.All {
			n, known := x.beside(p, c, before, j)
			if !known {
				n, _ = x.Number(p, c)
			}
			groups[i][j] = n
		}
		before = groups[i]
	}
	return groups
}

// beside looks for a condition around a place of the group before its own: most groups have
// nearly the conditions of the one before them, and to compare takes less than a key.
func (x *Index) beside(p *poll.Poll, c Condition, before []int, place int) (number int, known bool) {
	for i := max(place-1, 0); i <= place+1 && i < len(before); i++ {
		p.Step(4)
		if SameAsWritten(p, c, x.Conditions[before[i]]) {
			return before[i], true
		}
	}
	return 0, false
}

// Free gives back the bytes that were counted for the index, which is not used any more.
func (x *Index) Free(p *poll.Poll) { p.Free(x.held) }
