package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/lock"
)

// Copy is a segment of a file that is not planned, and whose rule contains that of a file that is:
// a change there changes it, too, but only once its own file is applied.
type Copy struct {
	File    string            `json:"file"`
	Segment string            `json:"segment,omitempty"` // see Local
	Values  map[string]string `json:"values,omitempty"`
	Name    string            `json:"name"` // of the segment, as it was applied
	ID      string            `json:"id"`
	// Uses are the files of the plan whose rules it contains.
	Uses []string `json:"uses"`
	// Broken says that its file cannot be compiled as it is now.
	Broken bool `json:"broken,omitempty"`
}

// Using are the segments of a file that contains rules of others.
type Using struct {
	Locals []Local  // none if the file cannot be compiled
	Uses   []string // the files of these rules
}

// CopiesIn returns the segments of other files that contain rules of the plan and that no longer are
// as they were applied, by file. Of tells what a file that the lock names says; it may say nothing
// of a file that is not there. The entries are those of the lock for the API of the plan.
func (p *Plan) CopiesIn(entries []lock.Entry, of func(files []string) map[string]Using) []Copy {
	planned, others := map[string]bool{}, map[string][]lock.Entry{}
	for i := range p.Steps {
		planned[p.Steps[i].File] = true
	}
	var files []string
	for _, e := range entries {
		if planned[e.File] || e.Left {
			continue
		}
		if others[e.File] == nil {
			files = append(files, e.File)
		}
		others[e.File] = append(others[e.File], e)
	}
	slices.Sort(files)
	var found []Copy
	for file, using := range of(files) {
		uses := slices.DeleteFunc(slices.Clone(using.Uses), func(name string) bool { return !planned[name] })
		if len(uses) == 0 {
			continue
		}
		slices.Sort(uses)
		for _, e := range others[file] {
			if says, known := using.says(e); !says {
				found = append(found, Copy{File: e.File, Segment: e.Segment, Values: e.Values, Name: e.Name, ID: e.ID, Uses: slices.Compact(uses), Broken: !known})
			}
		}
	}
	slices.SortFunc(found, func(a, b Copy) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	return found
}

// says reports whether the file still says what an entry has, on the day of that and with its
// params, and whether it says anything.
func (u *Using) says(e lock.Entry) (same, known bool) {
	for _, l := range u.Locals {
		if l.Place().Key() != e.Place().Key() {
			continue
		}
		body := l.Body
		if l.On != nil {
			body = l.On(Given{e.Day, e.Set, e.Assume})
		}
		return body != nil && Says(e, body), body != nil
	}
	return false, len(u.Locals) > 0
}

// TellUses notes in each update which files of the plan that change are contained in its rule.
// Uses has the files whose rules a file contains.
func (p *Plan) TellUses(uses map[string][]string) {
	changes := map[string]bool{}
	for i := range p.Steps {
		if s := &p.Steps[i]; s.Action != Unchanged {
			changes[s.File] = true
		}
	}
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Action != Update && s.Action != Conflict || s.Rules == nil {
			continue
		}
		s.Uses = slices.DeleteFunc(slices.Clone(uses[s.File]), func(name string) bool { return !changes[name] || name == s.File })
		slices.Sort(s.Uses)
		s.Uses = slices.Compact(s.Uses)
	}
}
