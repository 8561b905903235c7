package rule

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// DecodeError says what is wrong with a JSON text, and where.
type DecodeError struct {
	Path    string // such as any[0].all[2].operator; empty for the text as a whole
	Message string // what may stand there and what does, in plain words
}

// Error returns the path and the message.
func (e *DecodeError) Error() string {
	if e.Path == "" {
		return e.Message
	}
	return e.Path + ": " + e.Message
}

// maxPath is above the length of the longest path that is ever entered, which
// is rules_json.any[0].all[0].days_window.days with a step for each part.
const maxPath = 12

// step is one part of a path: an index, or a member when the index is negative.
type step struct {
	name  string
	index int
}

func (s *scanner) enter(name string) {
	s.path[s.steps] = step{name: name, index: -1}
	s.steps++
}

func (s *scanner) leave() { s.steps-- }

// fail records what is wrong at the current path and returns false.
func (s *scanner) fail(format string, args ...any) bool {
	if s.err == nil {
		s.err = &DecodeError{Path: s.where(), Message: fmt.Sprintf(format, args...)}
	}
	return false
}

// failAt is fail for a member of the object at the current path.
func (s *scanner) failAt(name, format string, args ...any) bool {
	s.enter(name)
	defer s.leave()
	return s.fail(format, args...)
}

// broken is fail for what is not JSON at all; it says on which line.
func (s *scanner) broken(format string, args ...any) bool {
	before := string(s.data[:min(s.pos, len(s.data))])
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return s.fail("broken JSON at line %d, column %d: %s", line, column, fmt.Sprintf(format, args...))
}

// mustBe is fail for a value of another type than the one that belongs here.
func (s *scanner) mustBe(what string) bool {
	there := s.there()
	if there == noJSON && s.steps == 0 {
		return s.fail("this is no JSON; %s belongs here", what)
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

// plain reports whether a member name can stand in a path without quotes.
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

// there describes the value that the scanner stands on.
func (s *scanner) there() string {
	at := scanner{data: s.data, pos: s.pos}
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
