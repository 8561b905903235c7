package editor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
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
	TypeToken
	KeywordToken
	StringToken
	NumberToken // also a date, and a length of time
	CommentToken
	OperatorToken
)

// TokenTypes returns the names of the types in the Language Server Protocol, in their order.
func TokenTypes() []string {
	return []string{"property", "function", "parameter", "variable", "enumMember", "type", "keyword", "string", "number", "comment", "operator"}
}

// Tokens returns the tokens that touch a part of the text, in their order. None is in another one.
func (s *Snapshot) Tokens(span ast.Span) []Token {
	t := tokenizer{text: s.text(), names: s.nameTokens(), comments: s.file().Comments, span: span, keywords: map[string]bool{}}
	for _, word := range grammar.Keywords() {
		t.keywords[word] = true
	}
	for _, statement := range s.file().Statements {
		t.read = append(t.read, statement.Span())
		if ast.Broken(statement) {
			t.unread = append(t.unread, statement.Span())
			continue
		}
		for n := range ast.Preorder(statement) {
			if bad, is := n.(*ast.Bad); is {
				t.unread = append(t.unread, bad.At)
			}
		}
	}
	t.run()
	return t.tokens
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
		case ast.TypeName:
			add(n.At, TypeToken, false)
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
			switch n.Kind {
			case ast.Word:
				add(n.At, VariableToken, false)
			case ast.Number, ast.Date: // with its sign
				add(n.At, NumberToken, false)
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

// tokenizer goes through a text.
type tokenizer struct {
	text     string
	span     ast.Span
	names    []Token
	comments []ast.Comment
	read     []ast.Span // statements
	unread   []ast.Span // of them, what could not be read
	keywords map[string]bool
	tokens   []Token
}

func (t *tokenizer) run() {
	for at := 0; at < len(t.text) && at <= t.span.End; {
		end, kind, ok := t.next(at)
		declares := ok && len(t.names) > 0 && t.names[0].Span.Start == at && t.names[0].Declares
		if ok && end >= t.span.Start {
			t.add(Token{ast.Span{Start: at, End: end}, kind, declares})
		}
		at = end
	}
}

// add adds a token, as one for each line that it is in: a comment may have a CR, which ends a line.
func (t *tokenizer) add(token Token) {
	for token.Span.Start < token.Span.End {
		rest := t.text[token.Span.Start:token.Span.End]
		line := strings.IndexAny(rest, "\r\n")
		if line < 0 {
			line = len(rest)
		}
		if part := (ast.Span{Start: token.Span.Start, End: token.Span.Start + line}); !part.Empty() {
			t.tokens = append(t.tokens, Token{part, token.Type, token.Declares})
		}
		token.Span.Start += line + 1
	}
}

// next returns the end of what begins at an offset, and what it is; false for blanks and for what is
// nothing in particular.
func (t *tokenizer) next(at int) (end int, kind TokenType, ok bool) {
	for len(t.names) > 0 && t.names[0].Span.Start < at {
		t.names = t.names[1:]
	}
	for len(t.comments) > 0 && t.comments[0].At.Start < at {
		t.comments = t.comments[1:]
	}
	if len(t.comments) > 0 && t.comments[0].At.Start == at {
		return max(at+1, t.comments[0].At.End), CommentToken, true
	}
	if len(t.names) > 0 && t.names[0].Span.Start == at {
		return t.names[0].Span.End, t.names[0].Type, true
	}
	switch c := t.text[at]; {
	case c == '"' || c == '\'':
		return stringEnd(t.text, at), StringToken, true
	case '0' <= c && c <= '9':
		return numberEnd(t.text, at), NumberToken, true
	case isWord(c):
		end := wordAt(t.text, at).End
		return end, KeywordToken, t.isKeyword(at, t.text[at:end])
	case strings.IndexByte("=!<>&|+-", c) >= 0:
		for end = at + 1; end < len(t.text) && strings.IndexByte("=<>&|", t.text[end]) >= 0; end++ {
		}
		return end, OperatorToken, true
	}
	return at + 1, 0, false
}

// isKeyword reports whether a word that is not a name is one of the language: each is, in what could be
// read.
func (t *tokenizer) isKeyword(at int, word string) bool {
	for len(t.read) > 0 && t.read[0].End <= at {
		t.read = t.read[1:]
	}
	for len(t.unread) > 0 && t.unread[0].End <= at {
		t.unread = t.unread[1:]
	}
	inside := len(t.read) > 0 && t.read[0].Start <= at
	broken := len(t.unread) > 0 && t.unread[0].Start <= at
	return inside && !broken || t.keywords[strings.ToLower(word)]
}

// stringEnd returns the end of a text between quotes, which may lack the last one.
func stringEnd(text string, at int) int {
	for end := at + 1; end < len(text); end++ {
		switch text[end] {
		case text[at]:
			return end + 1
		case '\\':
			if end+1 < len(text) && text[end+1] != '\n' && text[end+1] != '\r' {
				end++
			}
		case '\n', '\r':
			return end
		}
	}
	return len(text)
}

// numberEnd returns the end of a number, a date or a length of time.
func numberEnd(text string, at int) int {
	end := at
	const day = len("2026-05-01")
	isDay := len(text)-at >= day && text[at+4] == '-' && text[at+7] == '-'
	if isDay {
		end += day
	}
	for end < len(text) && (isWord(text[end]) || text[end] == '.' || isDay && text[end] == ':') {
		end++
	}
	return end
}
