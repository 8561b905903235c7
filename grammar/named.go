package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// The words of these statements are not reserved: they begin one only in the shapes
// `value NAME =` and `param NAME :`, which are part of nothing else. The statements are read
// without the parser library.

// wordStatement is a statement whose first word is not reserved.
type wordStatement interface {
	statementNode
	partialNode
	collect(func(*problem))

	// read reads what is after the first word. The problem that comes back is one after
	// which the statement cannot be read to its end.
	read(r *fileReader) *problem
}

// mayName reports whether a word begins such a statement where it is in the right place.
func mayName(word string) bool { return len(word) == len("value") && signAfterFive(word) != "" }

// signAfter returns the sign after the name that a word gives to something, if it begins such
// a statement.
func signAfter(word string) string {
	if len(word) != len("value") {
		return "" // as nearly always
	}
	return signAfterFive(word)
}

func signAfterFive(word string) string {
	switch {
	case word[0]|0x20 == 'v' && strings.EqualFold(word, "value"):
		return "="
	case word[0]|0x20 == 'p' && strings.EqualFold(word, "param"):
		return ":"
	}
	return ""
}

// beginsNamed reports whether a word begins a statement, given the two tokens after it. A
// reserved word in the place of the name is a mistake, and is reported as one.
func beginsNamed(token, name, sign *lexer.Token) bool {
	if sign.Type != kindOperator || token.Type != kindWord {
		return false
	}
	if after := signAfter(token.Value); after == "" || sign.Value != after && (after != "=" || sign.Value != "==") {
		return false
	}
	switch name.Type {
	case kindKeyword:
		return !operates(name) || name.Value == "null"
	case kindDuration, kindNumber:
		return true
	}
	return isName(name)
}

// beginsNamedLine reports whether such a statement begins with the word that a scanner has
// just read, and the word is the first of its line. There, it is a statement in the place of a
// value too: one that is missing, since nothing that is right looks so.
func beginsNamedLine(s scanner, start int) bool {
	word := lexer.Token{Type: kindWord, Value: s.text[start:s.offset]}
	before := strings.TrimRight(s.text[:start], " \t")
	if before != "" && before != byteOrderMark && !strings.ContainsAny(before[len(before)-1:], lineEnds) {
		return false
	}
	name, sign := s.token(), s.token()
	return beginsNamed(&word, &name, &sign)
}

// atNamed reports whether such a statement begins at the next token, which is one of the words.
func atNamed(lex *tokens) bool {
	token := lex.Peek()
	here := lex.MakeCheckpoint()
	lex.Next()
	name := lex.Next()
	sign := lex.Peek()
	lex.LoadCheckpoint(here)
	return beginsNamed(token, name, sign)
}

// named reads the statement that begins with the next word.
func (r *fileReader) named() {
	first := *r.lex.Peek()
	start := r.lex.RawCursor()
	var node wordStatement = &valueNode{}
	switch {
	case mayAssume(first.Value):
		node = &assumeNode{}
	case signAfter(first.Value) == ":":
		node = &paramNode{}
	}
	r.lex.Next()
	p := node.read(r)
	if value, ok := node.(*valueNode); ok && value.condition != nil && r.letInValue(value, &first, start) {
		return
	}
	node.collect(r.fail)
	if p == nil {
		r.file.Statements = append(r.file.Statements, node.lower(r.spanFrom(&first, start)))
		return
	}
	r.fail(p)
	rest := r.resume(start)
	r.file.Statements = append(r.file.Statements, r.brokenStatement(node, &first, start, rest))
}

// letInValue reads the condition of a part that is named with `value`.
func (r *fileReader) letInValue(node *valueNode, first *lexer.Token, start lexer.RawCursor) bool {
	r.lex.LoadCheckpoint(*node.condition)
	var rule expression
	list := *r.lex.Peek()
	if list.Type == kindList { // the tokens inside of the parenthesis are not known
		r.lex.Next()
		r.skipToStarter()
		at := r.spanFrom(first, start)
		rule.tree = &ast.Bad{At: ast.Span{Start: list.Pos.Offset, End: at.End}}
	} else if rule.read(r.poll, r.lex) != nil {
		return false
	}
	node.name.collect(r.fail)
	at := spanOf(first)
	r.fail(&problem{
		code: diag.SyntaxError, at: at, message: "a value is not a condition; name a condition with `let`", fixes: []fix{replace(at, "let")},
	})
	rule.collect(r.fail)
	r.file.Statements = append(r.file.Statements, &ast.Let{At: r.spanFrom(first, start), Name: node.name.name, Expr: rule.tree})
	return true
}

