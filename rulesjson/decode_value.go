package rulesjson

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// scalar reads a value and appends it.
func (s *scanner) scalar(values *[]Value, what string) bool {
	var v Value
	start := s.pos
	switch c := s.next(); {
	case c == '"':
		text, ok := s.text()
		if !ok {
			return false
		}
		v = Value{Kind: String, Text: s.keep(text)}
	case c == 't' || c == 'f':
		if !s.skip() {
			return false
		}
		v = Value{Kind: Boolean, Text: s.keep(s.data[start:s.pos])}
	case c == '-' || c >= '0' && c <= '9':
		digits, ok := s.number()
		if !ok {
			return false
		}
		v = Value{Kind: Number, Text: s.keep(digits)}
	default:
		return s.mustBe(what)
	}
	s.poll.Hold(valueBytes)
	*values = append(*values, v)
	return true
}

// valueBytes is what a value of a list takes beside its text, in a slice that
// grows.
const valueBytes = 48

// nonEmpty reads a string of at least one character.
func (s *scanner) nonEmpty(what string) (string, bool) {
	if s.next() != '"' {
		return "", s.mustBe(what)
	}
	text, ok := s.text()
	if ok && len(text) == 0 {
		return "", s.fail("must be %s, not an empty string", what)
	}
	return s.keep(text), ok
}

// keep returns a text as a string that the result keeps, and counts it. Short ones are in few pieces
// of memory.
func (s *scanner) keep(text []byte) string {
	const long, least, most = 64, 32, 4096 // bytes of a text, and of a piece
	s.poll.Hold(len(text))
	if len(text) > long {
		return string(text)
	}
	from := s.texts.Len()
	if from+len(text) > s.texts.Cap() {
		s.texts, from = strings.Builder{}, 0
		s.texts.Grow(min(max(least, len(text), (len(s.data)-s.pos)/5), most))
	}
	s.texts.Write(text)
	return s.texts.String()[from:]
}

// list returns where the next list of values begins.
func (s *scanner) list() int {
	const least, most = 1, 64
	if len(s.values) == cap(s.values) {
		s.values = make([]Value, 0, min(max(least, 4*cap(s.values)), most))
	}
	return len(s.values)
}

func (s *scanner) uuids(ids *[]string) bool {
	return s.array("a list of at least one list id", func() bool {
		id, ok := s.uuid()
		s.poll.Hold(valueBytes + len(id))
		*ids = append(*ids, id)
		return ok
	})
}

// uuid reads a UUID and returns it as written.
func (s *scanner) uuid() (string, bool) {
	start := s.pos
	if s.next() != '"' {
		return "", s.mustBe(someUUID)
	}
	text, ok := s.text()
	if !ok {
		return "", false
	}
	id := string(text)
	if !isUUID(id) {
		s.pos = start
		return "", s.mustBe(someUUID)
	}
	return id, true
}

const someUUID = "a UUID such as 0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

// isUUID reports whether a text is a UUID in its usual form of 36 characters.
func isUUID(text string) bool { return len(text) == 36 && uuid.Validate(text) == nil }

// integer reads a whole number that is written as one: 1.0 and 1e0 are not.
func (s *scanner) integer(bits int) (int64, bool) {
	if c := s.next(); c != '-' && (c < '0' || c > '9') {
		return 0, s.mustBe("a whole number")
	}
	start := s.pos
	digits, ok := s.number()
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(string(digits), 10, bits)
	if err == nil {
		return n, true
	}
	s.pos = start
	if bytes.ContainsAny(digits, ".eE") {
		return 0, s.mustBe("a whole number")
	}
	return 0, s.fail("must be a whole number of at most %d bits, not %s", bits, s.there())
}

// atLeast reads a whole number that is not below a least one.
func (s *scanner) atLeast(least int64, bits int) (int64, bool) {
	n, ok := s.integer(bits)
	if ok && n < least {
		return 0, s.fail("must be at least %d, not %d", least, n)
	}
	return n, ok
}

// alternatives lists words for a message: "a", "b" or "c".
func alternatives[T ~string](words []T) string {
	text := ""
	for i, word := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			text += " or "
		default:
			text += ", "
		}
		text += strconv.Quote(string(word))
	}
	return text
}
