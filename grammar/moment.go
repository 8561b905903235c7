package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// valueTokens are where the value of a column is read from: the tokens of a parser, or those
// inside of a list.
type valueTokens interface {
	peek() *lexer.Token
	take() lexer.Token // the next token, after which the one that follows it is next
	fail(p *problem)
}

// parserTokens are the tokens of a parser, and what is wrong with those that were read. It is
// apart from the reader of expressions, which costs less if nothing points at it.
type parserTokens struct {
	lex      *tokens
	problems []*problem
}

func (t *parserTokens) peek() *lexer.Token { return t.lex.Peek() }
func (t *parserTokens) take() lexer.Token  { return *t.lex.Next() }
func (t *parserTokens) fail(p *problem)    { t.problems = append(t.problems, p) }

// comparedValue is columnValue where a function is not the part of a rule.
func (r *expressionReader) comparedValue() (ast.Value, *problem) {
	switch token := r.peek(); token.Type {
	case kindString:
		if len(token.Value) == dateLength+len(`""`) && isQuotedDay(token, r.second()) {
			return r.columnValue()
		}
		return r.value()
	case kindKeyword:
		return r.value()
	case kindWord:
		if r.callFollows() {
			p := r.function()
			return ast.Value{At: p.at}, p
		}
	}
	return r.columnValue()
}

// columnValue reads one value that a column is compared with, which may be a day.
func (r *expressionReader) columnValue() (ast.Value, *problem) {
	token := r.peek()
	switch token.Type {
	case kindWord:
		if w := r.wordsAhead(); w != nil {
			return ast.Value{At: w.at}, w.problem("")
		}
		if !mayBeMoment(token) {
			return r.named()
		}
	case kindDuration, kindNumber:
		if token.Value[0] == '-' {
			if w := r.wordsAhead(); w != nil {
				return ast.Value{At: w.at}, w.problem("")
			}
		}
	case kindDate:
	case kindQuotedName:
		return r.named()
	case kindString:
		if !isQuotedDay(token, r.second()) {
			return r.value()
		}
	default:
		return r.value()
	}
	first := r.lex.Next()
	if isPlain(first, r.peek()) || first.Type == kindNumber && r.unitIsColumn() {
		value, p := readValue(first)
		if p != nil {
			r.fail(p)
		}
		return value, nil
	}
	tokens := &parserTokens{lex: r.lex}
	value, p := readMoment(tokens, *first)
	r.problems = append(r.problems, tokens.problems...)
	return value, p
}

// named reads a name in the place of a value, to which lengths of time may be added.
func (r *expressionReader) named() (ast.Value, *problem) {
	first := r.lex.Next()
	if !goesOn(r.peek()) && !r.fromNow() {
		return readValue(first)
	}
	tokens := &parserTokens{lex: r.lex}
	value, p := readMoment(tokens, *first)
	r.problems = append(r.problems, tokens.problems...)
	return value, p
}

// fromNow reports whether `from now` comes next, after a length of time.
func (r *expressionReader) fromNow() bool {
	if !isKeyword(r.peek(), "from") {
		return false
	}
	now := r.second()
	return isWord(now, "now") || isWord(now, today)
}

// goesOn reports whether a name in the place of a value is not all of it, given the token
// after it.
func goesOn(token *lexer.Token) bool { return startsStep(token) || isWord(token, "ago") }

// momentReader reads one day or length of time. The words of it mean something only in the
// place of a value: they are those of columns and names elsewhere.
type momentReader struct {
	valueTokens
	split    []lexer.Token // the steps of a date token, 2026-06-01-14d, that were not read yet
	last     lexer.Token   // that was read
	problems []*problem
	lengths  bool // words for days may be a length of time in digits
	names    bool // and the name of one
}

func (m *momentReader) fail(p *problem) { m.problems = append(m.problems, p) }

func (m *momentReader) peek() *lexer.Token {
	if len(m.split) > 0 {
		return &m.split[0]
	}
	return m.valueTokens.peek()
}

func (m *momentReader) take() lexer.Token {
	if len(m.split) > 0 {
		m.last = m.split[0]
		m.split = m.split[1:]
	} else {
		m.last = m.valueTokens.take()
	}
	return m.last
}

