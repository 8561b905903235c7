package problems

import (
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// Copy returns a list that shares with the other one what cannot be changed, and nothing
// beside that: callers may change what they get, and segc changes the texts of a list where
// they look alike. The poll counts the work.
func Copy(work *poll.Poll, list diag.List) diag.List {
	list = slices.Clone(list)
	for i := range list {
		d := &list[i]
		work.Step(32 + 8*len(d.Fixes))
		d.Related, d.Notes, d.Fixes = slices.Clone(d.Related), slices.Clone(d.Notes), slices.Clone(d.Fixes)
		for k := range d.Fixes {
			d.Fixes[k].Edits = slices.Clone(d.Fixes[k].Edits)
		}
		d.Contact = d.Contact.Clone()
	}
	return list
}
