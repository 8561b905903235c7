package collation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/internal/poll"
)

// piece is about how many bytes are looked at between two looks at the poll.
const piece = 4096

// inPieces applies a function to the pieces of a text, which begin where no
// character has to do with those before it.
func inPieces(p *poll.Poll, text string, apply func(string) string) string {
	p.Step(8 * min(len(text), piece))
	if len(text) <= piece {
		return apply(text)
	}
	var b strings.Builder
	for len(text) > piece {
		end := piece
		for end < len(text) && !utf8.RuneStart(text[end]) {
			end++
		}
		first := norm.NFKC.FirstBoundaryInString(text[end:])
		if first < 0 {
			break
		}
		b.WriteString(apply(text[:end+first]))
		text = text[end+first:]
		p.Step(8 * (end + first))
	}
	b.WriteString(apply(text))
	return b.String()
}

// base leaves the letters that people without accents on their keyboards write.
func base(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point):
		default:
			if plain, ok := plain(r); ok {
				b.WriteString(plain)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// plain returns the letters that one replaces if Unicode does not take it
// apart. Databases that ignore accents take them for equal.
func plain(r rune) (string, bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'ẞ':
		return "SS", true
	case 'æ':
		return "ae", true
	case 'Æ':
		return "AE", true
	case 'œ':
		return "oe", true
	case 'Œ':
		return "OE", true
	case 'ø':
		return "o", true
	case 'Ø':
		return "O", true
	case 'đ', 'ð':
		return "d", true
	case 'Đ', 'Ð':
		return "D", true
	case 'ħ':
		return "h", true
	case 'Ħ':
		return "H", true
	case 'ł':
		return "l", true
	case 'Ł':
		return "L", true
	case 'ŧ':
		return "t", true
	case 'Ŧ':
		return "T", true
	case 'ı':
		return "i", true
	case 'Ỻ':
		return "LL", true
	case 'ỻ':
		return "ll", true
	}
	return "", false
}
