package inert

import (
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/visible"
)

// Words returns a text of unknown origin as one line for people, which may be shown at the
// start of a line or anywhere else: all its characters can be seen, and it has no text that
// a CI system takes for a command.
func Words(text string) string {
	if plain(text) {
		return text
	}
	var line Line
	return line.Apart(visible.Text(text))
}

// plain reports whether a text has only characters of ASCII that can be seen, no hash, and
// no colon at its start: nothing else can begin a command. Almost all texts are plain, so
// it looks at many bytes at once.
func plain(text string) bool {
	if strings.HasPrefix(strings.TrimLeft(text, " "), ":") {
		return false
	}
	i := 0
	for ; i+8 <= len(text); i += 8 {
		t := text[i : i+8]
		w := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		if (oddIn(w)|control(w))&(ones<<7) != 0 {
			return false
		}
	}
	for ; i < len(text); i++ {
		if c := text[i]; c < ' ' || c >= 0x7f || c == '#' {
			return false
		}
	}
	return true
}

// control sets the highest bit of a byte that is a control character, if none before it
// has the highest bit set.
func control(w uint64) uint64 { return (w - ' '*ones) &^ w }

// Apart returns the words that follow in a log, with a space in every beginning of a
// command. The escapes that set colors stay whole; they are the only control characters
// that the words may have beside the ends of lines and tabs.
//
// It is a space and nothing less visible, because the systems ignore what has no
// width.
func (l *Line) Apart(words string) string { return l.apart(words, false) }

// ApartFromCommands is Apart for words in which two colons at the start of a line are
// meant.
func (l *Line) ApartFromCommands(words string) string { return l.apart(words, true) }

func (l *Line) apart(words string, colons bool) string {
	var out []byte
	done := 0
	for i := 0; i < len(words); {
		if n := l.Pass(words[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(words[i:])
		at := i
		var completes bool
		if n := color(words[i:]); n > 0 { // its bracket may complete a command, but it is seen as nothing
			with := *l
			completes, size = with.Completes('['), n
		} else {
			completes = l.Completes(r)
		}
		i += size
		if !completes || r == ':' && colons {
			continue
		}
		out = append(append(out, words[done:at]...), ' ')
		done = at
	}
	if len(out) == 0 {
		return words
	}
	return string(append(out, words[done:]...))
}

// color returns the length of the escape for a color that a text begins with, or 0.
func color(text string) int {
	const introducer = "\x1b["
	if !strings.HasPrefix(text, introducer) {
		return 0
	}
	for i := len(introducer); i < len(text); i++ {
		switch c := text[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}
