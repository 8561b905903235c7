package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/suggest"
)

// MaxNesting is how deep parentheses and `not` may be nested. Nobody writes a
// tenth of it; without a bound, a hostile text would exhaust the stack.
const MaxNesting = 500

// expression is a production that reads an or over ands over conditions:
//
//	expression = conjunction { "or" conjunction }
//	conjunction = unary { "and" unary }
//	unary = { "not" } ( "(" expression ")" | condition )
type expression struct {
	tree     ast.Expr
	problems []*problem
}

// Parse implements participle.Parseable.
func (e *expression) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, e.parse) }

func (e *expression) parse(lex *tokens) error { return e.read(nil, lex) }

// read is Parse with a poll that counts the work and may end it.
func (e *expression) read(p *poll.Poll, lex *tokens) error {
	r := expressionReader{poll: p, lex: lex}
	if !r.startsOperand() {
		return participle.NextMatch
	}
	e.tree = r.or(0)
	e.problems = r.problems
	return nil
}

// expressionReader reads one expression from the tokens of a parser. After a
// problem it goes on at the next operator that joins conditions.
type expressionReader struct {
	poll     *poll.Poll
	lex      *tokens
	problems []*problem
	open     int // parentheses around what is read
	tooDeep  bool
	joint    string // the word before the next condition, which joins it to another one

	// Supplies of what most conditions have: many small things cost less in few pieces.
	columns []columnRoom
	made    *columnRoom // the last one, if its room is free
}

func (r *expressionReader) peek() *lexer.Token { return r.lex.Peek() }

func (r *expressionReader) fail(p *problem) { r.problems = append(r.problems, p) }

// isOperator reports whether the token is the given sign.
func isOperator(token *lexer.Token, sign string) bool {
	return token.Type == kindOperator && token.Value == sign
}

// isKeyword reports whether the token is the given reserved word.
func isKeyword(token *lexer.Token, word string) bool {
	return token.Type == kindKeyword && token.Value == word
}

func (r *expressionReader) or(depth int) ast.Expr {
	first := r.and(depth)
	if !r.atJoint("or", "||") {
		return first
	}
	operands := append(make([]ast.Expr, 0, 2), first)
	for r.atJoint("or", "||") {
		r.joint = r.lex.Next().Value
		operands = append(operands, r.and(depth))
	}
	return &ast.Or{At: first.Span().Join(operands[len(operands)-1].Span()), Operands: operands}
}

func (r *expressionReader) and(depth int) ast.Expr {
	first := r.unary(depth)
	if !r.atJoint("and", "&&") {
		return first
	}
	operands := append(make([]ast.Expr, 0, 2), first)
	for r.atJoint("and", "&&") {
		r.joint = r.lex.Next().Value
		operands = append(operands, r.unary(depth))
	}
	return &ast.And{At: first.Span().Join(operands[len(operands)-1].Span()), Operands: operands}
}

// atJoint reports whether an operator that joins conditions comes next. A misspelled one
// counts too, and is reported.
func (r *expressionReader) atJoint(word, sign string) bool {
	token := r.peek()
	switch token.Type {
	case kindKeyword:
		return token.Value == word
	case kindOperator:
		return token.Value == sign
	case kindOther:
		if token.Value != sign[:1] {
			return false
		}
		r.fail(badCharacter(token))
		return true
	case kindWord:
		nearest, ok := nearestJoint(token.Value)
		if !ok || nearest != word || !r.operandFollows() || r.open == 0 && atLoopOfRule(r.lex) {
			return false
		}
		r.fail(&problem{
			code: diag.MisspeltKeyword, at: spanOf(token),
			message: "unknown word `" + shorten(token.Value) + "`; did you mean `" + nearest + "`?",
			fixes:   []fix{replace(spanOf(token), nearest)},
		})
		return true
	}
	return false
}

// nearestJoint returns the operator that joins conditions and is closest to a word.
// Between two conditions, a word of two letters is as clear as a longer one.
func nearestJoint(word string) (string, bool) {
	switch strings.ToLower(word) {
	case "an", "nd", "ad":
		return "and", true
	case "ro":
		return "or", true
	case "xor", "nor", "nand", "xnor": // they join conditions too, in another way
		return "", false
	}
	return suggest.Nearest(word, []string{"and", "or"})
}

