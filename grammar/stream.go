package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// tokenStream gives a parser the tokens that it looks at and keeps the rest:
// comments go to the tree, comments of other languages become problems.
//
// The values in parentheses after `in`, `any`, `all`, `none`, `campaigns`, `list name =`,
// `value name =`, `field name: type` and `param name: type` are one token, and so is a list
// among the arguments of a part: such a list can have a hundred thousand values, and a
// parser token for each would cost more than all the rest. readList takes it apart.
type tokenStream struct {
	scanner  scanner
	comments []ast.Comment
	problems []problem
	open     []int  // where texts and names without their closing quote end
	previous string // the last token's value when a list may follow it, otherwise ""
	alias    int    // how much was read of `list name =`, 0 to 2
	field    int    // how much was read of `field name:`, 0 to 3
	words    uint8  // which of the last tokens were the words `value` and `param`, two bits for each
	isName   bool   // the last token can be the name of a part
	call     int    // parentheses that are open since the name of a part, or 0
	argument bool   // the last token is before an argument
}

// The words that begin a statement and are not reserved, as tokenStream.words has them.
const (
	wordValue = 1
	wordParam = 2
)

// What is counted of the memory for a token and what it becomes in the tree, for
// a value of a list, for a comment and for a problem.
const (
	tokenBytes   = 160
	valueBytes   = 48
	commentBytes = 64
	problemBytes = 768
	offsetBytes  = 16
)

// Next implements lexer.Lexer. It never fails.
func (s *tokenStream) Next() (lexer.Token, error) { return s.next(), nil }

// next returns the next token that a parser looks at.
func (s *tokenStream) next() lexer.Token {
	for {
		kind, start, end := s.scanner.next()
		text := s.scanner.text[start:end]
		switch kind {
		case kindBlank:
			continue
		case kindComment, kindForeignComment:
			s.comment(kind, start, end)
			continue
		case kindKeyword:
			text = keyword(text)
		case kindWord:
			if mayName(text) && beginsNamedLine(s.scanner, start) || mayAssume(text) && beginsAssumeAt(s.scanner) {
				kind = kindNamed
			}
		case kindQuotedName:
			s.add(checkName(text, start))
		case kindOperator:
			if text == "(" && (s.previous != "" || s.argument) {
				kind = kindList
				s.scanner.offset, end = s.listEnd(end)
				// At least two bytes make a value, and a name before it may replace it.
				s.scanner.poll.Hold(valueBytes * (s.scanner.offset - start) / 2)
				text = s.scanner.text[start:end]
			}
		}
		s.remember(kind, text)
		s.unfinished(kind, end)
		s.scanner.poll.Hold(tokenBytes)
		return lexer.Token{Type: kind, Value: text, Pos: lexer.Position{Offset: start}}
	}
}

// remember keeps what decides whether the next parenthesis begins a list.
func (s *tokenStream) remember(kind lexer.TokenType, text string) {
	alias, field, words, name := s.alias, s.field, s.words, s.isName
	s.previous, s.alias, s.field, s.words, s.isName, s.argument = "", 0, 0, words<<2, false, false
	switch kind {
	case kindOperator:
		s.words = 0 // those of a statement have nothing but a name between them: `f(a, value) = (` is a part
		switch text {
		case "(":
			if name || s.call > 0 {
				s.call++
				s.argument = s.call == 1
			}
		case ")":
			s.call = max(s.call-1, 0)
		case ",":
			s.argument = s.call == 1
		case ":":
			if field == 2 || words>>2&3 == wordParam {
				s.field = 3
			}
		case "=", "==":
			if alias == 2 || words>>2&3 == wordValue {
				s.previous = text
			}
		}
	case kindKeyword:
		s.rememberKeyword(text, field)
	case kindWord, kindNamed, kindQuotedName:
		s.isName = true
		switch {
		case field == 1:
			s.field = 2
		case field == 3 && kind != kindQuotedName:
			s.previous = text
		}
		switch {
		case alias == 1:
			s.alias = 2
		case kind != kindQuotedName && s.previous == "":
			s.previous = listWord(text)
		}
		if mayName(text) && kind != kindQuotedName {
			s.words |= statementWord(signAfter(text))
		}
		if kind == kindNamed {
			s.call = 0
		}
	}
}

// rememberKeyword is remember for a word of the language. No condition is among arguments, so
// with a word of one, the parenthesis that is open is not that of a part, or is never closed.
func (s *tokenStream) rememberKeyword(text string, field int) {
	switch {
	case text == "field":
		s.field = 1
	case field == 1:
		s.field = 2
	case field == 3:
		s.previous = text
	}
	switch text {
	case "in":
		s.previous = text
	case "list", "isp", "campaign":
		s.alias = 1
	}
	if text != "true" && text != "false" {
		s.call = 0
	}
}

// statementWord returns what tokenStream.words has of a word that a sign is expected after.
func statementWord(sign string) uint8 {
	if sign == "=" {
		return wordValue
	}
	return wordParam
}

