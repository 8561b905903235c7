package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// noCondition is the problem that no condition begins at a token.
func noCondition(token *lexer.Token) *problem {
	at := spanOf(token)
	switch token.Type {
	case kindKeyword:
		switch token.Value {
		case "true", "false":
			return &problem{
				code: diag.SyntaxError, at: at, message: "`" + token.Value + "` alone is not a condition",
				notes: []string{"a column is compared with it: `vip = true`"},
			}
		case "in", "is", "between", "contains", "starts", "has":
			return &problem{
				code: diag.SyntaxError, at: at, message: "a column is missing before `" + token.Value + "`",
				notes: []string{"a column that is called `" + token.Value + "` is written between backquotes"},
			}
		case "from", "except", "campaign", "field", "use", "segment", "let", "require", "where", "because", "list", "isp":
			p := expected(token, aCondition)
			p.notes = []string{"a column that is called `" + token.Value + "` is written between backquotes"}
			return p
		}
	case kindString, kindNumber, kindDate:
		return &problem{
			code: diag.SyntaxError, at: at, message: "a condition starts with a column, not with a value",
			notes: []string{"for example `plan = \"pro\"`"},
		}
	}
	return expected(token, aCondition)
}

// wordAsColumn is the problem of a word of the language in the place of a column.
func wordAsColumn(token *lexer.Token) *problem {
	at := spanOf(token)
	return &problem{
		code: diag.SyntaxError, at: at, message: "`" + token.Value + "` is a word of the language; as the name of a column it is written between backquotes",
		fixes: []fix{replace(at, "`"+token.Value+"`")},
	}
}

// unexpected is the problem of a token that stands where a condition is over.
func (r *expressionReader) unexpected(token *lexer.Token) *problem {
	at := spanOf(token)
	if p := malformed(token); p != nil {
		return p
	}
	switch {
	case isOperator(token, ")"):
		return &problem{code: diag.SyntaxError, at: at, message: "this parenthesis closes nothing", fixes: []fix{remove(at)}}
	case isOperator(token, ","):
		return &problem{
			code: diag.SyntaxError, at: at, message: "conditions are joined by `and` or `or`, not by a comma",
		}
	case token.Type == kindWord || token.Type == kindQuotedName || token.Type == kindKeyword && r.startsOperand():
		return &problem{
			code: diag.SyntaxError, at: at, message: "`and` or `or` is missing before " + describe(token),
		}
	}
	return expected(token, "`and`, `or` or the end of the rule")
}

// brokenOperator is the problem of an operator in words of which a part is
// missing or wrong.
func (r *expressionReader) brokenOperator(column *lexer.Token) *problem {
	first := *r.lex.Next()
	token := r.peek()
	at := spanOf(&first).Join(spanOf(token))
	switch first.Value {
	case "is":
		sign := "="
		if isKeyword(token, "not") {
			r.lex.Next()
			token = r.peek()
			sign = "!="
		}
		operator := ast.Span{Start: first.Pos.Offset, End: endOfLast(r)}
		if p := r.isOperator(operator, sign == "!="); p != nil {
			return p
		}
		if p := r.isDay(column, &first, sign == "!="); p != nil {
			return p
		}
		if p := r.slip(func(*lexer.Token) bool { return r.endFollows() }, "null"); p != nil {
			return p
		}
		switch {
		case isWord(token, "empty") || isWord(token, "missing") || isWord(token, "blank") || isWord(token, "none") || isWord(token, "nil"):
			return &problem{
				code: diag.NullComparison, at: spanOf(token), message: "a column without a value is asked for with `null`",
				fixes: []fix{replace(spanOf(token), "null")},
			}
		case startsValue(token):
			return &problem{
				code: diag.UnsupportedTest, at: operator, message: "a column is compared with a value by `" + sign + "`, not by `is`",
				fixes: []fix{replace(operator, sign)},
			}
		}
		return expected(token, "`null` or `not null`")
	case "not":
		if p := r.isOperator(spanOf(&first), true); p != nil {
			return p
		}
		if p := r.isDay(column, &first, true); p != nil {
			return p
		}
		if p := r.slipOfIn(false); p != nil {
			return p
		}
		if p := r.slip(isText, "contains"); p != nil {
			return p
		}
		switch {
		case startsValue(token):
			return &problem{
				code: diag.UnsupportedTest, at: spanOf(&first), message: "a column is compared with a value by `!=`, not by `not`",
				fixes: []fix{replace(spanOf(&first), "!=")},
			}
		case isKeyword(token, "starts") || isKeyword(token, "between") || isKeyword(token, "has"):
			r.skipRange()
			return &problem{
				code: diag.UnsupportedTest, at: at, message: "`not " + token.Value + "` is not an operator; `not` comes before the whole condition",
				fixes: []fix{{text: "move `not` to the front", edits: []edit{
					{ast.Span{Start: column.Pos.Offset, End: column.Pos.Offset}, "not "},
					{ast.Span{Start: first.Pos.Offset, End: token.Pos.Offset}, ""},
				}}},
			}
		}
		return expected(token, "`in` or `contains`")
	case "has":
		if p := r.slip(isList, "any", "all", "none"); p != nil {
			return p
		}
		p := expected(token, "`any`, `all` or `none`")
		if p.missing != "" && (startsValue(token) && token.Type != kindWord || isList(token)) {
			p.message = "`any`, `all` or `none` is missing after `has`"
			p.at = spanOf(&first)
			p.offerIf(isList(token) || r.valueEnds(), replace(spanOf(&first), "has any"))
		}
		return p
	default:
		if p := r.slip(isText, "with"); p != nil {
			return p
		}
		p := expected(token, "`with`")
		if p.missing != "" && startsValue(token) && token.Type != kindWord {
			p.message = "`with` is missing after `starts`"
			p.at = spanOf(&first)
			p.offerIf(r.valueEnds(), replace(spanOf(&first), "starts with"))
		}
		return p
	}
}

