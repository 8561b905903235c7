package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// partName is a production that reads the name of a part and its parameters.
type partName struct {
	name       name
	parameters []ast.Name
	problems   []*problem
	poll       *poll.Poll // nil where the parser library reads
}

// Parse implements participle.Parseable.
func (n *partName) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, n.parse) }

func (n *partName) parse(lex *tokens) error {
	if token := lex.Peek(); token.Type == kindKeyword && isOperator(following(lex), "(") { // let list(n) = …
		n.name.problem = wordAsName(token)
		n.name.name = nameOf(lex.Next())
	} else if n.name.parse(lex) != nil {
		return participle.NextMatch
	}
	if token := lex.Peek(); isList(token) {
		n.read(lex)
	}
	return nil
}

// read reads the parameters. What is wrong with them is kept, and the rest is read.
func (n *partName) read(lex *tokens) {
	opening := *lex.Next()
	if word := n.name.name.Text; listWord(word) != "" {
		n.fail(&problem{
			code: diag.SyntaxError, at: n.name.name.At,
			message: "a part with parameters cannot be called `" + word + "`, since `" + word + " (…)` is a list of values",
			notes:   []string{"give the part another name"},
		})
	}
	switch token := lex.Peek(); {
	case opening.Type == kindList:
		values, _, _ := readList(n.poll, &opening, false)
		for _, v := range values {
			n.parameters = append(n.parameters, ast.Name{At: v.At, Text: v.Text})
		}
		return
	case isOperator(token, ")"):
		both := spanOf(&opening).Join(spanOf(lex.Next()))
		n.fail(&problem{
			code: diag.SyntaxError, at: both, message: "a part without parameters has no parentheses", fixes: []fix{remove(both)},
		})
		return
	}
	seen := map[string]ast.Span{}
	for n.parameter(lex, &opening, seen) {
	}
}

// parameter reads one parameter and what is after it, and reports whether another one comes.
func (n *partName) parameter(lex *tokens, opening *lexer.Token, seen map[string]ast.Span) bool {
	n.poll.Step(16)
	token := lex.Peek()
	one := name{name: nameOf(token)}
	switch {
	case token.Type == kindKeyword && !startsValue(token) && following(lex).Type == kindOperator:
		one.problem = wordAsName(token)
	case token.Type != kindWord && token.Type != kindQuotedName:
		p := expected(token, "the name of a parameter")
		if token.Type == endOfFile || atStarter(lex) {
			last := lex.Range(lex.RawCursor()-1, lex.RawCursor())[0]
			p.atEnd(spanOf(&last).End)
		}
		n.fail(p)
		closeParenthesis(n.poll, lex)
		return false
	case one.name.Text == "":
		one.problem = noName(one.name.At)
	}
	lex.Next()
	if one.problem != nil {
		n.fail(one.problem)
	}
	n.parameters = append(n.parameters, one.name)
	switch token := lex.Peek(); {
	case isOperator(token, ")"):
		lex.Next()
		return false
	case isOperator(token, ","):
		comma := lex.Next()
		if token := lex.Peek(); isOperator(token, ")") {
			p := expected(token, "the name of a parameter")
			p.offer(remove(spanOf(comma)))
			n.fail(p)
			lex.Next()
			return false
		}
		return true
	case token.Type == kindWord || token.Type == kindQuotedName:
		n.fail(&problem{
			code: diag.SyntaxError, at: spanOf(token), message: "a comma is missing between two parameters",
			fixes: []fix{insert(one.name.At.End, ",")},
		})
		return true
	case isOperator(token, "=") || isOperator(token, ":"):
		return n.specified(lex, opening, &one)
	case token.Type == endOfFile || token.Type == kindKeyword || token.Type == kindNamed:
		p := neverClosed(opening, one.name.At.End)
		p.fixes = nil // more is missing
		n.fail(p)
		return false
	}
	n.fail(expected(lex.Peek(), "`,` or `)`"))
	closeParenthesis(n.poll, lex)
	return false
}

// specified reads a sign and a value after a parameter: a type or a default, which parameters
// do not have. Without them, it is the sign after the parameters, whose parenthesis is not
// closed. It reports whether another parameter comes.
func (n *partName) specified(lex *tokens, opening *lexer.Token, one *name) bool {
	here := lex.MakeCheckpoint()
	sign := *lex.Next()
	value := *lex.Next()
	next := lex.Peek()
	if !startsValue(&value) && value.Type != kindKeyword || !isOperator(next, ",") && !isOperator(next, ")") {
		lex.LoadCheckpoint(here)
		n.fail(neverClosed(opening, one.name.At.End))
		return false
	}
	p := &problem{code: diag.SyntaxError, at: spanOf(&sign).Join(spanOf(&value)), message: "a parameter has no default: give all arguments in every use"}
	if sign.Value == ":" {
		p.message = "a parameter has no type: its uses decide it"
	}
	p.fixes = []fix{remove(ast.Span{Start: one.name.At.End, End: p.at.End})}
	n.fail(p)
	lex.Next()
	return next.Value == ","
}

// fail keeps a problem; a long list that is wrong throughout says so a few times only.
func (n *partName) fail(p *problem) {
	const most = 20
	if len(n.problems) < most {
		n.problems = append(n.problems, p)
	}
}

func (n *partName) collect(fail func(*problem)) {
	n.name.collect(fail)
	for _, p := range n.problems {
		fail(p)
	}
}

// neverClosed is the problem of a parenthesis that should be closed at an offset.
func neverClosed(opening *lexer.Token, offset int) *problem {
	return &problem{
		code: diag.UnclosedParen, message: "this parenthesis is never closed", at: spanOf(opening), fixes: []fix{insert(offset, ")")},
	}
}

// wordAsName is the problem of a word of the language in the place of a name.
func wordAsName(token *lexer.Token) *problem {
	return &problem{
		code: diag.SyntaxError, at: spanOf(token), message: "`" + token.Value + "` is a reserved word; as a name it needs backquotes",
		fixes: []fix{replace(spanOf(token), "`"+token.Value+"`")},
	}
}

// following returns the token after the next one.
func following(lex *tokens) *lexer.Token {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	lex.Next()
	return lex.Peek()
}

// isOpenList reports whether a token is a list without its closing parenthesis.
func isOpenList(token *lexer.Token) bool {
	return token.Type == kindList && !strings.HasSuffix(token.Value, ")")
}

// closeParenthesis skips the rest of a parenthesis that is open, up to the end of the
// statement if nothing closes it.
func closeParenthesis(p *poll.Poll, lex *tokens) {
	for level := 1; level > 0; lex.Next() {
		p.Step(4)
		switch token := lex.Peek(); {
		case token.Type == endOfFile || atStarter(lex):
			return
		case isOperator(token, "("), isOpenList(token):
			level++
		case isOperator(token, ")"):
			level--
		}
	}
}
