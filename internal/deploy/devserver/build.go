package devserver

import (
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/match"
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
// of its lists that match its rules, by the plain reading.
func (s *Server) matching(seg *segment) []int {
	if seg.matches != nil {
		return seg.matches
	}
	seg.matches = []int{}
	judge := match.OfDocument(seg.document, plain()).Judge()
	for i := range s.contacts {
		c := &s.contacts[i]
		if !c.onAny(seg.Lists) {
			continue
		}
		judge.Contact(&c.Contact, match.Clock{At: seg.BuildStarted})
		if matches, _ := judge.Decide(); matches {
			seg.matches = append(seg.matches, i)
		}
	}
	return seg.matches
}

// plain returns the one reading by which the server counts: a missing value does not match
// !=, texts compare character by character, and what was n days ago is on neither side of n
// days.
func plain() contact.Reading {
	return contact.Reading{
		MissingMatches: contact.No, FoldCase: contact.No, IgnoreTrailingSpaces: contact.No, TrimSpaces: contact.No, IgnoreUnicodeForm: contact.No, IgnoreAccents: contact.No,
		EdgeInLast: contact.No, EdgeInMoreThan: contact.No, WholeDay: contact.No,
	}
}
