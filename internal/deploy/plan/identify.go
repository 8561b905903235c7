package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/rulesjson"
)

// identify finds the segment of every file: by the id of its header, by the
// lock, by what an interrupted run left, by the lock of a file that is gone, by its
// name. What says more goes
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
	for i, l := range m.locals {
		e, locked := m.byFile[l.File]
		if locked && m.open(i) && !m.claim(i, e.ID) {
			m.steps[i].Gone = e.ID
		}
	}
	for i, l := range m.locals {
		id := m.options.Made[l.File]
		if _, locked := m.byID[id]; id != "" && !locked && m.open(i) && len(m.claims[id]) == 0 {
			m.claim(i, id)
		}
	}
	m.renamed(func(e lock.Entry, l Local) bool { return plain(e.Name) == plain(l.Body.Name) })
	m.renamed(m.sameContent)
	for i := range m.locals {
		if m.open(i) {
			m.byName(i)
		}
	}
	m.apart()
}

// open reports whether it is still to be found out what a file stands for.
func (m *maker) open(i int) bool { return m.steps[i].ID == "" && m.steps[i].Action == "" }

// claim lets a step stand for a segment, if that is there.
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

// renamed gives files the segments of files that are gone and that they seem to
// be, because they are alike. If one file is like several that are gone, or
// several are like one, it is not certain which is which, and none is taken.
func (m *maker) renamed(alike func(lock.Entry, Local) bool) {
	entries, files := map[int][]lock.Entry{}, map[string]int{} // by file, and how many by id
	for i, l := range m.locals {
		if !m.open(i) {
			continue
		}
		for _, e := range m.locked {
			if _, there := m.there[e.ID]; there && len(m.claims[e.ID]) == 0 && !m.here(e.File) && alike(e, l) {
				entries[i] = append(entries[i], e)
				files[e.ID]++
			}
		}
	}
	for i, found := range entries {
		if len(found) == 1 && files[found[0].ID] == 1 && m.claim(i, found[0].ID) {
			m.steps[i].Renamed = found[0].File
		}
	}
}

// sameContent reports whether a file says what the file of an entry said, but for
// the name. Another segment without a file that has the new name goes first.
func (m *maker) sameContent(e lock.Entry, l Local) bool {
	for _, id := range m.named[plain(l.Body.Name)] {
		if id != e.ID && len(m.claims[id]) == 0 {
			return false
		}
	}
	says := func(body *rulesjson.Segment) bool {
		content := *body
		content.Name = e.Name // the hash of version 1 covers it
		return Says(e, &content)
	}
	then := then(e, l)
	return says(l.Body) || then != nil && says(then)
}

// byName takes over the one segment of the name that no file stands for, or
// decides to make one.
func (m *maker) byName(i int) {
	s := &m.steps[i]
	var free []string
	for _, id := range m.named[plain(s.Name)] {
		e, locked := m.byID[id]
		switch {
		case len(m.claims[id]) > 0:
		case locked && e.File != s.File && m.here(e.File):
			m.fail(i, fmt.Sprintf("there is a segment called %q already, %s, that of %s; give one of the two another name", s.Name, id, e.File))
			return
		default:
			free = append(free, id)
		}
	}
	switch len(free) {
	case 0:
		s.Action = Create
	case 1:
		s.Adopted = m.claim(i, free[0])
	default:
		m.fail(i, fmt.Sprintf("%d segments are called %q: %s; write the id of the one that is meant into the header", len(free), s.Name, strings.Join(free, " and ")))
	}
}

// apart refuses files that would share a segment, or that could not be told
// apart by their names: of those that are new, each must have a name of its own.
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
				m.fail(i, fmt.Sprintf("%s are for one segment, %s", m.list(steps), id))
			}
		}
	}
	for name, steps := range names {
		if len(steps) < 2 {
			continue
		}
		for _, i := range steps {
			if s := &m.steps[i]; s.Action == Create || s.Action == "" && s.Adopted {
				s.ID = "" // which of the two has it is up to the order of the files
				m.fail(i, fmt.Sprintf("%s call their segments %q; give one another name, or write the id of its segment into its header", m.list(steps), name))
			}
		}
	}
}

// list names the files of steps.
func (m *maker) list(steps []int) string {
	files := make([]string, len(steps))
	for i, step := range steps {
		files[i] = m.steps[step].File
	}
	slices.Sort(files)
	return strings.Join(files, " and ")
}
