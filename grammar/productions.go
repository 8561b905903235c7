package grammar

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// The statements of a file. A file is either statements or one bare rule; the
// loop in statement.go tells them apart by their first word, so that it can go on
// after a mistake. It reads bare rules, and long statements, without the library.
type (
	fileNode struct {
		Statements []statementNode `parser:"@@+"`
		Bare       *bareNode       `parser:"| @@"`
	}

	statementNode interface {
		lower(at ast.Span) ast.Statement
	}

	useNode struct {
		Path    value        `parser:"'use':Keyword @@"`
		Segment *usedSegment `parser:"@@?"`
		As      *usedName    `parser:"@@?"`
	}
	segmentNode struct {
		Name       value          `parser:"'segment':Keyword @@"`
		Properties []propertyNode `parser:"@@*"`
	}
	propertyNode struct {
		Word   propertyWord   `parser:"@@"`
		Values propertyValues `parser:"@@"`
		Comma  *lastComma     `parser:"@@?"`
	}
	letNode struct {
		Name partName   `parser:"'let':Keyword @@"`
		Rule expression `parser:"( '=':Operator | '==':Operator ) @@"`
	}
	aliasNode struct {
		Kind   string    `parser:"@( 'list':Keyword | 'isp':Keyword | 'campaign':Keyword )"`
		Name   name      `parser:"@@"`
		Values valueList `parser:"( '=':Operator | '==':Operator ) @@"`
	}
	fieldNode struct {
		Name    name        `parser:"'field':Keyword @@"`
		Type    word        `parser:"':':Operator @@"`
		Choices *choiceList `parser:"@@?"`
		NotNull bool        `parser:"( @'not':Keyword 'null':Keyword )?"`
	}
	requireNode struct {
		Rule    expression `parser:"'require':Keyword @@"`
		Because *value     `parser:"( 'because':Keyword @@ )?"`
	}
	whereNode struct {
		Rule expression `parser:"'where':Keyword @@"`
	}
	bareNode struct {
		Rule expression `parser:"@@"`
	}
)

// value is a production that reads one literal or name.
type value struct {
	value   ast.Value
	problem *problem
}

// Parse implements participle.Parseable.
func (v *value) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, v.parse) }

func (v *value) parse(lex *tokens) error {
	if !startsValue(lex.Peek()) {
		return participle.NextMatch
	}
	v.value, v.problem = readValue(lex.Next())
	return nil
}

// valueList is a production that reads one value or a list of them.
type valueList struct {
	values   []ast.Value
	group    bool
	problems []*problem
}

// Parse implements participle.Parseable.
func (v *valueList) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, v.parse) }

func (v *valueList) parse(lex *tokens) error {
	if lex.Peek().Type == kindList {
		v.group = true
		v.values, _, v.problems = readList(nil, lex.Next(), false)
		return nil
	}
	var single value
	if err := single.parse(lex); err != nil {
		return err
	}
	v.values = []ast.Value{single.value}
	if single.problem != nil {
		v.problems = []*problem{single.problem}
	}
	return nil
}

// choiceList is a production that reads a list of values in parentheses.
type choiceList struct{ valueList }

// Parse implements participle.Parseable.
func (c *choiceList) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, c.parse) }

func (c *choiceList) parse(lex *tokens) error {
	if lex.Peek().Type != kindList {
		return participle.NextMatch
	}
	return c.valueList.parse(lex)
}

// name is a production that reads a name which the author chooses.
type name struct {
	name    ast.Name
	problem *problem
}

// Parse implements participle.Parseable.
func (n *name) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, n.parse) }

func (n *name) parse(lex *tokens) error {
	token := lex.Peek()
	switch token.Type {
	case kindWord, kindQuotedName:
	case kindKeyword:
		here := lex.MakeCheckpoint()
		lex.Next()
		following := lex.Peek()
		lex.LoadCheckpoint(here)
		if !isOperator(following, "=") && !isOperator(following, ":") {
			return participle.NextMatch
		}
		n.problem = wordAsName(token)
	default:
		return participle.NextMatch
	}
	lex.Next()
	n.name = nameOf(token)
	if n.name.Text == "" {
		n.problem = noName(n.name.At)
	}
	return nil
}

func noName(at ast.Span) *problem {
	return &problem{code: diag.SyntaxError, at: at, message: "a name is missing between these backquotes"}
}

// word is a production that reads a word that has a meaning in its place.
type word struct {
	text string
	at   ast.Span
}

// Parse implements participle.Parseable.
func (w *word) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, w.parse) }

func (w *word) parse(lex *tokens) error {
	token := lex.Peek()
	if token.Type != kindWord {
		return participle.NextMatch
	}
	lex.Next()
	w.text, w.at = token.Value, spanOf(token)
	return nil
}

// propertyWord is a production that reads the word before a property's value. A word with
// an operator after it is not a property: the author forgot `where`.
type propertyWord struct {
	word
	comma propertyComma // before it, which is wrong
	loop  *ast.For      // of `for`, as far as `in`
	wrong *problem      // with the name there
}

// Parse implements participle.Parseable.
func (w *propertyWord) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, w.parse) }

func (w *propertyWord) parse(lex *tokens) error {
	w.comma = readComma(lex)
	if lex.Peek().Type != kindWord {
		return participle.NextMatch
	}
	here := lex.MakeCheckpoint()
	if atLoop(lex) {
		return w.readLoop(lex)
	}
	if atParenthesis(lex) {
		w.readParenthesis(lex)
		return nil
	}
	if atMisspeltLoop(lex) {
		word := *lex.Peek()
		err := w.readLoop(lex)
		w.text = "for"
		w.wrong = misspelt(&word, "for")
		return err
	}
	if mayAssume(lex.Peek().Value) {
		return participle.NextMatch
	}
	lex.Next()
	following := *lex.Peek()
	lex.LoadCheckpoint(here)
	switch following.Type {
	case kindWord, kindQuotedName: // a statement whose word is misspelled, or that has no sign
		if signAfter(lex.Peek().Value) != "" {
			return participle.NextMatch
		}
		word := *lex.Next()
		lex.Next()
		behind := *lex.Peek()
		lex.LoadCheckpoint(here)
		if isOnDay(&word, &following, &behind) {
			return participle.NextMatch
		}
		if behind := &behind; isOperator(behind, "=") || isOperator(behind, "==") || isOperator(behind, ":") {
			return participle.NextMatch
		}
	case kindOperator, kindKeyword, endOfFile:
		if kind, ok := propertyKind(lex.Peek().Value); !ok || kind == ast.PropertyFor || following.Type == kindOperator && following.Value != ":" && following.Value != "," {
			return participle.NextMatch
		}
	}
	return w.word.parse(lex)
}
