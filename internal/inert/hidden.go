package inert

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/visible"
)

// Hidden reports whether JSON and XML write the character at an offset as an
// escape: it is DEL, a control character beyond ASCII, one that turns the direction
// of writing, a separator of lines or paragraphs, or one that nobody sees where it
// is. The joiners of emoji and words are none of these.
func Hidden(text string, offset int) bool {
	c := text[offset]
	return c >= 0x7f && text[offset:min(offset+len(replacement), len(text))] != replacement && visible.Replaces(text, offset)
}

// replacement is what a decoder makes of invalid bytes. It can be seen.
const replacement = "\ufffd"

// Name returns a name of unknown origin, such as that of a file, for a sentence: as
// it is, or between double quotes and with the escapes of Go if it has a character
// that cannot be printed or begins with a quote. So a name makes no line of its own,
// and two names never look the same.
func Name(name string) string {
	plain := !strings.HasPrefix(name, `"`)
	quoted := []byte{'"'}
	for i, r := range name {
		switch {
		case r == '"' || r == '\\':
			quoted = append(quoted, '\\', byte(r))
		case r == utf8.RuneError:
			plain = false
			if strings.HasPrefix(name[i:], replacement) {
				quoted = append(quoted, replacement...)
			} else {
				quoted = fmt.Appendf(quoted, `\x%02x`, name[i])
			}
		case visible.Replaces(name, i) || !strconv.IsPrint(r) && !unicode.Is(unicode.Cf, r): // the joiners of emoji are in Cf
			plain = false
			escape := strconv.QuoteRuneToASCII(r)
			quoted = append(quoted, escape[1:len(escape)-1]...)
		default:
			quoted = utf8.AppendRune(quoted, r)
		}
	}
	if plain {
		return name
	}
	return string(append(quoted, '"'))
}
