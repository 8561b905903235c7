package contactfile

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner reads JSON of one line.
type scanner struct {
	text string
	at   int
}

// lineFault is what is wrong at a byte of the line.
type lineFault struct {
	at      int
	message string
	name    string // of a column
	value   string
}

func (f *lineFault) Error() string { return f.message }

func (s *scanner) fault(format string, args ...any) error {
	return &lineFault{at: s.at, message: fmt.Sprintf(format, args...)}
}

// maxDepth is how deeply values may be nested.
const maxDepth = 100

// space skips what may be between tokens.
func (s *scanner) space() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			return
		}
	}
}

// peek returns the next byte that is not a space; 0 at the end.
func (s *scanner) peek() byte {
	if s.at < len(s.text) && s.text[s.at] > ' ' {
		return s.text[s.at]
	}
	return s.peekPastSpace()
}

func (s *scanner) peekPastSpace() byte {
	s.space()
	if s.at == len(s.text) {
		return 0
	}
	return s.text[s.at]
}

// expected returns the fault that something else comes next.
func (s *scanner) expected(what string) error {
	if s.peek() == 0 && s.at == len(s.text) {
		return s.fault("this ends too soon: %s is missing; write each contact on one line", what)
	}
	return s.fault("%s was expected here", what)
}

// member reads the name of the next member of an object, up to its value; at the first one,
// from the beginning of the object on. There are no more after the end of the object.
func (s *scanner) member(first bool) (name string, more bool, err error) {
	c := s.peek()
	switch {
	case first:
		if c != '{' {
			return "", false, s.expected("an object")
		}
		s.at++
		if c = s.peek(); c == '}' {
			s.at++
			return "", false, nil
		}
	case c == ',':
		s.at++
		c = s.peek()
	case c == '}':
		s.at++
		return "", false, nil
	default:
		return "", false, s.expected("a comma, or the end of the object,")
	}
	if c != '"' {
		return "", false, s.expected("the name of a member")
	}
	if name, err = s.string(); err != nil {
		return "", false, err
	}
	if s.peek() != ':' {
		return "", false, s.expected(`':' after the name of a member`)
	}
	s.at++
	return name, true, nil
}

// element goes to the next element of an array; at the first one, from the beginning of the
// array on. There are no more after the end of the array.
func (s *scanner) element(first bool) (more bool, err error) {
	c := s.peek()
	switch {
	case first:
		if c != '[' {
			return false, s.expected("an array")
		}
		s.at++
		if s.peek() == ']' {
			s.at++
			return false, nil
		}
		return true, nil
	case c == ',':
		s.at++
		return true, nil
	case c == ']':
		s.at++
		return false, nil
	default:
		return false, s.expected("a comma, or the end of the array,")
	}
}

// string reads a string. The result is a part of the text if it has no escapes.
func (s *scanner) string() (string, error) {
	start := s.at + 1
	end := plainUpTo(s.text, start)
	switch {
	case end == len(s.text):
		s.at = end
		return "", s.expected("the end of a string")
	case s.text[end] == '"':
		s.at = end + 1
		return s.text[start:end], nil
	case s.text[end] == '\\':
		return s.escaped(start, end)
	}
	s.at = end
	return "", s.fault("a control character must be an escape in a string")
}

// escaped reads the rest of a string that has an escape at a place.
func (s *scanner) escaped(start, at int) (string, error) {
	var b strings.Builder
	b.WriteString(s.text[start:at])
	for s.at = at; s.at < len(s.text); {
		switch c := s.text[s.at]; {
		case c == '"':
			s.at++
			return b.String(), nil
		case c < ' ':
			return "", s.fault("a control character must be an escape in a string")
		case c != '\\':
			b.WriteByte(c)
			s.at++
		default:
			r, err := s.escape()
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
		}
	}
	return "", s.expected("the end of a string")
}

// escape reads one escape. Half of a pair is U+FFFD, as encoding/json has it.
func (s *scanner) escape() (rune, error) {
	if s.at+1 >= len(s.text) {
		s.at = len(s.text)
		return 0, s.expected("the end of a string")
	}
	if i := strings.IndexByte(`"\/bfnrt`, s.text[s.at+1]); i >= 0 {
		s.at += 2
		return rune("\"\\/\b\f\n\r\t"[i]), nil
	}
	first, ok := s.hex()
	if !ok {
		return 0, s.fault("this is not an escape of JSON")
	}
	s.at += 6
	if !utf16.IsSurrogate(first) {
		return first, nil
	}
	if second, ok := s.hex(); ok {
		if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
			s.at += 6
			return r, nil
		}
	}
	return utf8.RuneError, nil
}

// hex reads the four digits of an escape without going past it.
func (s *scanner) hex() (rune, bool) {
	if len(s.text) < s.at+6 || s.text[s.at:s.at+2] != `\u` {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s.text[s.at+2 : s.at+6]) {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

// number reads a number as it is written.
func (s *scanner) number() (string, error) {
	start, i, text := s.at, s.at, s.text
	digits := func() bool {
		first := i
		for i < len(text) && '0' <= text[i] && text[i] <= '9' {
			i++
		}
		return i > first
	}
	if i < len(text) && text[i] == '-' {
		i++
	}
	whole := i
	if !digits() || text[whole] == '0' && i > whole+1 {
		return "", s.fault("this is not a value of JSON")
	}
	if i < len(text) && text[i] == '.' {
		if i++; !digits() {
			return "", s.fault("this is not a number of JSON")
		}
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		if i++; i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		if !digits() {
			return "", s.fault("this is not a number of JSON")
		}
	}
	s.at = i
	return text[start:i], nil
}

// word reads true, false or null if it comes next.
func (s *scanner) word(word string) bool {
	if strings.HasPrefix(s.text[s.at:], word) {
		s.at += len(word)
		return true
	}
	return false
}

// null reads null if it comes next.
func (s *scanner) null() bool { return s.peek() == 'n' && s.word("null") }

// skip reads a value that nobody asked for. It must be right all the same.
func (s *scanner) skip(depth int) error {
	if depth > maxDepth {
		return s.fault("this is nested more deeply than %d levels", maxDepth)
	}
	switch s.peek() {
	case '"':
		return s.skipString()
	case '{':
		for first := true; ; first = false {
			if _, more, err := s.member(first); !more {
				return err
			}
			if err := s.skip(depth + 1); err != nil {
				return err
			}
		}
	case '[':
		for first := true; ; first = false {
			if more, err := s.element(first); !more {
				return err
			}
			if err := s.skip(depth + 1); err != nil {
				return err
			}
		}
	case 't', 'f', 'n':
		if s.word("true") || s.word("false") || s.word("null") {
			return nil
		}
	case 0:
		if s.at == len(s.text) {
			return s.expected("a value")
		}
	default:
		_, err := s.number()
		return err
	}
	return s.fault("this is not a value of JSON")
}

func (s *scanner) skipString() error {
	_, err := s.string()
	return err
}

// whole reads a whole number from least on.
func (s *scanner) whole(least int64) (int64, error) {
	if c := s.peek(); c == '-' || '0' <= c && c <= '9' {
		start := s.at
		text, err := s.number()
		if err != nil {
			return 0, err
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err == nil && n >= least {
			return n, nil
		}
		s.at = start
		if errors.Is(err, strconv.ErrRange) {
			return 0, s.fault("this number is too large")
		}
	}
	return 0, s.fault("a whole number from %d up was expected here", least)
}

// end checks that nothing is left.
func (s *scanner) end() error {
	if s.space(); s.at < len(s.text) {
		return s.fault("there is more after the end of the object")
	}
	return nil
}
