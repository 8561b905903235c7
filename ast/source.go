package ast

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Span is a half-open range of byte offsets, [Start, End), in a source text.
type Span struct{ Start, End int }

// Join returns the smallest span that covers both spans.
func (s Span) Join(other Span) Span {
	return Span{Start: min(s.Start, other.Start), End: max(s.End, other.End)}
}

// Empty reports whether the span covers no bytes.
func (s Span) Empty() bool { return s.End <= s.Start }

// Source is one source text with the name that diagnostics call it by. It is
// safe for concurrent use. The zero Source is an empty text without a name, and so is a
// nil one: a place that is not in a text has it.
type Source struct {
	name  string
	text  string
	once  sync.Once
	lines []int // offset at which each line starts

	counting sync.Once
	counts   []count // of a text with long lines, see countAt
}

// count is the number of code points, and of UTF-16 code units, before an offset.
type count struct{ offset, runes, utf16 int }

// stride is the least number of bytes between two counts.
const stride = 1 << 10

// orEmpty returns the source, or an empty one for nil.
func (s *Source) orEmpty() *Source {
	if s == nil {
		return &Source{}
	}
	return s
}

// NewSource returns the source text under the given name. The name is only
// ever printed; it need not be a file.
func NewSource(name, text string) *Source { return &Source{name: name, text: text} }

// Name returns the name of the source.
func (s *Source) Name() string { return s.orEmpty().name }

// Text returns the whole text, byte for byte as it was given.
func (s *Source) Text() string { return s.orEmpty().text }

// Slice returns the text of a span; a span that leaves the text is cut to it.
func (s *Source) Slice(span Span) string {
	text := s.Text()
	start := min(max(span.Start, 0), len(text))
	end := min(max(span.End, start), len(text))
	return text[start:end]
}

// Position is a place for people and for editors: line and column count from 1, the
// column in Unicode code points, and UTF16 in the code units of UTF-16. Line-1 and UTF16-1
// are the position of the Language Server Protocol (LSP). As there, a line ends at LF, at
// CRLF and at a CR that is alone, and at nothing else; what ends a line belongs to it. A byte
// order mark before the text belongs to no line, since editors remove it.
type Position struct{ Offset, Line, Column, UTF16 int }

// LineOf returns the number of the line, from 1, that a byte offset is in. It costs
// less than Position, which counts characters too.
func (s *Source) LineOf(offset int) int {
	s = s.orEmpty()
	return sort.SearchInts(s.lineStarts(), min(max(offset, s.first()), len(s.text))+1)
}

// Position converts a byte offset, in a time that does not grow with the length
// of the line. An offset outside the text is moved to its nearest end, one at a byte
// order mark to the first character after it, and one inside a character to its start.
func (s *Source) Position(offset int) Position {
	s = s.orEmpty()
	offset = s.startOf(min(max(offset, s.first()), len(s.text)))
	lines := s.lineStarts()
	line := s.LineOf(offset)
	start := lines[line-1]
	at := count{offset: start}
	if offset-start > stride {
		at = s.countAt(start)
	}
	before := at
	if offset-start > stride {
		at = s.countAt(offset)
	} else {
		at = at.to(s.text, offset)
	}
	return Position{Offset: offset, Line: line, Column: 1 + at.runes - before.runes, UTF16: 1 + at.utf16 - before.utf16}
}

// startOf returns where the character begins that has an offset inside. A byte that is
// part of none is one by itself.
func (s *Source) startOf(offset int) int {
	if offset == len(s.text) || utf8.RuneStart(s.text[offset]) {
		return offset
	}
	for start := offset - 1; start >= max(0, offset-utf8.UTFMax+1); start-- {
		if utf8.RuneStart(s.text[start]) {
			if _, size := utf8.DecodeRuneInString(s.text[start:]); start+size > offset {
				return start
			}
			break
		}
	}
	return offset
}

// to counts on to a later offset.
func (c count) to(text string, offset int) count {
	part := text[c.offset:offset]
	runes := utf8.RuneCountInString(part)
	c.offset, c.runes, c.utf16 = offset, c.runes+runes, c.utf16+runes
	if runes < len(part) {
		for _, r := range part {
			c.utf16 += units(r) - 1
		}
	}
	return c
}

