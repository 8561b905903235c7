//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
)

// taken is a segment that an interrupted run made, found by a later one.
type taken struct {
	intent  runlock.Intent
	segment *client.Segment
}

// late is how long a request may be under way after the run that sent it was
// killed.
const late = 5 * time.Second

// takeOver finds out what became of the segments that earlier runs were about to
// create when they were interrupted, returns those that were made, and forgets the
// rest. It fails when it cannot tell which segment is the one: then nothing may be
// created. A nil run changes nothing, and only says what it finds.
//
// It never writes the lock, and it leaves the intents of what it returns open: the
// caller closes them once the lock knows the segments. An intent is only a hint,
// since anybody who can write the journal can forge one. It may say which segment a
// file means, but not that the file was the last to change it.
func (a *app) takeOver(ctx context.Context, flags apiFlags, lockName string, run *runlock.Run, left []runlock.Intent) ([]taken, error) {
	if len(left) == 0 {
		return nil, nil
	}
	api, err := a.connect(flags)
	if err != nil {
		return nil, err
	}
	left = slices.Clone(left)
	left = slices.DeleteFunc(left, func(i runlock.Intent) bool { return i.API != api.BaseURL() })
	left, foreign := apart(left)
	for _, intent := range foreign {
		if err := run.Close(intent.Number); err != nil {
			return nil, err
		}
	}
	a.leftOut(lockName, foreign, "the lock cannot name that file")
	found, err := a.findLeft(ctx, api, left, run != nil)
	if err != nil {
		return nil, ofAPI(err)
	}
	known, err := a.readLock(lockName)
	if err != nil {
		return nil, err
	}
	tied, err := tiedPlaces(ctx, api, known.Remotes[api.BaseURL()], left)
	if err != nil {
		return nil, ofAPI(err)
	}
	var all []taken
	var doubts []string
	var others []runlock.Intent
	for i, intent := range left {
		switch f := found[i]; {
		case noted(known.Remotes[api.BaseURL()], f), len(f.Same)+len(f.Others) == 0:
		case tied[placeOf(intent).Key()]:
			others = append(others, intent)
		case len(f.Same) == 1:
			all = append(all, a.take(intent, f))
			tied[placeOf(intent).Key()] = intent.File != ""
			continue
		default:
			doubts = append(doubts, doubt(intent, f))
		}
		if err := run.Close(intent.Number); err != nil {
			return all, err
		}
	}
	a.leftOut(lockName, others, "the lock ties that file to another segment")
	if len(doubts) > 0 && run != nil {
		return all, fmt.Errorf("%w %s", errAPI, strings.Join(doubts, "\nthe API "))
	}
	for _, text := range doubts {
		a.progress.line("the API " + strings.ReplaceAll(text, "\n", "; "))
	}
	return all, nil
}

// apart parts the intents that a run may have noted from those whose file no run
// writes for.
func apart(left []runlock.Intent) (ours, foreign []runlock.Intent) {
	for _, i := range left {
		if i.File == "" || lock.CheckFile(i.File) == nil && !strings.EqualFold(path.Base(i.File), catalogName) {
			ours = append(ours, i)
		} else {
			foreign = append(foreign, i)
		}
	}
	return ours, foreign
}

// placeOf returns the place that an intent is for.
func placeOf(i runlock.Intent) lock.Place {
	return lock.Place{File: i.File, Segment: i.Segment, Values: i.Values}
}

// tiedPlaces returns the keys of the places of intents that the lock ties to a segment that is
// there: no run creates another one for them.
func tiedPlaces(ctx context.Context, api *client.Client, entries []lock.Entry, left []runlock.Intent) (map[string]bool, error) {
	wanted, tied := map[string]bool{}, map[string]bool{}
	for _, i := range left {
		wanted[placeOf(i).Key()] = true
	}
	for _, e := range entries {
		key := e.Place().Key()
		if !wanted[key] || tied[key] {
			continue
		}
		_, err := api.GetSegment(ctx, e.ID)
		if err != nil && !errors.Is(err, client.ErrNotFound) {
			return nil, err
		}
		tied[key] = err == nil
	}
	return tied, nil
}

// leftOut says in one line which intents nothing is done about.
func (a *app) leftOut(lockName string, intents []runlock.Intent, why string) {
	if len(intents) == 0 || a.report.quiet {
		return
	}
	more := ""
	if n := len(intents) - 1; n > 0 {
		more = fmt.Sprintf("; and %d more", n)
	}
	a.progress.line(fmt.Sprintf("%s has an intent for %q, which segc ignores: %s%s", runFileName(lockName), placeOf(intents[0]).String(), why, more))
}

// lookLeft finds out what interrupted runs left, for a command that keeps segments
// as files. The caller closes what it returns with closeLeft.
func (a *app) lookLeft(ctx context.Context, flags deployFlags, run *runlock.Run) ([]taken, error) {
	a.lockElsewhere(flags.lock)
	return a.takeOver(ctx, flags.apiFlags, flags.lock, run, run.Left())
}

