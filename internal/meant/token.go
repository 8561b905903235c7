package meant

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/lazy"
)

type kind int

const (
	word   kind = iota // letters, digits and underscores, the first one no digit
	number             // what begins with a digit, such as 18, 1.5, 30d or 2026-05-01
	quoted             // a text in any quotes; text is what they enclose
	named              // a name in backquotes
	sign               // one sign, or several that belong together
)

// A token is a word, a number, a text or a sign, and where it is.
type token struct {
	kind       kind
	text       string
	start, end int
	open       bool // the quotes are not closed, or not by their counterpart
}

// is reports whether a token is one of some words, in any case, or signs.
func (t token) is(words ...string) bool {
	if t.kind != word && t.kind != sign {
		return false
	}
	for _, w := range words {
		if strings.EqualFold(t.text, w) {
			return true
		}
	}
	return false
}

// closers are the quotes that close a text, by the quote that opens it.
var closers = lazy.Value[map[rune]string]{Make: func() map[rune]string {
	return map[rune]string{
		'"': "\"”“", '＂': "＂\"", '\'': "'’", '“': "”\"“", '”': "”\"", '„': "“”\"", '«': "»", '»': "«", '‘': "’'", '’': "’'", '‚': "‘’'",
	}
}}

// signs are those of several characters, the longest first.
var signs = []string{
	"===", "!==", "<=>", "...", "*|", "|*", "==", "!=", "<>", "=<", "=>", "<=", ">=", "&&", "||", ":=", "->", "..", "{{", "}}", "${", "=~", "!~", "::",
}

// tokens cuts a text. Comments of the language are left out: they stay where they are.
func tokens(text string) (all []token) {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			at += size
		case r == '#' && !color(text[at:]):
			if end := strings.IndexByte(text[at:], '\n'); end >= 0 {
				at += end
			} else {
				at = len(text)
			}
		default:
			t := next(text, at, r)
			all = append(all, t)
			at = t.end
		}
	}
	return all
}

// color reports whether a text begins with a color such as #7cb7de, which would be a comment.
func color(text string) bool {
	n := 1
	for n < len(text) && strings.IndexByte("0123456789abcdefABCDEF", text[n]) >= 0 {
		n++
	}
	return n == 7 && (n == len(text) || !partOfWord(rune(text[n])))
}

func partOfWord(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func next(text string, at int, r rune) token {
	switch {
	case r == '#':
		return token{sign, text[at : at+7], at, at + 7, false}
	case r == '`':
		if n := strings.IndexAny(text[at+1:], "`\n"); n >= 0 && text[at+1+n] == '`' {
			return token{named, text[at+1 : at+1+n], at, at + n + 2, false}
		}
	case closers.Get()[r] != "":
		return quotedAt(text, at, r)
	case unicode.IsDigit(r):
		return numberAt(text, at)
	case partOfWord(r):
		end := at
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !partOfWord(r) && !(r == '\'' || r == '’') {
				break
			}
			if (r == '\'' || r == '’') && !apostrophe(text[at:end], text[end+size:]) {
				break
			}
			end += size
		}
		return token{word, text[at:end], at, end, false}
	}
	if '！' <= r && r <= '～' { // full width
		size := utf8.RuneLen(r)
		return token{sign, string(r - '！' + '!'), at, at + size, false}
	}
	for _, s := range signs {
		if strings.HasPrefix(text[at:], s) {
			return token{sign, s, at, at + len(s), false}
		}
	}
	size := utf8.RuneLen(r)
	return token{sign, text[at : at+max(size, 1)], at, at + max(size, 1), false}
}

// apostrophe reports whether an apostrophe is within a word such as didn't.
func apostrophe(before, after string) bool {
	return strings.HasSuffix(strings.ToLower(before), "n") && (strings.HasPrefix(after, "t ") || strings.HasPrefix(after, "T ") || after == "t")
}

// quotedAt reads a text to its closing quote, or to the end of the line.
func quotedAt(text string, at int, quote rune) token {
	start := at + utf8.RuneLen(quote)
	var b strings.Builder
	for i := start; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n':
			return token{quoted, strings.TrimSpace(b.String()), at, at + len(strings.TrimRight(text[at:i], " \t\r")), true}
		case r == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\' || text[i+1] == '\''):
			b.WriteByte(text[i+1])
			i += 2
			continue
		case strings.ContainsRune(closers.Get()[quote], r):
			inner := b.String()
			if quote == '«' || quote == '»' {
				inner = strings.TrimFunc(inner, unicode.IsSpace)
			}
			return token{quoted, inner, at, i + size, false}
		}
		b.WriteString(text[i : i+size])
		i += size
	}
	return token{quoted, strings.TrimSpace(b.String()), at, len(strings.TrimRight(text, " \t\r\n")), true}
}

// numberAt reads what begins with a digit: digits and letters with signs between them, as numbers, dates
// and times have them.
func numberAt(text string, at int) token {
	end := at
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if partOfWord(r) {
			end += size
			continue
		}
		after, _ := utf8.DecodeRuneInString(text[min(end+size, len(text)):])
		if !strings.ContainsRune(".:'’/-+\u00a0\u202f", r) || !unicode.IsDigit(after) {
			break
		}
		if r == '+' && !strings.Contains(text[at:end], "T") || strings.HasPrefix(text[end:], "..") {
			break
		}
		end += size
	}
	return token{number, text[at:end], at, end, false}
}
