// Package english puts counts and lists of words into sentences, in one way for all that
// segc says. It knows nothing of what the words are about, and shortens none of them.
package english

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Count says how many there are of something: "1 group", "2 groups", "0 branches". The
// noun is in the singular.
func Count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "ch"):
		return fmt.Sprintf("%d %ses", n, noun)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Grouped writes a number with a comma after every thousand.
func Grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// And lists words that are all meant: "a, b and c". No word gives an empty text.
func And(words []string) string { return list(words, " and ") }

// Or lists words when one of them is meant: "a, b or c". No word gives an empty text.
func Or(words []string) string { return list(words, " or ") }

// Either returns orders for a reader who follows one of them, the first with "either" before it and the others
// with "or". A single one stays as it is.
func Either(orders []string) []string {
	if len(orders) < 2 {
		return orders
	}
	choice := make([]string, len(orders))
	for i, order := range orders {
		choice[i] = "or " + order
	}
	choice[0] = "either " + orders[0]
	return choice
}

// Some lists the first of some words as And does, and counts those that are left out:
// "a, b and 3 more". Without a word it says "nothing".
func Some(words []string, most int) string {
	switch {
	case len(words) == 0:
		return "nothing"
	case len(words) > most:
		return More(words[:most], len(words)-most)
	}
	return And(words)
}

// More lists words beside others that are only counted: "a, b and 3 more".
func More(words []string, more int) string {
	return strings.Join(words, ", ") + fmt.Sprintf(" and %d more", more)
}

func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}

// Day writes a day, given as 2026-07-02: July 2, 2026. It returns anything else as it is.
func Day(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return day.Format("January 2, 2006")
}
