package lock

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/inert"
)

// The bounds of a lock. An entry has about 500 bytes, so that MaxEntries of them
// have just less than MaxSize.
const (
	MaxSize    = 16 << 20 // bytes
	MaxEntries = 30_000   // for all addresses together

	maxRemotes = 1000     // addresses
	maxEntry   = 64 << 10 // bytes of one entry
)

// read reads the document of one version, entry by entry: the first one that is
// wrong ends it, so that a lock takes no more memory than what is right in it.
func read[E interface{ entry() Entry }](data []byte) (*File, error) {
	r := reader[E]{Decoder: json.NewDecoder(bytes.NewReader(data)), file: New()}
	err := r.members("the lock", func(name string) error {
		switch name {
		case "version":
			return r.plain(r.Decode(&r.file.Read))
		case "remotes":
			return r.members("remotes", r.remote)
		}
		return notOurs(fmt.Errorf("unknown field %q", name))
	})
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(data[r.InputOffset():])) > 0 {
		return nil, notOurs(errors.New("more follows its end"))
	}
	return r.file, nil
}

type reader[E interface{ entry() Entry }] struct {
	*json.Decoder
	file    *File
	entries int
}

// plain returns the error for what is not JSON, or not of the kind that is meant.
func (r *reader[E]) plain(err error) error {
	if err != nil {
		return notOurs(err)
	}
	return nil
}

// opens reads the start of an object or an array.
func (r *reader[E]) opens(what string, open json.Delim) error {
	token, err := r.Token()
	if err == nil && token != open {
		err = fmt.Errorf("%s begins with %q, not with %q", what, fmt.Sprint(token), open.String())
	}
	return r.plain(err)
}

// members reads an object whose members take memory only once they are read. None
// comes twice: a merge of two locks can leave that, and of the two only one would
// be read.
func (r *reader[E]) members(what string, member func(name string) error) error {
	if err := r.opens(what, '{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for r.More() {
		token, err := r.Token()
		name, ok := token.(string)
		if err == nil && !ok {
			err = fmt.Errorf("%s has a member without a name", what)
		}
		if err != nil {
			return notOurs(err)
		}
		if seen[name] {
			return twice(name)
		}
		seen[name] = true
		if err := member(name); err != nil {
			return err
		}
	}
	_, err := r.Token()
	return r.plain(err)
}

func twice(name string) error {
	return fmt.Errorf("the lock has %q twice in one place; keep the entries of both, in one", name)
}

// remote reads the entries for an address.
func (r *reader[E]) remote(base string) error {
	if len(r.file.Remotes) == maxRemotes {
		return fmt.Errorf("the lock has entries for more than %d addresses", maxRemotes)
	}
	if err := r.opens("the list of an address", '['); err != nil {
		return err
	}
	c := checker{base: base, places: map[string]bool{}, ids: map[string]bool{}}
	entries := []Entry{}
	for r.More() {
		if r.entries++; r.entries > MaxEntries {
			return fmt.Errorf("the lock has more than %d entries", MaxEntries)
		}
		e, err := r.entry()
		if err == nil {
			err = c.check(&e)
		}
		if err != nil {
			return err
		}
		entries = append(entries, e)
	}
	r.file.Remotes[base] = entries
	_, err := r.Token()
	return r.plain(err)
}

func (r *reader[E]) entry() (Entry, error) {
	var text json.RawMessage
	if err := r.Decode(&text); err != nil {
		return Entry{}, notOurs(err)
	}
	if len(text) > maxEntry {
		return Entry{}, fmt.Errorf("an entry of the lock has more than %d KiB", maxEntry>>10)
	}
	if err := repeats(text); err != nil {
		return Entry{}, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var written E
	if err := decoder.Decode(&written); err != nil {
		return Entry{}, notOurs(err)
	}
	return written.entry(), nil
}

// repeats refuses an entry with an object that has a member twice.
func repeats(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	type object struct {
		members map[string]bool // nil for an array
		value   bool            // the next token is a value
	}
	var open []object
	for {
		token, err := decoder.Token()
		if err != nil {
			return notOurs(err)
		}
		top := len(open) - 1
		if name, ok := token.(string); ok && top >= 0 && open[top].members != nil && !open[top].value {
			if open[top].members[name] {
				return twice(name)
			}
			open[top].members[name], open[top].value = true, true
			continue
		}
		switch token {
		case json.Delim('{'):
			open = append(open, object{members: map[string]bool{}})
			continue
		case json.Delim('['):
			open = append(open, object{})
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:top]
			top--
		}
		if top < 0 {
			return nil
		}
		open[top].value = false
	}
}

// checker checks the entries for one address, each as it is read.
type checker struct {
	base        string
	places, ids map[string]bool
}

// check checks that each place and each segment appears once, and puts the id in
// lower case.
func (c *checker) check(e *Entry) error {
	base := inert.Name(c.base)
	e.ID = strings.ToLower(e.ID)
	switch err := CheckFile(e.File); {
	case err != nil:
		return fmt.Errorf("the file %q of %s %w", e.File, base, err)
	case !IsUUID(e.ID):
		return fmt.Errorf("the id of the file %s for %s is not a UUID: %q", inert.Name(e.File), base, e.ID)
	}
	place := e.Place().Key()
	switch {
	case c.places[place]:
		return fmt.Errorf("the file %s is there twice for %s; keep one of the entries", inert.Name(e.Place().String()), base)
	case c.ids[e.ID]:
		return fmt.Errorf("the segment %s is there twice for %s; keep one of the entries", inert.Name(e.ID), base)
	}
	if err := e.check(); err != nil {
		return fmt.Errorf("the entry of %s for %s %w", inert.Name(e.Place().String()), base, err)
	}
	c.places[place], c.ids[e.ID] = true, true
	return nil
}
