package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldedName returns the same for two names that a file system may take for one. These are the
// names that Unicode's full case folding makes the same.
//
// The library's own tables of languages take longer to set up, at every start, than a small rule
// to compile.
func foldedName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(name) { // so that few characters become several
		letters := string(r)
		if several := severalLetters(r); several != "" {
			letters = several
		}
		for _, r := range letters {
			first := r
			for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
				first = min(first, other)
			}
			if first == '\u0345' { // a mark below a letter, which must not be one below another
				first = 'ι'
			}
			b.WriteRune(first)
		}
	}
	return b.String()
}

// severalLetters returns what a character folds to, if that is more than one character.
func severalLetters(r rune) string {
	switch r {
	case 'ß', 'ẞ':
		return "ss"
	case 'ŉ':
		return "ʼn"
	case 'ẚ':
		return "aʾ"
	case 'և':
		return "եւ"
	case 'ﬀ':
		return "ff"
	case 'ﬁ':
		return "fi"
	case 'ﬂ':
		return "fl"
	case 'ﬃ':
		return "ffi"
	case 'ﬄ':
		return "ffl"
	case 'ﬅ', 'ﬆ':
		return "st"
	case 'ﬓ':
		return "մն"
	case 'ﬔ':
		return "մե"
	case 'ﬕ':
		return "մի"
	case 'ﬖ':
		return "վն"
	case 'ﬗ':
		return "մխ"
	}
	return ""
}
