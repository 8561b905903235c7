package editor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/tables"
)

// Token is a part of a text, in one line, that an editor colors by what it is.
type Token struct {
	Span     ast.Span
	Type     TokenType
	Declares bool // it is a name where it is declared
}

// TokenType is what a token is, as all themes know it.
type TokenType uint8

// The types of tokens.
const (
	PropertyToken   TokenType = iota // a column
	FunctionToken                    // a part
	ParameterToken                   // of a part, and the name of a `for`
	VariableToken                    // a value or a param
	EnumMemberToken                  // the name of a list, an ISP or a campaign
)

// TokenTypes returns the names of the types in the Language Server Protocol, in their order.
func TokenTypes() []string {
	return []string{"property", "function", "parameter", "variable", "enumMember"}
}

// Tokens returns the tokens that touch a part of the text, in their order. None is in another one,
// and none has a line end. Keywords, texts, numbers and comments have none: the colors of an editor's
// own grammar tell more kinds of them apart, and a token would go before it.
func (s *Snapshot) Tokens(span ast.Span) []Token {
	var tokens []Token
	end := 0
	for _, t := range s.nameTokens() {
		if t.Span.Start < end || t.Span.End < span.Start || t.Span.Start > span.End || strings.ContainsAny(s.text()[t.Span.Start:t.Span.End], "\r\n") {
			continue
		}
		tokens, end = append(tokens, t), t.Span.End
	}
	return tokens
}

// nameTokens returns a token for each name, in their order.
func (s *Snapshot) nameTokens() []Token {
	var all []Token
	add := func(at ast.Span, kind TokenType, declares bool) {
		if !at.Empty() {
			all = append(all, Token{Span: at, Type: kind, Declares: declares})
		}
	}
	for _, use := range s.names.Declarations(nil, s.file()) {
		add(use.Location.Span, tokenOf(use.Object.Kind), true)
	}
	for _, use := range s.names.Uses(nil, s.file()) {
		add(use.Location.Span, tokenOf(use.Object.Kind), false)
	}
	_, tables := tables.In(s.file())
	for n := range s.file().All() { // what nobody declares looks like what may be meant
		switch n := n.(type) {
		case *ast.Column:
			add(n.Name.At, PropertyToken, false)
		case *ast.Bad:
			if n.Column != nil {
				add(n.Column.At, PropertyToken, false)
			}
		case *ast.Ref:
			add(n.Name.At, FunctionToken, false)
		case *ast.Let:
			add(n.Name.At, FunctionToken, true)
		case *ast.Field:
			add(n.Name.At, PropertyToken, true)
		case ast.TablesClause:
			for _, name := range n.Relation {
				add(name.At, VariableToken, false)
			}
			for _, name := range n.Names {
				add(name.At, PropertyToken, false)
			}
		}
		switch n := n.(type) {
		case ast.Value:
			if n.Kind == ast.Word && !tables { // where it is a word of the language
				add(n.At, VariableToken, false)
			}
		case ast.Name:
			add(n.At, VariableToken, false)
		}
	}
	slices.SortStableFunc(all, func(a, b Token) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return slices.CompactFunc(all, func(a, b Token) bool { return a.Span.Start == b.Span.Start })
}

// tokenOf returns the type of a name.
func tokenOf(kind resolve.Kind) TokenType {
	switch kind {
	case resolve.Part:
		return FunctionToken
	case resolve.Column:
		return PropertyToken
	case resolve.List, resolve.ISP, resolve.Campaign:
		return EnumMemberToken
	case resolve.Parameter, resolve.Loop:
		return ParameterToken
	}
	return VariableToken
}
