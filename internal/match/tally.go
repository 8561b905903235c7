package match

import (
	"slices"

	"github.com/segc-lang/segc/internal/eval"
)

// Tally counts the contacts that match, under every reading at once. The zero Tally has
// counted none. It is for one goroutine.
type Tally struct {
	sure  int64
	under map[Readings]int64
}

// Add counts what Judge.Decide said of one contact.
func (t *Tally) Add(matches bool, under *Readings) {
	switch {
	case matches:
		t.sure++
	case !under.Empty():
		if t.under == nil {
			t.under = map[Readings]int64{}
		}
		t.under[*under]++
	}
}

// Join adds what another tally has counted.
func (t *Tally) Join(other *Tally) {
	t.sure += other.sure
	for under, n := range other.under {
		if t.under == nil {
			t.under = map[Readings]int64{}
		}
		t.under[under] += n
	}
}

// Count is how many contacts match under some readings, in the order of eval.Readings.
type Count struct {
	Contacts int64
	Readings []eval.Reading
}

// Counts returns the numbers under the allowed readings, each once, the lowest first.
func (t *Tally) Counts(allowed *Readings) []Count {
	by := map[int64]*Count{}
	all(func(at int, r eval.Reading) bool {
		if !allowed.has(at) {
			return true
		}
		n := t.sure
		for under, more := range t.under {
			if under.has(at) {
				n += more
			}
		}
		if by[n] == nil {
			by[n] = &Count{Contacts: n}
		}
		by[n].Readings = append(by[n].Readings, r)
		return true
	})
	counts := make([]Count, 0, len(by))
	for _, c := range by {
		counts = append(counts, *c)
	}
	slices.SortFunc(counts, func(a, b Count) int { return int(min(max(a.Contacts-b.Contacts, -1), 1)) })
	return counts
}

// Bounds returns the fewest and the most contacts that match under any allowed reading.
func (t *Tally) Bounds(allowed *Readings) (least, most int64) {
	counts := t.Counts(allowed)
	return counts[0].Contacts, counts[len(counts)-1].Contacts
}
