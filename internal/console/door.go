package console

import (
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/diag"
)

// door says what words may have beside printable text, line feeds and tabs.
type door struct {
	colors   bool // escapes that segc writes
	isolates bool // isolates, which segc writes around right-to-left text
	colons   bool // two colons at the start of a line
}

// clean returns words without what does not get through. Between two escapes,
// two tabs or two ends of lines, all of the text is looked at as a whole: what
// some characters are depends on their neighbors.
func (d door) clean(text string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(text); {
		n := d.isolate(text[i:])
		if n == 0 && text[i] >= ' ' {
			i++
			continue
		}
		n = max(n, d.escape(text[i:]))
		if n == 0 && (text[i] == '\n' || text[i] == '\t') {
			n = 1
		}
		if n == 0 {
			i++
			continue
		}
		b.WriteString(diag.Printable(text[done:i]))
		b.WriteString(text[i : i+n])
		i += n
		done = i
	}
	if done == 0 {
		return diag.Printable(text)
	}
	b.WriteString(diag.Printable(text[done:]))
	return b.String()
}

const (
	introducer    = "\x1b["
	longestEscape = len("\x1b[1;31m")
)

// escape returns the length of the escape that a text begins with, if it is one
// that segc writes: 0, 1 or 2 to reset, for bold and for faint, a color from red to
// cyan, or bold with a color.
func (d door) escape(text string) int {
	if !d.colors {
		return 0
	}
	code, isEscape := strings.CutPrefix(text, introducer)
	end := strings.IndexByte(code[:min(len(code), longestEscape)], 'm')
	if !isEscape || end < 0 {
		return 0
	}
	code = code[:end]
	color := strings.TrimPrefix(code, "1;")
	if code == "0" || code == "1" || code == "2" || len(color) == 2 && color[0] == '3' && color[1] >= '1' && color[1] <= '6' {
		return len(introducer) + end + 1
	}
	return 0
}

// isolate returns the length of the isolate that a text begins with, or of the end of one.
func (d door) isolate(text string) int {
	const start, end = "\u2068", "\u2069"
	if d.isolates && (strings.HasPrefix(text, start) || strings.HasPrefix(text, end)) {
		return len(start)
	}
	return 0
}

// begun returns how many bytes at the end of a text are the beginning of a
// character, or of an escape that gets through.
func (d door) begun(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if tail := text[len(text)-n:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return n
			}
			break
		}
	}
	for n := 1; d.colors && n < longestEscape && n <= len(text); n++ {
		tail := string(text[len(text)-n:])
		if tail[0] != introducer[0] {
			continue
		}
		for _, rest := range []string{"[0m", "0m", "m", "31m", "1m"} {
			if d.escape(tail+rest) > len(tail) {
				return n
			}
		}
	}
	return 0
}
