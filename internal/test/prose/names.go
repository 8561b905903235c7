package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names reports whether a text has all of the data, such as names, numbers and paths, in any order
// and in any words. A datum that begins or ends with a letter or a digit is not a part of a longer word.
func Names(text string, data ...string) bool {
	for _, datum := range data {
		if !has(text, datum) {
			return false
		}
	}
	return true
}

func has(text, datum string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], datum)
		if i < 0 {
			return false
		}
		i += from
		first, size := utf8.DecodeRuneInString(datum)
		last, _ := utf8.DecodeLastRuneInString(datum)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(datum):])
		if !(letter(first) && letter(before)) && !(letter(last) && letter(after)) {
			return true
		}
		from = i + max(size, 1)
	}
}

func letter(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
