// Package lock reads and writes segc.lock, the file that ties rule files to the
// segments that were made of them. It is kept under version control beside the
// rules. The package reads and writes bytes only; where they are kept is for
// its callers.
package lock

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// version is that of the file's form.
const version = 1

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
	// Hash is of the body that was last applied, or found to be in place, and
	// Updated is when the API says that the segment was changed then.
	Hash    string `json:"hash"`
	Updated string `json:"updated"`
}

type document struct {
	Version int                `json:"version"`
	Remotes map[string][]Entry `json:"remotes"`
}

// Parse reads a lock. No bytes are an empty one.
func Parse(data []byte) (*File, error) {
	f := &File{Remotes: map[string][]Entry{}}
	if len(bytes.TrimSpace(data)) == 0 {
		return f, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var d document
	if err := decoder.Decode(&d); err != nil {
		return nil, fmt.Errorf("this is no lock that segc wrote: %w", err)
	}
	switch {
	case decoder.More():
		return nil, errors.New("this is no lock that segc wrote: more follows its end")
	case d.Version != version:
		return nil, fmt.Errorf("the lock is of version %d; this segc knows version %d", d.Version, version)
	}
	for base, entries := range d.Remotes {
		files, ids := map[string]bool{}, map[string]bool{}
		for _, e := range entries {
			switch {
			case e.File == "" || e.ID == "":
				return nil, fmt.Errorf("an entry of %s has no file or no id", base)
			case files[e.File]:
				return nil, fmt.Errorf("the file %s stands twice for %s; keep one of the entries", e.File, base)
			case ids[e.ID]:
				return nil, fmt.Errorf("the segment %s stands twice for %s; keep one of the entries", e.ID, base)
			}
			files[e.File], ids[e.ID] = true, true
		}
		f.Remotes[base] = entries
	}
	return f, nil
}

// Format writes the lock: one entry a line, sorted, so that changes of several
// people merge.
func (f *File) Format() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"version\": %d,\n  \"remotes\": {", version)
	bases := make([]string, 0, len(f.Remotes))
	for base := range f.Remotes {
		bases = append(bases, base)
	}
	slices.Sort(bases)
	for i, base := range bases {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n    %s: [", quote(base))
		entries := slices.Clone(f.Remotes[base])
		slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.File, b.File) })
		for j, e := range entries {
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "\n      {\"file\": %s, \"id\": %s, \"name\": %s, \"hash\": %s, \"updated\": %s}",
				quote(e.File), quote(e.ID), quote(e.Name), quote(e.Hash), quote(e.Updated))
		}
		b.WriteString("\n    ]")
	}
	b.WriteString("\n  }\n}\n")
	return b.Bytes()
}

func quote(s string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic(err) // a string can always be written
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

// Set enters what is known of a segment. Entries of the same file or the same
// segment go.
func (f *File) Set(base string, e Entry) {
	entries := slices.DeleteFunc(slices.Clone(f.Remotes[base]), func(old Entry) bool { return old.File == e.File || old.ID == e.ID })
	f.Remotes[base] = append(entries, e)
}

// ByFile returns the entry of a file.
func (f *File) ByFile(base, file string) (Entry, bool) {
	for _, e := range f.Remotes[base] {
		if e.File == file {
			return e, true
		}
	}
	return Entry{}, false
}
