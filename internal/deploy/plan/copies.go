package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/lock"
)

// Contained is a rule of another file that a rule contains.
type Contained struct {
	File    string // with slashes, relative to the lock
	Segment string // the name of one of several segments; otherwise empty
}

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

// Using is a file that contains rules of others.
type Using struct {
	Locals   []Local     // none if the file cannot be compiled
	Contains []Contained // by any rule of the file
}

// CopiesIn returns the segments of other files that contain rules of the plan and that no longer are
// as they were applied, by file. Of tells what files that the lock names say; those without such rules
// may be left out. The entries are those of the lock for the API of the plan.
func (p *Plan) CopiesIn(entries []lock.Entry, of func(files []string) map[string]Using) []Copy {
	at := newHandled(p.Steps)
	others := map[string][]lock.Entry{}
	var files []string
	for _, e := range entries {
		switch {
		case at.steps[e.File] != nil:
			at.had(e)
		case !e.Left:
			if others[e.File] == nil {
				files = append(files, e.File)
			}
			others[e.File] = append(others[e.File], e)
		}
	}
	slices.Sort(files)
	var found []Copy
	for file, using := range of(files) {
		for _, e := range others[file] {
			if uses, broken := at.changed(e, using); len(uses) > 0 {
				found = append(found, Copy{File: e.File, Segment: e.Segment, Values: e.Values, Name: e.Name, ID: e.ID, Uses: uses, Broken: broken})
			}
		}
	}
	slices.SortFunc(found, func(a, b Copy) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	return found
}

// handled is what a plan handles, for the segments that contain some of it.
type handled struct {
	steps       map[string][]*Step // by file
	set, assume map[string]bool    // what is given in this run or was given before, by name
}

func newHandled(steps []Step) handled {
	h := handled{steps: map[string][]*Step{}, set: map[string]bool{}, assume: map[string]bool{}}
	for i := range steps {
		s := &steps[i]
		h.steps[s.File] = append(h.steps[s.File], s)
		note(h.set, s.given)
		note(h.assume, s.answers)
	}
	return h
}

// had notes what a segment of the plan was given before.
func (h *handled) had(e lock.Entry) {
	note(h.set, e.Set)
	note(h.assume, e.Assume)
}

func note(names map[string]bool, given map[string]string) {
	for name := range given {
		names[name] = true
	}
}

// changed returns the files of the plan whose rules the segment of an entry contains, if it is not
// as it was applied, and whether its file can no longer be compiled.
func (h *handled) changed(e lock.Entry, using Using) (uses []string, broken bool) {
	i := slices.IndexFunc(using.Locals, func(l Local) bool { return l.Place().Key() == e.Place().Key() })
	if i < 0 {
		return h.uses(using.Contains, anyStep), len(using.Locals) == 0
	}
	l := &using.Locals[i]
	body := l.Body
	if l.On != nil {
		// What the plan is given counts here, too. Everything that is unrelated to it is as it was then.
		body = l.On(Given{e.Day, over(e.Set, l.Set, h.set), over(e.Assume, l.Assume, h.assume)})
	}
	if body != nil && Says(e, body) {
		return nil, false
	}
	return h.uses(l.Contains, anyStep), body == nil
}

func anyStep(*Step) bool { return true }

// over returns what was given then, except that some names count as they are given now.
func over(then, now map[string]string, names map[string]bool) map[string]string {
	given := map[string]string{}
	maps.Copy(given, then)
	for name := range names {
		delete(given, name)
		if value, ok := now[name]; ok {
			given[name] = value
		}
	}
	if len(given) == 0 {
		return nil
	}
	return given
}

// uses returns the files of the steps that count and whose rules are contained.
func (h *handled) uses(contains []Contained, counts func(*Step) bool) (files []string) {
	for _, c := range contains {
		if slices.ContainsFunc(h.steps[c.File], func(s *Step) bool {
			return counts(s) && (c.Segment == "" || plain(c.Segment) == plain(s.Name))
		}) {
			files = append(files, c.File)
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// tellUses notes in each step whose rules change which files of the plan that change, too, it
// contains rules of.
func (m *maker) tellUses() {
	h := newHandled(m.steps)
	for i := range m.steps {
		if s := &m.steps[i]; (s.Action == Update || s.Action == Conflict) && s.Rules != nil {
			s.Uses = h.uses(m.locals[i].Contains, func(other *Step) bool { return other.Action != Unchanged && other.File != s.File })
		}
	}
}
