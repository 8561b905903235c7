package inert

import "unicode"

// Hidden reports whether JSON and XML write a character as an escape: it is
// DEL, a control character beyond ASCII, one that turns the direction of
// writing, a separator of lines or paragraphs, or one that nobody sees.
//
// Zero width joiner and non-joiner are none of these: emoji and words of ordinary
// text have them.
func Hidden(r rune) bool {
	switch {
	case r < 0x7f:
		return false
	case r == '\u200c' || r == '\u200d':
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
