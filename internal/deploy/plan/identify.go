package plan

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/english"
)

// identify finds the segment of every step: by the id of its header, by the
// lock, by what an interrupted run left, by the name that it had before, by the lock of what is
// gone, by its name. What says more goes
// first for all files, so that their order does not matter. Steps that have a
// segment afterwards and no action are to be compared.
func (m *maker) identify() {
	for i, l := range m.locals {
		if l.ID == "" {
			continue
		}
		if !m.claim(i, l.ID) {
			m.fail(i, "there is no segment with the id of the header, "+l.ID)
		}
	}
	for i := range m.locals {
		e, locked := m.places.entry(m.steps[i].Place(), m.steps[i].Name)
		if !locked || !m.open(i) {
			continue
		}
		if m.inLock[i] = true; !m.claim(i, e.ID) {
			m.steps[i].Gone = e.ID
		}
	}
	m.interrupted()
	m.formerly()
	everywhere, inFile := func(string) string { return "" }, func(file string) string { return file }
	m.byNames(func(e lock.Entry) bool { return m.places.missing(e) != MissingFile }, inFile)
	m.byContent(func(e lock.Entry, l *Local) bool { return e.File == l.File && !e.Left && reshaped(e, l) })
	m.byNames(func(lock.Entry) bool { return true }, everywhere) // a segment that moved is not one that was renamed
	m.renamedIn()
	m.byContent(func(e lock.Entry, _ *Local) bool { return !e.Left && m.places.missing(e) != MissingValue })
	for i := range m.locals {
		if m.open(i) {
			m.byName(i)
		}
	}
	m.borrowed()
	m.apart()
}

// interrupted gives steps what interrupted runs made for them.
func (m *maker) interrupted() {
	for _, made := range m.options.Made {
		if _, locked := m.byID[made.ID]; locked || len(m.claims[made.ID]) > 0 {
			continue
		}
		i := slices.IndexFunc(m.steps, func(s Step) bool { return s.Place().Key() == made.Place.Key() })
		if i < 0 { // the file has one more segment since, or one less
			name := plain(m.there[made.ID].Name)
			i = slices.IndexFunc(m.steps, func(s Step) bool { return s.File == made.Place.File && plain(s.Name) == name })
		}
		if i >= 0 && m.open(i) {
			m.claim(i, made.ID)
		}
	}
}

// open reports whether the segment of a file is still unknown.
func (m *maker) open(i int) bool { return m.steps[i].ID == "" && m.steps[i].Action == "" }

// claim assigns a segment to a step if the segment is there.
func (m *maker) claim(i int, id string) bool {
	if _, there := m.there[id]; !there {
		return false
	}
	m.steps[i].ID = id
	m.claims[id] = append(m.claims[id], i)
	return true
}

func (m *maker) fail(i int, reason string) { m.steps[i].fail(reason) }

func (s *Step) fail(reason string) {
	s.Action, s.Reason, s.Adopted = Failure, reason, false
}

// byName takes over the one segment of the name that has no file, or decides to create one.
func (m *maker) byName(i int) {
	s := &m.steps[i]
	var free []string
	for _, id := range m.named[plain(s.Name)] {
		e, locked := m.byID[id]
		switch {
		case len(m.claims[id]) > 0:
		case locked && e.File != s.File && m.places.missing(e) == "":
			m.fail(i, m.taken(i, id))
			return
		default:
			free = append(free, id)
		}
	}
	switch len(free) {
	case 0:
		s.Action = Create
		m.unheard(i)
	case 1:
		s.Adopted = m.claim(i, free[0])
	default:
		what := "write the id of the right one into the header"
		if !m.takesID(i) {
			what = "delete or rename all but one in the web editor, since a header with `for` takes no id"
		}
		m.fail(i, fmt.Sprintf("%d segments are called %q: %s; %s", len(free), s.Name, english.And(free), what))
	}
}

// apart refuses files that would share a segment, or that could not be told apart by their names: each new one
// must have a name of its own.
func (m *maker) apart() {
	names := map[string][]int{}
	for i := range m.steps {
		if m.steps[i].Action != Failure {
			name := plain(m.steps[i].Name)
			names[name] = append(names[name], i)
		}
	}
	for id, steps := range m.claims {
		if len(steps) > 1 {
			for _, i := range steps {
				m.fail(i, fmt.Sprintf("%s are for one segment, %s%s", m.list(steps), id, m.whose(steps, id)))
				m.steps[i].Renamed, m.steps[i].RenamedSegment = "", "" // which one it was is not certain
			}
		}
	}
	for name, steps := range names {
		if len(steps) < 2 {
			continue
		}
		what := m.anotherName(steps)
		if !slices.ContainsFunc(steps, func(i int) bool { return !m.takesID(i) }) {
			what = "give one another name, or write the id of its segment into its header"
		}
		for _, i := range steps {
			if s := &m.steps[i]; s.Action == Create || s.Action == "" && s.Adopted {
				s.ID = "" // which of the two has it is up to the order of the files
				m.fail(i, fmt.Sprintf("%s call their segments %q; %s", m.list(steps), name, what))
			}
		}
	}
}

// list says where the segments of steps are written.
func (m *maker) list(steps []int) string {
	places := make([]string, len(steps))
	for i, step := range steps {
		places[i] = m.steps[step].Place().String()
	}
	slices.Sort(places)
	return english.Some(places, maxNamed)
}
