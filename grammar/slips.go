package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// slip returns the problem of the next word if it is close to one of the words that
// belong in its place, and if the token after it is as that word needs. There is
// none for any other word.
func (r *expressionReader) slip(follows func(after *lexer.Token) bool, words ...string) *problem {
	token := r.peek()
	if token.Type != kindWord && token.Type != kindKeyword {
		return nil
	}
	nearest, ok := suggest.Nearest(token.Value, words)
	if !ok || !follows(r.second()) {
		return nil
	}
	if token.Type == kindWord {
		return misspelt(token, nearest)
	}
	p := expected(token, "`"+nearest+"`") // a word of the language, but not here
	p.fixes = []fix{replace(spanOf(token), nearest)}
	return p
}

// slipOfIn returns the problem that the next word is a misspelled `in`. Since a list
// follows, a word of one or two letters is as clear as a longer one. Names says whether a
// list of names is meant.
func (r *expressionReader) slipOfIn(names bool) *problem {
	token := r.peek()
	if token.Type != kindWord {
		return nil
	}
	if !isSlipOfIn(token.Value) || !r.listFollows(names) {
		return nil
	}
	if isWord(token, "on") {
		at := spanOf(token)
		return &problem{code: diag.SyntaxError, at: at, message: "`on` takes one day, and `in` takes a list", fixes: []fix{replace(at, "in")}}
	}
	return misspelt(token, "in")
}

// isSlipOfIn reports whether a word is one slip from `in`, and not a word of two
// letters that people write for another reason.
func isSlipOfIn(word string) bool {
	if _, ok := suggest.Nearest(word, []string{"in"}); ok {
		return true
	}
	switch word = strings.ToLower(word); word {
	case "i", "n", "ni":
		return true
	case "id", "if", "is", "it", "an":
		return false
	}
	return len(word) == 2 && (word[0] == 'i' || word[1] == 'n')
}

// listFollows reports whether values in parentheses are after the next token. A
// single name in parentheses is one only where names are values: it may be a part.
func (r *expressionReader) listFollows(names bool) bool {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	r.lex.Next()
	if !isOperator(r.lex.Next(), "(") {
		return false
	}
	value := r.lex.Next()
	switch value.Type {
	case kindString, kindNumber, kindDate:
		return true
	case kindWord, kindQuotedName:
		return isOperator(r.lex.Peek(), ",") || names && isOperator(r.lex.Peek(), ")")
	}
	return false
}

// slipOfClause returns the problem that the next word is a misspelling of one that begins a
// window or campaigns of an event.
func (r *expressionReader) slipOfClause() *problem {
	if r.peek().Type != kindWord {
		return nil
	}
	if p := r.slip(isThan, "more"); p != nil {
		return p
	}
	if p := r.slip(isCampaigns, "from", "except"); p != nil {
		return p
	}
	if p := r.slip(isLength, "last"); p != nil {
		at := p.at
		return &problem{
			code: diag.MisspeltKeyword, at: at, message: p.message,
			fixes: []fix{{text: "write `in last`", edits: []edit{{at, "in last"}}}},
		}
	}
	return nil
}

// slipOfAgo returns the problem that the next word is a misspelled `ago`. A window ends
// there: a comparison after the word makes it the name of a column. After a length of time,
// a word of two letters is as clear as a longer one.
func (r *expressionReader) slipOfAgo() *problem {
	ends := r.after(1, func() bool {
		return r.over() || isKeyword(r.peek(), "from") || isKeyword(r.peek(), "except")
	})
	if token := r.peek(); ends && token.Type == kindWord {
		switch strings.ToLower(token.Value) {
		case "ag", "ao", "go":
			return misspelt(token, "ago")
		}
	}
	return r.slip(func(*lexer.Token) bool { return ends }, "ago")
}

func isThan(token *lexer.Token) bool { return isWord(token, "than") || isWord(token, "then") }

func isCampaigns(token *lexer.Token) bool {
	return isWord(token, "campaigns") || isKeyword(token, "campaign")
}

func isLast(token *lexer.Token) bool { return isWord(token, "last") }

// isLength reports whether a token begins the length of a window.
func isLength(token *lexer.Token) bool {
	return token.Type == kindDuration || token.Type == kindNumber
}

func isText(token *lexer.Token) bool { return token.Type == kindString }

func isBound(token *lexer.Token) bool {
	return token.Type == kindString || token.Type == kindNumber || token.Type == kindDate
}

// isList reports whether a token begins a list. After a misspelled word, the list begins
// with a parenthesis token.
func isList(token *lexer.Token) bool { return token.Type == kindList || isOperator(token, "(") }

// misspeltMembership reads `list` or `isp` and returns what is wrong, if a misspelled `in`
// and a list come next. A declaration of a name has no list there.
func (r *expressionReader) misspeltMembership() ast.Expr {
	here := r.lex.MakeCheckpoint()
	first := *r.lex.Next()
	if p := r.slipOfIn(true); p != nil {
		return r.bad(first.Pos.Offset, p)
	}
	r.lex.LoadCheckpoint(here)
	return nil
}

// slipAfterNot returns the problem that `not` and a misspelled `in` come next, in a
// condition on contact lists or ISPs.
func (r *expressionReader) slipAfterNot() *problem {
	if !isKeyword(r.peek(), "not") {
		return nil
	}
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	r.lex.Next()
	return r.slipOfIn(true)
}
