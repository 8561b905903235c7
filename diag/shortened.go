package diag

import (
	"strings"
	"unicode/utf8"
)

// maxEscape is the length of the longest escape, \U0001f600.
const maxEscape = 10

// shortened returns a text whose middle is left out if it is long: its start says
// what it is about, and its end often what is wrong with that. It cuts between
// characters and never inside an escape such as \u202e. What follows the cut is in
// the line of the ellipsis, so it cannot become a command by being at the start of one.
func shortened(text string) string {
	if len(text) <= maxText {
		return text
	}
	const end = maxText / 4
	return text[:cut(text, maxText-end-len(ellipsis), -1)] + ellipsis + text[cut(text, len(text)-end, 1):]
}

// cut returns the nearest place at or next to an offset, in the direction of the
// step, where a text can be cut. A text of backslashes is cut anywhere.
func cut(text string, at, step int) int {
	const far = 8 * maxEscape
	for to := at; to > 0 && to < len(text) && to-at < far && at-to < far; to += step {
		if utf8.RuneStart(text[to]) && !strings.Contains(text[max(to-maxEscape+1, 0):to], `\`) {
			return to
		}
	}
	for n := 0; n < utf8.UTFMax && at < len(text) && !utf8.RuneStart(text[at]); n++ {
		at--
	}
	return at
}
