package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/suggest"
)

// callFollows reports whether a word in the place of a value is the name of a function, which
// the language does not have: a parenthesis is right after it. Days have `()` too.
func (r *expressionReader) callFollows() bool {
	word, opening := r.peek(), r.second()
	return (isOperator(opening, "(") || opening.Type == kindList) && opening.Pos.Offset == spanOf(word).End && !isDayWord(word.Value)
}

// function reads a function in the place of a value, and says how the day is written that it
// returns, if it is one of those that count days.
func (r *expressionReader) function() *problem {
	word := r.lex.Next()
	name := shorten(word.Value)
	opening := r.lex.Next()
	p := &problem{code: diag.SyntaxError, message: "`" + name + "(…)` is a function, but the language has none: write the value itself"}
	var arguments []lexer.Token
	if opening.Type == kindList {
		arguments = listArguments(r, opening)
	} else {
		from := r.lex.RawCursor()
		closeParenthesis(r.poll, r.lex)
		arguments = r.lex.Range(from, r.lex.RawCursor())
	}
	p.at = ast.Span{Start: word.Pos.Offset, End: endOfLast(r)}
	p.notes = []string{"count days from `today`, as in `today - 30d`"}
	if day := dayOfFunction(word.Value, arguments); day != "" {
		p.notes, p.fixes = nil, []fix{replace(p.at, day)}
	}
	return p
}

// listArguments returns the tokens of a list.
func listArguments(r *expressionReader, list *lexer.Token) (tokens []lexer.Token) {
	reader := listReader{scanner: scanner{text: list.Value, offset: 1, poll: r.poll}, base: list.Pos.Offset}
	const most = 20
	for reader.next(); reader.token.Type != endOfFile && len(tokens) < most; reader.next() {
		tokens = append(tokens, reader.token)
	}
	return tokens
}

// dayOfFunction returns the day that a function of SQL counts, as in `dateadd(day, -30, now())`
// and `date_sub(now(), interval 30 day)`, or takes from a text, or "".
func dayOfFunction(name string, arguments []lexer.Token) string {
	const most = 20
	if len(arguments) > most {
		return ""
	}
	name = strings.ReplaceAll(strings.ToLower(name), "_", "")
	sign := "+"
	switch {
	case slices.Contains([]string{"datesub", "subdate"}, name):
		sign = "-"
	case !slices.Contains([]string{"dateadd", "adddate", "date", "todate", "datetrunc"}, name):
		return ""
	}
	base, count, unit := "", "", ""
	for i := range arguments {
		token := &arguments[i]
		text := token.Value
		if token.Type == kindString {
			text = text[1 : len(text)-1]
		}
		written, day := suggest.Day(text)
		_, err := date.Parse(text)
		words := strings.Fields(text)
		switch {
		case day || err == nil && len(text) == dateLength:
			if written == "" {
				written = text
			}
			if base != "" {
				return ""
			}
			base = written
		case token.Type == kindNumber && count == "":
			count = text
		case token.Type == kindDuration && count == "":
			digits := len(text) - len(strings.TrimLeft(text, "-0123456789"))
			count, unit = text[:digits], text[digits:]
		case token.Type == kindString && len(words) == 2 && count == "":
			count, unit = words[0], words[1]
		case suggest.IsUnit(text) && unit == "":
			unit = text
		case token.Type == kindOperator, isWord(token, "interval"):
		default:
			return ""
		}
	}
	adds := strings.HasPrefix(name, "datea") || strings.HasPrefix(name, "adddate") || sign == "-"
	if base == "" || adds == (count == "") {
		return ""
	}
	if !adds {
		return map[bool]string{true: base}[unit == "" || strings.EqualFold(unit, "day")]
	}
	if unit == "" {
		unit = "day"
	}
	if strings.HasPrefix(count, "-") {
		sign = map[string]string{"+": "-", "-": "+"}[sign]
	}
	length, ok := lengthOf(strings.TrimLeft(count, "-+"), unit)
	if !ok || length.days == "" {
		return ""
	}
	return base + " " + sign + " " + length.days
}