// endOfLast returns the offset behind the last token that was read.
func endOfLast(r *expressionReader) int {
	last := r.lex.Range(r.lex.RawCursor()-1, r.lex.RawCursor())[0]
	return spanOf(&last).End
}

// foreignOperator recognizes operators of other languages and misspelt ones
// behind a name; it returns nil when the name stands alone.
func (r *expressionReader) foreignOperator(name *lexer.Token) *problem {
	token := r.peek()
	at := spanOf(token)
	switch token.Type {
	case kindString, kindBadString, kindCurlyString, kindNumber, kindBadNumber, kindDate:
		if p := malformed(token); p != nil {
			return p
		}
		if statement, ok := suggest.Nearest(name.Value, []string{"segment", "use", "where"}); ok {
			return misspelt(name, statement)
		}
		return r.noOperator(name, "= ")
	case kindOperator:
		if token.Value == "!" {
			return &problem{
				code: diag.UnsupportedTest, at: at, message: "inequality is written `!=`", fixes: []fix{replace(at, "!=")},
			}
		}
		return nil
	case kindOther:
		if token.Value == "~" || token.Value == "%" || token.Value == "^" {
			return &problem{
				code: diag.UnsupportedTest, at: at, message: "there are no patterns",
				notes: []string{"a text is searched with `contains \"x\"` and `starts with \"x\"`"},
			}
		}
		return badCharacter(token)
	case kindKeyword:
		if startsValue(token) {
			return r.noOperator(name, map[bool]string{true: "is ", false: "= "}[token.Value == "null"])
		}
		if word, ok := suggest.Nearest(name.Value, []string{"where", "require", "never", "not"}); ok && r.startsOperand() {
			return misspelt(name, word)
		}
		return nil
	case kindWord:
	default:
		return nil
	}
	if p := r.slipOfIn(false); p != nil {
		return p
	}
	if p := r.slip(func(after *lexer.Token) bool { return isKeyword(after, "in") || isKeyword(after, "contains") }, "not"); p != nil {
		return p
	}
	word := strings.ToLower(token.Value)
	if day, ok := suggest.Day(word); ok && r.valueEnds() {
		p := r.noOperator(name, "on ")
		p.fixes = []fix{replace(at, "on "+day)}
		return p
	}
	for _, known := range foreignOperators() {
		if word == known.word {
			p := &problem{code: diag.UnsupportedTest, at: at, message: known.message}
			if known.write != "" {
				p.fixes = []fix{replace(at, known.write)}
			}
			return p
		}
	}
	starters := []string{"where", "let", "list", "isp", "use", "segment", "campaign", "field", "require", "never", "not"}
	statement, isStatement := suggest.Nearest(name.Value, append(starters, ast.MetricWords()...))
	operator, isOperator := suggest.Nearest(word, []string{"between", "contains", "starts", "has", "is", "in", "not"})
	switch {
	case isStatement && (!isOperator || r.columnFollows()):
		return misspelt(name, statement)
	case isOperator && !r.columnFollows():
		return misspelt(token, operator)
	case r.valueFollows():
		return &problem{
			code: diag.UnsupportedTest, at: at, message: "`" + shorten(token.Value) + "` is not an operator",
			notes: []string{"the operators in words are `contains`, `starts with`, `between`, `on`, `in`, `has any`, `has all`, `has none` and `is null`"},
		}
	}
	return nil
}

// noOperator is the problem of a name and a value with nothing between them. Where more
// comes after the value, it is not known what the name is compared with.
func (r *expressionReader) noOperator(name *lexer.Token, operator string) *problem {
	token := r.peek()
	p := &problem{
		code: diag.SyntaxError, at: spanOf(token),
		message: "an operator such as `=` is missing between " + describe(name) + " and " + describe(token),
	}
	if r.valueEnds() {
		p.fixes = []fix{insert(p.at.Start, operator)}
	}
	return p
}

// valueFollows reports whether a value or a list stands behind the next token.
func (r *expressionReader) valueFollows() bool {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	r.lex.Next()
	switch token := r.lex.Peek(); token.Type {
	case kindString, kindNumber, kindDate, kindList:
		return true
	default:
		return isOperator(token, "(")
	}
}

