package diag

import (
	"strings"

	"github.com/rivo/uniseg"
)

// minWrapped is the width that texts are wrapped at on a terminal that is narrower. It
// leaves room for a word after the indent.
const minWrapped = 30

// span is a part of a line in one color.
type span struct {
	color paint
	text  string
}

// line prints a line of printable text. On a terminal it is wrapped at the spaces from an
// offset on, and what is wrapped is indented, so that the start of each line of the text can be
// seen.
func (p *printer) line(from, indent int, spans ...span) {
	var all strings.Builder
	for _, s := range spans {
		all.WriteString(s.text)
	}
	var ends []int
	if p.style.Width > 0 {
		ends = lineEnds(all.String(), from, indent, max(p.style.Width, minWrapped))
	}
	start := 0
	for _, s := range spans {
		var b strings.Builder
		done := 0
		for ; len(ends) > 0 && ends[0] < start+len(s.text); ends = ends[1:] {
			b.WriteString(s.text[done : ends[0]-start])
			b.WriteString("\n" + strings.Repeat(" ", indent))
			done = ends[0] - start + len(" ")
		}
		b.WriteString(s.text[done:])
		p.painted(s.color, p.isolated(b.String(), ""))
		start += len(s.text)
	}
	p.text("\n")
}

// lineEnds returns the offsets of the spaces of a text that end a line in a number of columns. A
// word that is too long, such as a path, is left to the terminal, which breaks it without a
// change to what is copied from there.
func lineEnds(text string, from, indent, columns int) []int {
	var ends []int
	column, start, end := 0, 0, -1 // of a word; end is the space before it, or -1
	word := func(next int) {
		width := uniseg.StringWidth(text[start:next])
		switch {
		case end < 0:
			column = width
		case column+1+width <= columns:
			column += 1 + width
		default:
			ends = append(ends, end)
			column = indent + width
		}
		if column > columns {
			column = (column-1)%columns + 1
		}
	}
	for i := 0; i < len(text); i++ {
		switch {
		case i < from:
		case text[i] == '`':
			// Code stays on one line unless it is long.
			if n := strings.IndexByte(text[i+1:], '`'); n >= 0 && uniseg.StringWidth(text[i:i+1+n+1]) <= columns/2 {
				i += 1 + n
			}
		case text[i] == ' ' && i > 0 && text[i-1] != ' ' && i+1 < len(text) && text[i+1] != ' ':
			word(i)
			start, end = i+1, i
		}
	}
	word(len(text))
	return ends
}
