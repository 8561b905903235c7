package rule

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// AppendSorted appends a condition as compact JSON with each value once, in
// sorted order. Two conditions share it exactly when they share their
// condition.Key. It does not change: hashes in segc.lock are made of it. So
// characters that are written as escapes only for those who look at documents
// are written as they are.
func AppendSorted(p *poll.Poll, dst []byte, c condition.Condition) []byte {
	start := len(dst)
	dst = appendCondition(p, dst, condition.Sorted(p, c))
	return dst[:start+unescape(dst[start:])]
}

// unescape writes the characters of a JSON text that have the form \u1234, and need it not,
// as they are. It returns how long the text is then.
func unescape(text []byte) (n int) {
	if !bytes.Contains(text, []byte(`\u`)) {
		return len(text)
	}
	for i := 0; i < len(text); {
		r, size := escapeAt(text[i:])
		switch {
		case r >= ' ':
			n += utf8.EncodeRune(text[n:], r)
		default:
			n += copy(text[n:], text[i:i+size])
		}
		i += size
	}
	return n
}

// escapeAt returns the character of the form \u1234 that a text begins with, and its
// length, or 0 and the length of what else is there.
func escapeAt(text []byte) (r rune, size int) {
	switch {
	case text[0] != '\\':
		return 0, 1
	case text[1] != 'u':
		return 0, 2
	}
	const unit = len(`\u1234`)
	r = unitAt(text)
	if utf16.IsSurrogate(r) { // the encoder writes whole pairs
		return utf16.DecodeRune(r, unitAt(text[unit:])), 2 * unit
	}
	return r, unit
}

func unitAt(text []byte) rune {
	n, _ := strconv.ParseUint(string(text[2:6]), 16, 16) // the encoder writes four digits
	return rune(n)
}
