package explain

import (
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/textwidth"
)

// textColumns returns how wide a text is on a terminal.
func textColumns(p *poll.Poll, s string) int {
	p.Step(len(s) / 8)
	if isASCII(s) {
		return len(s)
	}
	total := 0
	for s != "" {
		p.Step(8)
		_, rest, columns, _ := uniseg.FirstGraphemeClusterInString(s, -1)
		total += columns
		s = rest
	}
	return total
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// wrapColumns breaks a text at blanks into lines of so many columns. A longer
// word stays whole.
func wrapColumns(p *poll.Poll, text string, columns int, add func(line string)) {
	first, last, width := 0, 0, 0 // of the line
	for start, end := range textwidth.Unbroken(text) {
		p.Step(16)
		wide := textColumns(p, text[start:end])
		switch {
		case last == 0:
			first, width = start, wide
		case width+1+wide > columns:
			add(text[first:last])
			first, width = start, wide
		default:
			width += 1 + wide
		}
		last = end
	}
	add(text[first:last])
}
