package grammar

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// window reads `in last 30d`, `in the last 30 days`, `more than 30d ago`.
func (r *expressionReader) window() (ast.Window, *problem) {
	first := r.lex.Next()
	w := ast.Window{At: spanOf(first)}
	if first.Type == kindKeyword {
		if isWord(r.peek(), "the") {
			r.lex.Next()
		}
		if p := r.slip(isLast, "the"); p != nil {
			return w, p
		}
		if token := r.peek(); !isWord(token, "last") {
			if p := r.slip(isLength, "last"); p != nil && !isWord(token, "past") {
				return w, p
			}
			p := expected(token, "`last` and a number of days")
			switch {
			case isWord(token, "next"):
				p.notes = []string{"a window reaches back, since nothing is known of events to come; a column of days has `between today and today + 7d`"}
			case isWord(token, "past"):
				p.offerIf(r.after(1, r.startsLength), replace(spanOf(token), "last"))
			case token.Type == kindDuration || token.Type == kindNumber:
				p.message = "`last` is missing before `" + shorten(token.Value) + "`"
				p.offerIf(r.startsLength(), insert(token.Pos.Offset, "last "))
			}
			return w, p
		}
		r.lex.Next()
		end, p := r.length(&w)
		w.At = w.At.Join(end)
		return w, p
	}
	w.Mode = ast.MoreThan
	if token := r.peek(); !isWord(token, "than") {
		if p := r.slip(isLength, "than"); p != nil {
			return w, p
		}
		p := expected(token, "`than` and a number of days")
		if token.Type == kindDuration || token.Type == kindNumber {
			p.message = "`than` is missing before `" + shorten(token.Value) + "`"
			p.offerIf(r.startsLength(), insert(token.Pos.Offset, "than "))
		}
		return w, p
	}
	r.lex.Next()
	end, p := r.length(&w)
	if p != nil {
		return w, p
	}
	w.At = w.At.Join(end)
	token := r.peek()
	if !isWord(token, "ago") {
		if p := r.slipOfAgo(); p != nil {
			return w, p
		}
		p := expected(token, "`ago`")
		if isOperator(token, ",") && isWord(r.second(), "ago") {
			p.offer(remove(spanOf(token)))
		}
		p.offerIf(r.clauseEnds() && !isWord(r.second(), "ago"), insert(end.End, " ago"))
		if token.Type == endOfFile || token.Type == kindKeyword || isOperator(token, ")") {
			p.at = w.At
			p.message = "`ago` is missing at the end of this window"
		}
		return w, p
	}
	w.At = w.At.Join(spanOf(r.lex.Next()))
	return w, nil
}

// length reads the number and the unit of a window into it.
func (r *expressionReader) length(w *ast.Window) (end ast.Span, p *problem) {
	token := r.peek()
	at := spanOf(token)
	switch token.Type {
	case kindDuration:
		sign := len(token.Value) - len(strings.TrimPrefix(token.Value, "-"))
		digits := sign + scanDigits(token.Value[sign:])
		w.Count = ast.Value{At: ast.Span{Start: at.Start, End: at.Start + digits}, Kind: ast.Number, Text: token.Value[:digits]}
		unit := ast.Span{Start: at.Start + digits, End: at.End}
		if w.Unit, p = unitOf(token.Value[digits:], unit); p != nil {
			return at, p
		}
		r.lex.Next()
		return at, nil
	case kindNumber:
		w.Count = ast.Value{At: at, Kind: ast.Number, Text: token.Value}
		r.lex.Next()
		unit := r.peek()
		if begins := atStarter(r.lex); begins || unit.Type != kindWord || isWord(unit, "ago") {
			p := expected(unit, "a unit, `d` for days or `w` for weeks")
			if isOperator(unit, ",") && isUnit(r.second()) {
				p.offer(remove(spanOf(unit)))
			} else if !isUnit(r.second()) {
				p.offerIf(r.lengthIsOver() || isOperator(unit, ",") && r.after(1, r.lengthIsOver), insert(at.End, "d"))
			}
			if begins || unit.Type == endOfFile || unit.Type == kindKeyword || isOperator(unit, ")") {
				p.message = "a unit is missing: `d` for days or `w` for weeks"
				p.at = at
			}
			return at, p
		}
		if w.Unit, p = unitOf(unit.Value, spanOf(unit)); p != nil {
			return at, p
		}
		r.lex.Next()
		return spanOf(unit), nil
	case kindWord:
		if _, p := unitOf(token.Value, at); p == nil || p.code == diag.UnsupportedUnit && suggest.IsUnitName(token.Value) {
			return at, &problem{
				code: diag.SyntaxError, at: at, message: "say how many days: `30d`, not `" + shorten(token.Value) + "`",
			}
		}
		if !isDayWord(token.Value) && r.lengthNamed() {
			w.Count, p = readValue(r.lex.Next())
			return at, p
		}
		p := expected(token, "a number of days such as `30d`")
		if isAnyUnit(r.second().Value) {
			return at, noUnit(p)
		}
		return at, p
	case kindQuotedName:
		w.Count, p = readValue(r.lex.Next())
		return at, p
	}
	return at, expected(token, "a number of days such as `30d`")
}

// lengthNamed reports whether the next word can be the name of a length of time: no unit is
// after it, and it does not begin a length that is written in words.
func (r *expressionReader) lengthNamed() bool {
	inWords := isNumeral(r.peek().Value)
	return r.after(1, func() bool {
		switch token := r.peek(); token.Type {
		case kindNumber, kindDuration:
			return false
		case kindWord:
			if isAnyUnit(token.Value) || isWord(token, "time") || isWord(token, "times") {
				return false
			}
			return !inWords || isWord(token, "ago") || r.slipOfAgo() != nil || r.clauseEnds()
		}
		return true
	})
}

// isNumeral reports whether a word says how many, so that more of a length may come after it.
func isNumeral(word string) bool {
	switch strings.ToLower(word) {
	case "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fourteen",
		"twenty", "thirty", "sixty", "ninety", "hundred", "half", "few", "couple", "several", "some", "many":
		return true
	}
	return false
}

// unitOf reads the unit of a window.
func unitOf(word string, at ast.Span) (ast.Unit, *problem) {
	switch strings.ToLower(word) {
	case "d", "day", "days":
		return ast.Days, nil
	case "w", "week", "weeks":
		return ast.Weeks, nil
	case "m", "mo", "month", "months", "y", "yr", "year", "years", "q", "quarter", "quarters":
		return 0, &problem{
			code: diag.UnsupportedUnit, at: at, message: "`" + word + "` is not a unit, since months and years differ in length",
			notes: []string{"write the days: `30d` for a month, `365d` for a year"},
		}
	case "h", "hour", "hours", "min", "minute", "minutes", "s", "second", "seconds":
		return 0, &problem{
			code: diag.UnsupportedUnit, at: at, message: "`" + word + "` is not a unit: a window counts whole days",
			notes: []string{"the shortest window is `1d`"},
		}
	}
	if lower := strings.ToLower(word); lower == "times" || lower == "time" {
		return 0, &problem{
			code: diag.SyntaxError, at: at, message: "a window counts days, not times",
			notes: []string{"write a count as a comparison: `opened > 3`"},
		}
	}
	return 0, &problem{
		code: diag.SyntaxError, at: at, message: "`" + shorten(word) + "` is not a unit of time",
		notes: []string{"the units are `d`, `day`, `days`, `w`, `week` and `weeks`"},
	}
}
