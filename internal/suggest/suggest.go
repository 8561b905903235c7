// Package suggest finds the word that an author most likely meant. It knows
// nothing of what words are for.
package suggest

import (
	"strings"
	"unicode"
)

// maxLength bounds the words that are compared, so that hostile names cost nothing.
const maxLength = 64

// Nearest returns the candidate that is closest to the word: the one with the
// fewest letters inserted, dropped, replaced or swapped, where the case of
// letters does not count and a difference in case only is closest. It reports
// false, with no word, when none is close enough to be a likely slip, or when
// two different ones are equally close.
func Nearest(word string, candidates []string) (string, bool) {
	var buffer, other [maxLength]rune
	lower, ok := letters(word, &buffer)
	if !ok || len(lower) == 0 {
		return "", false
	}
	limit := allowed(len(lower))
	best, bestDistance, tie := "", limit+1, false
	for _, candidate := range candidates {
		if candidate == word || len(candidate) > 4*maxLength || opposite(word, candidate) {
			continue
		}
		against, ok := letters(candidate, &other)
		if !ok {
			continue
		}
		d := distance(lower, against, limit)
		switch {
		case d < bestDistance:
			best, bestDistance, tie = candidate, d, false
		case d == bestDistance && d <= limit && candidate != best:
			tie = true
		}
	}
	if bestDistance > limit || tie {
		return "", false
	}
	return best, true
}

// opposite reports whether one word denies the other: inactive is not a typo of
// active.
func opposite(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if len(a) < len(b) {
		a, b = b, a
	}
	for _, prefix := range []string{"un", "in", "im", "non", "not", "no", "dis", "ex"} {
		if rest, ok := strings.CutPrefix(a, prefix); ok && strings.TrimLeft(rest, "_-") == b {
			return true
		}
	}
	return false
}

// letters returns the letters of a word in lower case, and whether they are few
// enough to be compared.
func letters(word string, buffer *[maxLength]rune) ([]rune, bool) {
	n := 0
	for _, r := range word {
		if n == maxLength {
			return nil, false
		}
		buffer[n] = unicode.ToLower(r)
		n++
	}
	return buffer[:n], true
}

// allowed returns how many slips a word of this length may have: none in one
// or two letters, where almost everything is close to everything.
func allowed(length int) int {
	switch {
	case length <= 2:
		return 0
	case length <= 5:
		return 1
	default:
		return 2
	}
}

// distance is the optimal string alignment distance, or limit+1 when it is
// larger than the limit.
func distance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var rows [3][maxLength + 1]int
	before, previous, current := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		smallest := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			current[j] = d
			smallest = min(smallest, d)
		}
		if smallest > limit {
			return limit + 1
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
