package rulesjson

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// number reads a number and returns it digit for digit.
func (s *scanner) number() ([]byte, bool) {
	start, i := s.pos, s.pos
	digits := func() bool {
		first := i
		for i < len(s.data) && s.data[i] >= '0' && s.data[i] <= '9' {
			i++
		}
		return i > first
	}
	is := func(a, b byte) bool { return i < len(s.data) && (s.data[i] == a || s.data[i] == b) }
	if is('-', '-') {
		i++
	}
	whole := i
	if !digits() {
		return nil, s.broken("expected a value")
	}
	if s.data[whole] == '0' && i > whole+1 {
		return nil, s.broken("a number has no leading zeros")
	}
	if is('.', '.') {
		i++
		if !digits() {
			return nil, s.broken("expected a digit after the point of a number")
		}
	}
	if is('e', 'E') {
		i++
		if is('+', '-') {
			i++
		}
		if !digits() {
			return nil, s.broken("expected a digit in the exponent of a number")
		}
	}
	s.pos = i
	s.poll.Step((i - start) / 8)
	return s.data[start:i], true
}

// text reads a string and returns its characters. The result may be a part of the
// scanned text.
func (s *scanner) text() ([]byte, bool) {
	s.pos++
	start, data := s.pos, s.data
	for i := start; i < len(data); {
		const letters = '\\' + 1 // and what follows them in ASCII: most of what is read
		for i < len(data) && data[i]-letters < utf8.RuneSelf-letters {
			i++
		}
		if i == len(data) {
			break
		}
		switch c := data[i]; {
		case c == '"':
			s.pos = i + 1
			s.poll.Step((s.pos - start) / 8)
			return data[start:i], true
		case c == '\\':
			s.pos = i
			return s.escapedText(append([]byte(nil), s.data[start:i]...))
		case ' ' <= c && c < utf8.RuneSelf:
			i++
		default:
			if s.pos = i; !s.plainRune() {
				return nil, false
			}
			i = s.pos
		}
	}
	s.pos = len(s.data)
	return nil, s.broken("the string does not end")
}

// escapedText is the rest of text from the first escape on.
func (s *scanner) escapedText(text []byte) ([]byte, bool) {
	for s.pos < len(s.data) {
		start := s.pos
		switch c := s.data[s.pos]; {
		case c == '"':
			s.pos++
			s.poll.Step(len(text) / 8)
			return text, true
		case c == '\\':
			s.poll.Step(1)
			r, ok := s.escape()
			if !ok {
				return nil, false
			}
			text = utf8.AppendRune(text, r)
		case !s.plainRune():
			return nil, false
		default:
			text = append(text, s.data[start:s.pos]...)
		}
	}
	return nil, s.broken("the string does not end")
}

// plainRune skips a character of a string that is not escaped.
func (s *scanner) plainRune() bool {
	if c := s.data[s.pos]; c < utf8.RuneSelf {
		if c < ' ' {
			return s.broken("a control character in a string must be escaped")
		}
		s.pos++
		return true
	}
	r, size := utf8.DecodeRune(s.data[s.pos:])
	if r == utf8.RuneError && size == 1 {
		return s.broken("the string is not valid UTF-8")
	}
	s.pos += size
	return true
}

// escape reads an escape and returns its character.
func (s *scanner) escape() (rune, bool) {
	if s.pos+1 < len(s.data) {
		c := s.data[s.pos+1]
		if c == 'u' {
			return s.unicodeEscape()
		}
		if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
			s.pos += 2
			return rune("\"\\/\b\f\n\r\t"[i]), true
		}
	}
	return 0, s.broken(`no such escape; a backslash itself is written \\`)
}

func (s *scanner) unicodeEscape() (rune, bool) {
	high, ok := s.hex(s.pos)
	if !ok {
		return 0, s.broken(`expected four hexadecimal digits after \u`)
	}
	if !utf16.IsSurrogate(high) {
		s.pos += 6
		return high, true
	}
	low, _ := s.hex(s.pos + 6)
	r := utf16.DecodeRune(high, low)
	if r == utf8.RuneError {
		return 0, s.broken("one half of a surrogate pair is not a character")
	}
	s.pos += 12
	return r, true
}

// hex reads the four digits of the \u escape at an offset.
func (s *scanner) hex(at int) (rune, bool) {
	if len(s.data) < at+6 || s.data[at] != '\\' || s.data[at+1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range s.data[at+2 : at+6] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
