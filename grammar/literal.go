package grammar

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// unquote returns the text that a string token means. The escapes are those of JSON, plus
// \', since a text may be in single quotes.
func unquote(raw string, offset int) (string, *problem) {
	body := raw[1 : len(raw)-1]
	if p := checkPlain(body, offset+1); p != nil {
		return body, p
	}
	if strings.IndexByte(body, '\\') < 0 {
		return body, nil
	}
	var text strings.Builder
	text.Grow(len(body))
	for i := 0; i < len(body); {
		if body[i] != '\\' {
			next := strings.IndexByte(body[i:], '\\')
			if next < 0 {
				next = len(body) - i
			}
			text.WriteString(body[i : i+next])
			i += next
			continue
		}
		r, size := unescape(body[i:])
		if size == 0 {
			return body, badEscape(body[i:], offset+1+i)
		}
		text.WriteRune(r)
		i += size
	}
	return text.String(), nil
}

// unescape reads the escape at the start of a text; its size is 0 when it is
// none of JSON's.
func unescape(text string) (r rune, size int) {
	if len(text) < 2 {
		return 0, 0
	}
	switch c := text[1]; c {
	case '"', '\'', '\\', '/':
		return rune(c), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		unit, ok := hexUnit(text)
		if !ok {
			return 0, 0
		}
		if !utf16.IsSurrogate(unit) {
			return unit, 6
		}
		if low, ok := hexUnit(text[6:]); ok {
			if r := utf16.DecodeRune(unit, low); r != utf8.RuneError {
				return r, 12
			}
		}
	}
	return 0, 0
}

func hexUnit(text string) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	return rune(n), err == nil
}

func badEscape(text string, offset int) *problem {
	size := 1
	if len(text) > 1 {
		_, n := utf8.DecodeRuneInString(text[1:])
		size += n
	}
	p := &problem{code: diag.BadString, at: ast.Span{Start: offset, End: offset + size}}
	if strings.HasPrefix(text, `\u`) {
		p.message = "expected four hexadecimal digits after `\\u`"
		p.notes = []string{`write a character beyond U+FFFF as it is, or as two escapes: \ud83d\ude00`}
		return p
	}
	p.message = fmt.Sprintf("`%s` is not an escape", text[:size])
	p.notes = []string{`the escapes are \" \' \\ \/ \b \f \n \r \t and \u with four hexadecimal digits`}
	p.fixes = []fix{{text: `write \\ for one backslash`, edits: []edit{{ast.Span{Start: offset, End: offset + 1}, `\\`}}}}
	return p
}

// checkPlain refuses control characters in a text, and what editors show as the
// end of a line: they are written as escapes, so that what is seen is what is
// compiled. JSON refuses those below U+0020, tabs among them.
func checkPlain(body string, offset int) *problem {
	at := controlIn(body)
	if tab := strings.IndexByte(body, '\t'); tab >= 0 && (at < 0 || tab < at) {
		at = tab
	}
	if at < 0 {
		return nil
	}
	r, size := utf8.DecodeRuneInString(body[at:])
	span := ast.Span{Start: offset + at, End: offset + at + size}
	p := &problem{code: diag.BadString, at: span, message: fmt.Sprintf("there is a control character (U+%04X) in this text", r)}
	if name := lineBreak(r); name != "" && r > '\r' {
		p.message = fmt.Sprintf("this text contains a %s (U+%04X), which can look like the end of the line", name, r)
	}
	escape := fmt.Sprintf(`\u%04x`, r)
	if r == '\t' {
		escape = `\t`
	}
	p.fixes = []fix{replace(span, escape)}
	return p
}
