package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// length reads a length of time whose first token was read: 30d, or a number before its unit.
func (m *momentReader) length(first *lexer.Token, count *ast.Value, unit *ast.Unit) (end ast.Span, p *problem) {
	at := spanOf(first)
	digits := scanDigits(first.Value)
	*count = ast.Value{At: ast.Span{Start: at.Start, End: at.Start + digits}, Kind: ast.Number, Text: first.Value[:digits]}
	word, place := first.Value[digits:], ast.Span{Start: at.Start + digits, End: at.End}
	if digits > 1 && first.Value[0] == '0' {
		m.fail(zeroFirst(count))
	}
	if word == "" {
		next := m.peek()
		if next.Type != kindWord || !isAnyUnit(next.Value) {
			p := &problem{
				code: diag.SyntaxError, at: at, message: "a unit is missing: `d` for days or `w` for weeks",
				fixes: []fix{insert(at.End, "d")},
			}
			if next.Type == kindWord {
				if unit, ok := suggest.Nearest(next.Value, []string{"day", "days", "week", "weeks"}); ok {
					return at, misspelt(next, unit)
				}
				p.fixes = nil // a unit in other words, or a condition without its `and`
				return at, p
			}
			m.fail(p)
			return at, nil
		}
		token := m.take()
		word, place = token.Value, spanOf(&token)
	}
	switch *unit, p = unitOf(word, place); {
	case p == nil:
	case p.code != diag.UnsupportedUnit:
		p = badNumber(first)
	default:
		p.asDays(count, at.Join(place), word)
	}
	return at.Join(place), p
}

// fromLength reads a length of time that is a value, 30d, or how long ago a day was.
func (m *momentReader) fromLength(first lexer.Token) (ast.Value, *problem) {
	at := spanOf(&first)
	if strings.HasPrefix(first.Value, "-") {
		return m.plain(&first), nil
	}
	step := ast.Step{At: at, Back: true}
	end, p := m.length(&first, &step.Count, &step.Unit)
	value := ast.Value{At: at.Join(end), Kind: ast.Length, Text: step.Count.Text + step.Unit.String()}
	if p != nil {
		if isWord(m.peek(), "ago") {
			m.take()
		}
		value.Kind, value.Text = ast.Number, "0"
		return value, p
	}
	step.At = value.At
	switch token := m.peek(); {
	case isWord(token, "ago"):
		token := m.take()
		value.At = value.At.Join(spanOf(&token))
	case isKeyword(token, "from"):
		m.take()
		if isWord(m.peek(), "now") || isWord(m.peek(), today) {
			m.take()
		}
		value.At = value.At.Join(spanOf(&m.last))
		m.fail(&problem{
			code: diag.SyntaxError, at: value.At, message: "count a day in the future from `today`",
			fixes: []fix{replace(value.At, today+" + "+value.Text)},
		})
		step.Back = false
	case isWord(token, "before"), isWord(token, "after"), token.Type == kindOther && token.Value == "+":
		return m.lengthFirst(value, step)
	default:
		return value, nil
	}
	base := ast.Value{At: ast.Span{Start: at.Start, End: at.Start}, Kind: ast.Today, Text: today}
	if startsStep(m.peek()) {
		return m.moreThanAgo(value, base, step)
	}
	value.Kind, value.Moment = ast.Day, &ast.Moment{At: value.At, Base: base, Steps: []ast.Step{step}, Ago: true}
	value.Text = value.Moment.String()
	return value, nil
}

