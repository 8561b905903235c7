package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// readList takes apart the token of a list of values. It returns the values, the place of
// the closing parenthesis and the problems, at most one for each mistake. Days says that
// the values may be days.
func readList(p *poll.Poll, list *lexer.Token, days bool) (values []ast.Value, end ast.Span, problems []*problem) {
	r := listReader{scanner: scanner{text: list.Value, offset: 1, poll: p}, base: list.Pos.Offset}
	return r.read(list, days)
}

// read reads the list.
func (r *listReader) read(list *lexer.Token, days bool) (values []ast.Value, end ast.Span, problems []*problem) {
	var commas []*problem // that are missing
	values = make([]ast.Value, 0, strings.Count(list.Value, ",")+1)
	r.next()
	for !r.at(")") && r.token.Type != endOfFile {
		if r.at(",") {
			r.fail(expected(&r.token, "a value"))
			r.next()
			continue
		}
		value, p := readValue(&r.token)
		if r.labels && p != nil && p.code == diag.BadNumber {
			if inDots := dots(&r.token, false); inDots != nil {
				p = inDots
				value.Text, _, _ = strings.Cut(r.token.Value, "..")
			}
		}
		previous := r.token
		if days && r.wordsForDays() {
			continue
		}
		r.next()
		if days && (mayBeMoment(&previous) || goesOn(&r.token) && (isName(&previous) || isQuotedDay(&previous, &r.token))) && !isPlain(&previous, &r.token) {
			tokens := &listTokens{*r}
			value, p = readMoment(tokens, previous)
			*r = tokens.listReader
		}
		if p != nil {
			r.fail(p)
		}
		if startsValue(&previous) {
			values = append(values, value)
		}
		if r.labels {
			r.ranged(&previous)
			r.label(len(values) - 1)
		}
		switch {
		case r.at(","):
			r.next()
		case r.token.Type == kindKeyword && (r.token.Value == "and" || r.token.Value == "or"):
			at := spanOf(&r.token)
			r.fail(&problem{
				code: diag.SyntaxError, message: "separate values with commas, not with `" + r.token.Value + "`",
				at: at, fixes: []fix{{text: "write a comma", edits: []edit{{ast.Span{Start: max(spanOf(&previous).End, value.At.End), End: at.End}, ","}}}},
			})
			r.next()
		case r.at(")") || r.token.Type == endOfFile || !startsValue(&previous) || r.token.Type == kindOther:
			// the end, or what is wrong is said as a value of its own
		default:
			at := max(spanOf(&previous).End, value.At.End)
			p := &problem{code: diag.SyntaxError, message: "a comma is missing between two values", at: spanOf(&r.token)}
			if at < p.at.Start || previous.Type == kindString && r.token.Type == kindString {
				p.fixes = []fix{insert(at, ",")}
				if r.labels && previous.Type == kindString && r.token.Type == kindString {
					p.message = "a comma is missing between two values, or `as` before a label"
					p.fixes = append(p.fixes, fix{text: "write `as`", edits: []edit{{ast.Span{Start: at, End: at}, " as"}}})
				}
				commas = append(commas, p)
			}
			r.fail(p)
		}
	}
	if r.unclosed || r.token.Type == endOfFile { // it is not known which quotes open a text, and which ones close it
		for _, p := range commas {
			p.fixes = nil
		}
	}
	whole := spanOf(list)
	switch {
	case r.token.Type == endOfFile:
		end = ast.Span{Start: whole.End, End: whole.End}
		p := &problem{
			code: diag.UnclosedParen, message: "this list has no closing parenthesis", at: ast.Span{Start: whole.Start, End: whole.Start + 1},
		}
		if len(values) > 0 {
			p.fixes = []fix{insert(whole.End, ")")}
		}
		r.problems = append(r.problems, p)
	case len(values) == 0 && len(r.problems) == 0:
		end = spanOf(&r.token)
		r.problems = append(r.problems, &problem{
			code: diag.EmptyList, message: "a list needs at least one value", at: whole,
			notes: []string{"a condition without values would match everybody or nobody; leave it out instead"},
		})
	default:
		end = spanOf(&r.token)
	}
	return values, end, r.problems
}

// listReader steps through the tokens inside a list.
type listReader struct {
	scanner  scanner
	base     int
	token    lexer.Token
	problems []*problem
	unclosed bool // there is a text or a name without its closing quote
	labels   bool // values may have labels
	labeled  []eachLabel
}

