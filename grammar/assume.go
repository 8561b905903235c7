package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/suggest"
)

// `assume` is not reserved: it begins a statement only in the shape `assume QUESTION WORD`,
// which is part of nothing else. The stream of tokens knows it, so for all others it is a word
// that begins a statement on its own.

// mayAssume reports whether a word begins such a statement, if what is after it does not speak
// against it.
func mayAssume(word string) bool {
	return len(word) == len("assume") && word[0]|0x20 == 'a' && strings.EqualFold(word, "assume")
}

// beginsAssume reports whether a word begins such a statement, given the two tokens after it. A
// word that begins another statement cannot be an answer.
func beginsAssume(token, question, answer *lexer.Token) bool {
	return token.Type == kindWord && question.Type == kindWord && answer.Type == kindWord && mayAssume(token.Value) && isQuestion(question) &&
		!mayAssume(answer.Value) && signAfter(answer.Value) == ""
}

// beginsAssumeAt is beginsAssume for a word that a scanner has just read.
func beginsAssumeAt(s scanner) bool {
	question := s.token()
	if question.Type != kindWord || !isQuestion(&question) {
		return false
	}
	answer := s.token()
	return answer.Type == kindWord && !mayAssume(answer.Value) && signAfter(answer.Value) == ""
}

// isQuestion reports whether a token is a question that can be assumed.
func isQuestion(token *lexer.Token) bool {
	return token.Type == kindWord && answersTo(token.Value) != nil
}

// answersTo returns the answers to a question, or nil.
func answersTo(question string) []string {
	switch len(question) {
	case len("day"), len("case"), len("missing"): // and edge
		return ast.Answers(strings.ToLower(question))
	}
	return nil
}

// questionOf returns the first question that has an answer, or "".
func questionOf(answer string) string {
	for _, q := range ast.Questions() {
		if slices.Contains(ast.Answers(q), strings.ToLower(answer)) {
			return q
		}
	}
	return ""
}

// assumeNode is the statement that says what the account is known to do.
type assumeNode struct {
	question, answer ast.Term
	broken           bool // without its answer, and nothing is to be skipped
}

func termOf(token *lexer.Token) ast.Term { return ast.Term{At: spanOf(token), Text: token.Value} }

func (n *assumeNode) read(r *fileReader) *problem {
	question := r.lex.Next()
	n.question = termOf(question)
	answer := r.lex.Peek()
	if p := unknownAnswer(question, answer); p != nil && !r.sameLine(question, answer) {
		p.atEnd(spanOf(question).End) // what is there belongs to something else
		p.fixes = nil
		r.fail(p)
		n.broken = true
		return nil
	}
	r.lex.Next()
	if p := unknownAnswer(question, answer); p != nil {
		return p
	}
	n.answer = termOf(answer)
	return nil
}

// unknownAnswer is the problem of a token that does not answer a question, or nil.
func unknownAnswer(question, answer *lexer.Token) *problem {
	all := answersTo(question.Value)
	if answer.Type == kindWord && slices.Contains(all, strings.ToLower(answer.Value)) {
		return nil
	}
	p := expected(answer, oneOf(all))
	if near, ok := suggest.Nearest(strings.ToLower(answer.Value), all); ok && answer.Type == kindWord {
		p.offer(replace(spanOf(answer), near))
	}
	return p
}

// oneOf lists words that are possible.
func oneOf(words []string) string {
	last := len(words) - 1
	return "`" + strings.Join(words[:last], "`, `") + "` or `" + words[last] + "`"
}

func (n *assumeNode) lower(at ast.Span) ast.Statement {
	return &ast.Assume{At: at, Question: n.question, Answer: n.answer, Broken: n.broken}
}

func (n *assumeNode) partial(at, _ ast.Span) ast.Statement {
	return &ast.Assume{At: at, Question: n.question, Broken: true}
}

func (n *assumeNode) collect(func(*problem)) {}
