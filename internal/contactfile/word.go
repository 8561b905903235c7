package contactfile

import (
	"math/bits"
	"strings"
)

// Eight bytes of a text are looked at as one number, the first one in its lowest bits.
const (
	wordSize = 8
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// word returns the eight bytes of a text from a place on.
func word(text string, at int) uint64 {
	t := text[at : at+wordSize]
	return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 | uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
}

// zeroBytes has the high bit of the lowest byte that is zero, and perhaps of higher ones.
func zeroBytes(w uint64) uint64 { return (w - eachByte) &^ w & highBits }

// exactZeroBytes has the high bits of the bytes that are zero, and no others.
func exactZeroBytes(w uint64) uint64 {
	const lowBits = 0x7f * eachByte
	return ^((w&lowBits + lowBits) | w | lowBits)
}

// lowestByte returns which byte has the lowest bit.
func lowestByte(flags uint64) int { return bits.TrailingZeros64(flags) / wordSize }

// plainUpTo returns the place of the first byte, from one on, that is not plain in a string of
// JSON: a quote, a backslash or a control character. It is the end if there is none.
func plainUpTo(text string, at int) int {
	for ; at+wordSize <= len(text); at += wordSize {
		w := word(text, at)
		control := (w - ' '*eachByte) &^ w & highBits
		if flags := zeroBytes(w^'"'*eachByte) | zeroBytes(w^'\\'*eachByte) | control; flags != 0 {
			return at + lowestByte(flags)
		}
	}
	for ; at < len(text); at++ {
		if c := text[at]; c < ' ' || c == '"' || c == '\\' {
			break
		}
	}
	return at
}

// trimmed is strings.TrimSpace, which most cells do not need.
func trimmed(text string) string {
	if n := len(text); n > 0 && ' ' < text[0] && text[0] < 0x80 && ' ' < text[n-1] && text[n-1] < 0x80 {
		return text
	}
	return strings.TrimSpace(text)
}
