package editor

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/directive"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/poll"
)

// addValues adds texts that may come: the values of a column, or what the text is for.
func (c *completer) addValues() {
	if !c.expects(grammar.AnyValue) && !c.expects(grammar.StringText) {
		return
	}
	if c.mayTakeIDs() {
		c.argument()
	}
	of, known := c.column()
	if known && len(of.Choices) > 0 {
		for _, choice := range of.Choices {
			c.quoted(ChoiceItem, choice, "value of "+c.expected.Column)
		}
		return
	}
	if c.expected.Column != "" || c.expects(grammar.AnyValue) {
		c.open = c.open || !known || of.Type != column.Boolean
		return
	}
	c.open = true
	switch c.wordBefore() {
	case "use":
		c.open = false
		c.paths()
	case "color":
		c.open = false
		for _, color := range palette.Colors() {
			c.quoted(ColorItem, color, "")
		}
	default:
		c.segments()
	}
}

// quoted adds a text between quotes.
func (c *completer) quoted(kind ItemKind, text, detail string) {
	if quoted, ok := grammar.Quote(text); ok {
		c.add(Item{Kind: kind, Label: quoted, Text: quoted, Detail: detail})
	}
}

// wordBefore returns the word right before the place, in lower case.
func (c *completer) wordBefore() string {
	text := strings.TrimRight(c.text()[:c.at], " \t\r\n")
	start := strings.LastIndexFunc(text, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) + 1
	return strings.ToLower(text[start:])
}

// completeComment returns what may come in a comment, and whether the offset is in one: only what
// speaks to segc.
func (s *Snapshot) completeComment(work *poll.Poll, offset int) (Completion, bool) {
	for _, comment := range s.file().Comments {
		work.Step(1)
		if offset <= comment.At.Start || offset > comment.At.End {
			continue
		}
		text, done := s.text(), Completion{Span: ast.Span{Start: offset, End: offset}}
		start := offset
		for start > comment.At.Start+1 && !strings.ContainsRune(" \t", rune(text[start-1])) {
			start--
		}
		end := offset
		for end < comment.At.End && !strings.ContainsRune(" \t", rune(text[end])) {
			end++
		}
		before := strings.TrimSpace(text[comment.At.Start+1 : start])
		done.Span = ast.Span{Start: start, End: end}
		switch {
		case before == "":
			for _, word := range [...]string{directive.Ignore, directive.Plain} {
				done.Items = append(done.Items, Item{Kind: DirectiveItem, Label: word, Text: word})
			}
		case before == directive.Ignore:
			done.Items = s.warned(comment)
		}
		return done, true
	}
	return Completion{}, false
}

// warned returns the codes of the warnings about the lines next to a comment, and of all others.
func (s *Snapshot) warned(ast.Comment) []Item {
	var items []Item
	for _, code := range diag.Codes() {
		if page, ok := diag.LookupPage(code); ok && page.Severity == diag.Warning {
			items = append(items, Item{Kind: DirectiveItem, Label: string(code), Text: string(code), Detail: page.Title, Help: Help{Code: code}})
		}
	}
	return items
}

// place returns the path of the text in its files.
func (s *Snapshot) place() string {
	if s.options.Path != "" {
		return s.options.Path
	}
	return s.Source().Name()
}
