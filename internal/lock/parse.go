package lock

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/inert"
)

// byteOrderMark is what some editors put in front of a text.
const byteOrderMark = "\ufeff"

// Parse reads a lock of version 1 or 2, with a byte order mark in front or
// without. No bytes are an empty lock. A comma that a merge left out or left over
// between entries is no mistake.
//
// Being able to change the lock must not give more than that: the file of an
// entry is a rule in the folder of the lock or below it, see CheckFile.
func Parse(data []byte) (*File, error) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	if len(bytes.TrimSpace(data)) == 0 {
		return New(), nil
	}
	if bytes.HasPrefix(data, []byte("<<<<<<<")) || bytes.Contains(data, []byte("\n<<<<<<<")) {
		return nil, errors.New("two versions of the lock were merged and a conflict is left in it; keep the lines of both, one for each file")
	}
	data = commas(data)
	var head struct{ Version int }
	switch err := json.NewDecoder(bytes.NewReader(data)).Decode(&head); {
	case err != nil:
		return nil, notOurs(inLine(data, err))
	case head.Version == 1:
		return parse[entry1](data)
	case head.Version == Version:
		return parse[entry2](data)
	case head.Version > Version:
		return nil, fmt.Errorf("the lock has version %d, but this segc knows versions up to %d; install a newer segc", head.Version, Version)
	default:
		return nil, notOurs(errors.New("it has no version that segc ever wrote"))
	}
}

func notOurs(err error) error { return fmt.Errorf("this is not a lock that segc wrote: %w", err) }

// inLine adds the line of a mistake.
func inLine(data []byte, err error) error {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	before := data[:min(max(int(syntax.Offset)-1, 0), len(data))]
	return fmt.Errorf("line %d: %w", bytes.Count(before, []byte("\n"))+1, err)
}

// entry1 and entry2 are the entries of the versions as they are written.
type (
	entry1 struct {
		File    string `json:"file"`
		ID      string `json:"id"`
		Name    string `json:"name"`
		Hash    string `json:"hash"`
		Answer  string `json:"answer"`
		Updated string `json:"updated"`
	}
	entry2 struct {
		File       string            `json:"file"`
		ID         string            `json:"id"`
		Name       string            `json:"name"`
		Segment    string            `json:"segment"`
		Values     map[string]string `json:"values"`
		Day        string            `json:"day"`
		Set        map[string]string `json:"set"`
		Hash       Hashes            `json:"hash"`
		Answer     Hashes            `json:"answer"`
		Body       string            `json:"body"`
		BodyAnswer string            `json:"body_answer"`
		Updated    string            `json:"updated"`
	}
)

func (e entry1) entry() Entry {
	return Entry{File: e.File, ID: e.ID, Name: e.Name, Body: e.Hash, BodyAnswer: e.Answer, Updated: e.Updated}
}

func (e entry2) entry() Entry { return Entry(e) }

// parse reads the document of one version.
func parse[E interface{ entry() Entry }](data []byte) (*File, error) {
	if err := repeats(data); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var document struct {
		Version int            `json:"version"`
		Remotes map[string][]E `json:"remotes"`
	}
	if err := decoder.Decode(&document); err != nil {
		return nil, notOurs(err)
	}
	if len(bytes.TrimSpace(data[decoder.InputOffset():])) > 0 {
		return nil, notOurs(errors.New("more follows its end"))
	}
	f := &File{Read: document.Version, Remotes: map[string][]Entry{}}
	for base, written := range document.Remotes {
		entries := make([]Entry, len(written))
		for i, e := range written {
			entries[i] = e.entry()
		}
		if err := check(base, entries); err != nil {
			return nil, err
		}
		f.Remotes[base] = entries
	}
	return f, nil
}

// repeats refuses an object that has a member twice: a merge of two locks can
// leave that, and of the two only one would be read.
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
				return fmt.Errorf("the lock has %q twice in one place; keep the entries of both, in one", name)
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

// check checks that each place and each segment appears once, and puts ids in
// lower case.
func check(base string, entries []Entry) error {
	places, ids := map[string]bool{}, map[string]bool{}
	for i := range entries {
		e := &entries[i]
		e.ID = strings.ToLower(e.ID)
		place := e.place()
		switch {
		case CheckFile(e.File) != nil:
			return fmt.Errorf("the file %q of %s %w", e.File, inert.Name(base), CheckFile(e.File))
		case !IsUUID(e.ID):
			return fmt.Errorf("the id of the file %s for %s is no UUID: %q", inert.Name(e.File), inert.Name(base), e.ID)
		case places[place]:
			return fmt.Errorf("the file %s stands twice for %s; keep one of the entries", inert.Name(e.at()), inert.Name(base))
		case ids[e.ID]:
			return fmt.Errorf("the segment %s stands twice for %s; keep one of the entries", inert.Name(e.ID), inert.Name(base))
		}
		if err := e.check(); err != nil {
			return fmt.Errorf("the entry of %s for %s %w", inert.Name(e.at()), inert.Name(base), err)
		}
		places[place], ids[e.ID] = true, true
	}
	return nil
}

// at says in words which segment the entry is for.
func (e *Entry) at() string {
	text := e.File
	if e.Segment != "" {
		text += fmt.Sprintf(", segment %q", e.Segment)
	}
	if len(e.Values) > 0 {
		text += ", " + string(appendPairs(nil, e.Values))
	}
	return text
}

// check checks what the members of an entry say together.
func (e *Entry) check() error {
	whole := !e.Hash.IsZero()
	for _, hash := range e.Hash.each() {
		whole = whole && *hash != ""
	}
	_, err := time.Parse(time.DateOnly, e.Day)
	switch {
	case e.Segment == "" && len(e.Values) > 0:
		return errors.New("has values but no segment")
	case e.Day != "" && err != nil:
		return fmt.Errorf("has a day that is not a date: %q", e.Day)
	case !e.Hash.IsZero() && !whole:
		return errors.New("lacks the hash of a property")
	case e.Hash.IsZero() && !e.Answer.IsZero():
		return errors.New("has an answer but no hash")
	case !e.Hash.IsZero() && e.Body+e.BodyAnswer != "":
		return errors.New("has both the hashes of version 2 and the one of version 1")
	}
	return nil
}

// IsUUID reports whether a text is a UUID in lower case.
func IsUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (text[i] == '-') || !dash && !strings.Contains("0123456789abcdef", text[i:i+1]) {
			return false
		}
	}
	return true
}
