//go:build !nonet

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/written"
	"github.com/segc-lang/segc/rulesjson"
)

// submission is one --submit.
type submission struct {
	*app
	api    *client.Client
	run    *runlock.Run // nil where nothing can be locked
	in     input
	body   *rulesjson.Segment
	flags  *compileFlags
	number int // of the intent
}

// create creates the segment, or finds the one that an interrupted run created,
// and writes the answer. The intent is closed only then: a run that is killed
// before has told nobody the id.
func (s *submission) create(ctx context.Context) error {
	made, err := s.interrupted(ctx)
	if err == nil && made == nil {
		made, err = s.post(ctx)
	}
	if err != nil {
		return err
	}
	var failed error
	if s.flags.wait {
		made, failed = s.waitFor(ctx, s.api, made)
	}
	// Late, so that it sees more.
	if !s.flags.duplicate && ctx.Err() == nil {
		failed = errors.Join(failed, s.twins(ctx, made))
	}
	if ctx.Err() != nil {
		failed = interruptedAfter(failed, made.ID)
	}
	// The segment exists even if the wait failed, so the user needs its id.
	if err := s.writeAnswer(made, s.flags.compact); err != nil {
		next := "do not run it again"
		if s.run != nil {
			next = "run it again to get the answer, which creates nothing"
		}
		return errors.Join(fmt.Errorf("the segment was created, %s: %w; %s", made.ID, makeRoom(err), next), failed)
	}
	return errors.Join(s.run.Close(s.number), failed)
}

// interruptedAfter says what an interrupt means once the segment was created: unlike
// other work, it must not be repeated. What else failed counts more.
func interruptedAfter(failed error, id string) error {
	var own *exitError
	switch {
	case errors.As(failed, &own):
		return failed
	case failed == nil || errors.Is(failed, context.Canceled):
		return &exitError{fmt.Errorf("interrupted; the segment was created, %s: do not run it again", id), exitInterrupted}
	}
	return &exitError{failed, exitAPI}
}

// interrupted returns the segment that an earlier run was about to create for
// the same body, if it did.
func (s *submission) interrupted(ctx context.Context) (made *client.Segment, err error) {
	all, err := s.takeOver(ctx, s.flags.apiFlags, s.flags.lock, s.run, s.run.Left())
	for _, t := range all {
		if made == nil && plan.Name(t.intent.Name) == plan.Name(s.body.Name) && t.intent.Hash == plan.Hash(s.body) {
			made, s.number = t.segment, t.intent.Number
			continue
		}
		if t.intent.File == "" { // the next apply or pull ties the others to their files
			err = errors.Join(err, s.run.Close(t.intent.Number))
		}
	}
	return made, err
}

func (s *submission) post(ctx context.Context) (*client.Segment, error) {
	rules, err := written.Document(s.body.Rules)
	if err != nil {
		return nil, err
	}
	made, err := s.api.CreateSegment(ctx, client.NewSegment{
		Name: s.body.Name, Color: s.body.Color, ContactLists: s.body.Lists, Description: s.body.Description,
		Rules: rules, Unique: !s.flags.duplicate,
		BeforePost: func(ids []string) (err error) {
			s.number, err = s.run.Note(runlock.Intent{
				API: s.api.BaseURL(), Name: s.body.Name, Hash: plan.Hash(s.body), Before: ids, At: s.clock.Now().UTC(),
			})
			if err != nil {
				err = fmt.Errorf("nothing was sent: %w", makeRoom(err))
			}
			return err
		},
	})
	var exists *client.ExistsError
	switch {
	case err == nil:
		return made, nil
	case errors.As(err, &exists):
		there := "a segment"
		if n := len(exists.IDs); n > 1 {
			there = english.Count(n, "segment")
		}
		return nil, fmt.Errorf("%w has %s called %q already, %s\n%s", errAPI, there, s.body.Name, fewIDs(exists.IDs), waysOn(s.in, s.flags, len(exists.IDs)))
	case plan.Unclear(err) && ctx.Err() != nil:
		return nil, &exitError{errors.New("interrupted; run it again: it finds out whether the segment was created"), exitInterrupted}
	case plan.Unclear(err):
		return nil, err
	}
	return nil, errors.Join(err, s.run.Close(s.number))
}

// twins looks whether somebody else created a segment of the name at the same
// moment.
func (s *submission) twins(ctx context.Context, made *client.Segment) error {
	twin := plan.Twin{Name: s.body.Name, ID: made.ID}
	search := plan.Name(s.body.Name)
	if strings.ContainsFunc(search, func(r rune) bool { return r >= utf8.RuneSelf }) {
		search = "" // the API's search may compare character by character, and the other one have another form
	}
	for other, err := range s.api.ListSegments(ctx, client.ListOptions{Search: search}) {
		if err != nil {
			return unseen(err)
		}
		if plan.Name(other.Name) == plan.Name(s.body.Name) && !strings.EqualFold(other.ID, made.ID) {
			twin.Others = append(twin.Others, other.ID)
		}
	}
	if len(twin.Others) == 0 {
		return nil
	}
	return s.app.twins([]plan.Twin{twin})
}

// refused shows what the API refuses at its place in the rule.
func (s *submission) refused(err error, result *segc.Result) error {
	h := s.flags.header
	return s.app.refused(err, result, h.Name != "" || h.Color != "" || len(h.Lists) > 0 || h.Description != "")
}

// writeAnswer writes a segment as the API answered it.
func (a *app) writeAnswer(s *client.Segment, compact bool) error {
	var text bytes.Buffer
	write := func() error { return json.Indent(&text, bytes.TrimSpace(s.Raw), "", "  ") }
	if compact {
		write = func() error { return json.Compact(&text, bytes.TrimSpace(s.Raw)) }
	}
	if err := write(); err != nil {
		return err
	}
	text.WriteByte('\n')
	return writeTo(a.out.Data(), "the answer", inert.JSON(text.Bytes()))
}
