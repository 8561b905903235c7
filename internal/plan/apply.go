package plan

import (
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/lock"
	"github.com/segc-lang/segc/internal/rule"
)

// Result is what became of one step.
type Result struct {
	Step *Step
	Err  error
}

// Apply does what the plan says, in order. After every step that is done, save
// is given what the lock should know, so that an interrupted run finishes
// where it ended. One failure does not keep the others from being done; the end
// of the context does, and so does a lock that cannot be written, and what would
// fail the same for all: a key that is refused, a limit that stays used up, an
// API that does not answer several times in a row. Done is told of every step
// that was tried.
func (p *Plan) Apply(ctx context.Context, api API, save func(lock.Entry) error, done func(Result)) error {
	if err := p.isFor(api); err != nil {
		return err
	}
	failed, silent := 0, 0
	for i := range p.Steps {
		s := &p.Steps[i]
		if err := ctx.Err(); err != nil {
			return err
		}
		entry, err := s.apply(ctx, api)
		var unsaved error
		if err == nil {
			unsaved = save(entry)
		}
		done(Result{s, err})
		switch {
		case unsaved != nil:
			return fmt.Errorf("the segment %q is done, but not noted: %w", s.Name, unsaved)
		case err == nil:
			silent = 0
			continue
		case ctx.Err() != nil:
			return ctx.Err()
		}
		failed++
		if silent++; answered(err) {
			silent = 0
		}
		if silent >= maxSilent || errors.Is(err, client.ErrUnauthorized) || errors.Is(err, client.ErrRateLimited) {
			return &PartError{Failed: failed, Untried: len(p.Steps) - i - 1, Total: len(p.Steps)}
		}
	}
	if failed > 0 {
		return &PartError{Failed: failed, Total: len(p.Steps)}
	}
	return nil
}

// maxSilent is how many steps in a row may get no answer from the API, after all
// that the client tries, before the rest are left.
const maxSilent = 3

// answered reports whether a step failed for a reason of its own, and not because
// the API did not answer.
func answered(err error) bool {
	var transport *client.TransportError
	var refusal *client.APIError
	if errors.As(err, &transport) {
		return false
	}
	return !errors.As(err, &refusal) || refusal.Status < 500
}

func (p *Plan) isFor(api API) error {
	if api.BaseURL() != p.API {
		return fmt.Errorf("the plan is for %s, not for %s", p.API, api.BaseURL())
	}
	return nil
}

// PartError says that some steps failed, and how many were then not tried. The
// others were done.
type PartError struct{ Failed, Untried, Total int }

// Error implements error.
func (e *PartError) Error() string {
	text := fmt.Sprintf("%d of %d segments could not be applied", e.Failed, e.Total)
	if e.Untried > 0 {
		text += fmt.Sprintf(", and %d were not tried", e.Untried)
	}
	return text
}

// apply does one step and returns what the lock should know.
func (s *Step) apply(ctx context.Context, api API) (lock.Entry, error) {
	switch s.Action {
	case Create:
		made, err := api.CreateSegment(ctx, client.NewSegment{
			Name: s.body.Name, Color: s.body.Color, ContactLists: s.body.Lists, Description: s.body.Description,
			Rules: rule.AppendJSON(nil, s.body.Rules, true),
		})
		if err != nil {
			return lock.Entry{}, err
		}
		s.ID = made.ID
		return s.entry(made), nil
	case Update:
		changed, err := api.UpdateSegment(ctx, s.ID, s.update())
		if err != nil {
			return lock.Entry{}, err
		}
		return s.entry(changed), nil
	case Unchanged:
		return s.unchanged(), nil
	default:
		return lock.Entry{}, errors.New(s.Reason)
	}
}

// entry returns the entry of a segment after an answer of the API.
func (s *Step) entry(segment *client.Segment) lock.Entry {
	var remote lock.Hashes
	if body, err := BodyOf(segment); err == nil {
		remote = Hashes(body)
	}
	return Entry(s.File, s.ID, s.body, remote, Stamp(segment.UpdatedAt))
}

// unchanged returns the entry of a segment that was left as it is.
func (s *Step) unchanged() lock.Entry {
	remote := s.settled.hashes()
	if remote.IsZero() && s.settled != "" && !s.settled.of(s.body) {
		// The lock of version 1 knows only by the hash of the whole how the API
		// wrote the body. It takes the next change to know more.
		return lock.Entry{
			File: s.File, ID: s.ID, Name: s.body.Name, Body: Hash(s.body), BodyAnswer: string(s.settled), Updated: s.updated,
		}
	}
	return Entry(s.File, s.ID, s.body, remote, s.updated)
}

// Entry returns what the lock should know about a file with a body, whose segment
// has the hashes remote; these are zero when they are not known.
func Entry(file, id string, body *rule.Body, remote lock.Hashes, updated string) lock.Entry {
	hashes := Hashes(body)
	return lock.Entry{
		File: file, ID: id, Name: body.Name, Hash: hashes, Answer: remote.Except(hashes), Updated: updated,
	}
}

// update returns what differs.
func (s *Step) update() client.Update {
	var u client.Update
	for _, f := range s.Fields {
		switch f.Field {
		case "name":
			u.Name = &s.body.Name
		case "color":
			u.Color = &s.body.Color
		case "lists":
			u.ContactLists = s.body.Lists
		case "description":
			u.Description = &s.body.Description
		}
	}
	if s.Rules != nil {
		u.Rules = rule.AppendJSON(nil, s.body.Rules, true)
	}
	return u
}
