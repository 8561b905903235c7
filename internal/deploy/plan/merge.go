package plan

import (
	"slices"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/rulesjson"
)

// Merge says on which sides the properties of a segment changed since the file
// and the API last agreed. A property that both have alike is in none of the lists, and
// neither is one that no side changed: the API may have it in a form of its own.
type Merge struct {
	Mine   []string // changed in the file only
	Theirs []string // changed in the API only
	Both   []string // changed on both sides, or nothing is known about how it was

	file lock.Hashes // of the base; zero where it is not known
}

// MergeOf compares a file and its segment with what the lock knows about their
// last agreement. Entry is nil when it knows nothing.
func MergeOf(entry *lock.Entry, mine, theirs *rulesjson.Segment) Merge {
	file, remote := bases(entry, mine, theirs)
	m := Merge{file: file}
	here, there := Hashes(mine), Hashes(theirs)
	for _, p := range lock.Properties() {
		if *here.Of(p) == *there.Of(p) {
			continue
		}
		changedHere, changedThere := *here.Of(p) != *file.Of(p), *there.Of(p) != *remote.Of(p)
		if p == "color" && theirs.Color == "" { // the API does not tell it, and a file must have one
			changedThere = false
			changedHere = changedHere && file.Color != ""
		}
		switch {
		case changedHere && changedThere:
			m.Both = append(m.Both, p)
		case changedHere:
			m.Mine = append(m.Mine, p)
		case changedThere:
			m.Theirs = append(m.Theirs, p)
		}
	}
	return m
}

// bases returns the hashes that the file and the API last had. What an entry of
// version 1 does not tell is zero, as if it had changed.
func bases(entry *lock.Entry, mine, theirs *rulesjson.Segment) (file, remote lock.Hashes) {
	if entry == nil {
		return lock.Hashes{}, lock.Hashes{}
	}
	if !entry.Hash.IsZero() {
		return entry.Hash, entry.Remote()
	}
	if Says(*entry, mine) {
		file = Hashes(mine)
	}
	if Left(*entry, theirs) {
		remote = Hashes(theirs)
	}
	if entry.BodyAnswer == "" { // the two had the same
		file, remote = file.Over(remote), remote.Over(file)
	}
	return file, remote
}

// Entry returns what the lock should know after a merge: old with the properties
// on which the file, which now says merged, and the API agree. For what only the
// file changed, the base stays, so that it is still a change to apply. It
// reports false where that base is not known.
func (m Merge) Entry(old lock.Entry, merged, theirs *rulesjson.Segment, updated string) (lock.Entry, bool) {
	e := old
	e.Hash, e.Body, e.BodyAnswer = Hashes(merged), "", ""
	for _, p := range m.Mine {
		base := *m.file.Of(p)
		if base == "" {
			return old, false
		}
		*e.Hash.Of(p) = base
	}
	e.Answer = Hashes(theirs).Except(e.Hash)
	e.Updated = updated
	if !slices.Contains(m.Mine, "name") {
		e.Name = merged.Name
	}
	return e, true
}