// closeLeft closes the intents that are settled: the lock knows the segment now, or
// the file, or the segment in it, is gone and nothing can tie the two. A file that this run did
// not handle keeps its intent. P is the plan that was applied, if there was one.
func (a *app) closeLeft(flags deployFlags, run *runlock.Run, all []taken, p *plan.Plan) error {
	if len(all) == 0 {
		return nil
	}
	known, err := a.readLock(flags.lock)
	if err != nil {
		return err
	}
	exists := existsBeside(flags.lock)
	for _, t := range all {
		tied := slices.ContainsFunc(known.Remotes[t.intent.API], func(e lock.Entry) bool { return strings.EqualFold(e.ID, t.segment.ID) })
		if t.intent.File == "" || tied || !exists(t.intent.File) || p != nil && dropped(p, t) {
			err = errors.Join(err, run.Close(t.intent.Number))
		}
	}
	return err
}

// dropped reports whether a plan has the file of a segment that an interrupted run made, but
// nothing in it for the segment.
func dropped(p *plan.Plan, t taken) bool {
	planned := false
	for i := range p.Steps {
		s := &p.Steps[i]
		if strings.EqualFold(s.ID, t.segment.ID) {
			return false
		}
		planned = planned || s.File == t.intent.File
	}
	return planned && !placeOf(t.intent).Whole()
}

// madeFor returns the segments that interrupted runs made for files, the latest for a place.
func madeFor(all []taken) []plan.Made {
	var made []plan.Made
	for _, t := range all {
		if t.intent.File != "" {
			made = append(made, plan.Made{Place: placeOf(t.intent), ID: strings.ToLower(t.segment.ID)})
		}
	}
	return made
}

// findLeft looks for what interrupted runs made. If something is missing and its
// request may still be under way, it looks again.
func (a *app) findLeft(ctx context.Context, api *client.Client, left []runlock.Intent, patient bool) ([]plan.Found, error) {
	attempts := make([]plan.Attempt, len(left))
	for i, intent := range left {
		attempts[i] = plan.Attempt{Name: intent.Name, Hash: intent.Hash, Before: intent.Before}
	}
	found, err := plan.FindAttempts(ctx, api, attempts)
	if err != nil || !patient {
		return found, err
	}
	var wait time.Duration
	for i, f := range found {
		if len(f.Same)+len(f.Others) == 0 {
			wait = max(wait, min(late, late-a.clock.Now().Sub(left[i].At)))
		}
	}
	if wait <= 0 {
		return found, nil
	}
	a.progress.line(fmt.Sprintf("looking again in %s whether a request of the interrupted run arrived", wait.Round(100*time.Millisecond)))
	if err := a.clock.Sleep(ctx, wait); err != nil {
		return nil, err
	}
	return plan.FindAttempts(ctx, api, attempts)
}

// noted reports whether the lock has a segment already: the run was killed
// after it had noted it.
func noted(entries []lock.Entry, f plan.Found) bool {
	return slices.ContainsFunc(slices.Concat(f.Same, f.Others), func(s *client.Segment) bool {
		return slices.ContainsFunc(entries, func(e lock.Entry) bool { return strings.EqualFold(e.ID, s.ID) })
	})
}

// take says which segment an interrupted run made.
func (a *app) take(intent runlock.Intent, f plan.Found) taken {
	segment := f.Same[0]
	what := "the interrupted `segc compile --submit`"
	if intent.File != "" {
		what = placeOf(intent).String() + ": the interrupted run"
	}
	a.progress.line(fmt.Sprintf("%s created the segment %q, %s", what, segment.Name, segment.ID))
	for _, other := range f.Others {
		a.progress.line(fmt.Sprintf("  somebody else created another segment with that name, %s", other.ID))
	}
	return taken{intent: intent, segment: segment}
}

// doubt says why it cannot be told which segment an interrupted run made, in
// words that follow "the API".
func doubt(intent runlock.Intent, f plan.Found) string {
	who := fmt.Sprintf("an interrupted run was about to create %q", visible(intent.Name))
	if intent.File != "" {
		who += " for " + visible(placeOf(intent).String())
	}
	if len(f.Same) > 1 {
		return fmt.Sprintf("has %d new segments with the name and the content that %s: %s and %s\n"+
			"nothing was created; delete all but one of them in the web editor, then run it again", len(f.Same), who, f.Same[0].ID, f.Same[1].ID)
	}
	return fmt.Sprintf("has a new segment with other content, %s, though %s\n"+
		"nothing was created; somebody else may have created it: look at it with `segc plan`, or give yours another name, then run it again", f.Others[0].ID, who)
}

// unseen says that it is not known whether there are twins. What was created
// stays.
func unseen(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the segment was created, but segc could not check whether somebody else created the same one at that moment: %w", ofAPI(err))
}

// twins says which names of segments that were just created others used at the
// same moment.
func (a *app) twins(twins []plan.Twin) error {
	var problems []error
	for _, t := range twins {
		name := visible(t.Name)
		problems = append(problems, fmt.Errorf("%w has several segments called %q now: %s was created by this run, %s by somebody else at the same moment\n"+
			"keep one of them and delete the other in the web editor", errAPI, name, t.ID, strings.Join(t.Others, " and ")))
	}
	return errors.Join(problems...)
}
