package inert

import (
	"strconv"
	"strings"
	"unicode"
)

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
	case r > '\u00ad' && r < '\u0600' || r > '\u2fff' && r < '\ue000': // most letters
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// Name returns a name of unknown origin, such as that of a file, for a sentence: as
// it is, or between double quotes and with the escapes of Go if it has a character
// that cannot be printed or begins with a quote. So a name makes no line of its own,
// and two names never look the same.
func Name(name string) string {
	plain := func(r rune) bool { return strconv.IsPrint(r) && r != '\ufffd' }
	if !strings.HasPrefix(name, `"`) && strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	return strconv.Quote(name)
}