// columnFollows reports whether the next token reads like a column with its
// operator behind it.
func (r *expressionReader) columnFollows() bool {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	r.lex.Next()
	token := r.lex.Peek()
	return token.Type == kindOperator && token.Value != "(" || token.Type == kindKeyword && !startsValue(token) && token.Value != "not"
}

func misspelt(token *lexer.Token, word string) *problem {
	return &problem{
		code: diag.MisspeltKeyword, at: spanOf(token),
		message: "`" + shorten(token.Value) + "` is not a word of the language; `" + word + "` is",
		fixes:   []fix{replace(spanOf(token), word)},
	}
}

type foreignOperator struct{ word, message, write string }

// foreignOperators are words that people bring along from other tools.
func foreignOperators() []foreignOperator {
	noPattern := "there are no patterns; a text is searched with `contains` and `starts with`"
	return []foreignOperator{
		{"ends", "the platform cannot test how a text ends; `contains` and `starts with` are what it has", ""},
		{"endswith", "the platform cannot test how a text ends; `contains` and `starts with` are what it has", ""},
		{"ends_with", "the platform cannot test how a text ends; `contains` and `starts with` are what it has", ""},
		{"like", noPattern, ""},
		{"ilike", noPattern, ""},
		{"matches", noPattern, ""},
		{"regex", noPattern, ""},
		{"rlike", noPattern, ""},
		{"equals", "equality is written `=`", "="},
		{"equal", "equality is written `=`", "="},
		{"eq", "equality is written `=`", "="},
		{"ne", "inequality is written `!=`", "!="},
		{"gt", "greater is written `>`", ">"},
		{"gte", "greater or equal is written `>=`", ">="},
		{"lt", "less is written `<`", "<"},
		{"lte", "less or equal is written `<=`", "<="},
		{"startswith", "the start of a text is tested with `starts with`", "starts with"},
		{"starts_with", "the start of a text is tested with `starts with`", "starts with"},
		{"begins", "the start of a text is tested with `starts with`", "starts"},
		{"includes", "a text is searched with `contains`, tags with `has any (…)`", ""},
		{"exists", "a column that has a value is asked for with `is not null`", "is not null"},
		{"at", "at least is written `>=`, at most `<=`", ""},
		{"above", "more is written `>`", ">"},
		{"over", "more is written `>`", ">"},
		{"below", "less is written `<`", "<"},
		{"under", "less is written `<`", "<"},
		{"was", "a column is compared by an operator such as `=` or `on`, without `was`", ""},
		{"exactly", "equality is written `=`", "="},
		{"are", "equality is written `=`", "="},
		{"more", "more is written `>`", ""},
		{"greater", "greater is written `>`", ""},
		{"less", "less is written `<`", ""},
		{"before", "an earlier date is written `<`", "<"},
		{"after", "a later date is written `>`", ">"},
		{"since", "a day and those after it are written `>=`", ">="},
		{"until", "a day and those before it are written `<=`", "<="},
		{"till", "a day and those before it are written `<=`", "<="},
		{"by", "a day and those before it are written `<=`", "<="},
	}
}

// comparisonProblem improves on what is said about the missing value of a
// comparison.
func (r *expressionReader) comparisonProblem(c *ast.Column, p *problem) *problem {
	if p.words != nil {
		p.inComparison(c)
		return p
	}
	token := r.peek()
	if p.code == diag.NullComparison {
		whole := c.OpSpan.Join(spanOf(token))
		switch c.Op {
		case ast.Equal:
			p.fixes = []fix{replace(whole, "is null")}
		case ast.NotEqual:
			p.fixes = []fix{replace(whole, "is not null")}
		}
		r.lex.Next()
		return p
	}
	if token.Type == kindOperator {
		if c.OpSpan.End == token.Pos.Offset || c.OpSpan.End+1 == token.Pos.Offset {
			if _, ok := comparisonOf(token.Value); ok {
				return &problem{
					code: diag.SyntaxError, at: c.OpSpan.Join(spanOf(token)), message: "there is no operator like this",
					notes: []string{"the comparisons are `=`, `!=`, `>`, `>=`, `<` and `<=`"},
				}
			}
		}
		if token.Value == "(" {
			return &problem{
				code: diag.SyntaxError, at: spanOf(token), message: "expected one value, without parentheses",
				notes: []string{"several values are compared with `in ( … )`"},
			}
		}
	}
	return p
}

func (r *expressionReader) listOperatorProblem(first *lexer.Token) *problem {
	if p := r.slipAfterNot(); p != nil {
		return p
	}
	if r.compares() {
		p := wordAsColumn(first)
		p.notes = []string{"the lists that a contact is on are asked for with `list in (newsletter)`"}
		return p
	}
	return expected(r.peek(), "`in` or `not in`")
}

func (r *expressionReader) ispOperatorProblem(first *lexer.Token) *problem {
	if p := r.slipAfterNot(); p != nil {
		return p
	}
	p := expected(r.peek(), "`in`, `not in`, `=` or `!=`")
	p.notes = []string{"for example `isp in (gmail, 2)`; a column called isp is written between backquotes"}
	return p
}
