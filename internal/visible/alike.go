package visible

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/internal/lazy"
)

// Look returns what a text looks like. Texts of one look cannot be told apart by
// reading them: their letters are composed in another way or come from another
// script, or they differ in white space or in characters that nobody sees. The case of
// letters counts, and so do quotes and dashes, which people type in more than one way.
func Look(s string) string {
	if isPlain(s) {
		return s
	}
	// A letter and its mark may only meet where something between them is not seen.
	const enough = 8
	look := seen(s)
	for range enough {
		again := seen(look)
		if again == look {
			break
		}
		look = again
	}
	return look
}

// seen returns a text of composed letters without what nobody sees.
func seen(s string) string {
	composed := norm.NFC.String(s)
	var b strings.Builder
	b.Grow(len(composed))
	after := true // a blank, or the beginning
	for i, r := range composed {
		switch {
		case Hides(composed, i):
		case unicode.IsSpace(r):
			if !after {
				b.WriteByte(' ')
			}
			after = true
		default:
			b.WriteRune(Latin(r))
			after = false
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// isPlain reports whether a text is its own look for sure.
func isPlain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c <= ' ' && (c != ' ' || i == 0 || i == len(s)-1 || s[i-1] == ' ') || c >= 0x7f {
			return false
		}
	}
	return true
}

// Latin returns the Latin letter that a letter of another script cannot be told
// from in most fonts, or the letter itself.
func Latin(r rune) rune {
	if r < 0x370 {
		return r
	}
	if l, ok := lookAlikes.Get()[r]; ok {
		return l
	}
	return r
}

var lookAlikes = lazy.Value[map[rune]rune]{Make: func() map[rune]rune {
	const from, to = "АВЕЅІЈКМНОРСТХаесіјорѕухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXaecijopsyxABEZHIKMNOPTYXo"
	letters := []rune(to)
	table := map[rune]rune{}
	for i, r := range []rune(from) {
		table[r] = letters[i]
	}
	return table
}}

// Distinct reports whether no two different texts of some look alike, for sure.
func Distinct(texts []string) bool {
	for _, s := range texts {
		if !isPlain(s) {
			return false
		}
	}
	return true
}

// Apart returns texts in forms in which they can be told apart. Those that look
// like another one have what differs as escapes, such as \u0308; all others are as
// they are.
func Apart(texts ...string) []string {
	apart := append([]string(nil), texts...)
	first := make(map[string]int, len(texts))
	for i, s := range texts {
		look := Look(s)
		f, known := first[look]
		switch {
		case !known:
			first[look] = i
		case texts[f] != s:
			if apart[f] == texts[f] {
				apart[f] = differing(texts[f], s)
			}
			apart[i] = differing(s, texts[f])
		}
	}
	return apart
}

// differing returns a text with escapes where it differs from another one.
func differing(s, other string) string {
	start := 0
	for start < len(s) && start < len(other) && s[start] == other[start] {
		start++
	}
	for start > 0 && start < len(s) && !utf8.RuneStart(s[start]) {
		start--
	}
	end, end2 := len(s), len(other)
	for end > start && end2 > start && s[end-1] == other[end2-1] {
		end--
		end2--
	}
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	return s[:start] + Escaped(s[start:end]) + s[end:]
}

// Escaped returns a text with escapes, as a text value has them, for all but the
// characters of ASCII that can be seen. A blank is one too.
func Escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r > ' ' && r < 0x7f:
			b.WriteRune(r)
		case r > 0xffff:
			high, low := (r-0x10000)>>10+0xd800, (r-0x10000)&0x3ff+0xdc00
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// Name returns what counts of the name of a segment: the API may take off the
// space around it and write its letters in their composed form, so names that
// differ in nothing more are one name.
func Name(name string) string { return strings.TrimSpace(norm.NFC.String(name)) }