// startsOperand reports whether a condition, a `not` or a parenthesis can
// begin with the next token. What begins a value counts too: a condition the
// wrong way round deserves a better answer than that something is missing.
func (r *expressionReader) startsOperand() bool {
	token := r.peek()
	switch token.Type {
	case kindWord:
		return signAfter(token.Value) == "" || !atNamed(r.lex)
	case kindQuotedName, kindBadName, kindString, kindBadString, kindCurlyString, kindNumber, kindBadNumber, kindDate, kindDuration, kindList, kindOther:
		return true
	case kindOperator:
		return token.Value == "(" || token.Value == "!"
	case kindKeyword:
		switch token.Value {
		case "not", "never", "true", "false", "null", "in", "is", "between", "contains", "starts", "has":
			return true
		case "list", "isp":
			return !atStarter(r.lex)
		case "from", "except", "because", "use", "segment", "let", "campaign", "field", "require", "where":
			return r.comparisonFollows() // a column without its backquotes
		}
		_, metric := metricOf(token.Value)
		return metric
	}
	return false
}

func (r *expressionReader) unary(depth int) ast.Expr {
	var nots []ast.Span
	r.poll.Step(32)
	for isKeyword(r.peek(), "not") || isOperator(r.peek(), "!") {
		r.poll.Step(4)
		nots = append(nots, spanOf(r.lex.Next()))
	}
	if left := MaxNesting - depth; len(nots) > left {
		return r.refuseDepth(nots[left])
	}
	depth += len(nots)
	var tree ast.Expr
	switch token := r.peek(); {
	case isOperator(token, "("):
		tree = r.paren(depth + 1)
	default:
		tree = r.condition()
	}
	for i := len(nots) - 1; i >= 0; i-- {
		tree = &ast.Not{At: nots[i].Join(tree.Span()), Operand: tree}
	}
	return tree
}

func (r *expressionReader) paren(depth int) ast.Expr {
	if depth > MaxNesting {
		return r.refuseDepth(spanOf(r.peek()))
	}
	opening := spanOf(r.lex.Next())
	r.joint = ""
	if token := r.peek(); isOperator(token, ")") {
		closing := spanOf(r.lex.Next())
		r.fail(&problem{
			code: diag.SyntaxError, message: "expected a condition between these parentheses", at: opening.Join(closing),
			notes: []string{exampleOfCondition},
		})
		return &ast.Bad{At: opening.Join(closing)}
	}
	r.open++
	inner := r.rest(r.or(depth), depth)
	r.open--
	if isOperator(r.peek(), ")") {
		return &ast.Paren{At: opening.Join(spanOf(r.lex.Next())), Expr: inner}
	}
	if !r.tooDeep {
		r.fail(&problem{
			code: diag.UnclosedParen, message: "this parenthesis is never closed", at: opening,
			fixes: []fix{insert(inner.Span().End, ")")},
		})
	}
	return &ast.Paren{At: opening.Join(inner.Span()), Expr: inner}
}

// isStarter reports whether a token begins a statement, given the one after it.
func isStarter(token, following *lexer.Token) bool {
	if token.Type != kindKeyword {
		return false
	}
	switch token.Value {
	case "let", "campaign", "field", "require", "where":
		return true
	case "use", "segment": // compared with something, a column without its backquotes
		_, compared := comparisonOf(following.Value)
		return following.Type != kindOperator || !compared
	case "list", "isp":
		switch following.Type {
		case kindWord, kindQuotedName:
			return true
		case kindKeyword:
			switch following.Value {
			case "in", "not", "is", "contains", "starts", "has", "between":
				return false
			}
			return true
		}
	}
	return false
}

// atStarter reports whether a statement begins at the next token.
func atStarter(lex *tokens) bool {
	token := lex.Peek()
	switch token.Type {
	case kindKeyword:
	case kindNamed:
		return true
	case kindWord:
		return signAfter(token.Value) != "" && atNamed(lex)
	default:
		return false
	}
	switch token.Value {
	case "list", "isp", "use", "segment":
	default:
		return isStarter(token, token)
	}
	here := lex.MakeCheckpoint()
	lex.Next()
	following := lex.Next()
	list := isOperator(lex.Peek(), "(")
	lex.LoadCheckpoint(here)
	if list && following.Type == kindWord && isSlipOfIn(following.Value) {
		return false // `list inn (newsletter)` declares nothing
	}
	return isStarter(token, following)
}