// units returns how many code units of UTF-16 a character takes.
func units(r rune) int {
	const last = 0xffff // that one unit can be
	if r > last {
		return 2
	}
	return 1
}

// countAt returns what is before an offset. It counts from the nearest count that is
// known: thousands of places in one long line are found as fast as in many lines.
func (s *Source) countAt(offset int) count {
	all := s.known()
	nearest := min(offset/stride, len(all)-1)
	if all[nearest].offset > offset {
		nearest--
	}
	return all[nearest].to(s.text, offset)
}

// known returns counts, at most a little more than a stride apart.
func (s *Source) known() []count {
	s.counting.Do(func() {
		s.counts = make([]count, 1, len(s.text)/stride+1)
		var now count
		for at, r := range s.text {
			if now.offset = at; at >= len(s.counts)*stride {
				s.counts = append(s.counts, now)
			}
			now.runes++
			now.utf16 += units(r)
		}
	})
	return s.counts
}

// Lines returns the number of lines, at least 1.
func (s *Source) Lines() int { return len(s.orEmpty().lineStarts()) }

// Offset converts a line and a column in code points, both from 1, to a byte offset. A
// place outside the text, or past the end of its line, moves to the nearest place before
// it, and one before the text to its beginning.
func (s *Source) Offset(line, column int) int {
	return s.offset(line, column, func(c count) int { return c.runes }, func(rune) int { return 1 })
}

// OffsetUTF16 is Offset for a column in UTF-16 code units. The middle of a surrogate pair
// moves to its beginning.
func (s *Source) OffsetUTF16(line, column int) int {
	return s.offset(line, column, func(c count) int { return c.utf16 }, units)
}

// offset finds a column that is counted in some units.
func (s *Source) offset(line, column int, counted func(count) int, units func(rune) int) int {
	s = s.orEmpty()
	switch {
	case line < 1:
		return s.first()
	case line > s.Lines():
		return len(s.text)
	}
	text, start := s.Line(line)
	end := start + len(text)
	at, left := start, max(column-1, 0)
	if end-start > stride {
		all := s.known()
		want := counted(s.countAt(start)) + left
		nearest := sort.Search(len(all), func(i int) bool { return all[i].offset > end || counted(all[i]) > want }) - 1
		if all[nearest].offset > start {
			at, left = all[nearest].offset, want-counted(all[nearest])
		}
	}
	for i, r := range s.text[at:end] {
		if left -= units(r); left < 0 {
			return at + i
		}
	}
	return end
}

// Line returns the text of a line (from 1) without its line ending, and the
// byte offset at which it starts. A line outside the text is empty.
func (s *Source) Line(number int) (text string, start int) {
	s = s.orEmpty()
	lines := s.lineStarts()
	if number < 1 || number > len(lines) {
		return "", len(s.text)
	}
	start = lines[number-1]
	end := len(s.text)
	if number < len(lines) {
		end = lines[number] - 1
		if end > start && s.text[end-1:end+1] == "\r\n" {
			end--
		}
	}
	return s.text[start:end], start
}

// byteOrderMark is what some editors put at the beginning of a text. No editor
// shows it or counts it.
const byteOrderMark = "\ufeff"

// first returns where the first line starts.
func (s *Source) first() int {
	return len(s.text) - len(strings.TrimPrefix(s.text, byteOrderMark))
}

func (s *Source) lineStarts() []int {
	s.once.Do(func() {
		s.lines = append(make([]int, 0, strings.Count(s.text, "\n")+1), s.first())
		for i := 0; i < len(s.text); i++ {
			if c := s.text[i]; c == '\n' || c == '\r' && !strings.HasPrefix(s.text[i+1:], "\n") {
				s.lines = append(s.lines, i+1)
			}
		}
	})
	return s.lines
}

// Covers reports whether the other span lies inside this one.
func (s Span) Covers(other Span) bool { return s.Start <= other.Start && other.End <= s.End }
