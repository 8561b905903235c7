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
				notes: []string{"compare a column with it: `vip = true`"},
			}
		case "in", "is", "between", "contains", "starts", "has":
			return &problem{
				code: diag.SyntaxError, at: at, message: "a column is missing before `" + token.Value + "`",
				notes: []string{"a column named `" + token.Value + "` needs backquotes"},
			}
		case "from", "except", "campaign", "field", "use", "segment", "let", "require", "where", "because", "list", "isp":
			p := expected(token, aCondition)
			p.notes = []string{"a column named `" + token.Value + "` needs backquotes"}
			return p
		}
	case kindString, kindNumber, kindDate:
		return &problem{
			code: diag.SyntaxError, at: at, message: "a condition starts with a column, not with a value",
			notes: []string{"for example, `plan = \"pro\"`"},
		}
	}
	p := expected(token, aCondition)
	if token.Type == kindDuration {
		p.notes = []string{"each event has a window of its own: `opened in last 30d and clicked in last 60d`"}
	}
	return p
}

// exampleOfCondition says what a condition is to somebody who has left it out.
const exampleOfCondition = "a condition is a column, an operator and a value, such as `plan = \"pro\"`"

// afterJoint adds what to write to the problem that no condition begins at a token. Joint is the word before the
// token that joins conditions, if there is one.
func afterJoint(p *problem, token *lexer.Token, joint string) *problem {
	switch {
	case p.missing == "" || len(p.fixes) > 0:
	case joint == "" && len(p.notes) > 0:
	case joint == "":
		p.advice = exampleOfCondition
	case isKeyword(token, "and") && joint == "and", isKeyword(token, "or") && joint == "or":
		p.advice = "two conditions are joined by one word: remove one `" + joint + "`"
	case isKeyword(token, "and"), isKeyword(token, "or"):
		p.advice = "two conditions are joined by one word: keep `" + joint + "` or `" + token.Value + "`"
	default:
		p.advice = "write a condition after `" + joint + "`, or remove `" + joint + "`"
	}
	return p
}

// wordAsColumn is the problem of a word of the language in the place of a column.
func wordAsColumn(token *lexer.Token) *problem {
	at := spanOf(token)
	return &problem{
		code: diag.SyntaxError, at: at, message: "`" + token.Value + "` is a reserved word; as the name of a column it needs backquotes",
		fixes: []fix{replace(at, "`"+token.Value+"`")},
	}
}

// unexpected is the problem of a token where a condition is already over.
func (r *expressionReader) unexpected(token *lexer.Token) *problem {
	at := spanOf(token)
	if p := malformed(token); p != nil {
		return p
	}
	switch {
	case isOperator(token, ")"):
		return &problem{code: diag.SyntaxError, at: at, message: "this parenthesis has no opening one", fixes: []fix{remove(at)}}
	case isOperator(token, ","):
		return &problem{
			code: diag.SyntaxError, at: at, message: "join conditions with `and` or `or`, not with a comma",
		}
	case token.Type == kindWord || token.Type == kindQuotedName || token.Type == kindKeyword && r.startsOperand():
		p := &problem{code: diag.SyntaxError, at: at, message: "`and` or `or` is missing before " + describe(token), advice: exampleOfCondition}
		switch {
		case isWord(token, "xor"):
			p.message = "join conditions with `and` or `or`, not with `xor`"
			p.advice = "one or the other, but not both, is `(a and not b) or (not a and b)`"
		case isWord(token, "this"):
			p.advice = "a window is counted back from today, in days or weeks: `opened in last 30d`"
		}
		return p
	}
	return expected(token, "`and`, `or` or the end of the rule")
}

