package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// fieldError is what is wrong with a member of an answer. It has the whole
// value, because that may contain the key: the key must be removed before the
// value is cut short, or its beginning would remain.
type fieldError struct{ field, problem, value string }

// words returns what is wrong, with the beginning of the value.
func (e *fieldError) words(hide func(string) string) string {
	if e.value == "" {
		return hide(e.problem)
	}
	return hide(e.problem) + " " + printable(hide(e.value), maxQuoted)
}

// maxQuoted is how many characters of a value an error repeats.
const maxQuoted = 80

// brokenJSON says what is wrong with a text that is not one JSON value; cut
// when it only ends too early.
func brokenJSON(text []byte) (problem string, cut bool) {
	if json.Valid(text) {
		return "", false
	}
	var value json.RawMessage
	err := json.NewDecoder(bytes.NewReader(text)).Decode(&value)
	switch {
	case errors.Is(err, io.EOF):
		return "it is empty", true
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it is JSON that ends too early", true
	default:
		return "it is not JSON", false
	}
}

// object reads the members of a JSON object and keeps the first error. It
// ignores members that nobody asks for.
type object struct {
	path    string
	members map[string]json.RawMessage
	err     *fieldError
	kept    int64 // bytes of the texts that were read
}

func newObject(path string, value json.RawMessage) *object {
	o := &object{path: path}
	if json.Unmarshal(value, &o.members) != nil || o.members == nil {
		o.mismatch("", "an object", value)
	}
	return o
}

func (o *object) at(name string) string {
	switch {
	case o.path == "":
		return name
	case name == "":
		return o.path
	default:
		return o.path + "." + name
	}
}

func (o *object) fail(name, problem string) {
	if o.err == nil {
		o.err = &fieldError{field: o.at(name), problem: problem}
	}
}

// mismatch says that a value is something else than it must be.
func (o *object) mismatch(name, what string, value json.RawMessage) {
	if o.err == nil {
		kind, text := kindOf(value)
		o.err = &fieldError{o.at(name), "must be " + what + ", not " + kind, text}
	}
}

// get returns a member; ok is false when it is not there or null, which is an
// error when it is needed.
func (o *object) get(name string, needed bool, what string) (value json.RawMessage, ok bool) {
	if o.err != nil {
		return nil, false
	}
	value, ok = o.members[name]
	switch null := string(value) == "null"; {
	case ok && !null:
		return value, true
	case !needed:
	case ok:
		o.fail(name, "must be "+what+", not null")
	default:
		o.fail(name, "is missing")
	}
	return nil, false
}

// read unmarshals a member into a pointer.
func (o *object) read(name string, needed bool, what string, into any) bool {
	value, ok := o.get(name, needed, what)
	if !ok {
		return false
	}
	if json.Unmarshal(value, into) != nil {
		o.mismatch(name, what, value)
		return false
	}
	return true
}

func (o *object) text(name string, needed bool) (text string) {
	o.read(name, needed, "a string", &text)
	o.kept += int64(len(text))
	return text
}

// id reads a text that is a UUID.
func (o *object) id(name string) string {
	id := o.text(name, true)
	if o.err == nil && !isUUID(id) {
		o.err = &fieldError{o.at(name), "must be a UUID, not the string", `"` + id + `"`}
	}
	return id
}

func (o *object) texts(name string, needed bool) (texts []string) {
	o.read(name, needed, "a list of strings", &texts)
	return texts
}

// integer reads a whole number; nil when it is not there or null.
func (o *object) integer(name string, needed bool) *int64 {
	var n int64
	if !o.read(name, needed, "a whole number", &n) {
		return nil
	}
	return &n
}

// amount reads a number that must not be negative. It is -1 when it is not there
// or null.
func (o *object) amount(name string) int64 {
	n := o.integer(name, false)
	if n == nil {
		return -1
	}
	if *n < 0 {
		o.fail(name, fmt.Sprintf("must be at least 0, not %d", *n))
	}
	return *n
}

// null reports whether a member is there and null.
func (o *object) null(name string) bool { return string(o.members[name]) == "null" }

// kindOf describes a JSON value, and returns it if it is a string or a number.
func kindOf(value json.RawMessage) (kind, text string) {
	text = strings.TrimSpace(string(value))
	switch {
	case text == "":
		return "nothing", ""
	case text[0] == '{':
		return "an object", ""
	case text[0] == '[':
		return "a list", ""
	case text[0] == '"':
		var plain string
		_ = json.Unmarshal(value, &plain) // it was checked before
		return "the string", `"` + plain + `"`
	case text == "null" || text == "true" || text == "false":
		return text, ""
	default:
		return "the number", text
	}
}
