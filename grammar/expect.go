package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/visible"
)

// Expected is what may come at a place of a text.
type Expected struct {
	// Span is the word, the text or the number at the place, which a completion
	// replaces. It is empty between words. If a text has no closing quote, the span ends
	// at the place: the rest of the line may be something else.
	Span ast.Span

	Keywords []string // words and signs of the language as they are written, each once
	Classes  []Class  // each once

	// Column is the column, without backquotes, if a value or a text that it is compared
	// with may come. Its declaration tells which values fit.
	Column string
}

// Class is a kind of words that are not of the language.
type Class string

// The classes.
const (
	AnyCondition Class = "condition"  // a whole one; the words with which one begins are keywords beside it
	ColumnName   Class = "column"     // that a condition is on, or that a `field` declares
	NewName      Class = "new name"   // that a statement gives to something
	TypeName     Class = "type"       // of a column
	AnyValue     Class = "value"      // a text, a number or a date; `true` and `false` are keywords beside it
	ValueName    Class = "value name" // of a value, a param or a parameter
	Length       Class = "length"     // of a window: 30d
	Count        Class = "count"
	StringText   Class = "string"
	ListID       Class = "list" // the id or the name of one, and so with the next two
	ISPID        Class = "isp"
	CampaignID   Class = "campaign"

	RelationName   Class = "relation"        // of a database, in a statement `tables`
	DatabaseColumn Class = "database column" // of such a relation; the columns of rules are ColumnName there, too
)

// Expect returns what may come at a byte offset, after the text before it. It never fails:
// an offset outside the text moves to its nearest end, and where nothing may come, as in a
// comment, the lists are empty. After a mistake, it is what may come once the parser has
// found its way again. It leaves out a second window of an event, and other parts that the
// parser takes twice and the checks refuse in a condition, a segment or an item of `tables`. It knows neither names
// nor types, and offers statements again that a file may have only once.
//
// It reads the text before the offset, of at most MaxSize bytes: beyond that, which no option
// raises, the lists are empty. It takes no context, since its time is bounded: tenths of a
// second for the longest text, and much less than a millisecond for one that people write.
func Expect(source *ast.Source, offset int) Expected {
	text := source.Text()
	offset = min(max(offset, 0), len(text))
	if strings.HasPrefix(text, byteOrderMark) {
		offset = max(offset, len(byteOrderMark))
	}
	expected := Expected{Span: ast.Span{Start: offset, End: offset}}
	if offset > MaxSize {
		return expected
	}
	w := newWalker()
	s := scanner{text: text}
	var last, next pending // not walked yet, since that depends on the tokens after them
	for s.offset < offset {
		kind, start, end := s.next()
		switch {
		case kind == kindComment || kind == kindForeignComment:
			if offset < end || offset == end && !strings.HasSuffix(text[start:end], "*/") {
				return expected
			}
			continue
		case isUnseen(kind, text[start:end]):
			continue
		case isAt(kind, end, offset):
			expected.Span = ast.Span{Start: start, End: end}
			if kind == kindBadString || kind == kindBadName {
				expected.Span.End = offset
			}
			continue // the loop ends here
		}
		token := lexer.Token{Type: kind, Value: text[start:end], Pos: lexer.Position{Offset: start}}
		if kind == kindKeyword {
			token.Value = keyword(token.Value)
		}
		w.walk(&last.token, &next.token, &token, last.newLine)
		last = next
		next = pending{token, strings.ContainsAny(text[last.token.Pos.Offset+len(last.token.Value):start], lineEnds)}
	}
	last.walk(w, &next.token)
	next.walk(w, &lexer.Token{Type: endOfFile})
	expected.Keywords, expected.Classes = w.expected()
	if slices.Contains(expected.Classes, AnyValue) || slices.Contains(expected.Classes, StringText) {
		expected.Column = w.column
	}
	return expected
}

// pending is a token that was not walked yet, if there is one.
type pending struct {
	token   lexer.Token
	newLine bool // before it
}

// walk walks the token; at most one is after it.
func (p *pending) walk(w *walker, following *lexer.Token) {
	w.walk(&p.token, following, &lexer.Token{Type: endOfFile}, p.newLine)
}

// isAt reports whether an offset after the start of a token is still at it. A token may
// come right after a sign or a closing quote, but not right after a word.
func isAt(kind lexer.TokenType, end, offset int) bool {
	switch kind {
	case kindString, kindCurlyString, kindQuotedName, kindOperator, kindOther:
		return offset < end
	}
	return offset <= end
}

// isUnseen reports whether a token is a blank, or a character that looks like one or like
// nothing. The parser says so, and reads on as if it were not there.
func isUnseen(kind lexer.TokenType, text string) bool {
	if kind != kindOther {
		return kind == kindBlank
	}
	r, _ := utf8.DecodeRuneInString(text)
	return control(r) || unicode.IsSpace(r) || visible.Hides(text, 0)
}
