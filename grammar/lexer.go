package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/internal/poll"
)

// scanner cuts a text into tokens. The tokens tile the text: each begins where
// the one before it ended, and the last ends where the text does.
type scanner struct {
	text     string
	poll     *poll.Poll
	offset   int
	unclosed bool // no */ follows, so that nothing searches for one again
}

// next returns the kind and the end of the next token and moves past it.
func (s *scanner) next() (kind lexer.TokenType, start, end int) {
	s.poll.Step(16)
	start = s.offset
	if start >= len(s.text) {
		return endOfFile, start, start
	}
	kind, size := scanToken(s.text[start:])
	switch {
	case kind == kindForeignComment:
		kind, size = s.foreignComment(start, size)
	case start == 0 && strings.HasPrefix(s.text, byteOrderMark):
		kind, size = kindBlank, len(byteOrderMark)
	}
	s.offset = start + size
	return kind, start, s.offset
}

// foreignComment returns the kind and the length of what looks like a comment of another
// language, given the length of its line.
func (s *scanner) foreignComment(start, line int) (kind lexer.TokenType, size int) {
	switch {
	case s.text[start] == '-' && s.isStep(start): // or each would be a comment to the end of the line
		if !isDigit(s.text[start+len("--")]) {
			return kindOther, 1
		}
		digits := len("--") + scanDigits(s.text[start+len("--"):])
		return kindBadNumber, digits + scanWord(s.text[start+digits:])
	case s.text[start+1] == '*' && !s.unclosed:
		if end := strings.Index(s.text[start+2:], "*/"); end >= 0 {
			return kindForeignComment, end + 4
		}
		s.unclosed = true
	}
	return kindForeignComment, line
}

// isStep reports whether two signs at an offset are before a length of time that is added to
// a day, `today --7d` or `season--n`, and begin no comment.
func (s *scanner) isStep(start int) bool {
	rest, ok := strings.CutPrefix(s.text[start:], "--")
	if !ok || rest == "" || !isWordPart(rest[0]) {
		return false
	}
	const most = 64 // of the day before it, which is at the end of this, and of the length
	written := s.text[max(0, start-most):start]
	before := strings.TrimRight(written, " \t")
	first := len(before)
	for first > 0 && (isWordPart(before[first-1]) || before[first-1] == '-') {
		first--
	}
	word := before[first:]
	switch {
	case word == "":
		return false
	case strings.EqualFold(word, today):
		return isDigit(rest[0]) || endsStep(rest, most)
	case isDigit(word[0]):
		kind, _ := scanNumber(word)
		return (kind == kindDate || kind == kindDuration) && (isDigit(rest[0]) || endsStep(rest, most))
	default: // a name may be before a comment too
		return len(before) == len(written) && endsStep(rest, most)
	}
}

// endsStep reports whether a text begins with one word, as a length of time is, after which a
// condition is over or goes on with a sign.
func endsStep(text string, most int) bool {
	text = text[:min(len(text), most)]
	after := text[scanWordParts(text):]
	blank := len(after) - len(strings.TrimLeft(after, " \t"))
	after = after[blank:]
	if after == "" || strings.ContainsRune("\r\n),+-", rune(after[0])) {
		return true
	}
	next := keyword(after[:scanWordParts(after)])
	return blank > 0 && (next == "and" || next == "or" || next == "because")
}

// scanWordParts returns the length of the letters and digits at the start of a text.
func scanWordParts(text string) int {
	n := 0
	for n < len(text) && isWordPart(text[n]) {
		n++
	}
	return n
}

// token returns the next token that a parser looks at, without its place.
func (s *scanner) token() lexer.Token {
	for {
		switch kind, start, end := s.next(); kind {
		case kindBlank, kindComment, kindForeignComment:
		case kindKeyword:
			return lexer.Token{Type: kind, Value: keyword(s.text[start:end])}
		default:
			return lexer.Token{Type: kind, Value: s.text[start:end]}
		}
	}
}

const byteOrderMark = "\ufeff"

// scanToken returns the kind and the length of the token at the start of a
// text that is not empty.
func scanToken(text string) (lexer.TokenType, int) {
	switch c := text[0]; {
	case isBlank(c):
		n := 1
		for n < len(text) && isBlank(text[n]) {
			n++
		}
		return kindBlank, n
	case isWordStart(c) || c >= utf8.RuneSelf && startsWithLetter(text):
		n := scanWord(text)
		if keyword(text[:n]) != "" {
			return kindKeyword, n
		}
		return kindWord, n
	case '0' <= c && c <= '9':
		return scanNumber(text)
	case c == '"' || c == '\'':
		return scanString(text)
	case c == '#':
		return kindComment, lineLength(text)
	case c == '`':
		for n := 1; n < len(text) && text[n] != '\n'; n++ {
			if text[n] == '`' {
				return kindQuotedName, n + 1
			}
		}
		return kindBadName, lineLength(text)
	default:
		return scanSymbol(text)
	}
}

