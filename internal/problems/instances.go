package problems

import (
	"fmt"

	"github.com/segc-lang/segc/diag"
)

// Instances knows which segments the problems of a list are about, where `for` makes several
// of one text. The zero Instances are ready to use.
type Instances struct {
	marks []mark // in the order of the list
}

// mark says that the problems before an end are about a segment.
type mark struct {
	end  int
	name string
	none bool // they are about none alone
}

// Mark says that the problems which were added to a list since the last call are about the
// segment of a name.
func (i *Instances) Mark(list *List, name string) {
	i.marks = append(i.marks, mark{end: len(list.All), name: name})
}

// MarkNone says that these problems are about no segment alone.
func (i *Instances) MarkNone(list *List) {
	i.marks = append(i.marks, mark{end: len(list.All), none: true})
}

// Together returns the list with one problem for those of several segments that say the
// same of one place: a note says how many there are, and names the first.
func (i *Instances) Together(list *List) diag.List {
	type same struct {
		code     diag.Code
		severity diag.Severity
		at       diag.Location
		message  string
		nth      int // of a segment
	}
	type group struct {
		at, count int
		first     string
	}
	groups := map[same]*group{}
	var order []*group
	kept := list.All[:0:0]
	n := 0
	for _, m := range i.marks {
		list.Poll.Step(4)
		nth := map[same]int{}
		for ; n < m.end; n++ {
			list.Poll.Step(64)
			d := list.All[n]
			key := same{code: d.Code, severity: d.Severity, at: d.Location, message: d.Message}
			if m.none {
				kept = append(kept, d)
				continue
			}
			nth[key]++
			key.nth = nth[key]
			g := groups[key]
			if g == nil {
				g = &group{at: len(kept), first: m.name}
				groups[key] = g
				order = append(order, g)
				kept = append(kept, d)
			}
			g.count++
		}
	}
	kept = append(kept, list.All[n:]...)
	for _, g := range order {
		note := fmt.Sprintf("in the segment %q", g.first)
		if g.count > 1 {
			note = fmt.Sprintf("in %d segments, first %q", g.count, g.first)
		}
		notes := kept[g.at].Notes
		kept[g.at].Notes = append(notes[:len(notes):len(notes)], note)
	}
	i.marks = nil
	return kept
}
