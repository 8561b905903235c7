package plan

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/lock"
)

// Options say how to make a plan.
type Options struct {
	// Force takes the file's side where somebody changed a segment elsewhere.
	Force bool
	// Exists reports whether a file that the lock names is still there; nil
	// means that only the files at hand are.
	Exists func(file string) bool
}

// Make finds out what is to be done so that the segments of the API say what
// the files say. It reads only: the list of segments, and each segment whose
// content has to be looked at.
func Make(ctx context.Context, locals []Local, known *lock.File, api API, options Options) (*Plan, error) {
	m := &maker{
		api: api, known: known, options: options, locals: locals,
		byID: map[string]client.Summary{}, byName: map[string][]string{}, claimed: map[string]string{},
	}
	for s, err := range api.ListSegments(ctx, client.ListOptions{}) {
		if err != nil {
			return nil, err
		}
		id := strings.ToLower(s.ID)
		m.byID[id] = s
		m.byName[s.Name] = append(m.byName[s.Name], id)
	}
	p := &Plan{API: api.BaseURL(), Steps: make([]Step, len(locals)), Unmanaged: []Unmanaged{}}
	for i, l := range locals {
		p.Steps[i] = m.identify(l)
	}
	for i := range locals {
		if p.Steps[i].Action == "" {
			if err := m.compare(ctx, &p.Steps[i], locals[i]); err != nil {
				return nil, err
			}
		}
	}
	for id, s := range m.byID {
		if m.claimed[id] == "" {
			p.Unmanaged = append(p.Unmanaged, Unmanaged{ID: id, Name: s.Name})
		}
	}
	slices.SortFunc(p.Unmanaged, func(a, b Unmanaged) int {
		return strings.Compare(a.Name+"\x00"+a.ID, b.Name+"\x00"+b.ID)
	})
	return p, nil
}

type maker struct {
	api     API
	known   *lock.File
	options Options
	locals  []Local
	byID    map[string]client.Summary
	byName  map[string][]string
	claimed map[string]string // id → file
	creates map[string]string // name → file that makes a new segment of it
}

// identify finds the segment of a file: by the id of its header, by the lock,
// by the lock of a file that is gone, by its name. A step without an action has
// a segment that is to be compared.
func (m *maker) identify(l Local) Step {
	s := Step{File: l.File, Name: l.Body.Name, body: l.Body}
	base := m.api.BaseURL()
	entry, locked := m.known.ByFile(base, l.File)
	switch {
	case l.ID != "":
		s.ID = l.ID
		if _, ok := m.byID[l.ID]; !ok {
			return s.fail("there is no segment with the id of the header, " + l.ID)
		}
	case locked && m.has(entry.ID):
		s.ID = entry.ID
	default:
		if old, ok := m.renamed(l); ok {
			s.ID, s.Renamed = old.ID, old.File
			break
		}
		free := slices.DeleteFunc(slices.Clone(m.byName[l.Body.Name]), func(id string) bool { return m.claimed[id] != "" || m.lockedElsewhere(id, l.File) })
		switch len(free) {
		case 0:
			return m.create(s)
		case 1:
			s.ID, s.Adopted = free[0], true
		default:
			return s.fail(fmt.Sprintf("several segments are called %q: %s; write the id of the one that is meant into the header", l.Body.Name, strings.Join(free, ", ")))
		}
	}
	if other := m.claimed[s.ID]; other != "" {
		return s.fail("this is the segment of " + other + " already")
	}
	m.claimed[s.ID] = l.File
	return s
}

func (m *maker) has(id string) bool {
	_, ok := m.byID[id]
	return ok
}

func (m *maker) create(s Step) Step {
	if m.creates == nil {
		m.creates = map[string]string{}
	}
	if other := m.creates[s.Name]; other != "" {
		return s.fail("this and " + other + " would make two segments of the same name")
	}
	m.creates[s.Name] = s.File
	s.Action = Create
	return s
}

func (s Step) fail(reason string) Step {
	s.Action, s.Reason = Failure, reason
	return s
}

// renamed returns the entry of a file that is gone whose segment this file
// seems to be: it has the same name, or the same content.
func (m *maker) renamed(l Local) (lock.Entry, bool) {
	hash := Hash(l.Body)
	var found []lock.Entry
	for _, e := range m.known.Remotes[m.api.BaseURL()] {
		if m.here(e.File) || !m.has(e.ID) || m.claimed[e.ID] != "" {
			continue
		}
		if e.Name == l.Body.Name || e.Hash == hash {
			found = append(found, e)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return lock.Entry{}, false
}

// here reports whether a file is one of those at hand, or is still there.
func (m *maker) here(file string) bool {
	for _, l := range m.locals {
		if l.File == file {
			return true
		}
	}
	return m.options.Exists != nil && m.options.Exists(file)
}

// lockedElsewhere reports whether the lock knows the segment as that of another
// file which is still there.
func (m *maker) lockedElsewhere(id, file string) bool {
	for _, e := range m.known.Remotes[m.api.BaseURL()] {
		if e.ID == id && e.File != file && m.here(e.File) {
			return true
		}
	}
	return false
}

// compare decides what is to be done about a segment that is there. It is read
// only if it can have changed.
func (m *maker) compare(ctx context.Context, s *Step, l Local) error {
	summary := m.byID[s.ID]
	s.updated = Stamp(summary.UpdatedAt)
	entry, locked := m.entry(s.ID)
	mine := Hash(l.Body)
	untouched := locked && entry.Updated != "" && entry.Updated == s.updated
	if untouched && entry.Hash == mine {
		s.Action, s.current = Unchanged, mine
		return nil
	}
	segment, err := m.api.GetSegment(ctx, s.ID)
	switch {
	case errors.Is(err, client.ErrNotFound):
		*s = s.fail("the segment " + s.ID + " went away while the plan was made")
		return nil
	case err != nil:
		return err
	}
	s.updated = Stamp(segment.UpdatedAt)
	body, err := BodyOf(segment)
	if err != nil {
		*s = s.fail("the segment has something that segc does not know, so it is left alone: " + err.Error())
		return nil
	}
	s.remote, s.current = body, Hash(body)
	s.difference(l)
	switch {
	case s.current == mine:
		s.Action, s.Fields, s.Rules = Unchanged, nil, nil
	case locked && s.current != entry.Hash && !m.options.Force:
		s.Action = Conflict
		s.Reason = "somebody changed the segment elsewhere since it was last applied; `segc pull` takes their side, --force that of the file"
		if entry.Hash == mine {
			s.Reason = "somebody changed the segment elsewhere; the file did not change; `segc pull` takes their side, --force that of the file"
		}
		s.Theirs = reverse(s.Fields)
	default:
		s.Action = Update
	}
	return nil
}

func (m *maker) entry(id string) (lock.Entry, bool) {
	for _, e := range m.known.Remotes[m.api.BaseURL()] {
		if e.ID == id {
			return e, true
		}
	}
	return lock.Entry{}, false
}

// reverse returns the changes as the other side sees them.
func reverse(fields []Field) []Field {
	out := make([]Field, len(fields))
	for i, f := range fields {
		out[i] = Field{f.Field, f.New, f.Old}
	}
	return out
}

// Stamp writes a time for the lock.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
