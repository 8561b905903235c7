package main

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/console"
)

// progress tells a person who waits what is going on.
type progress struct{ to *console.Stream }

// status shows what changes often. It does so in place, and only on a terminal.
func (p *progress) status(text string) {
	_ = p.to.Status(visible(text)) // progress is not worth an error
}

// line shows what should stay.
func (p *progress) line(text string) {
	p.end()
	_, _ = fmt.Fprintf(p.to, "%s\n", visible(text)) // progress is not worth an error
}

// end removes the current status line.
func (p *progress) end() {
	_ = p.to.ClearStatus() // progress is not worth an error
}

// visible returns a text in one line, without what could steer a terminal and
// what nobody would see: anybody may give a segment its name.
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
