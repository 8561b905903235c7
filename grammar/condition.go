package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// condition reads one condition.
func (r *expressionReader) condition() ast.Expr {
	token := r.peek()
	joint := r.joint
	r.joint = ""
	switch token.Type {
	case kindWord, kindQuotedName:
		if !mayName(token.Value) || !atStarter(r.lex) {
			return r.column(*r.lex.Next())
		}
	case kindKeyword:
		if metric, ok := metricOf(token.Value); ok {
			return r.event(metric)
		}
		switch token.Value {
		case "never":
			return r.never()
		case "list", "isp":
			if e := r.misspeltMembership(); e != nil {
				return e
			}
			switch {
			case atStarter(r.lex):
			case token.Value == "list":
				return r.membership()
			default:
				return r.isp()
			}
		}
	}
	if token.Type == kindKeyword && r.comparisonFollows() {
		first := r.lex.Next()
		return r.bad(first.Pos.Offset, wordAsColumn(first))
	}
	return r.bad(token.Pos.Offset, afterJoint(noCondition(token), token, joint))
}

// compares reports whether a comparison comes next.
func (r *expressionReader) compares() bool {
	token := r.peek()
	_, ok := comparisonOf(token.Value)
	return ok && token.Type == kindOperator
}

// comparisonFollows looks one token past the next one.
func (r *expressionReader) comparisonFollows() bool {
	here := r.lex.MakeCheckpoint()
	r.lex.Next()
	follows := r.compares()
	r.lex.LoadCheckpoint(here)
	return follows
}

// columnRoom is a condition on a column with room for one value, as most have.
type columnRoom struct {
	column ast.Column
	value  [1]ast.Value
}

// newColumn returns a condition on a column. The first one is alone, and the others are together with
// as many as the text has, about.
func (r *expressionReader) newColumn(name ast.Name) *ast.Column {
	const tokens, most = 6, 64 // of a condition; and how many are together
	switch {
	case r.columns == nil:
		r.columns = make([]columnRoom, 1)
	case len(r.columns) == 0:
		r.columns = make([]columnRoom, min(1+len(r.lex.all[r.lex.next:])/tokens, most))
	}
	r.made = &r.columns[0]
	r.made.column.Name, r.columns = name, r.columns[1:]
	return &r.made.column
}

// only returns a list of one value, for the column that was made last.
func (r *expressionReader) only(value ast.Value) []ast.Value {
	made := r.made
	if made == nil {
		return []ast.Value{value}
	}
	made.value[0], r.made = value, nil
	return made.value[:]
}

// column reads what follows a name: a condition on the column of that name, or
// nothing, which makes it the name of a part.
func (r *expressionReader) column(first lexer.Token) ast.Expr {
	c := r.newColumn(nameOf(&first))
	start := first.Pos.Offset
	if r.peek().Type != kindOperator {
		if p := r.daysOfColumn(&first); p != nil {
			return r.bad(start, p)
		}
	}
	if first.Type == kindWord && r.clauseFollows(&first) {
		return r.otherEvent(&first, nil)
	}
	token := r.peek()
	switch token.Type {
	case kindOperator:
		if op, ok := comparisonOf(token.Value); ok {
			c.Op, c.OpSpan = op, spanOf(r.lex.Next())
			r.demandName(c)
			read := r.comparison(c)
			if read == ast.Expr(c) && first.Type == kindWord && r.clauseFollows(&first) {
				return r.otherEvent(&first, c)
			}
			return read
		}
		if token.Value == "(" {
			return r.call(&first)
		}
	case kindKeyword:
		if op, ok := r.columnOperator(); ok {
			c.Op, c.OpSpan = op.op, op.at
			r.demandName(c)
			return r.operands(c)
		}
		if token.Value == "is" || token.Value == "not" || token.Value == "has" || token.Value == "starts" {
			return r.bad(start, r.brokenOperator(&first))
		}
	case kindWord:
		if signAfter(token.Value) != "" && atNamed(r.lex) {
			return &ast.Ref{Name: c.Name}
		}
		if isWord(token, "on") && r.dayFollows() {
			if r.onOr(c) {
				return r.comparison(c)
			}
			c.Op, c.OpSpan = ast.On, spanOf(r.lex.Next())
			r.demandName(c)
			return r.comparison(c)
		}
	}
	if p := r.foreignOperator(&first); p != nil {
		return r.bad(start, p)
	}
	return &ast.Ref{Name: c.Name}
}

// demandName refuses a condition on a column without a name. Where nothing is compared, no
// part has the name.
func (r *expressionReader) demandName(c *ast.Column) {
	if c.Name.Text == "" {
		r.fail(noName(c.Name.At))
	}
}

// operator is an operator of one or more words.
type operator struct {
	op ast.ColumnOp
	at ast.Span
}

