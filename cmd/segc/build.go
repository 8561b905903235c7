package main

import (
	"context"
	"fmt"
	"time"

	"github.com/segc-lang/segc/client"
)

// The waits between two looks at a build.
const (
	firstLook = time.Second
	lastLook  = 10 * time.Second
)

// waitFor waits until a segment is built. It returns the segment as it was seen
// last, also with an error.
func (a *app) waitFor(ctx context.Context, api *client.Client, s *client.Segment) (*client.Segment, error) {
	start, pause, shown := time.Now(), firstLook, client.Status("")
	for s.Status == client.Pending || s.Status == client.Running {
		if s.Status != shown && !a.progress.terminal {
			a.progress.line(fmt.Sprintf("%s: %s", s.Name, s.Status))
		}
		shown = s.Status
		a.progress.status(fmt.Sprintf("%s: %s for %s", s.Name, s.Status, time.Since(start).Round(time.Second)))
		select {
		case <-ctx.Done():
			return s, ctx.Err()
		case <-time.After(pause):
		}
		pause = min(pause*3/2, lastLook)
		next, err := api.GetSegment(ctx, s.ID)
		if err != nil {
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
		count = plural(int(*s.TotalCount), "contact")
	}
	a.progress.line(fmt.Sprintf("%s: built, %s", s.Name, count))
	return s, nil
}
