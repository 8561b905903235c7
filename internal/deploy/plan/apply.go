package plan

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/written"
	"github.com/segc-lang/segc/rulesjson"
)

// Result is what became of one step.
type Result struct {
	Step *Step
	Err  error
}

// Work is what Apply asks of its caller. Intend and Settled may be nil.
type Work struct {
	// Intend is called right before the request that creates a segment, with the ids
	// of those that have its name. If it returns an error, nothing is sent. Keep the
	// ids through to the disk: if the run is killed, FindAttempts needs them.
	Intend func(s *Step, before []string) error
	// Save is given what the lock should know after every step that is done, so
	// that an interrupted run finishes where it ended, and in the end about segments that files
	// no longer have.
	Save func(lock.Entry) error
	// Settled is called after Intend, once it is known what came of the request, and
	// saved.
	Settled func(s *Step) error
	// Done is called after every step that was tried.
	Done func(Result)
}

// Apply carries out the plan, step by step. It goes on after one failure. It stops if the context ends, if the
// lock cannot be written, and after what would fail for all steps: a key that is refused, a limit that stays used
// up, an API that does not answer several times in a row.
func (p *Plan) Apply(ctx context.Context, api API, work Work) error {
	if err := p.isFor(api); err != nil {
		return err
	}
	failed, silent, ours, in := 0, 0, p.ids(), map[string]bool{}
	for i := range p.Steps {
		s := &p.Steps[i]
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.Action == Stuck {
			work.Done(Result{s, nil})
			continue // and its entry in the lock stays
		}
		intended := false
		entry, err := s.apply(ctx, api, func(before []string) error {
			if err := s.stillFree(before, ours); err != nil || work.Intend == nil {
				return err
			}
			intended = true
			return work.Intend(s, before)
		})
		var unsaved error
		if err == nil {
			unsaved = work.Save(entry)
		}
		if intended && unsaved == nil && !Unclear(err) && work.Settled != nil {
			unsaved = work.Settled(s)
		}
		work.Done(Result{s, err})
		switch {
		case unsaved != nil && err == nil:
			return fmt.Errorf("the segment %q is done, but not noted: %w", s.Name, unsaved)
		case unsaved != nil:
			return unsaved
		case err == nil:
			silent = 0
			continue
		case ctx.Err() != nil:
			return ctx.Err()
		}
		in[s.File] = true
		failed++
		if silent++; answered(err) {
			silent = 0
		}
		if silent >= maxSilent || errors.Is(err, client.ErrUnauthorized) || errors.Is(err, client.ErrRateLimited) {
			return &PartError{Failed: failed, Untried: len(p.Steps) - i - 1, Total: len(p.Steps)}
		}
	}
	if err := p.saveLeft(work, in); err != nil {
		return err
	}
	if failed > 0 {
		return &PartError{Failed: failed, Total: len(p.Steps)}
	}
	return nil
}

// saveLeft lets the lock know which segments files no longer have, except those of files with
// steps that failed: such a step may still turn out to be about one of these segments.
func (p *Plan) saveLeft(work Work, failed map[string]bool) error {
	for _, e := range p.left {
		if failed[e.File] {
			continue
		}
		if err := work.Save(e); err != nil {
			return fmt.Errorf("%s no longer has the segment %q, which could not be noted: %w", e.File, e.Name, err)
		}
	}
	return nil
}

// stillFree checks right before a segment is created that nobody else has created
// one of the name. Segments of other steps may have it: they are about to get
// another name.
func (s *Step) stillFree(ids []string, ours map[string]bool) error {
	for _, id := range ids {
		if !ours[strings.ToLower(id)] {
			return &MovedError{fmt.Sprintf("somebody else created a segment called %q, %s,", s.Name, id)}
		}
	}
	return nil
}

// Unclear reports whether a request may have been carried out although it failed.
func Unclear(err error) bool {
	var uncertain *client.UncertainError
	var transport *client.TransportError
	var answer *client.AnswerError
	var refusal *client.APIError
	return errors.As(err, &uncertain) || errors.As(err, &transport) || errors.As(err, &answer) ||
		errors.As(err, &refusal) && refusal.Status >= 500 || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
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

// apply does one step and returns what the lock should know. Before it creates a
// segment, it calls intend.
func (s *Step) apply(ctx context.Context, api API, intend func(before []string) error) (lock.Entry, error) {
	switch s.Action {
	case Create:
		rules, err := written.Document(s.body.Rules)
		if err != nil {
			return lock.Entry{}, err
		}
		made, err := api.CreateSegment(ctx, client.NewSegment{
			Name: s.body.Name, Color: s.body.Color, ContactLists: s.body.Lists, Description: s.body.Description,
			Rules: rules, BeforePost: intend,
		})
		if err != nil {
			return lock.Entry{}, err
		}
		s.ID = made.ID
		return s.entry(made), nil
	case Update, Rolled:
		update, err := s.update()
		if err != nil {
			return lock.Entry{}, err
		}
		changed, err := api.UpdateSegment(ctx, s.ID, update)
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

// Hash returns the hash of what the file says.
func (s *Step) Hash() string { return Hash(s.body) }

// entry returns the entry of a segment after an answer of the API.
func (s *Step) entry(segment *client.Segment) lock.Entry {
	var remote lock.Hashes
	if body, err := BodyOf(segment); err == nil {
		remote = Hashes(body)
	}
	return s.noted(remote, Stamp(segment.UpdatedAt))
}

// unchanged returns the entry of a segment that was left as it is.
func (s *Step) unchanged() lock.Entry {
	remote := s.settled.hashes()
	if remote.IsZero() && s.settled != "" && !s.settled.of(s.body) {
		// The lock of version 1 knows only by the hash of the whole how the API
		// wrote the body. It takes the next change to know more.
		return lock.Entry{
			File: s.File, Segment: s.Segment, Values: s.Values, ID: s.ID, Name: s.body.Name, Body: Hash(s.body), BodyAnswer: string(s.settled), Updated: s.updated, Day: s.Day, Set: s.given, Assume: s.answers,
		}
	}
	return s.noted(remote, s.updated)
}

// noted returns the entry of a segment that has some hashes, with its place and what it was given.
func (s *Step) noted(remote lock.Hashes, updated string) lock.Entry {
	e := Entry(s.File, s.ID, s.body, remote, updated)
	e.Segment, e.Values, e.Day, e.Set, e.Assume = s.Segment, s.Values, s.Day, s.given, s.answers
	return e
}

// Entry returns what the lock should know about a file with a body, whose segment
// has the hashes remote; these are zero when they are not known.
func Entry(file, id string, body *rulesjson.Segment, remote lock.Hashes, updated string) lock.Entry {
	hashes := Hashes(body)
	return lock.Entry{
		File: file, ID: id, Name: body.Name, Hash: hashes, Answer: remote.Except(hashes), Updated: updated,
	}
}

// update returns what differs.
func (s *Step) update() (u client.Update, err error) {
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
		u.Rules, err = written.Document(s.body.Rules)
	}
	return u, err
}
