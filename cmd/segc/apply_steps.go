//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/english"
)

// carryOut does what the plan says and keeps the lock up to date. Ctrl-C ends it
// with a word on what was done.
func (a *app) carryOut(ctx context.Context, p *planned, flags applyFlags, run *runlock.Run) error {
	known, err := a.readLock(flags.lock)
	if err != nil {
		return err
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return err
	}
	defer a.progress.end()
	var failures []plan.Result
	changed, handled := 0, 0
	intents := map[*plan.Step]int{}
	err = p.Apply(ctx, api, plan.Work{Intend: func(s *plan.Step, before []string) error {
		number, err := run.Note(runlock.Intent{
			API: p.API, File: s.File, Segment: s.Segment, Values: s.Values, Name: s.Name, Hash: s.Hash(), Before: before, At: a.clock.Now().UTC(),
		})
		intents[s] = number
		return makeRoom(err)
	}, Settled: func(s *plan.Step) error {
		return run.Close(intents[s])
	}, Save: func(e lock.Entry) error {
		return a.saveLock(flags.lock, p.API, known, e)
	}, Done: func(r plan.Result) {
		handled++
		switch {
		case r.Err != nil:
			failures = append(failures, r)
		case r.Step.Action != plan.Unchanged && r.Step.Action != plan.Stuck:
			changed++
			if !a.report.quiet {
				a.progress.line(fmt.Sprintf("%s: %s, %s", r.Step.Label(), done(r.Step.Action), r.Step.ID))
			}
		}
		a.progress.status(fmt.Sprintf("%d of %d", handled, len(p.Steps)))
	}})
	a.progress.end()
	failed := a.showFailures(p, failures)
	a.summary(changed, len(failures), len(p.Steps)-handled)
	var part *plan.PartError
	_ = errors.As(err, &part)
	if ctx.Err() != nil {
		return &exitError{errors.New("interrupted; run it again to finish"), exitInterrupted}
	}
	twins, unlisted := p.Twins(ctx, api)
	if found := errors.Join(a.twins(twins), unseen(unlisted)); found != nil {
		if part == nil {
			found = errors.Join(ofAPI(err), found)
		}
		return found
	}
	switch {
	case part != nil && errors.Is(failed, errAPI):
		return fmt.Errorf("%w did not accept everything: %w", errAPI, err)
	case part != nil, err == nil && p.Count(plan.Stuck) > 0:
		return errInput
	}
	return ofAPI(err)
}

// done returns the word for an action that was carried out.
func done(a plan.Action) string {
	if a == plan.Rolled {
		return string(a)
	}
	return string(a) + "d"
}

// summary says what was done.
func (a *app) summary(changed, failed, left int) {
	if a.report.quiet && failed+left == 0 {
		return
	}
	text := english.Count(changed, "segment") + " changed"
	if failed > 0 {
		text += fmt.Sprintf(", %d not done", failed)
	}
	if left > 0 {
		text += fmt.Sprintf(", %d not looked at", left)
	}
	a.progress.line(text)
}

// showFailures says what was not done and why, and shows the place of what the
// API refuses. It returns one of the failures, one from the API if there is
// any.
func (a *app) showFailures(p *planned, failures []plan.Result) error {
	var one error
	for _, f := range failures {
		err := f.Err
		if errors.Is(err, client.ErrInvalid) {
			err = a.refusedStep(p, f)
		}
		if errors.Is(err, context.Canceled) {
			a.progress.line(f.Step.Label() + ": interrupted; the next run checks whether it was done")
			continue
		}
		if err = ofAPI(err); one == nil || errors.Is(err, errAPI) {
			one = err
		}
		for i, line := range strings.Split(err.Error(), "\n") {
			if i == 0 {
				line = f.Step.Label() + ": not done: " + line
			}
			a.progress.line(line)
		}
	}
	return one
}

// refusedStep shows the place in the file that the API refuses. A saved plan may be
// older than the file: then there is none.
func (a *app) refusedStep(p *planned, f plan.Result) error {
	result := p.results[f.Step.Place().Key()]
	if result == nil {
		return f.Err
	}
	return a.refused(f.Err, result, false)
}
