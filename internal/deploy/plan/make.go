package plan

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/visible"
)

// Options say how to make a plan.
type Options struct {
	// Overwrite takes the file's side where somebody changed a segment elsewhere.
	Overwrite bool
	// Exists reports whether a file that the lock names is still there; nil
	// means that only the files at hand are.
	Exists func(file string) bool
	// Has reports whether a file that the lock names and that is not at hand has a segment with a
	// name, and whether that is known at all; nil means that it never is.
	Has func(file, name string) (has, known bool)
	// Made are segments that interrupted runs seem to have made.
	// What no id and no lock ties to a segment is taken for that one. Nobody can
	// tell who changed it last, as with one that is found by its name.
	Made []Made
	// Clock is the day that the clock of this machine says, such as 2026-11-27; empty if
	// no rule depends on the day.
	Clock string
	// Today is the day that the rules of the run are for, from which the age of others is
	// counted; empty for that of the clock.
	Today string
	// Looking, if set, is called before a segment is read, with its number and how many there are.
	Looking func(number, of int)
}

// Made is a segment that an interrupted run seems to have made for a place.
type Made struct {
	Place lock.Place
	ID    string
}

// Make finds out what is to be done so that the segments of the API say what
// the files say. It reads only: the list of segments, and each segment that the
// list and the lock do not show to be as it was. The order of the files does
// not matter. The error is a *SilentError if a file says nothing, and never said anything
// that it still says.
func Make(ctx context.Context, locals []Local, known *lock.File, api API, options Options) (*Plan, error) {
	m, err := newMaker(ctx, locals, known, api, options)
	if err != nil {
		return nil, err
	}
	m.identify()
	if err := m.compareAll(ctx, api); err != nil {
		return nil, err
	}
	m.ownNames()
	m.tellUses()
	for i, l := range locals {
		if s := &m.steps[i]; s.Action == Create {
			s.created(l)
		} else if s.replaced != nil {
			s.warn(l)
		}
	}
	p := &Plan{API: api.BaseURL(), Steps: m.steps, Unmanaged: m.unmanaged(), Aged: m.aged(), left: m.left()}
	p.SHA256 = sum(p.API, p.fileSteps())
	p.demand(options.Clock)
	return p, nil
}

// maker is a plan in the making.
type maker struct {
	options Options
	locals  []Local
	steps   []Step // of the locals

	places places
	locked []lock.Entry
	byID   map[string]lock.Entry

	there    map[string]client.Summary // the segments of the API by id
	named    map[string][]string       // their ids by name
	claims   map[string][]int          // the steps that claim a segment
	inLock   []bool                    // the steps for which the lock has their segments
	asked    map[string]bool           // the files that have to say which of their segments were renamed
	disputed map[string]bool           // the segments that a `was` names although another step is for them
	clock    bool                      // the times of the segments tell something
}

// newMaker reads the lock and the list of segments.
func newMaker(ctx context.Context, locals []Local, known *lock.File, api API, options Options) (*maker, error) {
	m := &maker{
		options: options, locals: locals, steps: make([]Step, len(locals)),
		byID: map[string]lock.Entry{}, inLock: make([]bool, len(locals)), asked: map[string]bool{}, disputed: map[string]bool{},
		there: map[string]client.Summary{}, named: map[string][]string{}, claims: map[string][]int{},
	}
	if err := m.remember(known.Remotes[api.BaseURL()]); err != nil {
		return nil, err
	}
	for s, err := range api.ListSegments(ctx, client.ListOptions{}) {
		if err != nil {
			return nil, err
		}
		m.found(s)
	}
	if err := m.confirm(ctx, api); err != nil {
		return nil, err
	}
	m.clock = TimesTell(slices.Collect(maps.Values(m.there)))
	return m, nil
}

// TimesTell reports whether the times of segments tell changes: not if several
// segments all have the same one.
func TimesTell(segments []client.Summary) bool {
	times := map[time.Time]bool{}
	for _, s := range segments {
		times[s.UpdatedAt] = true
	}
	return len(segments) < 2 || len(times) > 1
}

