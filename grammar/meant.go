package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// tokensAhead returns the next three tokens.
func (r *fileReader) tokensAhead() (all [3]*lexer.Token) {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	for i := range all {
		all[i] = r.lex.Next()
	}
	return all
}

// firstOnLine reports whether a token is the first on its line.
func (r *fileReader) firstOnLine(token *lexer.Token) bool {
	before := strings.TrimRight(r.file.Source.Text()[:token.Pos.Offset], " \t")
	return before == "" || before == byteOrderMark || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, "\r")
}

// sameLine reports whether no line ends between two tokens.
func (r *fileReader) sameLine(a, b *lexer.Token) bool {
	return !strings.ContainsAny(r.file.Source.Slice(ast.Span{Start: spanOf(a).End, End: b.Pos.Offset}), lineEnds)
}

// meant returns the problem of a statement that is nearly one that names or declares a value,
// and begins at the next token; nil for anything else.
func (r *fileReader) meant() *problem {
	word := r.lex.Peek()
	if word.Type != kindWord || !r.firstOnLine(word) {
		return nil
	}
	switch signAfter(word.Value) {
	case "=":
		return r.nearlyValue(word)
	case ":":
		return r.nearlyParam(word)
	}
	if mayAssume(word.Value) {
		return r.nearlyAssume(word)
	}
	if !isName(following(r.lex)) {
		return nil
	}
	sign := r.tokensAhead()[2]
	if _, assume := suggest.Nearest(word.Value, []string{"assume"}); assume && isQuestion(following(r.lex)) && sign.Type == kindWord {
		return misspelt(word, "assume")
	}
	if sign.Type != kindOperator {
		return nil
	}
	_, value := suggest.Nearest(word.Value, []string{"value"})
	_, param := suggest.Nearest(word.Value, []string{"param"})
	lower := strings.ToLower(word.Value)
	value = value || slices.Contains([]string{"const", "constant", "var", "val", "def", "define", "set"}, lower)
	param = param || slices.Contains([]string{"parameter", "params", "parameters", "arg", "input"}, lower)
	switch {
	case sign.Value == ":" && (value || param):
		return misspelt(word, "param")
	case sign.Value != "=" && sign.Value != "==":
	case value && !r.literalAhead(3):
		return misspelt(word, "let")
	case value:
		return misspelt(word, "value")
	case param:
		return misspelt(word, "param")
	}
	return nil
}

// nearlyValue is the problem of `value` and a name in another shape than `value NAME =`.
func (r *fileReader) nearlyValue(word *lexer.Token) *problem {
	ahead := r.tokensAhead()
	name, sign := ahead[1], ahead[2]
	if !isName(name) || !r.sameLine(word, name) {
		return nil
	}
	end := spanOf(name).End
	switch {
	case isOperatorWord(name) && sign.Type != endOfFile && !isStarter(sign, sign): // of a column that is called `value`
		return nil
	case sign.Type == endOfFile || !r.sameLine(name, sign):
		return missingAt(end, "`=` and a value")
	case isOperator(sign, ":") && r.equalAfter(3) > 0:
		at := ast.Span{Start: end, End: r.equalAfter(3)}
		return &problem{
			code: diag.SyntaxError, at: ast.Span{Start: sign.Pos.Offset, End: at.End}, message: "name a value with `=`",
			fixes: []fix{{text: "write `=`", edits: []edit{{at, " ="}}}},
		}
	case means(sign) && r.literalAhead(3):
		p := expected(sign, "`=`")
		p.fixes = []fix{replace(spanOf(sign), "=")}
		return p
	case isOperator(sign, ":"):
		p := expected(sign, "`=`")
		if at := spanOf(sign); r.typeAhead(3) {
			p.notes = []string{"a value has no type; a `param` has one"}
			p.fixes = []fix{replace(spanOf(word), "param")}
		} else {
			p.fixes = []fix{{text: "write `=`", edits: []edit{{ast.Span{Start: end, End: at.End}, " ="}}}}
		}
		return p
	case isOperator(sign, "("):
		return &problem{
			code: diag.SyntaxError, at: spanOf(name), message: "a value has no parameters; a part can have them, as in `let " + shorten(name.Value) + "(n) = opened in last n`",
		}
	case startsValue(sign), sign.Type == kindList:
		p := expected(sign, "`=`")
		p.offer(insert(sign.Pos.Offset, "= "))
		return p
	}
	return nil
}