func (r *listReader) next() {
	for {
		kind, start, end := r.scanner.next()
		if kind == kindBlank || kind == kindComment || kind == kindForeignComment {
			continue
		}
		text := r.scanner.text[start:end]
		if kind == kindKeyword {
			text = keyword(text)
		}
		r.unclosed = r.unclosed || kind == kindBadString || kind == kindBadName
		r.token = lexer.Token{Type: kind, Value: text, Pos: lexer.Position{Offset: r.base + start}}
		return
	}
}

// wordsForDays says of words for days that the language does not have them, and reads them with
// the comma after them. It reports whether they were there.
func (r *listReader) wordsForDays() bool {
	token := r.token
	if token.Type == kindString || token.Type == kindDate || token.Type == kindNumber && token.Value[0] != '-' {
		return false // as nearly always
	}
	tokens := &listTokens{*r}
	tokens.next()
	if !beginsWordsForDays(&token, &tokens.token) {
		return false
	}
	tokens = &listTokens{*r}
	m := &momentReader{valueTokens: tokens}
	w, ok := m.wordsForDays()
	if !ok || !tokens.at(",") && !tokens.at(")") {
		return false
	}
	w.written = r.scanner.text[w.at.Start-r.base : w.at.End-r.base]
	*r = tokens.listReader
	p := w.problem("")
	if w.lead != leadMinus {
		p.fixes = append(p.fixes, replace(w.at, quote(w.written)))
	}
	r.fail(p)
	if r.at(",") {
		r.next()
	}
	return true
}

// listTokens are the tokens of a list for the reader of days.
type listTokens struct{ listReader }

func (t *listTokens) peek() *lexer.Token { return &t.token }

func (t *listTokens) take() lexer.Token {
	token := t.token
	t.next()
	return token
}

func (r *listReader) at(operator string) bool {
	return r.token.Type == kindOperator && r.token.Value == operator
}

// fail keeps a problem; a long list that is wrong throughout says so a few times only.
func (r *listReader) fail(p *problem) {
	const most = 20
	if len(r.problems) < most {
		r.problems = append(r.problems, p)
	}
}

// startsValue reports whether a value can begin with the token, however wrong.
func startsValue(token *lexer.Token) bool {
	switch token.Type {
	case kindString, kindBadString, kindCurlyString, kindNumber, kindBadNumber, kindDate, kindDuration, kindWord, kindQuotedName, kindBadName:
		return true
	case kindKeyword:
		return token.Value == "true" || token.Value == "false" || token.Value == "null"
	}
	return false
}

// readValue reads one value from its token. If it returns a problem, the value takes the
// place of the wrong one.
func readValue(token *lexer.Token) (ast.Value, *problem) {
	value := ast.Value{At: spanOf(token), Text: token.Value}
	switch token.Type {
	case kindString:
		text, p := unquote(token.Value, token.Pos.Offset)
		value.Text = text
		return value, p
	case kindNumber:
		value.Kind = ast.Number
		return value, nil
	case kindDate:
		value.Kind = ast.Date
		return value, checkDate(token)
	case kindWord:
		value.Kind = ast.Word
		return value, nil
	case kindQuotedName:
		value.Kind = ast.Word
		value.Text = token.Value[1 : len(token.Value)-1]
		return value, nil
	case kindKeyword:
		switch token.Value {
		case "true", "false":
			value.Kind = ast.Boolean
			return value, nil
		case "null":
			return value, &problem{
				code: diag.NullComparison, at: value.At, message: "`null` is not a value to compare with",
				notes: []string{"`is null` finds contacts without a value, and `is not null` those with one"},
			}
		}
		if token.Value == "and" || token.Value == "or" || token.Value == "not" {
			return value, expected(token, "a value")
		}
		return value, &problem{
			code: diag.UnquotedText, at: value.At,
			message: "`" + token.Value + "` is a reserved word; text values need quotes",
			fixes:   []fix{replace(value.At, quote(token.Value))},
		}
	case kindBadNumber:
		value.Kind, value.Text = ast.Number, "0"
		return value, badNumber(token)
	case kindDuration:
		value.Kind, value.Text = ast.Number, "0"
		if !isAnyUnit(strings.TrimLeft(token.Value, "-0123456789")) {
			return value, badNumber(token)
		}
		return value, &problem{
			code: diag.SyntaxError, at: value.At, message: "`" + shorten(token.Value) + "` is a length of time, not a value",
			notes: []string{"a length of time goes in a window: `in last 30d`, `more than 30d ago`"},
		}
	case kindCurlyString:
		inner := []rune(token.Value)
		value.Text = string(inner[1 : len(inner)-1])
		return value, malformed(token)
	}
	return value, expected(token, "a value")
}
