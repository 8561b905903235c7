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
// safe for concurrent use.
type Source struct {
	name  string
	text  string
	once  sync.Once
	lines []int // offset at which each line starts
}

// NewSource returns the source text under the given name. The name is only
// ever printed; it need not be a file.
func NewSource(name, text string) *Source { return &Source{name: name, text: text} }

// Name returns the name of the source.
func (s *Source) Name() string { return s.name }

// Text returns the whole text, byte for byte as it was given.
func (s *Source) Text() string { return s.text }

// Slice returns the text of a span; a span that leaves the text is cut to it.
func (s *Source) Slice(span Span) string {
	start := min(max(span.Start, 0), len(s.text))
	end := min(max(span.End, start), len(s.text))
	return s.text[start:end]
}

// Position is a place for people: line and column count from 1, the column in
// Unicode code points. Lines end at LF; the CR of a CRLF belongs to its line.
type Position struct{ Offset, Line, Column int }

// LineOf returns the number of the line, from 1, that a byte offset is in. It costs
// less than Position, which counts the characters of the line.
func (s *Source) LineOf(offset int) int {
	return sort.SearchInts(s.lineStarts(), min(max(offset, 0), len(s.text))+1)
}

// Position converts a byte offset. An offset outside the text is moved to its
// nearest end.
func (s *Source) Position(offset int) Position {
	offset = min(max(offset, 0), len(s.text))
	lines := s.lineStarts()
	line := s.LineOf(offset)
	column := utf8.RuneCountInString(s.text[lines[line-1]:offset]) + 1
	return Position{Offset: offset, Line: line, Column: column}
}

// Line returns the text of a line (from 1) without its line ending, and the
// byte offset at which it starts. A line outside the text is empty.
func (s *Source) Line(number int) (text string, start int) {
	lines := s.lineStarts()
	if number < 1 || number > len(lines) {
		return "", len(s.text)
	}
	start = lines[number-1]
	end := len(s.text)
	if number < len(lines) {
		end = lines[number] - 1
	}
	return strings.TrimSuffix(s.text[start:end], "\r"), start
}

func (s *Source) lineStarts() []int {
	s.once.Do(func() {
		s.lines = append(make([]int, 0, strings.Count(s.text, "\n")+1), 0)
		for i := 0; i < len(s.text); i++ {
			if s.text[i] == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	})
	return s.lines
}

// Covers reports whether the other span lies inside this one.
func (s Span) Covers(other Span) bool { return s.Start <= other.Start && other.End <= s.End }
