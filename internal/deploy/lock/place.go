package lock

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Place is where a segment is written: in a file, and which of its segments.
type Place struct {
	File string // with slashes, relative to the lock
	// Segment is the name as written in the file, and Values has the values of its `for`, by
	// name. Segment is empty unless the file has several segments or a `for`.
	Segment string
	Values  map[string]string
}

// Place returns where the segment of the entry is written.
func (e Entry) Place() Place { return Place{e.File, e.Segment, e.Values} }

// Whole reports whether the place is all of its file: the file has one segment and no `for`.
func (p Place) Whole() bool { return p.Segment == "" && len(p.Values) == 0 }

// among returns the place that a segment has, or would have if there were others beside it.
func (e Entry) among() Place {
	p := e.Place()
	if p.Whole() {
		p.Segment = e.Name
	}
	return p
}

// sameAs reports whether two entries are for one place; key is that of among of the other one.
func (e Entry) sameAs(other Entry, key string) bool {
	return e.File == other.File && (e.Whole() && other.Whole() || e.among().Key() == key)
}

// Key returns what tells the place from all others. Keys sort by file.
func (p Place) Key() string {
	var b []byte
	for _, part := range []string{p.File, p.Segment} {
		b = append(append(b, part...), 0)
	}
	return string(appendPairs(b, p.Values))
}

// String says where the place is: the file alone if the place is all of it.
func (p Place) String() string {
	text := p.File
	if p.Segment != "" {
		text += fmt.Sprintf(", segment %q", p.Segment)
	}
	for i, name := range slices.Sorted(maps.Keys(p.Values)) {
		before := ", "
		if i == 0 {
			before = " with "
		}
		text += fmt.Sprintf("%s%s %q", before, name, p.Values[name])
	}
	return text
}

// MaxPlace is how many bytes the name and the values of a place may have, as they are
// written, so that the entry can be read again.
const MaxPlace = 16 << 10

// Check returns an error if a lock cannot have an entry for the place, in words that follow
// the name of its file.
func (p Place) Check() error {
	switch {
	case p.Segment == "" && len(p.Values) > 0:
		return fmt.Errorf("has values but no segment: %s", strings.Join(slices.Sorted(maps.Keys(p.Values)), ", "))
	case len(quote(p.Segment))+len(appendPairs(nil, p.Values)) > MaxPlace:
		return fmt.Errorf("has a segment whose name and values of `for` have more than %d KiB", MaxPlace>>10)
	}
	return nil
}
