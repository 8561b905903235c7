package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/diag"
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

// visible returns a text in one line, without what could steer a terminal and
// what nobody would see: names of segments come from whoever may give them.
func visible(text string) string {
	return diag.Printable(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text))
}

// visibleLines returns the same of every line of a text.
func visibleLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		content, ended := strings.CutSuffix(line, "\n")
		b.WriteString(visible(content))
		if ended {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
