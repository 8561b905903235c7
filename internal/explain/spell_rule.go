package explain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/poll"
)

// spellRule returns a part of a rule as one line: without comments, and with one
// blank for any blanks and line feeds between words. What is between quotes is
// spelled as spell has it, and so has the same value in a rule.
func spellRule(work *poll.Poll, s string) string {
	work.Hold(2 * len(s))
	var b strings.Builder
	b.Grow(len(s))
	blank := false // to be written in front of a word
	for i := 0; i < len(s); {
		work.Step(8)
		start := i
		switch r, size := utf8.DecodeRuneInString(s[i:]); {
		case unicode.IsSpace(r):
			i += size
			blank = b.Len() > 0
			continue
		case r == '#':
			i = lineEnd(s, i)
			blank = b.Len() > 0
			continue
		case r == '"' || r == '\'' || r == '`':
			i = quoteEnd(s, i)
		default:
			i = wordEnd(s, i)
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		writePart(work, &b, s[start:i])
	}
	return b.String()
}

// writePart writes a word of a rule, or what is between quotes, with them.
func writePart(work *poll.Poll, b *strings.Builder, s string) {
	quote := ""
	if strings.IndexByte("\"'`", s[0]) >= 0 {
		quote = s[:1]
	}
	content := strings.TrimPrefix(s, quote)
	closed := quote != "" && strings.HasSuffix(content, quote)
	if closed {
		content = strings.TrimSuffix(content, quote)
	}
	b.WriteString(quote)
	w := speller{work: work, s: content, quotes: "`", source: quote != "`"}
	for i := 0; i < len(content); {
		i = w.next(i)
	}
	b.WriteString(w.b.String())
	if closed {
		b.WriteString(quote)
	}
}

// quoteEnd returns the offset after the quote that ends what begins at another one.
func quoteEnd(s string, i int) int {
	quote := s[i]
	for i++; i < len(s); i++ {
		switch {
		case s[i] == quote:
			return i + 1
		case s[i] == '\\' && quote != '`' && i+1 < len(s):
			i++
		}
	}
	return i
}

func wordEnd(s string, i int) int {
	if end := strings.IndexFunc(s[i:], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"'`#", r) }); end >= 0 {
		return i + end
	}
	return len(s)
}

func lineEnd(s string, i int) int {
	if end := strings.IndexByte(s[i:], '\n'); end >= 0 {
		return i + end
	}
	return len(s)
}