// isDayWord reports whether a word means a day, in this language or in others.
func isDayWord(word string) bool {
	_, ok := suggest.Day(word)
	return ok
}

// mayBeMoment reports whether a day or a length of time may begin with the token.
func mayBeMoment(token *lexer.Token) bool {
	switch token.Type {
	case kindDate, kindDuration, kindNumber:
		return true
	case kindWord:
		return len(token.Value) >= len("now") && isDayWord(token.Value)
	}
	return false
}

// isPlain reports whether a token for which mayBeMoment is true is a date or a number and all
// of a value, given the token after it. A name is one if nothing is added to it.
func isPlain(token, following *lexer.Token) bool {
	switch token.Type {
	case kindWord, kindQuotedName:
		return !goesOn(following) && !mayBeMoment(token)
	case kindNumber:
		return following.Type != kindWord || !isAnyUnit(following.Value)
	case kindDate:
		at, whole := stepsIn(token.Value)
		return !startsStep(following) && (at == 0 || !whole && (following.Type != kindWord || !isAnyUnit(following.Value)))
	}
	return false
}

// readMoment reads the value that begins with a token that was taken already, a name or one
// for which mayBeMoment is true: a date, a number or a length of time too. What is there but wrong is
// read, and said. The problem that comes back says that a value is missing.
func readMoment(tokens valueTokens, first lexer.Token) (ast.Value, *problem) {
	m := &momentReader{valueTokens: tokens, last: first}
	value, p := m.read(first)
	m.tell(value, p)
	return value, p
}

func (m *momentReader) read(first lexer.Token) (ast.Value, *problem) {
	switch first.Type {
	case kindDate:
		return m.fromDate(first)
	case kindString:
		return m.fromQuoted(first)
	case kindWord, kindQuotedName:
		if first.Type == kindWord && isDayWord(first.Value) {
			return m.fromWord(first)
		}
		return m.fromName(first)
	case kindNumber:
		if !m.unitFollows() {
			return m.plain(&first), nil
		}
	}
	return m.fromLength(first)
}

// plain reads a value that is one token.
func (m *momentReader) plain(token *lexer.Token) ast.Value {
	value, p := readValue(token)
	if p != nil {
		m.fail(p)
	}
	return value
}

// fromDate reads a date and what is added to it.
func (m *momentReader) fromDate(token lexer.Token) (ast.Value, *problem) {
	if at, whole := stepsIn(token.Value); at > 0 && (whole || m.unitFollows()) {
		m.split = stepTokens(token.Value[at:], token.Pos.Offset+at)
		token.Value = token.Value[:at]
		m.last = token
	}
	value := m.plain(&token)
	if !startsStep(m.peek()) {
		return value, nil
	}
	if strings.ContainsRune(value.Text, 'T') {
		m.fail(&problem{
			code: diag.SyntaxError, at: value.At, message: "count days from a date without a time",
			notes: []string{"for example, `" + value.Text[:strings.IndexByte(value.Text, 'T')] + " - 7d`"},
		})
	}
	return m.more(value, value, nil)
}

// fromWord reads `today` and what is added to it, or what people write for a day.
func (m *momentReader) fromWord(token lexer.Token) (ast.Value, *problem) {
	base := ast.Value{At: spanOf(&token), Kind: ast.Today, Text: today}
	called := m.called()
	switch {
	case !called && isWord(&token, today):
		return m.more(base, base, nil)
	case !called && !startsStep(m.peek()):
		return m.plain(&token), nil // a text without its quotes, or a day: the checks know the column
	}
	whole := base.At.Join(spanOf(&m.last))
	written, _ := suggest.Day(token.Value)
	m.fail(foreignDay(&token, whole, written))
	base.At = whole
	if written == today {
		return m.more(base, base, nil)
	}
	end := ast.Span{Start: whole.End, End: whole.End}
	step := ast.Step{At: end, Back: written == "today - 1d", Count: ast.Value{At: end, Kind: ast.Number, Text: "1"}}
	return m.more(base, base, []ast.Step{step})
}

