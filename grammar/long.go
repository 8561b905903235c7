package grammar

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// longStatement is from how many bytes a statement is read by hand.
const longStatement = 64 << 10

// ruleNode is a statement that has a rule.
type ruleNode interface {
	statementNode
	collect(func(*problem))
}

// long reads a long statement that has a rule as its production does, but with the
// poll, which the parser library cannot pass on: a megabyte takes a while. It
// reports false, and has read nothing, if the statement may be a short one or is
// not as its production is; then the parser says what is wrong.
func (r *fileReader) long(read func() (node ruleNode, ok bool)) bool {
	first, start := *r.lex.Peek(), r.lex.RawCursor()
	if len(r.file.Source.Text())-first.Pos.Offset < longStatement {
		return false
	}
	here := r.lex.MakeCheckpoint()
	r.lex.Next()
	node, ok := read()
	if !ok {
		r.lex.LoadCheckpoint(here)
		return false
	}
	node.collect(r.fail)
	r.file.Statements = append(r.file.Statements, node.lower(r.spanFrom(&first, start)))
	return true
}

func (r *fileReader) whereRule() (ruleNode, bool) {
	rule, ok := r.expression()
	return &whereNode{Rule: rule}, ok
}

func (r *fileReader) requireRule() (ruleNode, bool) {
	rule, ok := r.expression()
	node := &requireNode{Rule: rule}
	if ok && isKeyword(r.lex.Peek(), "because") {
		r.lex.Next()
		node.Because = &value{}
		ok = node.Because.parse(r.lex) == nil
	}
	return node, ok
}

func (r *fileReader) letRule() (ruleNode, bool) {
	node := &letNode{Name: partName{poll: r.poll}}
	if node.Name.parse(r.lex) != nil {
		return node, false
	}
	if sign := r.lex.Peek(); !isOperator(sign, "=") && !isOperator(sign, "==") {
		return node, false
	}
	r.lex.Next()
	rule, ok := r.expression()
	node.Rule = rule
	return node, ok
}

// maxHeader is how many words, texts and signs the header of a segment may have. It
// is read by the parser library, which cannot stop in between.
const maxHeader = 10_000

// longHeader refuses a header that is longer than anybody writes, and reports whether
// it did.
func (r *fileReader) longHeader() bool {
	first, start := *r.lex.Peek(), r.lex.RawCursor()
	if len(r.file.Source.Text())-first.Pos.Offset < longStatement {
		return false
	}
	here := r.lex.MakeCheckpoint()
	r.lex.Next()
	for n := 0; inHeader(r.lex.Peek()); n++ {
		r.poll.Step(4)
		r.lex.Next()
		if n < maxHeader {
			continue
		}
		r.fail(&problem{code: diag.TooLarge, at: spanOf(&first), message: "this header has more than 10,000 words, text values and signs"})
		r.skipToStarter()
		r.file.Statements = append(r.file.Statements, &ast.BadStatement{At: r.spanFrom(&first, start), Keyword: spanOf(&first)})
		return true
	}
	r.lex.LoadCheckpoint(here)
	return false
}

// inHeader reports whether a token can be one of a header.
func inHeader(token *lexer.Token) bool {
	switch token.Type {
	case kindWord, kindQuotedName, kindString, kindBadString, kindList:
		return true
	case kindOperator:
		return token.Value == "," || token.Value == ":" || token.Value == "="
	}
	return false
}