// valueNode is the statement that names a value.
type valueNode struct {
	name      name
	values    []ast.Value
	group     bool
	problems  []*problem
	condition *lexer.RawCursor // where a condition begins in the place of the value
}

func (n *valueNode) read(r *fileReader) *problem {
	if n.name.parse(r.lex) != nil {
		return r.missing("a name")
	}
	r.lex.Next() // the sign
	here := r.lex.MakeCheckpoint()
	reader := expressionReader{poll: r.poll, lex: r.lex}
	first := r.lex.Peek()
	if reader.beginsCondition() {
		n.condition = &here
		return r.missing("a value or a list of values")
	}
	p := n.items(&reader)
	switch token := r.lex.Peek(); {
	case p != nil && p.missing == "a value":
		return r.missing("a value or a list of values")
	case p != nil && p.missing != "":
		return r.missing(p.missing)
	case p != nil && p.code == diag.NullComparison:
		r.lex.Next()
		p.message = "`null` is not a value that can be named"
		return p
	case p != nil:
		return p
	case isOpenList(first) && isOperator(token, "("):
		return reader.brokenList(spanOf(first))
	case reader.operates(), isKeyword(token, "and"), isKeyword(token, "or"), isOperator(token, "&&"), isOperator(token, "||"):
		n.condition = &here
	case isOperator(token, ",") && !n.group:
		if reader.after(1, func() bool { return startsValue(r.lex.Peek()) }) {
			return &problem{
				code: diag.SyntaxError, message: "write a list in parentheses", at: spanOf(token), fixes: reader.enclose(n.values[0].At),
			}
		}
	}
	n.problems = append(n.problems, reader.problems...)
	return nil
}

// items reads a value, or values in parentheses.
func (n *valueNode) items(reader *expressionReader) *problem {
	if reader.peek().Type == kindList {
		var problems []*problem
		n.values, _, problems = readList(reader.poll, reader.lex.Next(), true)
		n.group = true
		reader.problems = append(reader.problems, problems...)
		return nil
	}
	value, p := reader.comparedValue()
	if p == nil {
		n.values = []ast.Value{value}
	}
	return p.inStatement()
}

func (n *valueNode) lower(at ast.Span) ast.Statement {
	return &ast.NamedValue{At: at, Name: n.name.name, Values: n.values, Group: n.group}
}

func (n *valueNode) partial(at, _ ast.Span) ast.Statement {
	if n.name.name.At.Empty() {
		return nil
	}
	s := n.lower(at).(*ast.NamedValue)
	s.Broken = true
	return s
}

func (n *valueNode) collect(fail func(*problem)) {
	n.name.collect(fail)
	for _, p := range n.problems {
		fail(p)
	}
}

// paramNode is the statement that declares a value which a compile may set.
type paramNode struct {
	name     name
	kind     ast.TypeName
	choices  []ast.Value
	preset   *ast.Value
	problems []*problem
}

