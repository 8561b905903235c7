package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/rulesjson"
)

// free returns the entries whose segments are there and have no source: what they were made
// from is gone, and no step is for them.
func (m *maker) free() []lock.Entry {
	var free []lock.Entry
	for _, e := range m.locked {
		if _, there := m.there[e.ID]; there && len(m.claims[e.ID]) == 0 && m.places.missing(e) != "" {
			free = append(free, e)
		}
	}
	return free
}

// take assigns to a step the segment of an entry that was in another place before.
func (m *maker) take(i int, e lock.Entry) {
	if !m.claim(i, e.ID) {
		return
	}
	m.steps[i].movedFrom(e)
}

// movedFrom enters where the segment of a step was before.
func (s *Step) movedFrom(e lock.Entry) {
	if e.File != s.File {
		s.Renamed = e.File
	}
	if whole := e.Whole() && s.Place().Whole(); !whole && (s.Renamed != "" || plain(nameIn(e)) != plain(cmp.Or(s.Segment, s.Name))) {
		s.RenamedSegment = nameIn(e)
	}
}

// byNames gives open steps the segments that had their names before, where that is certain.
// Among says which entries count and which go together at all.
func (m *maker) byNames(counts func(lock.Entry) bool, among func(file string) string) {
	entries, steps := map[string][]lock.Entry{}, map[string][]int{}
	for _, e := range m.free() {
		if counts(e) {
			key := among(e.File) + "\x00" + plain(e.Name)
			entries[key] = append(entries[key], e)
		}
	}
	for i := range m.locals {
		if m.open(i) {
			key := among(m.locals[i].File) + "\x00" + plain(m.locals[i].Body.Name)
			steps[key] = append(steps[key], i)
		}
	}
	for key, found := range entries {
		if len(found) == 1 && len(steps[key]) == 1 {
			m.take(steps[key][0], found[0])
		}
	}
}

// byContent gives open steps the segments whose files said what theirs say, where that is
// certain: if one is like several, or several are like one, none is taken.
func (m *maker) byContent(may func(lock.Entry, *Local) bool) {
	entries, steps := map[int][]lock.Entry{}, map[string]int{} // by step, and how many by id
	contents := contentsOf(m.free())
	for i := range m.locals {
		if !m.open(i) {
			continue
		}
		l := &m.locals[i]
		content := Hashes(l.Body)
		for _, e := range contents.like(l, content) {
			if may(e, l) && m.sameContent(e, l, content) {
				entries[i] = append(entries[i], e)
				steps[e.ID]++
			}
		}
	}
	for i, found := range entries {
		switch e := found[0]; {
		case len(found) > 1 || steps[e.ID] > 1:
		case m.asked[e.File]: // it must not become certain there because of this one
			reason := fmt.Sprintf("it may be the segment %q that is gone from %s; first say there which segments were renamed", nameIn(e), e.File)
			if m.takesID(i) {
				reason += fmt.Sprintf(", or write id %q into the header of this one if it is that", e.ID)
			}
			m.fail(i, reason)
		default:
			m.take(i, e)
		}
	}
}

// sameContent reports whether a file says what the file of an entry said, except for the name. Another segment
// without a file that has the new name goes first.
func (m *maker) sameContent(e lock.Entry, l *Local, content lock.Hashes) bool {
	says := func(body *rulesjson.Segment) bool {
		content := *body
		content.Name = e.Name // the hash of version 1 covers it
		return Says(e, &content)
	}
	if e.Hash.IsZero() && !says(l.Body) || !e.Hash.IsZero() && !sameButName(e.Hash, content) {
		if then := then(e, *l); then == nil || !says(then) {
			return false
		}
	}
	return !slices.ContainsFunc(m.named[plain(l.Body.Name)], func(id string) bool { return id != e.ID && len(m.claims[id]) == 0 })
}

func sameButName(a, b lock.Hashes) bool { return nameless(a) == nameless(b) }

func nameless(h lock.Hashes) lock.Hashes {
	h.Name = ""
	return h
}

// contents are entries by their content, so that not each has to be compared with each file.
type contents struct {
	all     []lock.Entry
	by      map[lock.Hashes][]lock.Entry
	unclear []lock.Entry // those that may be like a file with other hashes, and those without hashes
}

