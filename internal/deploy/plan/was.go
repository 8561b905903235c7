package plan

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/internal/deploy/lock"
)

// formerly gives segments that say what they were called before those that had that name.
func (m *maker) formerly() {
	for i := range m.locals {
		l := &m.locals[i]
		if l.Was == "" || !m.open(i) || m.inLock[i] {
			continue
		}
		found := m.before(l)
		if len(found) != 1 {
			continue
		}
		e := found[0]
		if m.inLock[i] = true; len(m.claims[e.ID]) > 0 {
			m.claim(i, e.ID) // and so two claim it
			m.disputed[e.ID] = true
		} else if m.take(i, e); m.open(i) {
			m.steps[i].Gone = e.ID
		}
	}
}

// before returns the entries that a segment was, by its own account: those of its file that have
// the name as it was written, with the same values. If there are none, those of any file whose
// place is gone count, and if there are none of these either, what they were called: a file that
// had one segment has no braces in its name.
func (m *maker) before(l *Local) []lock.Entry {
	written, called := m.places.called[calledKey(l.Was, l.Values)], m.places.named[plain(cmp.Or(l.WasName, l.Was))]
	for _, in := range []struct {
		entries []lock.Entry
		counts  func(lock.Entry) bool
	}{
		{written, func(e lock.Entry) bool { return e.File == l.File }},
		{written, func(e lock.Entry) bool { return m.places.missing(e) != "" }},
		{called, func(e lock.Entry) bool { return m.places.missing(e) != "" }},
	} {
		if found := slices.DeleteFunc(slices.Clone(in.entries), func(e lock.Entry) bool { return !in.counts(e) }); len(found) > 0 {
			return found
		}
	}
	return nil
}

// unheard says of a segment that is to be created that nothing has the name that it had before,
// by its own account.
func (m *maker) unheard(i int) {
	l := &m.locals[i]
	if l.Was == "" || m.inLock[i] {
		return
	}
	found := m.before(l)
	elsewhere := slices.IndexFunc(m.places.called[calledKey(l.Was, l.Values)], m.places.elsewhere)
	same := ""
	if len(l.Values) > 0 {
		same = " with the same values"
	}
	why := fmt.Sprintf("the lock knows no segment %q%s that is gone from its file", l.Was, same)
	switch {
	case len(found) > 1:
		why = fmt.Sprintf("%d segments that are gone from their files were called %q%s", len(found), l.Was, same)
	case elsewhere >= 0:
		why = fmt.Sprintf("%s is not part of this plan", m.places.called[calledKey(l.Was, l.Values)][elsewhere].Place())
	}
	m.steps[i].Reason = "its `was` has no effect: " + why
}