func (n *paramNode) read(r *fileReader) *problem {
	if n.name.parse(r.lex) != nil {
		return r.missing("a name")
	}
	r.lex.Next() // the sign
	ahead := r.tokensAhead()
	switch token := ahead[0]; {
	case atStarter(r.lex) && (!isParamType(token) || beginsAlias(token, ahead[1], ahead[2])):
		return r.missing("a type")
	case startsValue(token) && token.Type != kindWord && token.Type != kindKeyword:
		p := expected(token, "a type")
		if kind := r.typeOfLiteral(0); kind != "" {
			p.offer(insert(token.Pos.Offset, kind+" = "))
		}
		return p
	case isOperator(token, "="):
		p := expected(token, "a type")
		if kind := r.typeOfLiteral(1); kind != "" {
			p.fixes = []fix{insert(token.Pos.Offset, " "+kind+" ")}
		}
		return p
	case token.Type != kindWord && !isParamType(token):
		return r.missing("a type")
	default:
		r.lex.Next()
		n.kind = ast.TypeName{At: spanOf(token), Text: token.Value}
	}
	if r.lex.Peek().Type == kindList {
		n.choices, _, n.problems = readList(r.poll, r.lex.Next(), false)
	}
	n.neverNull(r)
	switch sign := r.lex.Peek(); {
	case startsValue(sign) && !isName(sign):
		p := expected(sign, "`=`")
		p.offer(insert(sign.Pos.Offset, "= "))
		return p
	case !isOperator(sign, "=") && !isOperator(sign, "=="):
		return nil
	}
	r.lex.Next()
	reader := expressionReader{poll: r.poll, lex: r.lex}
	if token := r.lex.Peek(); isOperator(token, "(") {
		return oneDefault(token)
	}
	value, p := reader.columnValue()
	p = p.inStatement()
	if p != nil && p.words != nil && strings.EqualFold(n.kind.Text, "days") && len(p.fixes) > 1 {
		p.fixes = p.fixes[:1]
	}
	n.problems = append(n.problems, reader.problems...)
	switch {
	case p == nil:
		n.preset = &value
		if comma := r.lex.Peek(); isOperator(comma, ",") {
			return oneDefault(comma)
		}
	case p.missing != "":
		return r.missing(p.missing)
	}
	return p
}

// neverNull reads `not null`, which a column may be, and not a param.
func (n *paramNode) neverNull(r *fileReader) {
	ahead := r.tokensAhead()
	if !isKeyword(ahead[0], "not") || !isKeyword(ahead[1], "null") {
		return
	}
	before := r.lex.Range(r.lex.RawCursor()-1, r.lex.RawCursor())[0]
	r.lex.Next()
	r.lex.Next()
	at := spanOf(ahead[0]).Join(spanOf(ahead[1]))
	n.problems = append(n.problems, &problem{
		code: diag.SyntaxError, at: at, message: "a param always has a value, so it has no `not null`",
		fixes: []fix{{text: "remove `not null`", edits: []edit{{ast.Span{Start: spanOf(&before).End, End: at.End}, ""}}}},
	})
}

// oneDefault is the problem of a list in the place of a default.
func oneDefault(token *lexer.Token) *problem {
	return &problem{code: diag.SyntaxError, at: spanOf(token), message: "the default of a param is one value, not a list"}
}

// isParamType reports whether a token is a reserved word that is the type of a param.
func isParamType(token *lexer.Token) bool {
	return isKeyword(token, "list") || isKeyword(token, "isp") || isKeyword(token, "campaign")
}

// beginsAlias reports whether a word that may be the type of a param begins a statement, given
// the two tokens after it.
func beginsAlias(token, name, sign *lexer.Token) bool {
	return isParamType(token) && isName(name) && (isOperator(sign, "=") || isOperator(sign, "=="))
}

func (n *paramNode) lower(at ast.Span) ast.Statement {
	return &ast.Param{At: at, Name: n.name.name, Type: n.kind, Choices: n.choices, Default: n.preset}
}

func (n *paramNode) partial(at, _ ast.Span) ast.Statement {
	if n.name.name.At.Empty() {
		return nil
	}
	s := n.lower(at).(*ast.Param)
	s.Broken = true
	return s
}

func (n *paramNode) collect(fail func(*problem)) {
	n.name.collect(fail)
	for _, p := range n.problems {
		fail(p)
	}
}

// missing is the problem that something else is expected in the place of the next token: at
// the end of what was read, if nothing more is there.
func (r *fileReader) missing(what string) *problem {
	token := r.lex.Peek()
	p := expected(token, what)
	cursor := r.lex.RawCursor()
	last := r.lex.Range(cursor-1, cursor)[0]
	end := spanOf(&last).End
	between := r.file.Source.Slice(ast.Span{Start: end, End: token.Pos.Offset})
	if token.Type == endOfFile || atStarter(r.lex) && strings.ContainsAny(between, lineEnds) {
		p.atEnd(end)
	}
	return p
}
