package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// after calls a function as if some tokens had been read.
func (r *expressionReader) after(tokens int, look func() bool) bool {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	for range tokens {
		r.lex.Next()
	}
	return look()
}

// second returns the token after the next one.
func (r *expressionReader) second() *lexer.Token {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	r.lex.Next()
	return r.lex.Peek()
}

// operandFollows looks one token past the next one.
func (r *expressionReader) operandFollows() bool {
	here := r.lex.MakeCheckpoint()
	r.lex.Next()
	follows := r.startsOperand()
	r.lex.LoadCheckpoint(here)
	return follows
}

// numberFollows looks one token past the next one.
func (r *expressionReader) numberFollows() bool {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	r.lex.Next()
	kind := r.lex.Peek().Type
	return kind == kindNumber || kind == kindBadNumber || kind == kindDate
}

// endFollows reports whether a condition ends after the next token.
func (r *expressionReader) endFollows() bool {
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	r.lex.Next()
	switch token := r.lex.Peek(); token.Value {
	case "and", "or", "because", "&&", "||", ")":
		return token.Type == kindKeyword || token.Type == kindOperator
	default:
		return token.Type == endOfFile
	}
}

// dayFollows reports whether the next token is an operator because of the one after it: no
// operator, as after the name of a column.
func (r *expressionReader) dayFollows() bool {
	switch token := r.second(); token.Type {
	case kindOperator:
		_, compares := comparisonOf(token.Value)
		return !compares && token.Value != "!" && (token.Value != "(" || r.slipOfIn(false) == nil)
	case kindKeyword:
		return !operates(token)
	default:
		return true
	}
}

// followedBy reports whether the token after the next one is the given sign.
func (r *expressionReader) followedBy(sign string) bool { return isOperator(r.second(), sign) }

// over reports whether a condition is over: the next token joins conditions, closes an open
// parenthesis, begins a statement or ends the text. A misspelled `and` counts.
func (r *expressionReader) over() bool {
	switch token := r.peek(); token.Type {
	case endOfFile:
		return true
	case kindOperator:
		return token.Value == ")" && r.open > 0 || token.Value == "&&" || token.Value == "||"
	case kindOther:
		return token.Value == "&" || token.Value == "|"
	case kindKeyword:
		return token.Value == "and" || token.Value == "or" || token.Value == "because" || atStarter(r.lex)
	case kindNamed:
		return true
	case kindWord:
		if signAfter(token.Value) != "" && atNamed(r.lex) {
			return true
		}
		_, joins := nearestJoint(token.Value)
		return joins && r.operandFollows() || r.open == 0 && atLoopOfRule(r.lex)
	}
	return false
}

// overOrComma is over, also where a comma joins conditions. That is the next mistake.
func (r *expressionReader) overOrComma() bool { return r.over() || isOperator(r.peek(), ",") }

// windowEnds reports whether a window is over: as a condition is, or because another
// clause begins.
func (r *expressionReader) windowEnds() bool {
	token := r.peek()
	return r.over() || isKeyword(token, "in") || isKeyword(token, "from") || isKeyword(token, "except") || isWord(token, "more")
}

// clauseEnds is windowEnds, also where only what joins two conditions is missing.
func (r *expressionReader) clauseEnds() bool {
	if r.windowEnds() {
		return true
	}
	token := r.peek()
	if endOfLast(r) == token.Pos.Offset {
		return false // a piece of something that could not be read
	}
	switch token.Type {
	case kindWord, kindQuotedName:
		return r.after(1, func() bool {
			next := r.peek()
			return r.compares() || operates(next) && next.Type == kindKeyword
		})
	case kindKeyword:
		_, metric := metricOf(token.Value)
		return metric || token.Value == "never" || token.Value == "not" || token.Value == "list" || token.Value == "isp"
	}
	return false
}

// valueEnds reports whether a value comes next, and a condition is over after it.
func (r *expressionReader) valueEnds() bool {
	return startsValue(r.peek()) && r.after(1, r.overOrComma)
}

// lengthIsOver reports whether `ago` comes next, or a window is over without it.
func (r *expressionReader) lengthIsOver() bool { return isWord(r.peek(), "ago") || r.clauseEnds() }

// isUnit reports whether a token is a word for a unit of time.
func isUnit(token *lexer.Token) bool {
	_, p := unitOf(token.Value, ast.Span{})
	return token.Type == kindWord && p == nil
}

// startsLength reports whether a length of time comes next. Where a window ends or `ago`
// comes, only its unit is missing.
func (r *expressionReader) startsLength() bool {
	switch token := r.peek(); token.Type {
	case kindDuration:
		_, p := unitOf(strings.TrimLeft(token.Value, "-0123456789"), ast.Span{})
		return (p == nil || p.code == diag.UnsupportedUnit) && r.after(1, func() bool {
			return isOperator(r.peek(), ",") || r.lengthIsOver()
		})
	case kindNumber:
		return r.after(1, func() bool {
			unit := r.peek()
			_, p := unitOf(unit.Value, ast.Span{})
			return isWord(unit, "ago") || unit.Type == kindWord && (p == nil || p.code == diag.UnsupportedUnit) || r.windowEnds() && !r.boundFollows()
		})
	}
	return false
}

// inWindow returns the fix that begins a window in the place of the next word, if the rest
// of a window follows.
func (r *expressionReader) inWindow() []fix {
	at := spanOf(r.peek())
	switch {
	case r.after(1, r.startsLength):
		return []fix{replace(at, "in last")}
	case r.after(1, func() bool {
		if isWord(r.peek(), "the") {
			r.lex.Next()
		}
		return isWord(r.peek(), "last") && r.after(1, r.startsLength)
	}):
		return []fix{replace(at, "in")}
	}
	return nil
}

// secondBound returns the fix of a comma in the place of `and` between two bounds, or
// before it.
func (r *expressionReader) secondBound() []fix {
	comma := spanOf(r.peek())
	switch {
	case isKeyword(r.second(), "and") && r.after(2, func() bool { return startsValue(r.peek()) }):
		return []fix{remove(comma)}
	case r.after(1, func() bool { return startsValue(r.peek()) && !r.after(1, r.boundFollows) }):
		text := " and"
		if r.second().Pos.Offset == comma.End {
			text += " "
		}
		return []fix{{text: "write `and`", edits: []edit{{comma, text}}}}
	}
	return nil
}

// boundFollows reports whether `and` and a number or a date come next.
func (r *expressionReader) boundFollows() bool {
	return (isKeyword(r.peek(), "and") || isOperator(r.peek(), "&&")) && r.numberFollows()
}

// enclose returns the fix that adds the parentheses of a list, after its first value was
// read. Other values may follow, and its closing parenthesis.
func (r *expressionReader) enclose(value ast.Span) []fix {
	const most = 100 // values that somebody writes without noticing
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	end := value.End
	for n := 0; n < most && isOperator(r.peek(), ",") && startsValue(r.second()); n++ {
		r.lex.Next()
		end = spanOf(r.lex.Next()).End
	}
	opening := edit{ast.Span{Start: value.Start, End: value.Start}, "("}
	switch {
	case isOperator(r.peek(), ")") && r.open == 0:
		return []fix{{text: "add `(`", edits: []edit{opening}}}
	case r.clauseEnds():
		return []fix{{text: "add the parentheses", edits: []edit{opening, {ast.Span{Start: end, End: end}, ")"}}}}
	}
	return nil
}
