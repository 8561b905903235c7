package grammar

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

func (n *useNode) lower(at ast.Span) ast.Statement {
	s := &ast.Use{At: at, Path: n.Path.value}
	if n.Segment != nil {
		s.Segment = &n.Segment.value.value
		s.Broken = n.As == nil
	}
	if n.As != nil {
		if n.As.name.name.Text != "" {
			s.As = &n.As.name.name
		} else {
			s.Broken = true
		}
	}
	return s
}

func (n *useNode) collect(fail func(*problem)) {
	n.Path.text("the path of a file", fail)
	if n.Segment != nil {
		n.Segment.text("the name of a segment", fail)
		if n.As == nil {
			end := n.Segment.value.value.At.End
			fail(&problem{
				code: diag.SyntaxError, at: ast.Span{Start: end, End: end}, message: "expected `as` and a name for the part after the name of the segment",
				notes: []string{"to use one of several segments as a part, write `use \"series.seg\" \"Day 3\" as day3`"},
			})
		}
	}
	if n.As != nil && n.As.problem != nil {
		fail(n.As.problem)
	}
}

// usedSegment is a production that reads the name of one of several segments.
type usedSegment struct{ value }

// Parse implements participle.Parseable.
func (s *usedSegment) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, s.parse) }

func (s *usedSegment) parse(lex *tokens) error {
	token := lex.Peek()
	switch token.Type {
	case kindString:
	case kindWord, kindQuotedName: // which lacks its quotes
		here := lex.MakeCheckpoint()
		lex.Next()
		as, name := *lex.Next(), *lex.Next()
		third := *lex.Peek()
		lex.LoadCheckpoint(here)
		if !beginsAs(&as, &name, &third) || isWord(token, "as") {
			return participle.NextMatch
		}
	default:
		return participle.NextMatch
	}
	return s.value.parse(lex)
}

// usedName is a production that reads `as` and a name.
type usedName struct{ name }

// Parse implements participle.Parseable.
func (n *usedName) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, n.parse) }

func (n *usedName) parse(lex *tokens) error {
	here := lex.MakeCheckpoint()
	as, token := *lex.Next(), *lex.Next()
	third := *lex.Peek()
	lex.LoadCheckpoint(here)
	if !beginsAs(&as, &token, &third) {
		return participle.NextMatch
	}
	lex.Next()
	switch token.Type {
	case kindWord, kindQuotedName:
		return n.name.parse(lex)
	case kindKeyword:
		if isUsedName(&token, &third) {
			lex.Next()
			n.name.name, n.name.problem = nameOf(&token), wordAsName(&token)
			return nil
		}
	case kindString:
		lex.Next()
		n.name.problem = &problem{code: diag.SyntaxError, at: spanOf(&token), message: "a name has no quotes"}
		if text, _ := readValue(&token); IsPlainName(text.Text) {
			n.name.problem.fixes = []fix{replace(spanOf(&token), text.Text)}
		}
		return nil
	}
	n.name.problem = expected(&token, "a name")
	if token.Type == endOfFile || token.Type == kindKeyword || token.Type == kindNamed {
		n.name.problem.atEnd(spanOf(&as).End)
	}
	return nil
}

// isUsedName reports whether a word of the language is in the place of the name after `as`, given
// the token after it, rather than at the beginning of the next statement.
func isUsedName(token, following *lexer.Token) bool {
	return token.Type == kindKeyword && (!isStarter(token, following) || isParamType(token) && !isName(following))
}

// beginsAs reports whether a word begins `as` and a name, given the two tokens after it. A column
// may have the name `as`, too.
func beginsAs(token, name, third *lexer.Token) bool {
	if !isWord(token, "as") {
		return false
	}
	switch name.Type {
	case kindOperator, kindList:
		return false
	case kindKeyword:
		return !operates(name) || third.Type == endOfFile
	}
	return true
}
