package main

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/internal/console"
)

// progress tells a person who waits what is going on.
type progress struct{ to *console.Stream }

// status shows what changes often: in place on a terminal, else not at all.
func (p *progress) status(text string) {
	_ = p.to.Status(visible(text)) // progress is not worth an error
}

// line shows what should stay.
func (p *progress) line(text string) {
	p.end()
	_, _ = fmt.Fprintf(p.to, "%s\n", visible(text)) // progress is not worth an error
}

// end removes the line that stands.
func (p *progress) end() {
	_ = p.to.ClearStatus() // progress is not worth an error
}

// visible returns a text in one line, without what could steer a terminal: names
// of segments come from whoever may give them.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsPrint(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		default:
			return unicode.ReplacementChar
		}
	}, text)
}
