package grammar

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// propertyValues is a production that reads the values of a property. A comma before another
// property is left to that one, which says what is wrong.
type propertyValues struct{ all []propertyValue }

// Parse implements participle.Parseable.
func (v *propertyValues) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, v.parse) }

func (v *propertyValues) parse(lex *tokens) error {
	for {
		var one propertyValue
		if err := one.parse(lex); err != nil {
			return err
		}
		v.all = append(v.all, one)
		if after := second(lex); !isOperator(lex.Peek(), ",") || !startsValue(after) && after.Type != kindList || atCommaBeforeProperty(lex) {
			return nil
		}
		lex.Next()
	}
}

// lastComma is a production that reads a comma after the values of a property, with no other value
// after it. It always fails there; on its own, so that the values are kept.
type lastComma struct{}

// Parse implements participle.Parseable.
func (x *lastComma) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, x.parse) }

func (*lastComma) parse(lex *tokens) error {
	if !isOperator(lex.Peek(), ",") || atCommaBeforeProperty(lex) {
		return participle.NextMatch
	}
	lex.Next()
	return &participle.UnexpectedTokenError{Unexpected: *lex.Peek()}
}

// propertyComma is a comma before a property.
type propertyComma struct{ at, space ast.Span }

// readComma reads the comma before a property, if there is one.
func readComma(lex *tokens) (comma propertyComma) {
	if !isOperator(lex.Peek(), ",") || !atCommaBeforeProperty(lex) {
		return comma
	}
	comma.at = spanOf(lex.Next())
	comma.space = ast.Span{Start: comma.at.End, End: lex.Peek().Pos.Offset}
	return comma
}

// atCommaBeforeProperty reports whether the next token, a comma, is before a property. The name
// of a contact list may be a property's word, too.
func atCommaBeforeProperty(lex *tokens) bool {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	lex.Next()
	if atLoopName(lex) {
		return true
	}
	property := *lex.Next()
	kind, known := propertyKind(property.Value)
	if property.Type != kindWord || kind == ast.PropertyFor {
		return false
	}
	switch value := lex.Peek(); value.Type {
	case kindString:
		return known || len(unknownProperty(word{text: property.Value}).fixes) > 0
	case kindWord, kindQuotedName:
		if kind != ast.PropertyLists || !known {
			return false
		}
		_, next := propertyKind(value.Value)
		return !next || !atLoop(lex) && second(lex).Type != kindString
	}
	return false
}

// atLoopName reports whether `for [KIND] NAME in` comes next.
func atLoopName(lex *tokens) bool {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	return readLoopName(lex)
}

// collectCommas says once of all commas between the properties that they are left out.
func (n *segmentNode) collectCommas(fail func(*problem)) {
	var p *problem
	for i := range n.Properties {
		comma := &n.Properties[i].Word.comma
		if comma.at.Empty() {
			continue
		}
		if p == nil {
			p = &problem{
				code: diag.SyntaxError, at: comma.at, message: "separate the properties of a segment with spaces, not commas",
				fixes: []fix{{text: "remove the commas"}},
			}
		}
		change := edit{at: comma.at}
		if comma.space.Empty() {
			change.text = " "
		}
		p.fixes[0].edits = append(p.fixes[0].edits, change)
	}
	if p == nil {
		return
	}
	if len(p.fixes[0].edits) == 1 {
		p.fixes[0].text = "remove the comma"
	}
	fail(p)
}

// isOnDay reports whether a word in a header is a column in a rule that lacks its `where`, COLUMN
// on DAY, given the two tokens after it. A contact list may be called `on`.
func isOnDay(token, on, third *lexer.Token) bool {
	if token.Type != kindWord && token.Type != kindQuotedName || !isWord(on, "on") {
		return false
	}
	switch third.Type {
	case kindDate, kindNumber, kindDuration, kindString:
		return true
	case kindWord, kindQuotedName:
		_, next := propertyKind(third.Value)
		return !next
	case endOfFile:
		kind, known := propertyKind(token.Value)
		return !known || kind != ast.PropertyLists
	}
	return false
}
