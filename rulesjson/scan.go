package rulesjson

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
)

// maxSize is the number of bytes above which a JSON text is refused unread. It is far
// above the largest document that the compiler emits.
const maxSize = 16 << 20

// maxDepth bounds how deep objects and arrays may nest. A whole segment needs
// eight levels; the rest is for members that are skipped.
const maxDepth = 64

// scanner reads JSON from bytes, stricter than encoding/json: it refuses
// invalid UTF-8 and halves of surrogate pairs instead of replacing them, and
// it bounds the depth. It knows the path of the value where it is. After a failure
// its methods return false and err says why.
type scanner struct {
	poll  *poll.Poll // counts the steps of large texts, and what is read from them
	data  []byte
	pos   int
	root  int // where the value of the whole text begins
	depth int
	path  [maxPath]step
	steps int
	err   *ParseError

	texts  strings.Builder // texts of the result, which are short
	values []Value         // those of the result, list after list
}

// begin goes to the first value of a text that is not too long.
func (s *scanner) begin() bool {
	if n := len(s.data); n > maxSize {
		s.err = &ParseError{Message: fmt.Sprintf("the text has %d bytes; at most %d are read", n, maxSize), End: 1}
		return false
	}
	s.next()
	s.root = s.pos
	return true
}

// next skips white space and returns the byte there, or 0 at the end.
func (s *scanner) next() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// end reports whether nothing but white space is left.
func (s *scanner) end() bool {
	if s.next(); s.pos < len(s.data) {
		return s.broken("nothing may follow, but here is %s", s.there())
	}
	return true
}

// object reads an object. The function is called on every member, with the
// scanner on its value, and must read it.
func (s *scanner) object(what string, member func(name []byte) bool) bool {
	if s.next() != '{' {
		return s.mustBe(what)
	}
	if !s.deeper() {
		return false
	}
	if s.next() == '}' {
		return s.shallower()
	}
	for {
		if s.next() != '"' {
			return s.broken("expected the name of a member in quotes")
		}
		name, ok := s.text()
		if !ok {
			return false
		}
		s.poll.Step(16)
		if s.next() != ':' {
			return s.broken(`expected ":"`)
		}
		s.pos++
		if s.next(); !member(name) {
			return false
		}
		switch s.next() {
		case ',':
			s.pos++
		case '}':
			return s.shallower()
		default:
			return s.broken(`expected "," or "}"`)
		}
	}
}

// array reads an array of at least one element. The function is called on
// every element, with the scanner on it and its index in the path, and must
// read it.
func (s *scanner) array(what string, element func() bool) bool {
	if s.next() != '[' {
		return s.mustBe(what)
	}
	if !s.deeper() {
		return false
	}
	if s.next() == ']' {
		return s.fail("must be %s, not an empty list", what)
	}
	at := s.steps
	s.enter("")
	s.path[at].index = 0
	for {
		s.poll.Step(16)
		s.next()
		s.path[at].at = int32(s.pos)
		if !element() {
			return false
		}
		s.path[at].index++
		switch s.next() {
		case ',':
			s.pos++
		case ']':
			s.leave()
			return s.shallower()
		default:
			return s.broken(`expected "," or "]"`)
		}
	}
}

func (s *scanner) deeper() bool {
	if s.depth == maxDepth {
		return s.broken("objects and lists nest deeper than %d levels", maxDepth)
	}
	s.depth++
	s.pos++
	return true
}

func (s *scanner) shallower() bool {
	s.depth--
	s.pos++
	return true
}

// skip goes to the end of a value of any type, which must be JSON.
func (s *scanner) skip() bool {
	switch c := s.next(); c {
	case '{':
		return s.object("", s.skipMember)
	case '[':
		return s.skipArray()
	case '"':
		_, ok := s.text()
		return ok
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	case 'n':
		return s.word("null")
	default:
		_, ok := s.number()
		return ok
	}
}

func (s *scanner) skipMember([]byte) bool { return s.skip() }

// skipArray is apart from array because a value that is skipped may be an empty list and
// has no path.
func (s *scanner) skipArray() bool {
	if !s.deeper() {
		return false
	}
	if s.next() == ']' {
		return s.shallower()
	}
	for {
		s.poll.Step(8)
		if !s.skip() {
			return false
		}
		switch s.next() {
		case ',':
			s.pos++
		case ']':
			return s.shallower()
		default:
			return s.broken(`expected "," or "]"`)
		}
	}
}

func (s *scanner) word(word string) bool {
	if len(s.data)-s.pos < len(word) || string(s.data[s.pos:s.pos+len(word)]) != word {
		return s.broken("expected a value")
	}
	s.pos += len(word)
	return true
}
