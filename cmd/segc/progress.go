package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// progress tells a person who waits what is going on.
type progress struct {
	w        io.Writer
	terminal bool
	open     bool // a line stands that the next one replaces
}

// status shows what changes often: in place on a terminal, else not at all.
func (p *progress) status(text string) {
	if p.terminal {
		_, _ = fmt.Fprintf(p.w, "\r\x1b[K%s", visible(text)) // progress is not worth an error
		p.open = true
	}
}

// line shows what should stay.
func (p *progress) line(text string) {
	p.end()
	_, _ = fmt.Fprintf(p.w, "%s\n", visible(text)) // progress is not worth an error
}

// end removes the line that stands.
func (p *progress) end() {
	if p.open {
		_, _ = io.WriteString(p.w, "\r\x1b[K") // progress is not worth an error
		p.open = false
	}
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