// nearlyParam is the problem of `param` and a name without a type.
func (r *fileReader) nearlyParam(word *lexer.Token) *problem {
	ahead := r.tokensAhead()
	name, sign := ahead[1], ahead[2]
	if !isName(name) || isOperatorWord(name) || !r.sameLine(word, name) {
		return nil
	}
	end := spanOf(name).End
	switch {
	case sign.Type == endOfFile || !r.sameLine(name, sign):
		p := missingAt(end, "`:` and a type")
		p.notes = []string{"for example, `param " + shorten(name.Value) + ": text`"}
		return p
	case isOperator(sign, "="), isOperator(sign, "=="):
		p := expected(sign, "`:` and a type")
		p.notes = []string{"for example, `param " + shorten(name.Value) + ": text = \"a\"`"}
		if kind := r.typeOfLiteral(3); kind != "" {
			p.notes, p.fixes = nil, []fix{insert(end, ": "+kind)}
		}
		return p
	case means(sign) && r.typeAhead(3):
		p := expected(sign, "`:`")
		p.fixes = []fix{{text: "write `:`", edits: []edit{{ast.Span{Start: end, End: spanOf(sign).End}, ":"}}}}
		return p
	case means(sign):
		if kind := r.typeOfLiteral(3); kind != "" {
			p := expected(sign, "`:` and a type")
			p.fixes = []fix{{text: "write `: " + kind + " =`", edits: []edit{{ast.Span{Start: end, End: spanOf(sign).End}, ": " + kind + " ="}}}}
			return p
		}
	case isTypeWord(sign):
		p := expected(sign, "`:`")
		p.offer(insert(end, ":"))
		return p
	}
	return nil
}

// means reports whether a token is a word between a name and what it is made to mean.
func means(token *lexer.Token) bool {
	return isKeyword(token, "is") || isWord(token, "to") || isWord(token, "as") || isWord(token, "are") || isWord(token, "be") || isWord(token, "equals")
}

// equalAfter returns where the `=` ends that is after so many tokens, or 0.
func (r *fileReader) equalAfter(tokens int) (end int) {
	reader := expressionReader{lex: r.lex}
	reader.after(tokens, func() bool {
		if equal := reader.peek(); isOperator(equal, "=") {
			end = spanOf(equal).End
		}
		return end > 0
	})
	return end
}

// missingAt is the problem that nothing more is on a line.
func missingAt(offset int, what string) *problem {
	return &problem{code: diag.SyntaxError, at: ast.Span{Start: offset, End: offset}, message: "expected " + what + " here"}
}

// isOperatorWord reports whether a word is an operator on a column, in this language or in
// others, or nearly one.
func isOperatorWord(word *lexer.Token) bool {
	if word.Type != kindWord {
		return false
	}
	lower := strings.ToLower(word.Value)
	if _, joins := nearestJoint(lower); joins || lower == "on" || slices.ContainsFunc(foreignOperators(), func(o foreignOperator) bool { return o.word == lower }) {
		return true
	}
	_, near := suggest.Nearest(lower, []string{"between", "contains", "starts"})
	return near
}

// literalAhead reports whether a literal, or a list that begins with one, is after so many
// tokens.
func (r *fileReader) literalAhead(tokens int) bool {
	reader := expressionReader{poll: r.poll, lex: r.lex}
	return reader.after(tokens, func() bool {
		if isOperator(reader.peek(), "(") {
			r.lex.Next()
		}
		token := reader.peek()
		return token.Type == kindList || startsValue(token) && (!isName(token) || isWord(token, today)) && !isKeyword(token, "null")
	})
}

// typeAhead reports whether the word for a type is after so many tokens.
func (r *fileReader) typeAhead(tokens int) bool {
	reader := expressionReader{lex: r.lex}
	return reader.after(tokens, func() bool { return isTypeWord(reader.peek()) })
}

// isTypeWord reports whether a token is the word for a type of a param.
func isTypeWord(token *lexer.Token) bool {
	return isParamType(token) || slices.ContainsFunc([]string{"text", "number", "boolean", "date", "days", "choice"}, func(word string) bool { return isWord(token, word) })
}

