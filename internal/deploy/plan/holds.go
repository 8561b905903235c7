package plan

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/client"
)

// MovedError says that the API is not as it was when a plan was made.
type MovedError struct{ Reason string }

// Error implements error.
func (e *MovedError) Error() string { return e.Reason + " since the plan was made; make a new one" }

// StillHolds checks that the API is as it was when the plan was made, as far as the
// plan is about it. If it is not, the error is a *MovedError. A step that an
// interrupted run has done since then becomes Unchanged.
func (p *Plan) StillHolds(ctx context.Context, api API) error {
	if err := p.isFor(api); err != nil {
		return err
	}
	ours := map[string]bool{}
	for _, s := range p.Steps {
		ours[s.ID] = true
	}
	there, named := map[string]client.Summary{}, map[string][]string{} // by name, those without a step
	for s, err := range api.ListSegments(ctx, client.ListOptions{}) {
		if err != nil {
			return err
		}
		s.ID = strings.ToLower(s.ID)
		there[s.ID] = s
		if !ours[s.ID] {
			named[plain(s.Name)] = append(named[plain(s.Name)], s.ID)
		}
	}
	for i := range p.Steps {
		s := &p.Steps[i]
		var err error
		switch s.Action {
		case Create:
			err = s.stillMissing(ctx, api, named[plain(s.Name)])
		case Update, Rolled, Unchanged, Conflict:
			err = s.stillThere(ctx, api, there)
			if taken := named[plain(s.Name)]; err == nil && s.renames() && len(taken) > 0 {
				err = gotName(taken[0], s.Name)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stillMissing checks that nobody made a segment of the name, unless it is the
// one that the step would make.
func (s *Step) stillMissing(ctx context.Context, api API, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	if len(ids) == 1 {
		segment, err := api.GetSegment(ctx, ids[0])
		if err != nil && !errors.Is(err, client.ErrNotFound) {
			return err
		}
		if err == nil && s.isDone(segment) {
			s.ID = ids[0]
			return nil
		}
	}
	return &MovedError{fmt.Sprintf("a segment called %q was made", s.Name)}
}

// stillThere checks that a segment is as it was, or as the step would make it.
// One that is to be changed is always read.
func (s *Step) stillThere(ctx context.Context, api API, there map[string]client.Summary) error {
	summary, ok := there[s.ID]
	if !ok {
		return wentAway(s.Name)
	}
	if stamp := Stamp(summary.UpdatedAt); s.Action == Unchanged && stamp != "" && stamp == s.updated {
		return nil
	}
	segment, err := api.GetSegment(ctx, s.ID)
	if errors.Is(err, client.ErrNotFound) {
		return wentAway(s.Name)
	}
	if err != nil {
		return err
	}
	if body, err := BodyOf(segment); err == nil && s.current.of(body) {
		s.updated = Stamp(segment.UpdatedAt)
		return nil
	}
	if s.Action.updates() && s.isDone(segment) {
		return nil
	}
	return &MovedError{fmt.Sprintf("the segment %q was changed", plain(segment.Name))}
}

// isDone reports whether a segment says what the file says, and makes the step
// one that has nothing to do.
func (s *Step) isDone(segment *client.Segment) bool {
	body, err := BodyOf(segment)
	if err != nil || !Same(body, s.body) {
		return false
	}
	s.Action, s.Fields, s.Rules, s.Overwrites, s.Needs, s.Warnings, s.Roll, s.Set, s.Assume, s.Assumed = Unchanged, nil, nil, "", nil, nil, nil, nil, nil, nil
	s.current, s.settled, s.updated = fingerprintOf(body), fingerprintOf(body), Stamp(segment.UpdatedAt)
	return true
}