// fromName reads the name of a day and what is added to it.
func (m *momentReader) fromName(token lexer.Token) (ast.Value, *problem) {
	base := m.plain(&token)
	if ago := m.peek(); isWord(ago, "ago") {
		m.take()
		whole := base.At.Join(spanOf(&m.last))
		if token.Type == kindWord && suggest.IsUnitName(token.Value) {
			m.fail(&problem{
				code: diag.SyntaxError, at: whole, message: "say how many days: `today - 30d`, not `" + shorten(token.Value) + " ago`",
			})
			return base, nil
		}
		return m.countedFrom(base, whole, true)
	}
	if isKeyword(m.peek(), "from") {
		m.take()
		m.take()
		return m.countedFrom(base, base.At.Join(spanOf(&m.last)), false)
	}
	return m.more(base, base, nil)
}

// called reads `()`.
func (m *momentReader) called() bool {
	if !isOperator(m.peek(), "(") {
		return false
	}
	m.take()
	if isOperator(m.peek(), ")") {
		m.take()
	}
	return true
}

// more reads the steps after those that a moment has.
func (m *momentReader) more(value, base ast.Value, steps []ast.Step) (ast.Value, *problem) {
	for startsStep(m.peek()) {
		step, p := m.step()
		if p != nil {
			return value, p
		}
		steps = append(steps, step)
		value.At = value.At.Join(step.At)
	}
	if len(steps) == 0 {
		return base, nil
	}
	value.Kind, value.Moment = ast.Day, &ast.Moment{At: value.At, Base: base, Steps: steps}
	value.Text = value.Moment.String()
	return value, nil
}

// step reads `- 30d`, `+ 2 weeks`, also with the sign and the length in one token.
func (m *momentReader) step() (ast.Step, *problem) {
	token := m.take()
	at := spanOf(&token)
	step := ast.Step{At: at}
	switch {
	case token.Type == kindOther:
		if token.Value != "-" && token.Value != "+" {
			m.fail(longDash(&token))
		}
		step.Back = token.Value != "+"
		for next := m.peek(); next.Type == kindOther && startsStep(next); next = m.peek() {
			token = m.take()
		}
		if end := spanOf(&token).End; end > at.End {
			m.fail(twoSigns(ast.Span{Start: at.Start, End: end}))
			at.End = end
		}
		length := m.peek()
		switch {
		case isWord(length, "interval"):
			return m.intervalStep(step)
		case length.Type == kindQuotedName, length.Type == kindWord && !suggest.IsUnitName(length.Value) && !isDayWord(length.Value):
			return m.namedStep(step)
		case !startsLengthOf(length):
			return step, noLength(length)
		}
		token = m.take()
		if length := unsigned(token); length.Value != token.Value && at.End == step.At.End {
			m.fail(twoSigns(ast.Span{Start: at.Start, End: length.Pos.Offset}))
		}
		token = unsigned(token)
	case strings.HasPrefix(token.Value, "--"):
		step.Back = true
		token = unsigned(token)
		m.fail(twoSigns(ast.Span{Start: at.Start, End: token.Pos.Offset}))
	default:
		step.Back = token.Value[0] == '-'
		token = unsigned(token)
	}
	end, p := m.length(&token, &step.Count, &step.Unit)
	step.At = step.At.Join(end)
	return step, p
}

// namedStep reads the name of a length of time after a sign.
func (m *momentReader) namedStep(step ast.Step) (ast.Step, *problem) {
	return m.stepNamed(step, m.take())
}

func (m *momentReader) stepNamed(step ast.Step, token lexer.Token) (ast.Step, *problem) {
	step.Count = m.plain(&token)
	step.At = step.At.Join(step.Count.At)
	if m.unitFollows() {
		m.take()
		return step, noUnit(noLength(&token))
	}
	return step, nil
}

const today = "today"

// startsStep reports whether something is added to the day before the token, however it is
// written.
func startsStep(token *lexer.Token) bool {
	switch token.Type {
	case kindOther:
		return token.Value == "-" || token.Value == "+" || isLongDash(token.Value)
	case kindDuration, kindNumber:
		return token.Value[0] == '-'
	case kindBadNumber:
		sign := len(token.Value) - len(strings.TrimLeft(token.Value, "+-"))
		rest := token.Value[sign:]
		return sign > 0 && scanDigits(rest) > 0 && allLetters(rest[scanDigits(rest):])
	}
	return false
}
