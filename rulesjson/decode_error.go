package rulesjson

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/inert"
)

// ParseError says where a JSON text, or a document of a program, is not what the API
// takes, and why.
type ParseError struct {
	Path    string // for example any[0].all[2].operator; empty for the text as a whole
	Message string // what may be there and what is, in plain words, without a full stop

	// Start and End are the bytes of the text that the path leads to, from 0. They are the
	// first byte of what is broken or too long to be read, and 0 without a text.
	Start, End int
}

// Error returns the path and the message.
func (e *ParseError) Error() string {
	if e.Path == "" {
		return inert.Words(e.Message)
	}
	return inert.Words(e.Path + ": " + e.Message)
}

// maxPath is above the length of the longest path that is ever entered, which
// is rules_json.any[0].all[0].days_window.days with a step for each part.
const maxPath = 12

// step is one part of a path: an index, or a member when the index is negative.
type step struct {
	name  string
	index int32
	at    int32 // where its value begins; a text has at most maxSize bytes
}

// enter goes to the value of a member, where the scanner is.
func (s *scanner) enter(name string) {
	s.path[s.steps] = step{name: name, index: -1, at: int32(s.pos)}
	s.steps++
}

func (s *scanner) leave() { s.steps-- }

// fail records what is wrong at the current path and returns false.
func (s *scanner) fail(format string, args ...any) bool {
	if s.err == nil {
		start := s.root
		if s.steps > 0 {
			start = int(s.path[s.steps-1].at)
		}
		s.err = &ParseError{Path: s.where(), Message: fmt.Sprintf(format, args...), Start: start}
		s.err.End = s.endOf(start)
	}
	return false
}

// failAt is fail for a member of the object at the current path, whose value begins at an
// offset.
func (s *scanner) failAt(name string, at int, format string, args ...any) bool {
	s.pos = at
	s.enter(name)
	defer s.leave()
	return s.fail(format, args...)
}

// broken is fail for what is not JSON at all; it says on which line.
func (s *scanner) broken(format string, args ...any) bool {
	if s.err != nil {
		return false
	}
	before := string(s.data[:min(s.pos, len(s.data))])
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return s.fail("broken JSON at line %d, column %d: %s", line, column, fmt.Sprintf(format, args...))
}

// endOf returns where a value ends; for a broken value, it returns the end of its first
// byte.
func (s *scanner) endOf(start int) int {
	value := scanner{poll: s.poll, data: s.data, pos: start, err: s.err}
	if value.skip() {
		return value.pos
	}
	return min(start+1, len(s.data))
}

// mustBe is fail for a value of another type than the one that is expected.
func (s *scanner) mustBe(what string) bool {
	there := s.there()
	if there == noJSON && s.steps == 0 {
		return s.fail("this is not JSON; expected %s", what)
	}
	return s.fail("must be %s, not %s", what, there)
}

func (s *scanner) where() string {
	var b strings.Builder
	for _, step := range s.path[:s.steps] {
		switch {
		case step.index >= 0:
			fmt.Fprintf(&b, "[%d]", step.index)
		case !plain(step.name):
			fmt.Fprintf(&b, "[%s]", quote(step.name))
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(step.name)
		}
	}
	return b.String()
}

// plain reports whether a member name needs no quotes in a path.
func plain(name string) bool {
	for i := range len(name) {
		c := name[i]
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return name != "" && len(name) <= 40
}

// quote returns a text of unknown origin for a message: short and printable.
func quote(s string) string {
	const limit = 40
	if utf8.RuneCountInString(s) > limit {
		s = string([]rune(s)[:limit]) + "…"
	}
	return strconv.Quote(s)
}

// there describes the value where the scanner is.
func (s *scanner) there() string {
	at := scanner{data: s.data, pos: s.pos, err: &ParseError{}} // nobody asks what is broken
	switch c := at.next(); c {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		if text, ok := at.text(); ok {
			return "the string " + quote(string(text))
		}
		return "a broken string"
	case 't', 'f', 'n':
		for _, word := range []string{"true", "false", "null"} {
			if bytes.HasPrefix(at.data[at.pos:], []byte(word)) {
				return word
			}
		}
		return noJSON
	default:
		if at.pos == len(at.data) {
			return "the end of the text"
		}
		if number, ok := at.number(); ok {
			return "the number " + strings.Trim(quote(string(number)), `"`)
		}
		return noJSON
	}
}

// noJSON is what there says of what no value begins with.
const noJSON = "something that is not JSON"
