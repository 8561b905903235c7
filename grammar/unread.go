package grammar

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// rest says what is wrong with what is left in a parenthesis, skips it, and reads on at
// what joins conditions there, which belongs to the parenthesis still. It returns all of
// it, side by side: a hostile text must not make a deep tree.
func (r *expressionReader) rest(first ast.Expr, depth int) ast.Expr {
	var all []ast.Expr // with the first one, once there are others
	for !r.tooDeep {
		token := r.peek()
		if isOperator(token, ")") || token.Type == endOfFile || atStarter(r.lex) {
			break
		}
		last := first
		if all != nil {
			last = all[len(all)-1]
		}
		r.fail(afterName(r.unexpected(token), last))
		r.skip()
		if all == nil {
			all = append(all, first)
		}
		all = append(all, r.passedOver(token.Pos.Offset))
		if !r.atJoint("and", "&&") && !r.atJoint("or", "||") {
			break
		}
		r.lex.Next()
		all = append(all, r.or(depth))
	}
	if all == nil {
		return first
	}
	return &ast.And{At: first.Span().Join(all[len(all)-1].Span()), Operands: all}
}

// afterName adds what a condition has to the problem of what follows an expression, if that ends in a name
// alone: it was likely meant as a column.
func afterName(p *problem, e ast.Expr) *problem {
	for len(p.notes) == 0 && len(p.fixes) == 0 {
		switch last := e.(type) {
		case *ast.Or:
			e = last.Operands[len(last.Operands)-1]
		case *ast.And:
			e = last.Operands[len(last.Operands)-1]
		case *ast.Not:
			e = last.Operand
		case *ast.Ref:
			if last.Call == nil {
				p.advice = exampleOfCondition
			}
			return p
		default:
			return p
		}
	}
	return p
}

// refuseDepth reports once that the nesting is too deep, where it passes the limit, and
// skips the rest of the statement.
func (r *expressionReader) refuseDepth(at ast.Span) ast.Expr {
	if !r.tooDeep {
		r.tooDeep = true
		r.fail(&problem{
			code: diag.TooDeep, at: at, message: "parentheses and `not` are nested more than 500 deep here",
			notes: []string{"name the inner parts with `let` and use the names"},
		})
	}
	for r.peek().Type != endOfFile && !atStarter(r.lex) {
		r.poll.Step(4)
		r.lex.Next()
	}
	return r.passedOver(at.Start)
}

// skip skips the rest of a condition that could not be read, up to what joins or ends
// conditions at the current level of parentheses.
func (r *expressionReader) skip() {
	for level := 0; ; r.lex.Next() {
		r.poll.Step(4)
		token := r.peek()
		switch {
		case token.Type == endOfFile || atStarter(r.lex):
			return
		case isOperator(token, "("), isOpenList(token):
			level++
		case isOperator(token, ")"):
			if level == 0 {
				return
			}
			level--
		case level > 0:
		case isKeyword(token, "and") && r.numberFollows(): // of a range that could not be read
		case isKeyword(token, "and"), isKeyword(token, "or"), isOperator(token, "&&"), isOperator(token, "||"), isKeyword(token, "because"):
			return
		}
	}
}

// bad abandons a condition that has a problem; what was read of it becomes a Bad node.
func (r *expressionReader) bad(start int, p *problem) *ast.Bad {
	if token := r.peek(); p.at == spanOf(token) && r.lex.RawCursor() > 0 && (token.Type == endOfFile || atStarter(r.lex)) {
		p.atEnd(endOfLast(r))
	}
	r.fail(p)
	r.skip()
	return r.passedOver(start)
}

// passedOver returns the node for the text from an offset to what was read last. If nothing
// was read, the node comes after what was read before.
func (r *expressionReader) passedOver(start int) *ast.Bad {
	end := 0
	if r.lex.RawCursor() > 0 {
		end = endOfLast(r)
	}
	bad := &ast.Bad{At: ast.Span{Start: min(start, end), End: end}}
	r.keep(bad)
	return bad
}

// keep keeps in a node how its condition begins.
func (r *expressionReader) keep(bad *ast.Bad) {
	cursor := r.lex.RawCursor()
	first := cursor
	for first > 0 && r.lex.Range(first-1, first)[0].Pos.Offset >= bad.At.Start {
		r.poll.Step(1)
		first--
	}
	if first == cursor {
		return
	}
	tokens := r.lex.Range(first, cursor)
	if isKeyword(&tokens[0], "never") && len(tokens) > 1 {
		tokens = tokens[1:]
	}
	switch token := &tokens[0]; token.Type {
	case kindKeyword:
		if _, ok := metricOf(token.Value); ok {
			bad.Metric = spanOf(token)
		}
	case kindWord, kindQuotedName:
		name := nameOf(token)
		bad.Column = &name
		for i := range tokens[1:] {
			token := &tokens[1+i]
			if !operates(token) || token.Type == kindOperator && i > 0 {
				break
			}
			if bad.OpSpan.Empty() {
				bad.OpSpan = spanOf(token)
			}
			bad.OpSpan = bad.OpSpan.Join(spanOf(token))
		}
	}
}

// operates reports whether a token is part of an operator on a column.
func operates(token *lexer.Token) bool {
	if _, compares := comparisonOf(token.Value); compares && token.Type == kindOperator {
		return true
	}
	switch token.Value {
	case "is", "not", "null", "in", "between", "contains", "starts", "has":
		return token.Type == kindKeyword
	}
	return isWord(token, "with") || isWord(token, "any") || isWord(token, "all") || isWord(token, "none")
}