func (m *maker) remember(entries []lock.Entry) error {
	m.locked, m.places = entries, newPlaces(entries, m.options.Exists)
	for _, e := range entries {
		m.byID[e.ID] = e
	}
	m.locals = slices.Clone(m.locals)
	var silent []string
	for i := range m.locals {
		l := &m.locals[i]
		if e, _ := m.places.entry(l.Place(), ""); l.Body == nil && !l.recall(e) {
			silent = append(silent, l.File)
			continue
		}
		m.places.add(l.Place(), l.Body.Name)
		m.steps[i] = Step{File: l.File, Segment: l.Segment, Values: l.Values, Name: l.Body.Name, Day: l.Day, body: l.Body, given: l.Set}
	}
	if len(silent) > 0 {
		return &SilentError{slices.Compact(silent)}
	}
	return nil
}

// found enters a segment that the API has.
func (m *maker) found(s client.Summary) {
	s.ID = strings.ToLower(s.ID)
	if _, twice := m.there[s.ID]; !twice {
		m.named[plain(s.Name)] = append(m.named[plain(s.Name)], s.ID)
	}
	m.there[s.ID] = s
}

// confirm asks for the segments of files that the list does not have. When
// somebody deletes a segment while the list is read, page by page, another one
// moves to a page that was read before; what is taken for gone is made again.
func (m *maker) confirm(ctx context.Context, api API) error {
	ask := map[string]bool{}
	for i := range m.locals {
		e, locked := m.places.entry(m.locals[i].Place(), m.steps[i].Name)
		ask[m.locals[i].ID], ask[e.ID] = true, true
		if !locked { // it may be one of the others of its file
			for _, e := range m.places.byFile[m.locals[i].File] {
				if !e.Left {
					ask[e.ID] = true
				}
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ask)) {
		if _, there := m.there[id]; there || id == "" {
			continue
		}
		segment, err := api.GetSegment(ctx, id)
		switch {
		case err == nil:
			m.found(segment.Summary)
		case !errors.Is(err, client.ErrNotFound):
			return err
		}
	}
	return nil
}

// unmanaged returns the segments that no file says.
func (m *maker) unmanaged() []Unmanaged {
	all := []Unmanaged{}
	for id, s := range m.there {
		e, locked := m.byID[id]
		if len(m.claims[id]) > 0 || locked && m.places.elsewhere(e) {
			continue
		}
		u := Unmanaged{ID: id, Name: s.Name}
		if locked {
			u.wasIn(e, m.places.missing(e))
		}
		all = append(all, u)
	}
	slices.SortFunc(all, func(a, b Unmanaged) int {
		return strings.Compare(a.Name+"\x00"+a.ID, b.Name+"\x00"+b.ID)
	})
	return all
}

// wasIn enters the source of a segment that has lost something: its file, its place or its value.
func (u *Unmanaged) wasIn(e lock.Entry, missing Missing) {
	switch missing {
	case "":
		return
	case MissingFile:
		u.Gone = e.File
	default:
		u.File, u.Missing = e.File, missing
	}
	u.Segment, u.Values = e.Segment, e.Values
}

// left returns the entries of segments that files no longer have, as far as the lock does not
// say so yet: a file that had one segment may have others now.
func (m *maker) left() []lock.Entry {
	var all []lock.Entry
	for _, e := range m.free() {
		if e.Left || m.places.missing(e) == MissingFile {
			continue
		}
		e.Segment, e.Left = nameIn(e), true
		if old, taken := m.places.known[e.Place().Key()]; e.Segment == "" || taken && old.ID != e.ID {
			continue
		}
		all = append(all, e)
	}
	return all
}

// Name returns what counts of the name of a segment: names that differ by the
// Unicode form of a letter or by space around them are one name.
func Name(name string) string { return visible.Name(name) }

func plain(name string) string { return Name(name) }

// Stamp writes a time for the lock.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
