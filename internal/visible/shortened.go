package visible

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// bytesEach is the most bytes that a character has on average: marks can go on and
// on after a letter.
const bytesEach = utf8.UTFMax

// Shortened returns at most so many characters of a text, as a reader counts them, and
// says how many more of Unicode there are. It never cuts inside a character that has
// several, such as a letter with an accent, or an escape such as \u202e.
func Shortened(text string, most int) string {
	if len(text) <= most {
		return text
	}
	at := 0
	for n := 0; n < most && at < len(text); n++ {
		// Looking for the end of a character takes as long as that is.
		character, _, _, _ := uniseg.FirstGraphemeClusterInString(text[at:min(len(text), at+most*bytesEach)], -1)
		if at+len(character) > most*bytesEach {
			break
		}
		at += len(character)
	}
	if at == len(text) {
		return text
	}
	at = Cut(text, at, -1)
	return text[:at] + Left(utf8.RuneCountInString(text[at:]))
}

// Left says how many characters of a text are left out after a cut.
func Left(n int) string {
	if n == 1 {
		return "… (1 more character)"
	}
	return "… (" + grouped(n) + " more characters)"
}

// grouped returns a number with commas between thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// maxEscape is the length of the longest escape, \U0001f600.
const maxEscape = 10

// Cut returns the nearest place at or next to an offset, in the direction of the
// step, where a text can be cut: between characters, and not inside an escape. A text
// of backslashes is cut anywhere.
func Cut(text string, at, step int) int {
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
