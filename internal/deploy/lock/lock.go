// Package lock reads and writes segc.lock, the file that ties rule files to the
// segments made from them. It is kept under version control beside the rules.
// The package reads and writes bytes only; its callers decide where they are
// kept.
//
//   - lock.go has what a lock says
//   - format.go writes it
//   - parse.go reads the versions of it, read.go the entries one by one within bounds, and
//     merged.go repairs the commas that a merge leaves
//   - place.go says which segment of a file an entry is for, path.go which names of files it can
//     have, and set.go which values of params and which assumptions
package lock

import (
	"slices"
	"strings"
)

// Version is the version of the format that Format writes. Parse also reads
// version 1, which knew a body by one hash of the whole.
const Version = 2

// File is the content of a segc.lock: what is known about each API, by its base
// address.
type File struct {
	// Read is the version that Parse read. It is Version for a lock that is new.
	Read    int
	Remotes map[string][]Entry
}

// New returns an empty lock.
func New() *File { return &File{Read: Version, Remotes: map[string][]Entry{}} }

// Entry ties a segment in a file to a segment of the API.
type Entry struct {
	File string // with slashes, relative to the lock
	ID   string // UUID in lower case
	Name string // of the segment, as the hash has it

	// Segment and Values say which segment of the file it is, see Place.
	Segment string
	Values  map[string]string
	// Left says that the file no longer had the segment when it was last applied, so that a new
	// segment of the file is not taken for this one under another name.
	Left bool

	// Day is the day for which a rule that uses `today` was last applied, such as
	// 2026-11-27, and Set has what its params were then given, by name. Params that had
	// their default are not in it.
	Day string
	Set map[string]string
	// Assume has what was then assumed of the platform beside what the files say, an answer by
	// question. It is empty for a rule that says the same without that.
	Assume map[string]string

	// Hash has the hashes of the body when it was last applied or pulled: the
	// base of a merge. It is zero in an entry that comes from version 1.
	Hash Hashes
	// Answer has the hashes of those properties that the API then had in another
	// form: the API may write a body in its own way.
	Answer Hashes

	// Body is the hash of the whole body, from version 1, and BodyAnswer the one of
	// the body that the API had instead. They go when the entry is next applied or
	// pulled.
	Body, BodyAnswer string

	// Updated is when the segment was last changed, as the API then said.
	Updated string
}

// Hashes has a hash for each property of a body.
type Hashes struct {
	Name        string `json:"name,omitempty"`
	Color       string `json:"color,omitempty"`
	Description string `json:"description,omitempty"`
	Lists       string `json:"lists,omitempty"`
	Rules       string `json:"rules,omitempty"`
}

// IsZero reports whether no hash is known.
func (h Hashes) IsZero() bool { return h == Hashes{} }

// Over returns h, with what it lacks taken from base.
func (h Hashes) Over(base Hashes) Hashes {
	to, from := h.each(), base.each()
	for i := range to {
		if *to[i] == "" {
			*to[i] = *from[i]
		}
	}
	return h
}

// Except returns h without the properties that it shares with base.
func (h Hashes) Except(base Hashes) Hashes {
	to, from := h.each(), base.each()
	for i := range to {
		if *to[i] == *from[i] {
			*to[i] = ""
		}
	}
	return h
}

// Properties returns the names of the properties that have a hash.
func Properties() []string { return slices.Clone(propertyNames[:]) }

// Of returns the hash of the property with a name.
func (h *Hashes) Of(property string) *string {
	return h.each()[slices.Index(propertyNames[:], property)]
}

// each returns the hashes in the order in which they are written.
func (h *Hashes) each() [5]*string {
	return [...]*string{&h.Name, &h.Color, &h.Description, &h.Lists, &h.Rules}
}

// Remote returns the hashes of the body that the API was left with. It is zero
// in an entry that comes from version 1.
func (e Entry) Remote() Hashes { return e.Answer.Over(e.Hash) }

// RemoteBody is Remote for an entry that comes from version 1: the hash of the
// whole body.
func (e Entry) RemoteBody() string {
	if e.BodyAnswer != "" {
		return e.BodyAnswer
	}
	return e.Body
}

// Whole reports whether the entry is for all of its file: the file has one
// segment and no `for`.
func (e Entry) Whole() bool { return e.Place().Whole() }

// Set enters what is known about a segment, and removes entries of the same place
// or the same segment. It reports whether that changed anything. A file with one segment counts
// as the place that the segment would have beside others.
func (f *File) Set(base string, e Entry) bool {
	e.ID = strings.ToLower(e.ID)
	line := string(e.append(nil))
	if slices.ContainsFunc(f.Remotes[base], func(old Entry) bool { return string(old.append(nil)) == line }) {
		return false
	}
	place := e.among().Key()
	entries := slices.DeleteFunc(slices.Clone(f.Remotes[base]), func(old Entry) bool { return old.ID == e.ID || old.sameAs(e, place) })
	f.Remotes[base] = append(entries, e)
	return true
}