// brokenOperator is the problem of an operator made of words when one of them is missing or
// wrong.
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
				code: diag.NullComparison, at: spanOf(token), message: "use `is null` for contacts without a value",
				fixes: []fix{replace(spanOf(token), "null")},
			}
		case startsValue(token):
			return &problem{
				code: diag.UnsupportedTest, at: operator, message: "to compare a column with a value, use `" + sign + "`, not `is`",
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
				code: diag.UnsupportedTest, at: spanOf(&first), message: "to compare a column with a value, use `!=`, not `not`",
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

// endOfLast returns the offset after the last token that was read.
func endOfLast(r *expressionReader) int {
	last := r.lex.Range(r.lex.RawCursor()-1, r.lex.RawCursor())[0]
	return spanOf(&last).End
}

// foreignOperator recognizes operators of other languages and misspelled ones after a name;
// it returns nil when the name is alone.
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
				code: diag.UnsupportedTest, at: at, message: "write `!=` for not equal", fixes: []fix{replace(at, "!=")},
			}
		}
		return nil
	case kindOther:
		if token.Value == "~" || token.Value == "%" || token.Value == "^" {
			return &problem{
				code: diag.UnsupportedTest, at: at, message: "there are no patterns",
				notes: []string{"to search in a text value, use `contains \"x\"` or `starts with \"x\"`"},
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
			if strings.HasPrefix(word, "ends") {
				p.notes = []string{"`contains` also finds the text elsewhere in the value"}
			}
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

// valueFollows reports whether a value or a list follows the next token.
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

// columnFollows reports whether the next token reads like a column, with its operator after
// it.
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
		message: "unknown word `" + shorten(token.Value) + "`; did you mean `" + word + "`?",
		fixes:   []fix{replace(spanOf(token), word)},
	}
}

type foreignOperator struct{ word, message, write string }

// foreignOperators are words that people bring along from other tools.
func foreignOperators() []foreignOperator {
	noPattern := "segc has no patterns; use `contains` or `starts with`"
	return []foreignOperator{
		{"ends", "the platform cannot test how a text value ends; it has `contains` and `starts with`", ""},
		{"endswith", "the platform cannot test how a text value ends; it has `contains` and `starts with`", ""},
		{"ends_with", "the platform cannot test how a text value ends; it has `contains` and `starts with`", ""},
		{"like", noPattern, ""},
		{"ilike", noPattern, ""},
		{"matches", noPattern, ""},
		{"regex", noPattern, ""},
		{"rlike", noPattern, ""},
		{"equals", "`equals` is not an operator; use `=`", "="},
		{"equal", "`equal` is not an operator; use `=`", "="},
		{"eq", "`eq` is not an operator; use `=`", "="},
		{"ne", "`ne` is not an operator; use `!=`", "!="},
		{"gt", "`gt` is not an operator; use `>`", ">"},
		{"gte", "`gte` is not an operator; use `>=`", ">="},
		{"lt", "`lt` is not an operator; use `<`", "<"},
		{"lte", "`lte` is not an operator; use `<=`", "<="},
		{"startswith", "`startswith` is not an operator; use `starts with`", "starts with"},
		{"starts_with", "`starts_with` is not an operator; use `starts with`", "starts with"},
		{"begins", "`begins` is not an operator; use `starts with`", "starts"},
		{"includes", "`includes` is not an operator; use `contains` for a text value or `has any (…)` for tags", ""},
		{"exists", "`exists` is not an operator; use `is not null`", "is not null"},
		{"at", "write `>=` for at least and `<=` for at most", ""},
		{"above", "`above` is not an operator; use `>`", ">"},
		{"over", "`over` is not an operator; use `>`", ">"},
		{"below", "`below` is not an operator; use `<`", "<"},
		{"under", "`under` is not an operator; use `<`", "<"},
		{"was", "`was` is not an operator; use one such as `=` or `on`", ""},
		{"exactly", "`exactly` is not an operator; use `=`", "="},
		{"are", "`are` is not an operator; use `=`", "="},
		{"more", "`more` is not an operator; use `>`", ""},
		{"greater", "`greater` is not an operator; use `>`", ""},
		{"less", "`less` is not an operator; use `<`", ""},
		{"before", "use `<` for an earlier date", "<"},
		{"after", "use `>` for a later date", ">"},
		{"since", "use `>=` for a day and those after it", ">="},
		{"until", "use `<=` for a day and those before it", "<="},
		{"till", "use `<=` for a day and those before it", "<="},
		{"by", "use `<=` for a day and those before it", "<="},
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
				notes: []string{"to compare with several values, use `in ( … )`"},
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
		p.notes = []string{"to test which lists a contact is on, use `list in (newsletter)`"}
		return p
	}
	return expected(r.peek(), "`in` or `not in`")
}

func (r *expressionReader) ispOperatorProblem(first *lexer.Token) *problem {
	if p := r.slipAfterNot(); p != nil {
		return p
	}
	p := expected(r.peek(), "`in`, `not in`, `=` or `!=`")
	p.notes = []string{"for example, `isp in (gmail, 2)`; a column named isp needs backquotes"}
	return p
}