// listWord returns the word when a list of values can follow it.
func listWord(word string) string {
	switch len(word) {
	case 3, 4, 9:
		switch strings.ToLower(word) {
		case "any", "all", "none", "campaigns":
			return word
		}
	}
	return ""
}

// listEnd returns the offset after the closing parenthesis of a list whose values begin at
// the given offset, or the offset of the first token that cannot be in a list. Without a
// closing parenthesis, the list itself ends with its last token, and not in the comment
// after it: a fix is written there.
func (s *tokenStream) listEnd(offset int) (next, end int) {
	inner := s.scanner
	inner.offset = offset
	defer func() { s.scanner.unclosed = inner.unclosed }()
	last, token := offset, offset
	called := 0 // where a word ends that may have `()` after it: now()
	for {
		kind, start, stop := inner.next()
		switch kind {
		case kindBlank:
		case kindComment, kindForeignComment:
			s.comment(kind, start, stop)
			last = stop
		case kindQuotedName:
			s.add(checkName(inner.text[start:stop], start))
			last, token = stop, stop
		case kindOperator:
			switch inner.text[start:stop] {
			case ",":
				last, token = stop, stop
			case "(":
				if start != called || !strings.HasPrefix(inner.text[stop:], ")") {
					return last, token
				}
				inner.offset = stop + len(")")
				last, token = inner.offset, inner.offset
			case ")":
				return stop, stop
			default:
				return last, token
			}
		case kindWord:
			if word := inner.text[start:stop]; signAfter(word) != "" && beginsNamedLine(inner, start) || mayAssume(word) && beginsAssumeAt(inner) {
				return last, token
			}
			if last, token = stop, stop; strings.HasPrefix(inner.text[stop:], "(") && isDayWord(inner.text[start:stop]) {
				called = stop
			}
		case kindKeyword:
			switch keyword(inner.text[start:stop]) {
			case "true", "false", "null":
				last, token = stop, stop
			case "not":
				return last, token
			case "and", "or": // in the place of a comma, if a value follows
				if !valueFollows(inner) {
					return last, token
				}
				last, token = stop, stop
			default: // a text without its quotes, if it is in the place of a value
				if !valueEnds(inner) {
					return last, token
				}
				last, token = stop, stop
			}
		case endOfFile:
			return last, token
		default:
			s.unfinished(kind, stop)
			last, token = stop, stop
		}
	}
}

// unfinished keeps where a text or a name ends that lacks its closing quote.
func (s *tokenStream) unfinished(kind lexer.TokenType, end int) {
	if kind == kindBadString || kind == kindBadName {
		s.scanner.poll.Hold(offsetBytes)
		s.open = append(s.open, end)
	}
}

// valueFollows reports whether a text, a number or a date comes next.
func valueFollows(s scanner) bool {
	for {
		switch kind, _, _ := s.next(); kind {
		case kindBlank, kindComment, kindForeignComment:
		default:
			return kind == kindString || kind == kindNumber || kind == kindDate
		}
	}
}

// valueEnds reports whether a comma or a closing parenthesis comes next.
func valueEnds(s scanner) bool {
	for {
		switch kind, start, end := s.next(); kind {
		case kindBlank, kindComment, kindForeignComment:
		default:
			return s.text[start:end] == "," || s.text[start:end] == ")"
		}
	}
}

func (s *tokenStream) comment(kind lexer.TokenType, start, end int) {
	at := ast.Span{Start: start, End: end}
	text := s.scanner.text[start:end]
	if kind == kindComment {
		s.scanner.poll.Hold(commentBytes)
		s.comments = append(s.comments, ast.Comment{At: at, Text: text})
		s.add(checkComment(text, start))
		return
	}
	p := problem{
		code:    diag.ForeignComment,
		message: "a comment starts with `#`",
		at:      at,
	}
	if f, ok := s.asComment(text, start); ok {
		p.fixes = []fix{f}
	}
	s.problems = append(s.problems, p)
}

// asComment returns the fix that makes a comment of another language one of segc. One between `/*` and `*/` ends
// before its line does: what comes after it moves to the next line, so that it stays outside the comment.
func (s *tokenStream) asComment(text string, start int) (fix, bool) {
	sign := ast.Span{Start: start, End: start + 2}
	if !strings.HasPrefix(text, "/*") {
		return fix{text: "write `#`", edits: []edit{{sign, "#"}}}, true
	}
	inner, closed := strings.CutSuffix(text[2:], "*/")
	if !closed || strings.ContainsAny(inner, lineEnds) {
		return fix{}, false
	}
	end := start + len(text)
	rest := s.scanner.text[end:]
	line, _, _ := strings.Cut(rest, "\n")
	after := ""
	if strings.TrimSpace(line) != "" {
		after = "\n"
		end += len(line) - len(strings.TrimLeft(line, " \t"))
	}
	return fix{text: "write `#`", edits: []edit{{sign, "#"}, {ast.Span{Start: start + 2 + len(strings.TrimRight(inner, " \t")), End: end}, after}}}, true
}

// add keeps a problem, if there is one.
func (s *tokenStream) add(p *problem) {
	if p != nil {
		s.scanner.poll.Hold(problemBytes)
		s.problems = append(s.problems, *p)
	}
}