// columnOperator reads an operator that is written in words. When the words
// are none, it reads nothing.
func (r *expressionReader) columnOperator() (operator, bool) {
	here := r.lex.MakeCheckpoint()
	first := spanOf(r.peek())
	op, ok := r.operatorWords()
	if !ok {
		r.lex.LoadCheckpoint(here)
		return operator{}, false
	}
	last := r.lex.Range(r.lex.RawCursor()-1, r.lex.RawCursor())[0]
	return operator{op, first.Join(spanOf(&last))}, true
}

func (r *expressionReader) operatorWords() (ast.ColumnOp, bool) {
	switch r.lex.Next().Value {
	case "between":
		return ast.Between, true
	case "contains":
		return ast.Contains, true
	case "in":
		return ast.In, true
	case "starts":
		return ast.StartsWith, isWord(r.peek(), "with") && r.lex.Next() != nil
	case "not":
		switch token := r.peek(); {
		case isKeyword(token, "in"):
			r.lex.Next()
			return ast.NotIn, true
		case isKeyword(token, "contains"):
			r.lex.Next()
			return ast.NotContains, true
		}
	case "is":
		op := ast.IsNull
		if isKeyword(r.peek(), "not") {
			r.lex.Next()
			op = ast.IsNotNull
		}
		return op, isKeyword(r.peek(), "null") && r.lex.Next() != nil
	case "has":
		switch token := r.peek(); {
		case isWord(token, "any"):
			r.lex.Next()
			return ast.HasAny, true
		case isWord(token, "all"):
			r.lex.Next()
			return ast.HasAll, true
		case isWord(token, "none"):
			r.lex.Next()
			return ast.HasNone, true
		}
	}
	return 0, false
}

// operands reads what an operator in words compares with.
func (r *expressionReader) operands(c *ast.Column) ast.Expr {
	start := c.Name.At.Start
	switch c.Op {
	case ast.IsNull, ast.IsNotNull:
		c.At = c.Name.At.Join(c.OpSpan)
	case ast.Between:
		low, high, p := r.bounds(r.comparedValue)
		if p != nil {
			return r.bad(start, p)
		}
		c.Values = []ast.Value{low, high}
		c.At = c.Name.At.Join(high.At)
	case ast.In, ast.NotIn, ast.HasAny, ast.HasAll, ast.HasNone:
		if p := r.timeAhead(c.OpSpan); p != nil && c.Op == ast.In {
			return r.bad(start, p)
		}
		if c.Op == ast.In {
			if p := r.isOperator(c.OpSpan, false); p != nil {
				return r.bad(start, p)
			}
		}
		before := len(r.problems)
		values, end, p := r.list(c.OpSpan, c.Op == ast.In || c.Op == ast.NotIn)
		if p != nil {
			return r.bad(start, p)
		}
		if slices.ContainsFunc(r.problems[before:], func(p *problem) bool { return p.words != nil }) {
			r.daysInList(c, r.problems[before:], end)
			return r.passedOver(start)
		}
		if len(r.problems) > before && len(values) == 1 && values[0].Kind == ast.Word && end == values[0].At {
			return r.passedOver(start) // the name may not mean a list
		}
		for _, said := range r.problems[before:] {
			said.digitsBeside(c.Op)
		}
		c.Values, c.ListEnd = values, end
		c.At = c.Name.At.Join(end)
	default:
		return r.comparison(c)
	}
	return c
}

// comparison reads the one value of a comparison.
func (r *expressionReader) comparison(c *ast.Column) ast.Expr {
	var value ast.Value
	var p *problem
	known := len(r.problems)
	switch c.Op {
	case ast.Contains, ast.NotContains, ast.StartsWith:
		value, p = r.value()
	default:
		value, p = r.comparedValue()
	}
	if p != nil && p.missing == "a value" && c.Op == ast.On {
		p = expected(r.peek(), "a day")
	}
	if p != nil {
		return r.bad(c.Name.At.Start, r.comparisonProblem(c, p))
	}
	for _, said := range r.problems[known:] {
		said.digitsBeside(c.Op)
	}
	c.Values = r.only(value)
	c.At = c.Name.At.Join(value.At)
	return c
}

// value reads one value. A value that is there but wrong is read, and its
// problem kept; the problem that comes back says that there is none.
func (r *expressionReader) value() (ast.Value, *problem) {
	token := r.peek()
	if !startsValue(token) {
		if token.Type == kindKeyword && !r.endFollows() {
			return ast.Value{}, expected(token, "a value") // hardly meant as a text
		}
		value, p := readValue(token)
		if p.code == diag.UnquotedText {
			r.lex.Next()
		}
		return value, p
	}
	if isKeyword(token, "null") {
		_, p := readValue(token)
		return ast.Value{}, p
	}
	value, p := readValue(r.lex.Next())
	if p != nil {
		r.fail(p)
	}
	return value, nil
}

