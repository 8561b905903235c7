package visible

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Shortened returns at most so many characters of a text that a person reads, and says
// how many more there are. It never cuts inside an escape such as \u202e.
func Shortened(text string, most int) string {
	if len(text) <= most {
		return text
	}
	at, n := 0, 0
	for at = range text {
		if n++; n > most {
			break
		}
	}
	if n <= most {
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
