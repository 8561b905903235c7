// Package lock reads and writes segc.lock, the file that ties rule files to the
// segments that were made of them. It is kept under version control beside the
// rules. The package reads and writes bytes only; where they are kept is for
// its callers.
package lock

import (
	"bytes"
	"slices"
	"strings"
)

// File is the content of a segc.lock: what is known of each API, by its base
// address.
type File struct {
	Remotes map[string][]Entry
}

// Entry ties a file to a segment.
type Entry struct {
	File string `json:"file"` // with slashes, relative to the lock
	ID   string `json:"id"`   // UUID in lower case
	Name string `json:"name"` // of the segment
	// Hash is of the body of the file when it was last applied or pulled.
	Hash string `json:"hash"`
	// Answer is the hash of the body that the API then had, where that is
	// another one: the API may write a body in a way of its own.
	Answer string `json:"answer,omitempty"`
	// Updated is when the segment was changed last, as the API then said.
	Updated string `json:"updated"`
}

// Remote returns the hash of the body that the API was left with.
func (e Entry) Remote() string {
	if e.Answer != "" {
		return e.Answer
	}
	return e.Hash
}

// Set enters what is known of a segment. Entries of the same file or the same
// segment go. It reports whether that changed anything.
func (f *File) Set(base string, e Entry) bool {
	e.ID = strings.ToLower(e.ID)
	if slices.Contains(f.Remotes[base], e) {
		return false
	}
	entries := slices.DeleteFunc(slices.Clone(f.Remotes[base]), func(old Entry) bool { return old.File == e.File || old.ID == e.ID })
	f.Remotes[base] = append(entries, e)
	return true
}

// Format writes the lock: one entry a line, sorted, so that changes of several
// people merge.
func (f *File) Format() []byte {
	var b bytes.Buffer
	b.WriteString("{\n  \"version\": 1,\n  \"remotes\": {")
	bases := make([]string, 0, len(f.Remotes))
	for base := range f.Remotes {
		bases = append(bases, base)
	}
	slices.Sort(bases)
	for i, base := range bases {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n    " + quote(base) + ": [")
		entries := slices.Clone(f.Remotes[base])
		slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.File, b.File) })
		for j, e := range entries {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString("\n      ")
			e.write(&b)
		}
		b.WriteString("\n    ]")
	}
	b.WriteString("\n  }\n}\n")
	return b.Bytes()
}

func (e Entry) write(b *bytes.Buffer) {
	b.WriteString(`{"file": ` + quote(e.File) + `, "id": ` + quote(e.ID) + `, "name": ` + quote(e.Name) + `, "hash": ` + quote(e.Hash))
	if e.Answer != "" {
		b.WriteString(`, "answer": ` + quote(e.Answer))
	}
	b.WriteString(`, "updated": ` + quote(e.Updated) + "}")
}
