package sql

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// names says how a database quotes names.
type names struct {
	quote func(name string) string
	upper bool // a name without quotes is stored in upper case
	lower bool // a name without quotes is stored in lower case
	fold  bool // names of columns that differ only in capital letters are the same, also in quotes
	ascii bool // that is so for the letters of ASCII alone
}

// name writes the name of a column or a part of that of a relation.
func (d *Dialect) name(name string) (string, error) {
	switch {
	case name == "":
		return "", refused("a name for %s is empty", d.Title)
	case len(name) > d.limits.name:
		return "", refused("the name `%s` has more than %d bytes, which is the limit of %s; give the column a shorter name in a view", safe(name, longestShown), d.limits.name, d.Title)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, risky):
		return "", refused("the name `%s` has characters that cannot be seen; give the column another name in a view", safe(name, longestShown))
	}
	plain := isPlainName(name)
	switch folded := strings.ToLower(name); {
	case plain && isReserved(folded):
		if d.names.upper {
			name = strings.ToUpper(name)
		}
	case plain && (!d.names.lower || folded == name):
		return name, nil
	}
	return d.names.quote(name), nil
}

// isPlainName reports whether a name needs no quotes, if it is not reserved.
func isPlainName(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_':
		case '0' <= c && c <= '9' && i > 0:
		default:
			return false
		}
	}
	return true
}

// doubled quotes with a character that is doubled inside.
func doubled(quote string) func(string) string {
	return func(text string) string { return quote + strings.ReplaceAll(text, quote, quote+quote) + quote }
}

// backslashed quotes with a character before which a backslash is written.
func backslashed(quote string) func(string) string {
	return func(text string) string {
		return quote + strings.NewReplacer(`\`, `\\`, quote, `\`+quote).Replace(text) + quote
	}
}

// risky reports whether a character controls terminals, cannot be seen, or ends a line. In a
// query it is written by its number.
func risky(r rune) bool {
	return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}

// escaped quotes a text where a backslash escapes, and writes risky characters by a format.
func escaped(text, quote string, format func(r rune) string) string {
	var b strings.Builder
	b.WriteString("'")
	for _, r := range text {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\'':
			b.WriteString(quote)
		case risky(r):
			b.WriteString(format(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteString("'")
	return b.String()
}

// unicodeEscape writes a character as \u00e9 or \U0001f600.
func unicodeEscape(r rune) string {
	if r > 0xffff {
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// byteEscapes writes a character as its bytes: \xc3\xa9.
func byteEscapes(r rune) string {
	var b strings.Builder
	for _, c := range []byte(string(r)) {
		fmt.Fprintf(&b, `\x%02x`, c)
	}
	return b.String()
}

// postgresText writes a literal of Postgres: E'…' if there is a backslash, so that it means the
// same with every setting of standard_conforming_strings.
func postgresText(text string) string {
	if !strings.ContainsRune(text, '\\') && !strings.ContainsFunc(text, risky) {
		return doubled("'")(text)
	}
	return "E" + escaped(text, "''", unicodeEscape)
}

// joinedText writes risky characters of a literal by a function of their number.
func joinedText(text string, call func(r rune) string) string {
	if !strings.ContainsFunc(text, risky) {
		return doubled("'")(text)
	}
	var parts []string
	for rest := text; rest != ""; {
		i := strings.IndexFunc(rest, risky)
		if i < 0 {
			i = len(rest)
		}
		if i > 0 {
			parts, rest = append(parts, doubled("'")(rest[:i])), rest[i:]
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		parts, rest = append(parts, call(r)), rest[size:]
	}
	return "(" + strings.Join(parts, " || ") + ")"
}

// checkText refuses a text that no database takes.
func checkText(text string) error {
	switch {
	case strings.ContainsRune(text, 0):
		return refused("a text value has a NUL character, which databases do not take")
	case !utf8.ValidString(text):
		return refused("a text value is not UTF-8")
	}
	return nil
}