func scanSymbol(text string) (lexer.TokenType, int) {
	two := ""
	if len(text) > 1 {
		two = text[:2]
	}
	switch two {
	case "!=", "<>", "==", ">=", "<=", "&&", "||":
		return kindOperator, 2
	case "//", "--", "/*":
		return kindForeignComment, lineLength(text)
	}
	switch c := text[0]; c {
	case '=', '>', '<', '(', ')', ',', ':', '!':
		return kindOperator, 1
	case '-', '+', '.':
		if len(text) > 1 && '0' <= text[1] && text[1] <= '9' {
			if c != '-' {
				_, n := scanNumber(text[1:])
				return kindBadNumber, n + 1
			}
			kind, n := scanNumber(text[1:])
			if kind == kindNumber || kind == kindDuration {
				return kind, n + 1
			}
			return kindBadNumber, n + 1
		}
	}
	r, size := utf8.DecodeRuneInString(text)
	if closing := curlyClosing(r); closing != 0 {
		end := strings.IndexFunc(text[size:], func(r rune) bool { return r == '\n' || strings.ContainsRune("“”„‟‘’‚‛«»", r) })
		if end >= 0 && text[size+end] != '\n' {
			_, last := utf8.DecodeRuneInString(text[size+end:])
			return kindCurlyString, size + end + last
		}
	}
	return kindOther, size
}

// curlyClosing returns the quote that ends a text begun with a typographic
// one, or 0 for any other character.
func curlyClosing(r rune) rune {
	switch r {
	case '“', '”', '„', '‟':
		return '”'
	case '‘', '’', '‚', '‛':
		return '’'
	case '«':
		return '»'
	}
	return 0
}

// scanNumber reads what starts with a digit: a number, a duration or a date.
func scanNumber(text string) (lexer.TokenType, int) {
	n := scanDigits(text)
	if n == 4 && len(text) > 5 && text[4] == '-' && isDigit(text[5]) {
		return kindDate, scanDate(text)
	}
	wrong := n > 1 && text[0] == '0'
	whole := n
	if n < len(text) && text[n] == '.' {
		fraction := scanDigits(text[n+1:])
		wrong = wrong || fraction == 0
		n += 1 + fraction
	}
	if n < len(text) && (text[n] == 'e' || text[n] == 'E') {
		sign := n + 1
		if sign < len(text) && (text[sign] == '+' || text[sign] == '-') {
			sign++
		}
		if exponent := scanDigits(text[sign:]); exponent > 0 {
			n = sign + exponent
		}
	}
	tail := n
	for tail < len(text) && (isWordPart(text[tail]) || text[tail] == '.') {
		tail++
	}
	switch {
	case tail == n && !wrong:
		return kindNumber, n
	case n == whole && !wrong && allLetters(text[n:tail]):
		return kindDuration, tail
	default:
		return kindBadNumber, tail
	}
}

func scanDate(text string) int {
	n := 0
	for n < len(text) && (isWordPart(text[n]) || text[n] == '-' || text[n] == ':' || text[n] == '+' || text[n] == '.') {
		if n >= dateLength && (text[n] == '-' || text[n] == '+') && text[dateLength]|0x20 != 't' && (n+1 == len(text) || !isDigit(text[n+1])) {
			break // before a name that is added to the day: 2026-05-01-n
		}
		n++
	}
	for text[n-1] == '.' || text[n-1] == ':' || text[n-1] == '-' {
		n--
	}
	return n
}

// scanString reads a quoted text up to its closing quote on the same line.
func scanString(text string) (lexer.TokenType, int) {
	quote := text[0]
	for n := 1; n < len(text); n++ {
		switch text[n] {
		case quote:
			return kindString, n + 1
		case '\\':
			if n+1 < len(text) && text[n+1] != '\n' && text[n+1] != '\r' {
				n++
			}
		case '\n':
			return kindBadString, lineLength(text)
		}
	}
	return kindBadString, lineLength(text)
}

// lineLength returns the length of the first line without its ending.
func lineLength(text string) int {
	end := strings.IndexByte(text, '\n')
	if end < 0 {
		return len(text)
	}
	if end > 0 && text[end-1] == '\r' {
		end--
	}
	return max(end, 1)
}

func scanWord(text string) int {
	n := 0
	for n < len(text) {
		c := text[n]
		if c < utf8.RuneSelf {
			if !isWordPart(c) || n == 0 && isDigit(c) {
				break
			}
			n++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[n:])
		if !unicode.IsLetter(r) && (n == 0 || !unicode.IsMark(r) && !unicode.IsDigit(r)) {
			break
		}
		n += size
	}
	return n
}

func startsWithLetter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r)
}

func scanDigits(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n
}

func allLetters(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// lineEnds are the characters that end a line between tokens. In a comment, a CR is an error
// unless an LF follows.
const lineEnds = "\r\n"

func isBlank(c byte) bool     { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
func isDigit(c byte) bool     { return '0' <= c && c <= '9' }
func isWordStart(c byte) bool { return c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' }
func isWordPart(c byte) bool  { return isWordStart(c) || isDigit(c) }