// lengthFirst reads a day that begins with a length of time, `30d before today` or `7d + today`,
// whose step was read.
func (m *momentReader) lengthFirst(length ast.Value, step ast.Step) (ast.Value, *problem) {
	between := m.take()
	written := length.Text + " " + between.Value + " " + m.peek().Value
	step.Back = isWord(&between, "before")
	day := m.peek()
	foreign, known := suggest.Day(day.Value)
	base := ast.Value{At: spanOf(day), Kind: ast.Today, Text: today}
	switch {
	case known && foreign == today && day.Type == kindWord:
		m.take()
		m.called()
	case day.Type == kindDate && len(day.Value) == dateLength, day.Type == kindWord && !known, day.Type == kindQuotedName:
		token := m.take()
		base = m.plain(&token)
	default:
		return length, expected(day, "a day such as `today`")
	}
	end := spanOf(&m.last).End
	step.At = ast.Span{Start: end, End: end} // since it comes after its base
	step.Count.At = step.At
	return m.countedStep(written, base, length.At.Join(spanOf(&m.last)), step)
}

// isQuotedDay reports whether a token is a date in quotes, to which a length of time is added by
// the one after it.
func isQuotedDay(token, following *lexer.Token) bool {
	return token.Type == kindString && len(token.Value) == dateLength+len(`""`) && startsStep(following) && checkDate(unquoted(token)) == nil
}

// fromQuoted reads a date in quotes and what is added to it.
func (m *momentReader) fromQuoted(token lexer.Token) (ast.Value, *problem) {
	base := ast.Value{At: spanOf(&token), Kind: ast.Date, Text: unquoted(&token).Value}
	m.fail(&problem{
		code: diag.SyntaxError, at: base.At, message: "to count days from a date, write it without quotes", fixes: []fix{replace(base.At, base.Text)},
	})
	return m.more(base, base, nil)
}

// unquoted returns the token of a text without its quotes.
func unquoted(token *lexer.Token) *lexer.Token {
	without := *token
	without.Value = token.Value[1 : len(token.Value)-1]
	return &without
}

// countedFrom returns the day that is a named length of time before today, or after it.
func (m *momentReader) countedFrom(length ast.Value, whole ast.Span, back bool) (ast.Value, *problem) {
	base := ast.Value{At: ast.Span{Start: whole.Start, End: whole.Start}, Kind: ast.Today, Text: today}
	written := length.Text + map[bool]string{true: " ago", false: " from now"}[back]
	return m.countedStep(written, base, whole, ast.Step{At: whole, Back: back, Count: length})
}

// countedStep is the problem of a day that is counted in another way than by steps from a base,
// and reads more of them.
func (m *momentReader) countedStep(written string, base ast.Value, whole ast.Span, step ast.Step) (ast.Value, *problem) {
	value, p := m.more(ast.Value{At: whole}, base, []ast.Step{step})
	if p == nil {
		day := ast.Moment{Base: base, Steps: []ast.Step{step}}
		m.fail(&problem{
			code: diag.SyntaxError, at: value.At, message: "`" + shorten(written) + "` is written `" + shorten(day.String()) + "`",
			fixes: []fix{replace(value.At, value.Text)},
		})
	}
	return value, p
}

// startsLengthOf reports whether a length of time begins with the token, with a sign or
// without, and with too many zeros or not.
func startsLengthOf(token *lexer.Token) bool {
	switch token.Type {
	case kindDuration, kindNumber, kindBadNumber:
		length := strings.TrimLeft(token.Value, "+-")
		digits := scanDigits(length)
		return digits > 0 && allLetters(length[digits:])
	}
	return false
}

// unsigned returns the token without the signs at its front.
func unsigned(token lexer.Token) lexer.Token {
	value := strings.TrimLeft(token.Value, "+-")
	token.Pos.Offset += len(token.Value) - len(value)
	token.Value = value
	return token
}

// isAnyUnit reports whether a word is one for a unit of time, also one that the language
// does not have.
func isAnyUnit(word string) bool {
	_, p := unitOf(word, ast.Span{})
	return p == nil || p.code == diag.UnsupportedUnit
}

// unitFollows reports whether a word for a unit of time comes next.
func (m *momentReader) unitFollows() bool {
	unit := m.peek()
	return unit.Type == kindWord && isAnyUnit(unit.Value)
}
