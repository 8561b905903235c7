package diag

import "github.com/segc-lang/segc/internal/visible"

// shortened returns a text whose middle is left out if it is long: its start says
// what it is about, and its end often what is wrong with that. It cuts between
// characters and never inside an escape such as \u202e. What follows the cut is in
// the line of the ellipsis, so it cannot become a command by being at the start of one.
func shortened(text string) string { return shortenedTo(text, maxText) }

// shortenedTo is shortened for another number of bytes.
func shortenedTo(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most / 4
	return text[:visible.Cut(text, most-end-len(ellipsis), -1)] + ellipsis + text[visible.Cut(text, len(text)-end, 1):]
}
