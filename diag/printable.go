package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns a text of unknown origin in a form that can be sent to a
// terminal, as WriteText does with all that it shows.
func Printable(s string) string { return printable(s) }

// printable returns a text of unknown origin in a form that can be sent to a
// terminal: what a terminal would obey, and what nobody would see, is replaced
// by a visible character.
func printable(s string) string {
	clean := func(s string) bool {
		for i, r := range s {
			if visible(r) != r || r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd") {
				return false
			}
		}
		return true
	}
	if clean(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s { // an invalid byte is U+FFFD here
		b.WriteRune(visible(r))
	}
	return b.String()
}

// visible returns the character itself or the one that is shown in its place:
// the picture of a control character, or U+FFFD for what has no picture, such
// as the marks that turn the direction of writing.
func visible(r rune) rune {
	switch {
	case r >= ' ' && r < 0x7f:
		return r
	case r < ' ':
		return '\u2400' + r
	case r == 0x7f:
		return '\u2421'
	case joiner(r):
		return r
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
		return utf8.RuneError
	default:
		return r
	}
}

// joiner reports whether an invisible character is part of how others are
// written, as in emoji of several parts, flags and Persian.
func joiner(r rune) bool {
	return r == '\u200c' || r == '\u200d' || r >= '\U000e0020' && r <= '\U000e007f'
}