// typeOfLiteral returns the type of the literal after so many tokens, or "".
func (r *fileReader) typeOfLiteral(tokens int) (kind string) {
	reader := expressionReader{poll: r.poll, lex: r.lex}
	reader.after(tokens, func() bool {
		if startsValue(reader.peek()) {
			value, p := reader.columnValue()
			if p == nil && len(reader.problems) == 0 {
				kind = typeOf(value)
			}
		}
		return true
	})
	return kind
}

// typeOf returns the type of the params that a literal fits, or "".
func typeOf(v ast.Value) string {
	switch v.Kind {
	case ast.String:
		return "text"
	case ast.Number:
		return "number"
	case ast.Boolean:
		return "boolean"
	case ast.Date, ast.Today, ast.Day:
		return "date"
	case ast.Length:
		return "days"
	}
	return ""
}

// skipMeant skips a statement with a mistake in how it begins, and keeps its name.
func (r *fileReader) skipMeant(p *problem) {
	r.fail(p)
	first := *r.lex.Next()
	start := r.lex.RawCursor()
	if mayAssume(first.Value) {
		r.skipLine(&first)
		r.file.Statements = append(r.file.Statements, (&assumeNode{}).partial(r.spanFrom(&first, start-1), ast.Span{}))
		return
	}
	name := nameOf(r.lex.Next())
	r.skipToStarter()
	at := spanOf(&first).Join(r.spanFrom(&first, start))
	var broken ast.Statement
	switch signAfter(first.Value) {
	case "":
		broken = &ast.BadStatement{At: at, Keyword: spanOf(&first), Name: &name}
	case "=":
		broken = &ast.NamedValue{At: at, Name: name, Broken: true}
	case ":":
		broken = &ast.Param{At: at, Name: name, Broken: true}
	}
	r.file.Statements = append(r.file.Statements, broken)
}

// valueInLet reads a `let` that has a mistake once more, as the declaration of a value: a
// literal is not a condition. It reports whether the statement declares a value. The cursor
// is before it.
func (r *fileReader) valueInLet(here lexer.RawCursor, before int) bool {
	after := r.lex.MakeCheckpoint()
	r.lex.LoadCheckpoint(here)
	first := *r.lex.Next()
	start := r.lex.RawCursor()
	node := &valueNode{}
	if node.name.parse(r.lex) == nil && (isOperator(r.lex.Peek(), "=") || isOperator(r.lex.Peek(), "==")) && r.literalAhead(1) {
		r.lex.Next()
		reader := expressionReader{poll: r.poll, lex: r.lex}
		if node.plainItems(&reader) && len(reader.problems) == 0 && (r.lex.Peek().Type == endOfFile || atStarter(r.lex) || r.misspeltStarter() != "") {
			at := r.spanFrom(&first, start)
			r.problems = r.problems[:before]
			node.name.collect(r.fail)
			written := r.file.Source.Slice(ast.Span{Start: node.name.name.At.Start, End: at.End})
			if strings.ContainsAny(written, lineEnds) {
				written = r.file.Source.Slice(node.name.name.At) + " = …"
			}
			r.fail(&problem{
				code: diag.SyntaxError, at: spanOf(&first),
				message: "a part is a condition; name a value with `value " + shorten(written) + "`", fixes: []fix{replace(spanOf(&first), "value")},
			})
			r.file.Statements[len(r.file.Statements)-1] = node.lower(at)
			return true
		}
	}
	r.lex.LoadCheckpoint(after)
	return false
}

// plainItems reads a value, or values in parentheses, where these are tokens of their own.
func (n *valueNode) plainItems(reader *expressionReader) bool {
	if !isOperator(reader.peek(), "(") {
		return n.items(reader) == nil
	}
	n.group = true
	for reader.lex.Next(); !isOperator(reader.peek(), ")"); {
		reader.poll.Step(16)
		if !startsValue(reader.peek()) {
			return false
		}
		value, p := reader.columnValue()
		if p != nil {
			return false
		}
		n.values = append(n.values, value)
		if isOperator(reader.peek(), ",") {
			reader.lex.Next()
		} else if !isOperator(reader.peek(), ")") {
			return false
		}
	}
	reader.lex.Next()
	return true
}