// bounds reads `18 and 30`, each by the given method.
func (r *expressionReader) bounds(value func() (ast.Value, *problem)) (low, high ast.Value, p *problem) {
	if low, p = value(); p != nil {
		if p.words != nil {
			r.otherBound(value)
			return low, high, p
		}
		if isOperator(r.peek(), "(") {
			p.message, p.missing = "write a range without parentheses", ""
			p.notes = []string{"for example, `between 18 and 30`"}
		}
		return low, high, p
	}
	if token := r.peek(); !isKeyword(token, "and") && !isOperator(token, "&&") {
		if p = r.slip(isBound, "and"); p != nil {
			return low, high, p
		}
		p = expected(token, "`and` and the second bound of `between`")
		if isOperator(token, ",") {
			p.fixes = r.secondBound()
		}
		return low, high, p
	}
	r.lex.Next()
	if high, p = value(); p != nil && p.missing != "" {
		p.advice = "a range has two ends, as in `between 18 and 30`"
	}
	return low, high, p
}

// list reads a list of values in parentheses; after is the place of what it
// follows. One value without parentheses is read as a list of one, once that
// is said. Days says that they are those of a column, which may be days.
func (r *expressionReader) list(after ast.Span, days bool) (values []ast.Value, end ast.Span, p *problem) {
	token := r.peek()
	if token.Type == kindList {
		values, end, problems := readList(r.poll, r.lex.Next(), days)
		r.problems = append(r.problems, problems...)
		return values, end, nil
	}
	if startsValue(token) && !isKeyword(token, "null") {
		read := func() (ast.Value, *problem) { return readValue(r.lex.Next()) }
		if days {
			read = r.columnValue
		}
		value, p := read()
		if p != nil {
			r.fail(p)
		} else {
			r.fail(&problem{
				code: diag.SyntaxError, message: "write a list in parentheses, even with one value", at: value.At,
				fixes: r.enclose(value.At),
			})
		}
		return []ast.Value{value}, value.At, nil
	}
	p = expected(token, "a list of values in parentheses")
	if token.Type == endOfFile {
		p.related = []label{{after, "after this"}}
	}
	return nil, end, p
}

func (r *expressionReader) membership() ast.Expr {
	first := r.lex.Next()
	m := &ast.Membership{}
	here := r.lex.MakeCheckpoint()
	op, ok := r.columnOperator()
	switch {
	case ok && op.op == ast.In:
	case ok && op.op == ast.NotIn:
		m.Negated = true
	default:
		r.lex.LoadCheckpoint(here)
		return r.bad(first.Pos.Offset, r.listOperatorProblem(first))
	}
	m.OpSpan = op.at
	values, end, p := r.list(op.at, false)
	if p != nil {
		return r.bad(first.Pos.Offset, p)
	}
	m.Values = values
	m.At = spanOf(first).Join(end)
	return m
}

func (r *expressionReader) isp() ast.Expr {
	first := r.lex.Next()
	i := &ast.ISP{}
	if token := r.peek(); token.Type == kindOperator {
		op, ok := comparisonOf(token.Value)
		if ok && (op == ast.Equal || op == ast.NotEqual) {
			i.OpSpan, i.Single, i.Negated = spanOf(r.lex.Next()), true, op == ast.NotEqual
			value, p := r.value()
			if p != nil {
				return r.bad(first.Pos.Offset, p)
			}
			i.Values = []ast.Value{value}
			i.At = spanOf(first).Join(value.At)
			return i
		}
	}
	here := r.lex.MakeCheckpoint()
	op, ok := r.columnOperator()
	if !ok || op.op != ast.In && op.op != ast.NotIn {
		r.lex.LoadCheckpoint(here)
		return r.bad(first.Pos.Offset, r.ispOperatorProblem(first))
	}
	i.OpSpan, i.Negated = op.at, op.op == ast.NotIn
	values, end, p := r.list(op.at, false)
	if p != nil {
		return r.bad(first.Pos.Offset, p)
	}
	i.Values = values
	i.At = spanOf(first).Join(end)
	return i
}

// comparisonOf returns the operator of a sign.
func comparisonOf(sign string) (ast.ColumnOp, bool) {
	switch sign {
	case "=", "==":
		return ast.Equal, true
	case "!=", "<>":
		return ast.NotEqual, true
	case ">":
		return ast.Greater, true
	case ">=":
		return ast.GreaterEqual, true
	case "<":
		return ast.Less, true
	case "<=":
		return ast.LessEqual, true
	}
	return 0, false
}

// nameOf returns a name as its token spells it.
func nameOf(token *lexer.Token) ast.Name {
	text := token.Value
	if token.Type == kindQuotedName {
		text = text[1 : len(text)-1]
	}
	return ast.Name{At: spanOf(token), Text: text}
}

// isName reports whether a token is a name.
func isName(token *lexer.Token) bool { return token.Type == kindWord || token.Type == kindQuotedName }

// isWord reports whether the token is the given word, in upper or lower case. It is for
// words that are keywords only in certain places.
func isWord(token *lexer.Token, word string) bool {
	return token.Type == kindWord && len(token.Value) == len(word) && strings.EqualFold(token.Value, word)
}
