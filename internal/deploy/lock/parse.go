package lock

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// byteOrderMark is what some editors put at the start of a text.
const byteOrderMark = "\ufeff"

// Parse reads a lock of version 1 or 2, with or without a byte order mark at the
// start. No bytes are an empty lock. A comma that a merge left out or left over
// between entries is not a mistake.
//
// Being able to change the lock must not give more than that: the file of an
// entry is a rule in the folder of the lock or below it, see CheckFile.
func Parse(data []byte) (*File, error) {
	if len(data) > MaxSize {
		return nil, fmt.Errorf("the lock has more than %d MiB", MaxSize>>20)
	}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	if len(bytes.TrimSpace(data)) == 0 {
		return New(), nil
	}
	if bytes.HasPrefix(data, []byte("<<<<<<<")) || bytes.Contains(data, []byte("\n<<<<<<<")) {
		return nil, errors.New("two versions of the lock were merged and a conflict is left in it; keep the lines of both, one for each segment")
	}
	data = commas(data)
	var head struct{ Version int }
	switch err := json.NewDecoder(bytes.NewReader(data)).Decode(&head); {
	case err != nil:
		return nil, notOurs(inLine(data, err))
	case head.Version == 1:
		return read[entry1](data)
	case head.Version == Version:
		return read[entry2](data)
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
		Left       bool              `json:"left"`
		Day        string            `json:"day"`
		Set        map[string]string `json:"set"`
		Assume     map[string]string `json:"assume"`
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
	case e.Segment == "" && e.Left:
		return errors.New("is left but has no segment")
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