func contentsOf(entries []lock.Entry) contents {
	c := contents{all: entries, by: map[lock.Hashes][]lock.Entry{}}
	for _, e := range entries {
		if e.Hash.IsZero() || e.Day != "" || len(e.Set) > 0 || len(e.Assume) > 0 {
			c.unclear = append(c.unclear, e)
		} else {
			c.by[nameless(e.Hash)] = append(c.by[nameless(e.Hash)], e)
		}
	}
	return c
}

// like returns the entries that may have the content of a file.
func (c contents) like(l *Local, content lock.Hashes) []lock.Entry {
	if len(l.Set) > 0 || l.Matters { // without these values, the file may be like any
		return c.all
	}
	return slices.Concat(c.by[nameless(content)], c.unclear)
}

// renamedIn finds names in files that have become others. If one is gone from a file and one is
// new, all segments of the name have the new one, those with the same values. If it cannot be
// told which is which, the new ones are errors.
//
// A name is new if the lock does not have it and none of its segments was found. If there is none,
// one of the others may have got only some of its values before a run was interrupted: then the
// rest follow.
func (m *maker) renamedIn() {
	gone := map[string]map[string][]lock.Entry{} // by file and name
	for _, e := range m.free() {
		if m.places.missing(e) == MissingSegment && !e.Left {
			add(gone, e.File, nameIn(e), e)
		}
	}
	found := map[string]bool{}
	for i := range m.locals {
		if m.steps[i].ID != "" {
			found[nameKey(m.locals[i].File, m.locals[i].written())] = true
		}
	}
	fresh, more := map[string]map[string][]int{}, map[string]map[string][]int{}
	for i := range m.locals {
		l := &m.locals[i]
		switch {
		case !m.open(i) || m.inLock[i] || gone[l.File] == nil:
		case found[nameKey(l.File, l.written())], m.places.then[nameKey(l.File, l.written())]:
			add(more, l.File, l.written(), i)
		default:
			add(fresh, l.File, l.written(), i)
		}
	}
	for file, old := range gone {
		names := fresh[file]
		if len(names) == 0 {
			names = more[file]
		}
		switch {
		case len(names) == 1 && len(old) == 1:
			m.renameAll(only(old), only(names))
		case len(fresh[file]) > 0:
			m.askForWas(file, slices.Sorted(maps.Keys(old)), fresh[file])
		}
	}
}

// only returns the one value of a map.
func only[T any](m map[string]T) T {
	var one T
	for _, one = range m {
	}
	return one
}

func add[T any](to map[string]map[string][]T, file, name string, one T) {
	if to[file] == nil {
		to[file] = map[string][]T{}
	}
	to[file][name] = append(to[file][name], one)
}

// renameAll assigns to steps the segments of entries with the same values.
func (m *maker) renameAll(entries []lock.Entry, steps []int) {
	by := map[string]lock.Entry{}
	for _, e := range entries {
		by[valuesKey(e.Values)] = e
	}
	for _, i := range steps {
		if e, ok := by[valuesKey(m.locals[i].Values)]; ok {
			m.take(i, e)
		}
	}
}

// askForWas makes errors of segments of a file that may be others under a new name.
func (m *maker) askForWas(file string, gone []string, fresh map[string][]int) {
	quoted := func(names []string) []string {
		words := make([]string, len(names))
		for i, name := range names {
			words[i] = fmt.Sprintf("%q", name)
		}
		return words
	}
	old, changed := quoted(gone), quoted(slices.Sorted(maps.Keys(fresh)))
	is := func(names []string) string {
		if len(names) == 1 {
			return " is"
		}
		return " are"
	}
	reason := fmt.Sprintf("%s%s gone from %s, and %s%s new; write `was` with its old name under each segment that was renamed, or first apply the file without the new ones",
		english.Some(old, maxNamed), is(old), file, english.Some(changed, maxNamed), is(changed))
	m.asked[file] = true
	for _, steps := range fresh {
		for _, i := range steps {
			if was := m.locals[i].Was; was != "" {
				m.fail(i, fmt.Sprintf("%s; its `was` is %q, which is not the name of any that is gone", reason, was))
				continue
			}
			m.fail(i, reason)
		}
	}
}
