package editor

import (
	"context"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/poll"
)

// Format returns the text in the one style of the language, as `segc fmt` writes it. It is false
// for a text that `segc fmt` leaves alone, since it has errors or would be too long.
func (s *Snapshot) Format(ctx context.Context) (text string, ok bool) {
	ctx = poll.Within(ctx, s.options.MaxMemory)
	work := poll.New(ctx)
	defer func() {
		if fault := recover(); fault != nil { // also one of segc itself: then the text stays as it is
			text, ok = "", false
		}
	}()
	// Again, since what can be read does not depend on what names mean.
	file, list := grammar.Parse(s.Source(), grammar.Options{MaxSize: s.maxSize(), Context: ctx})
	if list.HasErrors() {
		return "", false
	}
	text = string(format.FormatWithin(work, file, format.Width))
	if len(text) > s.maxSize() {
		return "", false
	}
	return text, ctx.Err() == nil
}

// maxSize returns the most bytes that a text may have.
func (s *Snapshot) maxSize() int {
	if s.options.MaxSize > 0 {
		return s.options.MaxSize
	}
	return grammar.MaxSize
}

// FormatRange returns the edits that write the statements in a part of the text in the one style
// of the language. What is between statements stays as it is. It is false where Format is.
func (s *Snapshot) FormatRange(ctx context.Context, span ast.Span) (edits []Edit, ok bool) {
	text, ok := s.Format(ctx)
	if !ok {
		return nil, false
	}
	// The same statements, in the same order.
	source := ast.NewSource(s.Source().Name(), text)
	file, _ := grammar.Parse(source, grammar.Options{MaxSize: len(text) + 1, Context: ctx})
	old := s.file().Statements
	if file.Broken || len(file.Statements) != len(old) {
		return nil, false
	}
	for i, statement := range old {
		at := statement.Span()
		if at.End < span.Start || span.End < at.Start {
			continue
		}
		at.Start = s.indented(at.Start)
		edits = append(edits, editsWithin(s.Source(), at, source.Slice(file.Statements[i].Span()))...)
	}
	return edits, true
}

// indented returns where the line of an offset begins if there are only blanks before the offset.
func (s *Snapshot) indented(offset int) int {
	before := s.text()[:offset]
	start := len(strings.TrimRight(before, " \t"))
	if start == 0 || before[start-1] == '\n' || before[start-1] == '\r' {
		return start
	}
	return offset
}
