//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/english"
)

// The waits between two looks at a build, and how long somebody who waits hears
// nothing where a line cannot change.
const (
	firstLook = time.Second
	lastLook  = 10 * time.Second
	silence   = time.Minute
)

// waitFor waits until a segment is built. It returns the segment as it was seen
// last, also with an error, and when Ctrl-C ends the wait.
func (a *app) waitFor(ctx context.Context, api *client.Client, s *client.Segment) (*client.Segment, error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	w := buildWait{app: a, start: a.clock.Now()}
	for pause := firstLook; s.Status == client.Pending || s.Status == client.Running; pause = min(pause*3/2, lastLook) {
		w.tell(s)
		next, err := s, a.clock.Sleep(ctx, pause)
		if err == nil {
			next, err = api.GetSegment(ctx, s.ID)
		}
		switch {
		case ctx.Err() != nil:
			return s, &exitError{errors.New("interrupted; the segment was created, and the API is still building it"), exitInterrupted}
		case err != nil:
			return s, ofAPI(err)
		}
		s = next
	}
	switch {
	case s.Status == client.Failed:
		return s, fmt.Errorf("%w could not build the segment %s", errAPI, s.ID)
	case s.Status != client.Done:
		return s, fmt.Errorf("%w says that the segment %s is %q, which segc does not know; look at it in the web editor", errAPI, s.ID, s.Status)
	}
	count := "an unknown number of contacts"
	if s.TotalCount != nil {
		count = english.Count(int(*s.TotalCount), "contact")
	}
	a.progress.line(fmt.Sprintf("%s: built, %s", s.Name, count))
	return s, nil
}

// buildWait tells how far a build is.
type buildWait struct {
	*app
	start, told time.Time
	shown       client.Status
}

// tell shows the state of a segment: on a terminal in place, elsewhere in a line
// when it is a new one, and now and then.
func (w *buildWait) tell(s *client.Segment) {
	now := w.clock.Now()
	text := fmt.Sprintf("%s: %s", s.Name, s.Status)
	long := fmt.Sprintf("%s for %s", text, now.Sub(w.start).Round(time.Second))
	switch {
	case w.err.Terminal():
		w.progress.status(long)
		return
	case s.Status != w.shown:
		w.progress.line(text)
	case now.Sub(w.told) >= silence:
		w.progress.line(long)
	default:
		return
	}
	w.shown, w.told = s.Status, now
}
