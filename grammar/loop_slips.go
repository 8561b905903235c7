package grammar

import (
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// What other languages have in a `for`: parentheses around the name, several names, ranges,
// brackets, and labels apart from the values. Each is one problem. What is left of the header is
// skipped where a list of values cannot be read; the name is kept, so that the rule knows it.

// names says what is wrong with `for (NAME in` and `for NAME, NAME in`. The first name and the
// parenthesis before it were read.
func (w *propertyWord) names(lex *tokens, opening *lexer.Token) {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	names := []string{w.loop.Name.Text}
	at := w.loop.At
	for isOperator(lex.Peek(), ",") {
		lex.Next()
		name := lex.Next()
		if !isName(name) {
			return
		}
		at = at.Join(spanOf(name))
		names = append(names, nameOf(name).Text)
	}
	if len(names) > 1 {
		if isOperator(lex.Peek(), ")") {
			lex.Next()
		}
		if !isKeyword(lex.Peek(), "in") {
			return
		}
		w.wrong = &problem{
			code: diag.SyntaxError, at: at, message: "a `for` has one name",
			notes: []string{"several `for` make a segment for each combination of their values: `for " + names[0] + " in (…) for " + names[1] + " in (…)`"},
		}
		return
	}
	if opening == nil {
		return
	}
	w.wrong = &problem{code: diag.SyntaxError, at: spanOf(opening), message: "`for NAME in (…)` has parentheses around its values only"}
	closing := lex.Next()
	if isKeyword(closing, "in") {
		if list := lex.Next(); list.Type != kindList || !strings.HasSuffix(list.Value, ")") {
			return
		}
		closing = lex.Next()
	}
	if isOperator(closing, ")") {
		w.wrong.fixes = []fix{{text: "remove them", edits: []edit{{spanOf(opening), ""}, {spanOf(closing), ""}}}}
	}
}

// atParenthesis reports whether `for (NAME` comes next, and `in`, `)` or another name after it.
func atParenthesis(lex *tokens) bool {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	if !isWord(lex.Next(), "for") || !isOperator(lex.Next(), "(") || !isName(lex.Next()) {
		return false
	}
	switch after := lex.Next(); {
	case isKeyword(after, "in"), isOperator(after, ","):
		return true
	case isOperator(after, ")"):
		return isKeyword(lex.Peek(), "in")
	}
	return false
}

// readParenthesis reads `for (NAME`, which atParenthesis has seen.
func (w *propertyWord) readParenthesis(lex *tokens) {
	token := lex.Next()
	w.text, w.at = token.Value, spanOf(token)
	opening := *lex.Next()
	name := lex.Next()
	w.loop = &ast.For{At: spanOf(name), Name: nameOf(name)}
	w.names(lex, &opening)
}

// notIn says that a word in the place of `in`, before a list, is none.
func (w *propertyWord) notIn(lex *tokens) {
	token := *lex.Peek()
	if after := second(lex); token.Type != kindWord || !isOperator(after, "(") && after.Type != kindList {
		return
	}
	lex.Next()
	w.wrong = expected(&token, "`in`")
	w.wrong.fixes = []fix{replace(spanOf(&token), "in")}
}

// notList says what is wrong with what comes after `in` in the place of a list.
func (w *propertyWord) notList(lex *tokens) {
	here := lex.MakeCheckpoint()
	defer func() { lex.LoadCheckpoint(here) }()
	token := *lex.Next()
	switch {
	case token.Type == kindOther && (token.Value == "[" || token.Value == "{"):
		w.wrong = &problem{code: diag.BadCharacter, at: spanOf(&token), message: "write a list of values in parentheses"}
		closing := map[string]string{"[": "]", "{": "}"}[token.Value]
		const most = 10_000
		for n := 0; n < most && lex.Peek().Type != endOfFile && !atStarter(lex); n++ {
			if end := lex.Next(); end.Type == kindOther && end.Value == closing {
				w.wrong.fixes = []fix{{text: "write parentheses", edits: []edit{{spanOf(&token), "("}, {spanOf(end), ")"}}}}
				return
			}
		}
	case token.Type == kindWord && isOperator(lex.Peek(), "(") && lex.Peek().Pos.Offset == spanOf(&token).End:
		w.wrong = &problem{
			code: diag.SyntaxError, at: spanOf(&token), message: "expected a list of values in parentheses, found `" + shorten(token.Value) + "(`",
			notes: []string{"list each value of a `for`: `(1, 2, 3)`"},
		}
		here = lex.MakeCheckpoint() // at the parenthesis, which is not a list
	default:
		if to := rangeEnd(&token, lex.Peek()); to != nil {
			lex.Next()
			w.wrong = noRange(&token, to, to, true)
		} else if isWord(lex.Peek(), "to") {
			lex.Next()
			if to := lex.Peek(); token.Type == kindNumber && to.Type == kindNumber {
				w.wrong = noRange(&token, to, to, true)
			}
		} else if token.Type == kindBadNumber {
			w.wrong = dots(&token, true)
		}
	}
}

// rangeEnd returns the number after `-` in 1-3, as a token without the sign, or nil.
func rangeEnd(from, token *lexer.Token) *lexer.Token {
	if from.Type != kindNumber || token.Type != kindNumber || token.Value[0] != '-' || token.Pos.Offset != spanOf(from).End {
		return nil
	}
	to := *token
	to.Value, to.Pos.Offset = token.Value[1:], token.Pos.Offset+1
	return &to
}

// dots returns the problem of a number such as 1..3, or nil.
func dots(token *lexer.Token, enclose bool) *problem {
	low, high, ok := strings.Cut(token.Value, "..")
	high = strings.TrimPrefix(high, ".")
	if !ok || low == "" || len(low) != scanDigits(low) || high == "" || len(high) != scanDigits(high) {
		return nil
	}
	from, to := *token, *token
	from.Value, to.Value = low, high
	return noRange(&from, &to, token, enclose)
}

// noRange says that `for` has no ranges. Up to the end of last, the values are written one by one
// where they are few integers.
func noRange(from, to, last *lexer.Token, enclose bool) *problem {
	at := spanOf(from)
	at.End = spanOf(last).End
	p := &problem{code: diag.SyntaxError, at: at, message: "`for` has no ranges; write each value"}
	low, errLow := strconv.Atoi(from.Value)
	high, errHigh := strconv.Atoi(to.Value)
	const most = 100
	if errLow != nil || errHigh != nil || low >= high || high-low >= most {
		return p
	}
	values := make([]string, 0, most)
	for n := low; n <= high; n++ {
		values = append(values, strconv.Itoa(n))
	}
	text := strings.Join(values, ", ")
	if enclose {
		text = "(" + text + ")"
	}
	p.fixes = []fix{replace(at, text)}
	return p
}

// ranged says that a list of `for` has no ranges, if the end of one comes after its beginning, and
// reads the word before the end.
func (r *listReader) ranged(from *lexer.Token) {
	switch {
	case from.Type != kindNumber && from.Type != kindDate && from.Type != kindString:
	case rangeEnd(from, &r.token) != nil:
		to := rangeEnd(from, &r.token)
		r.fail(noRange(from, to, to, false))
		r.next()
	case isWord(&r.token, "to"):
		ahead := *r
		if ahead.next(); ahead.token.Type != from.Type {
			return
		}
		*r = ahead
		to := r.token
		r.fail(noRange(from, &to, &to, false))
		r.next()
	}
}

// labelsBeside reports labels after the list of values, since each label belongs after its
// value, and skips them.
func (v *propertyValue) labelsBeside(lex *tokens) {
	if !isWord(lex.Peek(), "as") || len(v.problems) > 0 {
		return
	}
	here := lex.MakeCheckpoint()
	as := *lex.Next()
	var labels []string
	end := as
	switch token := *lex.Next(); {
	case token.Type == kindString:
		labels, end = []string{token.Value}, token
	case token.Type == kindWord:
		labels, end = []string{quote(token.Value)}, token
	case isOperator(&token, "("):
		for isText(lex.Peek()) || isOperator(lex.Peek(), ",") {
			if end = *lex.Next(); end.Type == kindString {
				labels = append(labels, end.Value)
			}
		}
		if end = *lex.Next(); isOperator(&end, ")") {
			break
		}
		fallthrough
	default:
		lex.LoadCheckpoint(here)
		return
	}
	p := &problem{
		code: diag.SyntaxError, at: spanOf(&as).Join(spanOf(&end)), message: "write the label of a value after it, in the list",
		notes: []string{"for example, `(\"AT\" as \"Austria\", \"DE\" as \"Germany\")`"},
	}
	labeled := slices.ContainsFunc(v.each, func(e ast.Each) bool { return e.Label != nil })
	if len(labels) == len(v.each) && !labeled {
		move := fix{text: "move the labels to their values"}
		for i, e := range v.each {
			move.edits = append(move.edits, edit{ast.Span{Start: e.At.End, End: e.At.End}, " as " + labels[i]})
		}
		move.edits = append(move.edits, edit{ast.Span{Start: spanOf(v.list).End, End: spanOf(&end).End}, ""})
		p.fixes = []fix{move}
	}
	v.problems = []*problem{p}
}

// inner reports what is wrong with a parenthesis in the list of `for`. The list ended there for
// the lexer, so inner skips the rest of the list.
func inner(lex *tokens, list *lexer.Token) (p *problem, end ast.Span) {
	if strings.HasSuffix(list.Value, ")") || !isOperator(lex.Peek(), "(") {
		return nil, end
	}
	p = &problem{code: diag.SyntaxError, at: spanOf(lex.Peek()), message: "a list of `for` contains values, not lists"}
	label := strings.HasSuffix(strings.ToLower(strings.TrimRight(list.Value, " \t\r\n")), " as")
	if label {
		p.message = "a label has no parentheses"
	} else {
		p.notes = []string{"several `for` make a segment for each combination of their values"}
	}
	var edits []edit
	open := 1
	const most = 10_000
	for n := 0; n < most && open > 0 && lex.Peek().Type != endOfFile && !atStarter(lex); n++ {
		token := *lex.Next()
		end = spanOf(&token)
		switch {
		case isOperator(&token, "("):
			open++
		case isOperator(&token, ")"):
			if open--; open == 0 {
				if label {
					p.fixes = []fix{{text: "remove them", edits: edits}}
				}
				return p, end
			}
		default:
			continue
		}
		edits = append(edits, edit{spanOf(&token), ""})
	}
	return p, end
}
