package explain

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/segc-lang/segc/internal/poll"
)

// textPixels estimates how wide a text is in a sans-serif font of a size. Fonts
// differ from machine to machine, so it is rather too much than too little.
func textPixels(p *poll.Poll, s string, size float64) float64 {
	total := 0.0
	for s != "" {
		p.Step(8)
		cluster, rest, columns, _ := uniseg.FirstGraphemeClusterInString(s, -1)
		total += clusterEms(cluster, columns)
		s = rest
	}
	return total * size
}

// clusterEms returns the width of what a reader takes for one character, as a
// part of the size of the font.
func clusterEms(cluster string, columns int) float64 {
	r, _ := utf8.DecodeRuneInString(cluster)
	switch {
	case columns >= 2 && (r >= 0x1f000 || strings.ContainsRune(cluster, 0xfe0f)):
		return 1.35 // an emoji
	case columns >= 2:
		return 1.05
	case r >= 0x300 && (unicode.IsMark(r) || columns == 0):
		return 0.2
	case strings.ContainsRune("mwMW@%—…", r):
		return 0.95
	case r >= utf8.RuneSelf && (unicode.Is(unicode.Latin, r) || r == '“' || r == '”'):
		return 0.66
	case r >= utf8.RuneSelf:
		return 0.75
	case strings.ContainsRune("ijlftrI.,:;'|!()[]/ -", r):
		return 0.36
	case r >= 'A' && r <= 'Z':
		return 0.74
	default:
		return 0.6
	}
}

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

// unbroken returns where a text has what is between its blanks, but keeps
// (since 2026-01-15) in one line.
func unbroken(s string) iter.Seq2[int, int] {
	wordEnd := func(i int) int {
		if n := strings.IndexByte(s[i:], ' '); n >= 0 {
			return i + n
		}
		return len(s)
	}
	return func(yield func(start, end int) bool) {
		for i := 0; i < len(s); i++ {
			end := wordEnd(i)
			if word := s[i:end]; (word == "(since" || word == "(before") && end < len(s) {
				end = wordEnd(end + 1)
			}
			if end > i && !yield(i, end) {
				return
			}
			i = end
		}
	}
}

// wrapColumns breaks a text at blanks into lines of so many columns. A longer
// word stays whole.
func wrapColumns(p *poll.Poll, text string, columns int, add func(line string)) {
	first, last, width := 0, 0, 0 // of the line
	for start, end := range unbroken(text) {
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

// wrapPixels breaks a text into lines of at most so many pixels: at blanks, and
// inside of a word only where that is longer than a line. Then the line ends with
// a backslash, which shows that nothing was there.
func wrapPixels(p *poll.Poll, s string, most, size float64) []string {
	p.Hold(4*len(s) + 64)
	var lines []string
	line, width := "", 0.0
	flush := func() {
		if line != "" {
			lines = append(lines, line)
			line, width = "", 0
		}
	}
	blank := textPixels(p, " ", size)
	for start, end := range unbroken(s) {
		word := s[start:end]
		own := textPixels(p, word, size)
		if line != "" && width+blank+own > most {
			flush()
		}
		if line != "" {
			line, width = line+" ", width+blank
		}
		for begun := false; word != ""; begun = true {
			p.Step(8)
			cluster, rest, columns, _ := uniseg.FirstGraphemeClusterInString(word, -1)
			wide := clusterEms(cluster, columns) * size
			if line != "" && width+wide > most {
				if begun {
					line += `\`
				}
				flush()
			}
			line, width, word = line+cluster, width+wide, rest
		}
	}
	flush()
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}
