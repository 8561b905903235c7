package devserver

import (
	"time"

	"github.com/segc-lang/segc/internal/eval"
)

// The states of a segment. Source: the API's documentation, "status".
const (
	pending = "PENDING"
	running = "RUNNING"
	done    = "DONE"
	failed  = "FAILED"
)

// status returns the build status of a segment: PENDING in the first half of the
// build time, RUNNING in the second.
func (s *Server) status(seg *segment, now time.Time) string {
	switch age := now.Sub(seg.BuildStarted); {
	case age < s.build/2:
		return pending
	case age < s.build:
		return running
	case seg.BuildFails:
		return failed
	default:
		return done
	}
}

// restart begins a build.
func (seg *segment) restart(now time.Time, fails bool) {
	seg.BuildStarted, seg.BuildFails, seg.matches = now, fails, nil
}

// matching returns the indices of the contacts that a segment has: those on one
// of its lists that match its rules, by the zero eval.Reading.
func (s *Server) matching(seg *segment) []int {
	if seg.matches != nil {
		return seg.matches
	}
	seg.matches = []int{}
	for i, c := range s.contacts {
		if c.onAny(seg.Lists) && eval.Document(seg.document, c.Contact, eval.Reading{}) {
			seg.matches = append(seg.matches, i)
		}
	}
	return seg.matches
}
