package grammar

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Quote returns a text as a string of the language, which reads back as the text: in double
// quotes, with escapes for quotes, backslashes and control characters. It returns false for a
// text that is not UTF-8, which no rule can say.
func Quote(text string) (quoted string, ok bool) {
	if !utf8.ValidString(text) {
		return "", false
	}
	return quote(text), true
}

// QuoteName returns a name as a rule has it, which reads back as the name: as it is, or
// between backquotes. It returns false for a name that no rule can say: one that is empty,
// is not UTF-8, or contains a backquote or a control character other than a tab.
func QuoteName(name string) (quoted string, ok bool) {
	switch {
	case !CanQuote(name):
		return "", false
	case IsPlainName(name):
		return name, true
	}
	return "`" + name + "`", true
}

// quote writes a text as a string of the language.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case control(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
