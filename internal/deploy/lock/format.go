package lock

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Format writes the lock in the current version: one entry a line, sorted, so
// that changes by several people merge.
func (f *File) Format() []byte {
	b := []byte("{\n  \"version\": " + strconv.Itoa(Version) + ",\n  \"remotes\": {")
	for i, base := range slices.Sorted(maps.Keys(f.Remotes)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n    "+quote(base)+": ["...)
		entries := slices.Clone(f.Remotes[base])
		slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Place().Key(), b.Place().Key()) })
		for j, e := range entries {
			if j > 0 {
				b = append(b, ',')
			}
			b = e.append(append(b, "\n      "...))
		}
		b = append(b, "\n    ]"...)
	}
	return append(b, "\n  }\n}\n"...)
}

// Bounded is [File.Format] for a lock that is to be read again: one that is beyond
// what Parse takes is an error.
func (f *File) Bounded() ([]byte, error) {
	entries := 0
	for _, known := range f.Remotes {
		entries += len(known)
	}
	text := f.Format()
	switch {
	case len(text) > MaxSize:
		return nil, fmt.Errorf("it would have more than %d MiB", MaxSize>>20)
	case entries > MaxEntries:
		return nil, fmt.Errorf("it would have more than %d entries", MaxEntries)
	case len(f.Remotes) > maxRemotes:
		return nil, fmt.Errorf("it would have entries for more than %d addresses", maxRemotes)
	}
	return text, nil
}

// append writes an entry. What is empty is left out, except for what every
// entry has.
func (e Entry) append(b []byte) []byte {
	b = append(b, `{"file": `+quote(e.File)+`, "id": `+quote(e.ID)+`, "name": `+quote(e.Name)...)
	text := func(member, text string) {
		if text != "" {
			b = append(b, `, "`+member+`": `+quote(text)...)
		}
	}
	pairs := func(member string, pairs map[string]string) {
		if len(pairs) > 0 {
			b = appendPairs(append(b, `, "`+member+`": `...), pairs)
		}
	}
	hashes := func(member string, h Hashes) {
		if !h.IsZero() {
			b = h.append(append(b, `, "`+member+`": `...))
		}
	}
	text("segment", e.Segment)
	pairs("values", e.Values)
	if e.Left {
		b = append(b, `, "left": true`...)
	}
	text("day", e.Day)
	pairs("set", e.Set)
	pairs("assume", e.Assume)
	hashes("hash", e.Hash)
	hashes("answer", e.Answer)
	text("body", e.Body)
	text("body_answer", e.BodyAnswer)
	return append(b, `, "updated": `+quote(e.Updated)+"}"...)
}

func (h Hashes) append(b []byte) []byte {
	separator := "{"
	for i, hash := range h.each() {
		if *hash != "" {
			b = append(b, separator+`"`+propertyNames[i]+`": `+quote(*hash)...)
			separator = ", "
		}
	}
	return append(b, '}')
}

// propertyNames are in the order of Hashes.each.
var propertyNames = [...]string{"name", "color", "description", "lists", "rules"}

func appendPairs(b []byte, pairs map[string]string) []byte {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(pairs)) {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(b, quote(name)+": "+quote(pairs[name])...)
	}
	return append(b, '}')
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
