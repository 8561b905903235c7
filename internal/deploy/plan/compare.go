package plan

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/rulesjson"
)

// compareAll decides what is to be done about the segments that are there.
func (m *maker) compareAll(ctx context.Context, api API) error {
	var looks []int
	for i := range m.steps {
		s := &m.steps[i]
		if s.ID != "" {
			m.compareGiven(s, &m.locals[i])
		}
		if stuck := m.locals[i].Stuck; s.Action == "" && stuck != "" {
			s.stick(stuck)
		}
		if s.Action == "" && !m.untouched(s) {
			looks = append(looks, i)
		}
	}
	for n, i := range looks {
		if m.options.Looking != nil {
			m.options.Looking(n+1, len(looks))
		}
		if err := m.compare(ctx, api, &m.steps[i], m.locals[i]); err != nil {
			return err
		}
	}
	return nil
}

// untouched reports whether neither the file nor the segment have changed since
// the lock was written, as far as the list of segments shows: then the segment
// need not be read. If all segments have the same time, it shows nothing. When two
// changes fall into the moment that the API's clock
// tells apart, the second one is seen only when the file changes, and nothing
// is overwritten unseen.
func (m *maker) untouched(s *Step) bool {
	summary := m.there[s.ID]
	s.updated = Stamp(summary.UpdatedAt)
	entry, locked := m.byID[s.ID]
	if !m.clock || !locked || entry.Updated == "" || entry.Updated != s.updated || !Says(entry, s.body) ||
		plain(summary.Name) != plain(s.Name) || summary.Color != "" && !strings.EqualFold(summary.Color, s.body.Color) {
		return false
	}
	s.Action, s.current, s.settled = Unchanged, remoteFingerprint(entry), remoteFingerprint(entry)
	s.keepDay(entry, true)
	return true
}

// compare reads a segment and decides what is to be done about it.
func (m *maker) compare(ctx context.Context, api API, s *Step, l Local) error {
	segment, err := api.GetSegment(ctx, s.ID)
	switch {
	case errors.Is(err, client.ErrNotFound):
		s.fail("the segment " + s.ID + " was deleted while segc made the plan")
		return nil
	case err != nil:
		return err
	}
	s.updated = Stamp(segment.UpdatedAt)
	body, err := BodyOf(segment)
	if err != nil {
		s.fail("the segment has something that segc does not know, so it is left alone: " + err.Error())
		return nil
	}
	s.decide(m, l, body)
	return nil
}

func (s *Step) decide(m *maker, l Local, remote *rulesjson.Segment) {
	s.current = fingerprintOf(remote)
	entry, locked := m.byID[s.ID]
	says, left, mine := locked && Says(entry, l.Body), locked && Left(entry, remote), l.Body
	appliedOn, sameText := "", false
	if locked {
		s.locked = entry.Day
		if then := asOf(entry, l); then != nil {
			mine, sameText, appliedOn = then, true, leftOn(entry, l, remote, s.updated, m.options.Clock)
			s.locked = max(s.locked, appliedOn) // a lock need not know the last day
		}
	}
	elsewhere := locked && !left && appliedOn == "" // somebody changed the segment
	switch {
	case s.current.of(l.Body), says && left:
		s.Action, s.settled = Unchanged, s.current
		s.keepDay(entry, says)
	case appliedOn != "" && !otherGiven(entry, &l):
		s.Action, s.Roll = Rolled, &Roll{From: appliedOn, To: l.Day}
		s.difference(l, remote)
		s.replaced = remote.Rules
	case elsewhere && !m.options.Overwrite:
		s.Action = Conflict
		s.Reason = "somebody changed the segment elsewhere since it was last applied, and the file has changed too"
		switch {
		case sameText && otherSet(entry, &l):
			s.Reason = "somebody changed the segment elsewhere since it was last applied, and a param is given another value"
		case sameText && otherGiven(entry, &l):
			s.Reason = "somebody changed the segment elsewhere since it was last applied, and something else is assumed"
		case says || sameText:
			s.Reason = "somebody changed the segment elsewhere since it was last applied"
		}
		merge := MergeOf(&entry, mine, remote)
		s.Both = merge.Both
		if l.Bound != nil {
			s.Bound = l.Bound(slices.Concat(merge.Theirs, merge.Both))
		}
		s.difference(l, remote)
	default:
		s.Action = Update
		s.difference(l, remote)
		switch {
		case !locked && s.undoes():
			s.Overwrites = Unknown
		case elsewhere:
			if merge := MergeOf(&entry, mine, remote); len(merge.Theirs)+len(merge.Both) > 0 {
				s.Overwrites = Changed
			}
		}
		s.replaced = remote.Rules
	}
}

// warn enters what is to be looked at before the rules of an update go live. It is called once it is
// certain that they do: Warn may show what it finds.
func (s *Step) warn(l Local) {
	if s.Action.updates() && s.Rules != nil && l.Warn != nil {
		s.Warnings = l.Warn(s.replaced)
	}
	s.replaced = nil
}

// keepDay keeps the day of the lock for a segment that says the same on the day of the
// plan, so that the lock does not change every day. What the file is given now need not say
// the same on that day.
func (s *Step) keepDay(e lock.Entry, says bool) {
	if says && len(s.Set)+len(s.Assume) == 0 && s.Day != "" && e.Day != "" {
		s.Day = e.Day
	}
}

// undoes reports whether an update replaces anything that the API tells. It may
// not tell the color.
func (s *Step) undoes() bool {
	return s.Rules != nil || slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Field != "color" || f.Old != "" })
}
