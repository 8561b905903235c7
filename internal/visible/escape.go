package visible

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON returns a text of JSON in which what Text would replace, beyond ASCII and
// DEL, is written as an escape. Programs read the same values; people who look at
// the text see that there is something. In JSON, such characters only stand
// inside of strings.
func JSON(data []byte) []byte {
	return escape(data, func(out []byte, r rune) []byte {
		for _, unit := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
		return out
	})
}

// XML does the same to a text of XML, with references, if its names and comments
// are of ours.
func XML(data []byte) []byte {
	return escape(data, func(out []byte, r rune) []byte { return fmt.Appendf(out, "&#%d;", r) })
}

func escape(data []byte, appendEscape func(out []byte, r rune) []byte) []byte {
	s := string(data)
	var out []byte
	copied := 0
	for i := 0; i < len(s); {
		if s[i] < 0x7f {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError && shown(s, i, r) != r {
			out = appendEscape(append(out, s[copied:i]...), r)
			copied = i + size
		}
		i += size
	}
	if copied == 0 {
		return data
	}
	return append(out, s[copied:]...)
}
