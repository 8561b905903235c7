package meant

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// isoDay is a date as segc writes it.
var isoDay = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp { return regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`) }}

// types are names of types in casts.
var types = []string{
	"date", "datetime", "timestamp", "timestamptz", "int", "integer", "bigint", "smallint", "text", "varchar", "char", "nvarchar", "string",
	"numeric", "decimal", "float", "double", "real", "boolean", "bool", "unsigned", "signed", "int4", "int8", "uuid", "citext", "number",
}

// castTo reads a column with a cast, and what follows: `created_at::date = '2026-05-01'`, `CAST(age AS int) > 5`.
func (r *reader) castTo(at int) ([]phrase, int, bool) {
	c, kind, end, ok := r.castOf(at)
	if !ok {
		return nil, at, false
	}
	reason := r.reason(at, end, diag.SyntaxError, "there are no casts: compare the column itself")
	if kind == "date" {
		if all, after, ok := r.onDay(c, end); ok {
			return surely(because(all, reason)), after, true
		}
	}
	all, after, ok := r.cast(c, end)
	if !ok {
		return nil, at, false
	}
	return surely(because(all, reason)), after, true
}

// castOf reads a cast of a column.
func (r *reader) castOf(at int) (c, kind string, end int, ok bool) {
	if r.at(at).is("cast", "try_cast", "convert", "safe_cast") && r.at(at+1).is("(") {
		arguments, end, ok := r.call(at + 1)
		if !ok || len(arguments) == 0 {
			return "", "", at, false
		}
		a := arguments[0]
		for i := a[0] + 1; i < a[1]-1; i++ {
			if r.at(i).is("as") && r.at(i+1).is(types...) {
				c, ok = r.columnIn(a[0], i)
				return c, strings.ToLower(r.at(i + 1).text), end, ok
			}
		}
		if len(arguments) == 2 { // convert(int, age), convert(age, signed)
			b := arguments[1]
			if r.at(b[0]).is(types...) {
				a, b = b, a
			}
			if c, ok = r.columnIn(b[0], b[1]); ok && r.at(a[0]).is(types...) {
				return c, strings.ToLower(r.at(a[0]).text), end, true
			}
		}
		return "", "", at, false
	}
	if r.at(at).kind != word {
		return "", "", at, false
	}
	last, _ := r.path(at)
	if !r.at(last+1).is("::") || !r.at(last+2).is(types...) {
		return "", "", at, false
	}
	end = last + 3
	if _, after, ok := r.call(end); ok {
		end = after
	}
	return name(r.at(last).text), strings.ToLower(r.at(last + 2).text), end, true
}

// onDay reads a comparison of the day of a date.
func (r *reader) onDay(c string, end int) ([]phrase, int, bool) {
	op, after, ok := r.operator(end)
	if !ok {
		return nil, end, false
	}
	v, next, ok := r.value(after)
	if !ok {
		return r.instead(c, end)
	}
	day := v.text
	switch {
	case v.kind == quotedValue && isoDay.Get().MatchString(v.inner):
		day = v.inner
	case v.kind != dateValue && !isoDay.Get().MatchString(v.text):
		if r.at(after).is("today") {
			return r.instead(spaced(c, onOr(op.text)), after)
		}
		return r.instead(c, end)
	}
	switch op.text {
	case "=":
		return one(spaced(c, "on", day)), next, true
	case "!=":
		return one(spaced("not", c, "on", day)), next, true
	case "<", ">", "<=", ">=":
		return r.instead(spaced(c, op.text, day), next)
	}
	return r.instead(c, end)
}

// onOr returns the operator that compares a date with a whole day.
func onOr(op string) string {
	if op == "=" {
		return "on"
	}
	return op
}

// inYear reads the comparison of the year of a date with a number.
func (r *reader) inYear(c string, end int) ([]phrase, int, bool) {
	op, after, ok := r.operator(end)
	year, err := strconv.Atoi(r.at(after).text)
	if !ok || err != nil || year < 1900 || year > 2100 {
		return nil, end, false
	}
	first, next := numeral(year)+"-01-01", numeral(year+1)+"-01-01"
	switch op.text {
	case "=":
		return []phrase{{text: spaced(c, ">=", first, "and", c, "<", next), joint: "and"}}, after + 1, true
	case "!=":
		return []phrase{{text: spaced(c, "<", first, "or", c, ">=", next), joint: "or"}}, after + 1, true
	case ">=", "<":
		return one(spaced(c, op.text, first)), after + 1, true
	case ">":
		return one(spaced(c, ">=", next)), after + 1, true
	case "<=":
		return one(spaced(c, "<", next)), after + 1, true
	}
	return nil, end, false
}

// selected reads a query of a database, whose conditions follow `WHERE`.
func selected(r *reader) []phrase {
	from := r.start()
	if !r.at(from).is("select", "delete", "from", "update", "with", "exists") && !(from == 1 || r.tail(from) < len(r.tokens)) {
		return nil
	}
	to := r.tail(from)
	if to == len(r.tokens) && r.at(to-1).is(";") {
		to--
	}
	begin := from
	if r.at(from).is("select", "delete", "from", "update", "with") {
		for begin = from; begin < to && !r.at(begin).is("where"); begin++ {
		}
		if begin == to {
			return r.head()
		}
		begin++
	}
	if begin == from && to >= len(r.tokens)-1 || r.limited(to) {
		return nil
	}
	all, ok := r.within(begin, to)
	if !ok {
		return nil
	}
	said := r.at(from)
	reason := r.reason(from, begin, diag.SyntaxError, "a rule has no `%s`: it is only what SQL has after `WHERE`", said.text)
	if begin == from {
		reason = r.reason(to, len(r.tokens), diag.SyntaxError, "a rule ends with its conditions: it has no `%s`", r.at(to).text)
	}
	prefix := r.text(0, from)
	return surely(because(each(all, func(s string) string { return spaced(prefix, s) }), reason))
}

// head reads the part of a query before a line that begins with `WHERE`.
func (r *reader) head() []phrase {
	rest := strings.TrimSpace(r.source[r.at(len(r.tokens)-1).end:])
	if len(rest) < len("where") || !strings.EqualFold(rest[:len("where")], "where") {
		return nil
	}
	return surely(because(one(""), r.reason(0, len(r.tokens), diag.SyntaxError, "a rule has no `%s`: it is only what SQL has after `WHERE`", r.at(0).text)))
}

// tail returns the index of what follows the conditions of a query, such as `ORDER BY`.
func (r *reader) tail(from int) int {
	depth := 0
	for i := from; i < len(r.tokens); i++ {
		t := r.at(i)
		switch {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			depth--
		case depth == 0 && i > from && r.clause(i):
			return i
		}
	}
	return len(r.tokens)
}

// clause reports whether a clause of a query begins at an index, other than its conditions.
func (r *reader) clause(at int) bool {
	t, next := r.at(at), r.at(at+1)
	switch {
	case t.is("order", "group", "sort", "sorted", "ordered", "grouped", "partition"):
		return next.is("by")
	case t.is("limit", "offset", "top", "fetch", "take"):
		return next.kind == number || next.is("first", "next")
	case t.is("having"):
		return r.hasOperator(at, len(r.tokens))
	}
	return false
}

// limited reports whether a query takes a part of the rows, which no rule does.
func (r *reader) limited(from int) bool {
	for i := from; i < len(r.tokens); i++ {
		if r.at(i).is("limit", "offset", "top", "fetch", "take", "having") {
			return true
		}
	}
	return false
}

// literals reads text values as they are in SQL and Python: 'L”Aquila', N'a', r"a", 'a'::text, and functions of
// values such as lower('A').
func (r *reader) literals(at int) (value, int, bool) {
	t := r.at(at)
	switch {
	case t.kind == word && r.at(at+1).kind == quoted && r.at(at+1).start == t.end && t.is("n", "r", "b", "u", "e", "x", "rb", "br") && !r.at(at+1).open:
		v, end, ok := r.textOf(at + 1)
		v.reasons = []Reason{r.reason(at, at+1, diag.SyntaxError, "text values begin with their quote, without `%s`", t.text)}
		v.sure = true
		return v, end, ok
	case t.kind == quoted && !t.open && r.at(at+1).kind == quoted && !r.at(at+1).open && r.at(at+1).start == t.end && strings.HasPrefix(r.source[t.start:], "'") && strings.HasPrefix(r.source[t.end:], "'"):
		text, end := t.text, at+1
		for r.at(end).kind == quoted && r.at(end).start == r.at(end-1).end && !r.at(end).open && end < at+10 {
			text += "'" + r.at(end).text
			end++
		}
		return value{
			kind: quotedValue, text: quote(text), inner: text, sure: true,
			reasons: []Reason{r.reason(at, end, diag.BadString, "a text value with an apostrophe needs double quotes: `%s`", quote(text))},
		}, end, true
	case t.kind == quoted && !t.open && r.at(at+1).is("::") && r.at(at+2).is(types...):
		v, end, ok := r.textOf(at)
		v.reasons = []Reason{r.reason(at+1, at+3, diag.SyntaxError, "there are no casts: write the value itself")}
		if r.at(at+2).is("date") && isoDay.Get().MatchString(v.inner) {
			v = value{kind: dateValue, text: v.inner, reasons: v.reasons}
		}
		v.sure = true
		return v, end + 2, ok
	}
	return r.valueCall(at)
}

// valueCall reads a function of a text value.
func (r *reader) valueCall(at int) (value, int, bool) {
	if r.at(at).kind != word || !r.at(at+1).is("(") {
		return value{}, at, false
	}
	kinds := functionKinds(r.at(at).text)
	if !slices.Contains(kinds, folding) && !slices.Contains(kinds, casting) {
		return value{}, at, false
	}
	arguments, end, ok := r.call(at + 1)
	if !ok || len(arguments) != 1 || arguments[0][1] != arguments[0][0]+1 {
		return value{}, at, false
	}
	v, _, ok := r.value(arguments[0][0])
	if !ok || v.kind != quotedValue && v.kind != numberValue {
		return value{}, at, false
	}
	if said := strings.ToLower(r.at(at).text); v.kind == quotedValue {
		switch {
		case strings.Contains(said, "lower"), said == "lcase", said == "casefold", said == "klein":
			v.inner = strings.ToLower(v.inner)
		case strings.Contains(said, "upper"), said == "ucase", said == "gross":
			v.inner = strings.ToUpper(v.inner)
		}
		v.text = quote(v.inner)
	}
	v.sure = true
	v.reasons = []Reason{r.reason(at, end, diag.SyntaxError, "there are no functions such as `%s`", strings.ToLower(r.at(at).text))}
	return v, end, true
}
