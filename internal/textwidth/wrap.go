package textwidth

import (
	"iter"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/segc-lang/segc/internal/poll"
)

// Unbroken returns where a text has what is between its blanks, but keeps
// (since 2026-01-15) in one line.
func Unbroken(s string) iter.Seq2[int, int] {
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

// Wrap breaks a text into lines of at most so many pixels: at blanks, and
// inside of a word only where that is longer than a line. Then the line ends with
// a backslash, which shows that nothing was there.
func Wrap(p *poll.Poll, s string, most, size float64) []string {
	p.Hold(4*len(s) + 64)
	var lines []string
	line, width := "", 0.0
	flush := func() {
		if line != "" {
			lines = append(lines, line)
			line, width = "", 0
		}
	}
	blank := Pixels(p, " ", size)
	for start, end := range Unbroken(s) {
		word := s[start:end]
		own := Pixels(p, word, size)
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
