package grammar

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// call reads the arguments of a part with parameters, whose name was read.
func (r *expressionReader) call(first *lexer.Token) ast.Expr {
	opening := *r.lex.Next()
	ref := &ast.Ref{Name: nameOf(first)}
	if token := r.peek(); isOperator(token, ")") {
		both := spanOf(&opening).Join(spanOf(r.lex.Next()))
		r.fail(&problem{
			code: diag.SyntaxError, at: both, message: "an argument is missing between these parentheses",
			notes: []string{"to use a part without parameters, leave the parentheses out"},
		})
		return &ast.Bad{At: ref.Name.At.Join(both)}
	}
	call := &ast.Call{At: spanOf(&opening)}
	here := r.lex.MakeCheckpoint()
	ref.Call = call
	divided := true // how many arguments there are is known
	for {
		r.poll.Step(16)
		argument, p := r.argument()
		if p != nil {
			return r.badCall(first, p)
		}
		call.Arguments = append(call.Arguments, argument)
		call.At = call.At.Join(argument.At)
		switch token := r.peek(); {
		case isOperator(token, ")"):
			call.At = call.At.Join(spanOf(r.lex.Next()))
			if !divided {
				return &ast.Bad{At: ref.Name.At.Join(call.At)}
			}
			return r.called(ref)
		case isOperator(token, ","):
			comma := spanOf(r.lex.Next())
			if token := r.peek(); isOperator(token, ")") {
				p := expected(token, "an argument")
				p.offer(remove(comma))
				r.fail(p)
				call.At = call.At.Join(spanOf(r.lex.Next()))
				return r.called(ref)
			}
		case isOperator(token, "("):
			return r.badCall(first, &problem{
				code: diag.SyntaxError, at: argument.At, message: "an argument is a value or a list of values, not another part",
			})
		case r.operates(), isOperator(token, ":"):
			after := r.lex.MakeCheckpoint()
			r.lex.LoadCheckpoint(here)
			if p := r.namedArguments(first, &opening); p != nil {
				r.fail(p)
				return r.passedOver(first.Pos.Offset)
			}
			r.lex.LoadCheckpoint(after)
			return r.badCall(first, r.noArgument(first, argument.At))
		case isList(token), startsValue(token):
			divided = false
			r.fail(&problem{
				code: diag.SyntaxError, at: spanOf(token), message: "a comma is missing between two arguments",
				fixes: []fix{insert(argument.At.End, ",")},
			})
		case token.Type == endOfFile || token.Type == kindKeyword || token.Type == kindOperator || atStarter(r.lex):
			switch {
			case !r.closes():
			case !argument.Group && argument.Values[0].Kind == ast.Word:
				return r.badCall(first, r.noArgument(first, argument.At))
			default:
				return r.badCall(first, expected(token, "`,` or `)`"))
			}
			if last := r.lex.Range(r.lex.RawCursor()-1, r.lex.RawCursor())[0]; !isOpenList(&last) { // which says it
				r.fail(neverClosed(&opening, call.At.End))
			}
			return ref
		default:
			return r.badCall(first, expected(token, "`,` or `)`"))
		}
	}
}

// argument reads what is given for one parameter.
func (r *expressionReader) argument() (ast.Argument, *problem) {
	token := r.peek()
	switch {
	case token.Type == kindList:
		at := spanOf(token)
		values, _, problems := readList(r.poll, r.lex.Next(), true)
		if isOpenList(token) {
			if p := r.brokenList(at); p != nil {
				closeParenthesis(r.poll, r.lex)
				return ast.Argument{}, p
			}
			if last := problems[len(problems)-1]; len(last.fixes) > 0 { // the parenthesis of the part is open too
				last.fixes = []fix{insert(at.End, "))")}
			}
		}
		r.problems = append(r.problems, problems...)
		return ast.Argument{At: at, Values: values, Group: true}, nil
	case !startsValue(token):
		if r.beginsCondition() || isOperator(token, "(") {
			return ast.Argument{}, noArgument(spanOf(token))
		}
		return ast.Argument{}, expected(token, "an argument")
	}
	value, p := r.columnValue()
	return ast.Argument{At: value.At, Values: []ast.Value{value}}, p.inStatement()
}

// beginsCondition reports whether a word or a sign comes next with which conditions begin, and
// values do not.
func (r *expressionReader) beginsCondition() bool {
	token := r.peek()
	if token.Type != kindKeyword {
		return isOperator(token, "!")
	}
	_, metric := metricOf(token.Value)
	return metric || token.Value == "not" || token.Value == "never" || (token.Value == "list" || token.Value == "isp") && !r.endFollows() && !atStarter(r.lex)
}

// brokenList returns the problem of a list that was read up to something that cannot be in
// one, and has no closing parenthesis before it: a condition, or another list.
func (r *expressionReader) brokenList(at ast.Span) *problem {
	token := r.peek()
	switch {
	case isOperator(token, "("):
		return &problem{code: diag.SyntaxError, at: spanOf(token), message: "a list has values, not other lists"}
	case r.operates(), isKeyword(token, "and"), isKeyword(token, "or"), isOperator(token, "!"), isOperator(token, "&&"), isOperator(token, "||"):
		return noArgument(at)
	}
	return nil
}

// called returns the use of a part, unless something is compared with it.
func (r *expressionReader) called(ref *ast.Ref) ast.Expr {
	if !r.operates() {
		return ref
	}
	return r.bad(ref.Name.At.Start, &problem{
		code: diag.SyntaxError, at: ref.Span(), message: "a part with parameters is a condition; you cannot compare it with anything",
		notes: []string{"there are no functions: compare the column itself, as in `plan = \"pro\"`"},
	})
}

// operates reports whether an operator on a column comes next.
func (r *expressionReader) operates() bool {
	token := r.peek()
	return r.compares() || token.Type == kindKeyword && operates(token) && token.Value != "null"
}

// noArgument is the problem of a condition that begins among arguments. The word before the
// arguments may be a misspelled keyword and not the name of a part.
func (r *expressionReader) noArgument(first *lexer.Token, at ast.Span) *problem {
	if word, ok := suggest.Nearest(first.Value, []string{"not", "where", "require"}); ok && first.Type == kindWord {
		return misspelt(first, word)
	}
	return noArgument(at)
}

func noArgument(at ast.Span) *problem {
	return &problem{
		code: diag.SyntaxError, at: at, message: "an argument is a value or a list of values, not a condition",
		notes: []string{"name conditions with `let`, and join them with `and` or `or`"},
	}
}

// badCall is bad for the use of a part: what is left of it up to its closing parenthesis
// is skipped.
func (r *expressionReader) badCall(first *lexer.Token, p *problem) ast.Expr {
	if token := r.peek(); p.at == spanOf(token) && (token.Type == endOfFile || atStarter(r.lex)) {
		p.atEnd(endOfLast(r))
	}
	r.fail(p)
	closeParenthesis(r.poll, r.lex)
	return r.passedOver(first.Pos.Offset)
}

// closes reports whether the parenthesis that is open is closed soon.
func (r *expressionReader) closes() bool {
	const most = 100 // tokens, so that many open ones do not take long
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	for level, n := r.open+1, 0; n < most; n++ {
		switch token := r.peek(); {
		case token.Type == endOfFile || atStarter(r.lex):
			return false
		case isOperator(token, "("):
			level++
		case isOperator(token, ")"):
			if level--; level == 0 {
				return true
			}
		}
		r.lex.Next()
	}
	return false
}
