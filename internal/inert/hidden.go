package inert

import (
	"strconv"
	"strings"

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
	plain := func(r rune) bool { return strconv.IsPrint(r) && r != '\ufffd' }
	if !strings.HasPrefix(name, `"`) && strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	return strconv.Quote(name)
}
