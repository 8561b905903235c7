package explain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// textPixels reckons how wide a text is in a sans-serif font of a size. Fonts
// differ from machine to machine, so it is rather too much than too little.
func textPixels(s string, size float64) float64 {
	total := 0.0
	for s != "" {
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

// cutWords cuts a text at blanks, but keeps (since 2026-01-15) in one line.
func cutWords(s string) []string {
	fields := strings.Fields(s)
	kept := fields[:0]
	for i := 0; i < len(fields); i++ {
		word := fields[i]
		if (word == "(since" || word == "(before") && i+1 < len(fields) {
			i++
			word += " " + fields[i]
		}
		kept = append(kept, word)
	}
	return kept
}

// wrapPixels breaks a text into lines of at most so many pixels: at blanks, and
// inside of a word only where that is longer than a line.
func wrapPixels(s string, most, size float64) []string {
	var lines []string
	line, width := "", 0.0
	flush := func() {
		if line != "" {
			lines = append(lines, line)
			line, width = "", 0
		}
	}
	blank := textPixels(" ", size)
	for _, word := range cutWords(s) {
		own := textPixels(word, size)
		if line != "" && width+blank+own > most {
			flush()
		}
		if line != "" {
			line, width = line+" ", width+blank
		}
		for word != "" {
			cluster, rest, columns, _ := uniseg.FirstGraphemeClusterInString(word, -1)
			wide := clusterEms(cluster, columns) * size
			if line != "" && width+wide > most {
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
