package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// metricMeant returns the word for an event that a word was likely meant for: a
// slip of the pen, or what other tools call it. Never is it the opposite of what
// the word says.
func metricMeant(word string) (string, bool) {
	if strings.HasPrefix(strings.ToLower(word), "subscri") {
		return "", false
	}
	metrics := ast.MetricWords()
	if nearest, ok := suggest.Nearest(word, metrics); ok {
		return nearest, true
	}
	word = strings.ToLower(word)
	for i, stem := range []string{"open", "click", "bounc", "complain", "deliver", "unsub"} {
		if strings.HasPrefix(word, stem) {
			return metrics[i], true
		}
	}
	return "", false
}

// clauseFollows reports whether a window or campaigns come next, which only events have. A
// word in them may be misspelled.
func (r *expressionReader) clauseFollows(first *lexer.Token) bool {
	if token := r.peek(); token.Type != kindKeyword && token.Type != kindWord {
		return false // as nearly always
	}
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	switch token := r.peek(); {
	case isKeyword(token, "in"):
		r.lex.Next()
		if r.peek().Type == kindList {
			return false // as nearly always
		}
		if isWord(r.peek(), "the") {
			r.lex.Next()
		}
		return isWord(r.peek(), "last") || r.slip(isLast, "the") != nil || r.slip(isLength, "last") != nil
	case isKeyword(token, "from"), isKeyword(token, "except"):
		r.lex.Next()
		return isCampaigns(r.peek()) || isSlipOfEvent(first) && r.slip(isList, "campaigns") != nil
	case isWord(token, "more"):
		r.lex.Next()
		if !isWord(r.peek(), "than") && (!isSlipOfEvent(first) || r.slip(isLength, "than") == nil) {
			return false
		}
		r.lex.Next()
		return r.lengthFollows()
	}
	// Words that are not of the language are rare here, unlike `and`.
	return r.peek().Type == kindWord && isSlipOfEvent(first) && r.slipOfClause() != nil
}

// isSlipOfEvent reports whether a word was likely meant for an event.
func isSlipOfEvent(word *lexer.Token) bool {
	_, ok := metricMeant(word.Value)
	return ok
}

// lengthFollows reads a length of time and reports whether it has a unit.
func (r *expressionReader) lengthFollows() bool {
	switch r.lex.Next().Type {
	case kindDuration:
		return true
	case kindWord, kindQuotedName:
		return isWord(r.lex.Peek(), "ago")
	case kindNumber:
		_, p := unitOf(r.lex.Peek().Value, ast.Span{})
		return r.lex.Peek().Type == kindWord && (p == nil || p.code == diag.UnsupportedUnit)
	}
	return false
}

// otherEvent reads the clauses after a word that is not an event, or after a comparison
// with one. It reports the word and nothing else.
func (r *expressionReader) otherEvent(first *lexer.Token, compared *ast.Column) ast.Expr {
	at := spanOf(first)
	e := &ast.Event{At: at, MetricSpan: at, Op: ast.Ever, OpSpan: at}
	counts := compared != nil && compared.Values[0].Kind == ast.Number
	if compared != nil {
		e.At = compared.At
	}
	if word, ok := metricMeant(first.Value); ok && (counts || compared == nil) {
		r.fail(misspelt(first, word))
		e.Metric, _ = metricOf(word)
	} else {
		name := shorten(first.Value)
		p := &problem{
			code: diag.SyntaxError, at: at, message: "`" + name + "` is not an event, and only events have windows and campaigns",
			notes: []string{"`opened in last 30d` has one; compare a column of dates with a date, as in `" + name + " >= 2026-01-31`"},
		}
		r.fail(p)
		said := len(r.problems)
		read := r.clauses(e)
		if compared == nil && read == ast.Expr(e) && len(r.problems) == said {
			p.windowOfColumn(e, nameOf(first).Text)
		}
		return read
	}
	return r.clauses(e)
}
