package plan

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
)

// Make makes a saved plan again, from what it is to send, from the lock and from the segments as they are now. The
// actions must be those that were saved, except that a step that an interrupted run has done becomes Unchanged.
// The error is a *MovedError if the plan no longer holds.
//
// An update of a segment that somebody changed elsewhere is marked accordingly, no matter what was said when the
// plan was made, and needs Overwrite. Local is given the segment of a step, and returns it as its file says it,
// with that very body, day, params and assumptions, or with what is known without the file.
func (saved *Saved) Make(ctx context.Context, api API, known *lock.File, options Options, local func(Local) Local) (*Plan, error) {
	if err := (&Plan{API: saved.API}).isFor(api); err != nil {
		return nil, err
	}
	locals := make([]Local, len(saved.steps))
	for i, s := range saved.steps {
		locals[i] = Local{File: s.File, Segment: s.Segment, Values: s.Values, ID: s.ID, Body: s.body, Day: s.Day, Set: s.Set, Assume: s.Assume, Matters: len(s.Assume) > 0}
	}
	m, err := newMaker(ctx, locals, known, api, options)
	if err != nil {
		return nil, err
	}
	for i, s := range saved.steps {
		if s.ID != "" && !m.claim(i, s.ID) {
			return nil, wentAway(s.body.Name)
		}
	}
	for i, step := range saved.steps {
		a := again{maker: m, Step: &m.steps[i], saved: step, local: sync.OnceValue(func() Local { return local(locals[i]) })}
		if a.ID != "" {
			m.compareGiven(a.Step, &locals[i])
		}
		if err := a.settle(ctx, api); err != nil {
			return nil, err
		}
		if a.replaced != nil {
			a.warn(a.local())
		}
		if a.Action == Unchanged && step.Action == Create {
			m.claim(i, a.ID) // an interrupted run has created it
		}
	}
	if err := m.stillOwn(); err != nil {
		return nil, err
	}
	p := &Plan{API: saved.API, SHA256: saved.SHA256, Steps: m.steps, Unmanaged: m.unmanaged(), Aged: m.aged(), left: m.left()}
	p.demand(options.Clock)
	return p, nil
}

// again is a step that is made again.
type again struct {
	*maker
	*Step
	saved savedStep
	local func() Local
}

func (a again) settle(ctx context.Context, api API) error {
	switch a.saved.Action {
	case Failure:
		a.Step.fail("it was not clear which segment belongs to the file, or the segment has something that segc does not know; `segc plan` says which")
		return nil
	case Stuck:
		a.stick("its rules could not be written for the day of the plan; `segc plan` says why")
		return nil
	case Create:
		return a.create(ctx, api)
	}
	if err := a.tied(); err != nil {
		return err
	}
	if a.saved.Action == Unchanged && a.untouched(a.Step) {
		return nil
	}
	segment, err := api.GetSegment(ctx, a.ID)
	switch {
	case errors.Is(err, client.ErrNotFound):
		return wentAway(a.Name)
	case err != nil:
		return err
	}
	if a.saved.Action.updates() && a.isDone(segment) {
		return nil
	}
	remote, err := BodyOf(segment)
	if err != nil || a.saved.Action != Unchanged && !a.saved.Base.of(remote) {
		return &MovedError{fmt.Sprintf("the segment %q was changed", plain(segment.Name))}
	}
	a.updated = Stamp(segment.UpdatedAt)
	a.options.Overwrite = a.saved.Action == Update
	a.Step.decide(a.maker, a.local(), remote)
	if a.saved.Action == Rolled && a.Action == Update && a.local().On == nil {
		return nil // without the file nobody can tell, so it needs the flags of an update
	}
	switch a.saved.Action {
	case a.Action:
		return nil
	case Unchanged:
		return &MovedError{fmt.Sprintf("the segment %q was changed", plain(segment.Name))}
	default:
		return &MovedError{fmt.Sprintf("the plan or the lock was changed (%s: the plan says %q, but it is %q)", a.Place(), a.saved.Action, a.Action)}
	}
}

// create decides about a segment that was not there when the plan was made.
func (a again) create(ctx context.Context, api API) error {
	free := slices.DeleteFunc(slices.Clone(a.named[plain(a.Name)]), func(id string) bool { return len(a.claims[id]) > 0 })
	if err := a.stillMissing(ctx, api, free); err != nil || a.Action == Unchanged {
		return err
	}
	if entry, tied := a.places.entry(a.Place(), a.Name); tied {
		if _, there := a.there[entry.ID]; there {
			return a.tiedTo(entry.ID)
		}
		a.Gone = entry.ID
	}
	a.created(a.local())
	return nil
}

// tied finds out how the segment belongs to the file.
func (a again) tied() error {
	entry, _ := a.places.entry(a.Place(), a.Name)
	if entry.ID == a.ID {
		return nil
	}
	header := a.local().ID
	if _, there := a.there[entry.ID]; there && header != a.ID {
		return a.tiedTo(entry.ID)
	} else if !there {
		a.Gone = entry.ID
	}
	other, locked := a.byID[a.ID]
	switch {
	case !locked:
	case header == "":
		a.movedFrom(other)
	case other.File != a.File:
		a.Renamed = other.File
	}
	a.Adopted = !locked && header == "" && plain(a.there[a.ID].Name) == plain(a.Name)
	return nil
}

func (a again) tiedTo(id string) error {
	return &MovedError{fmt.Sprintf("the plan or the lock was changed (the lock ties %s to the segment %s)", a.Place(), id)}
}

func wentAway(name string) error { return &MovedError{fmt.Sprintf("the segment %q was deleted", name)} }
