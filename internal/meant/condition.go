package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// A recognizer reads a condition of one kind at an index. It returns what the condition may mean, and the
// index after it.
type recognizer func(r *reader, at int) ([]phrase, int, bool)

// recognizers are asked one after the other. The first ones know conditions that the grammar reads, or
// whose beginning it reads, as something that nobody means.
func recognizers() []recognizer {
	return []recognizer{
		(*reader).combined,
		(*reader).subscriber, (*reader).activity, (*reader).stretch,
		(*reader).sum, (*reader).oldEnough, (*reader).doubled,
		(*reader).verbatim,
		(*reader).castTo, (*reader).passed, (*reader).comprehension, (*reader).listed, (*reader).method, (*reader).function,
		(*reader).occurred, (*reader).matched,
		(*reader).distributed,
		(*reader).member, (*reader).provider,
		(*reader).windowFirst, (*reader).roster,
		(*reader).event,
		(*reader).columnWindow,
		(*reader).told,
		(*reader).reversed,
		(*reader).comparison,
	}
}

// condition reads one condition.
func (r *reader) condition(at int) ([]phrase, int, bool) {
	if at >= len(r.tokens) {
		return nil, at, false
	}
	for _, read := range recognizers() {
		if all, end, ok := read(r, at); ok && end > at {
			return all, end, true
		}
	}
	return nil, at, false
}

// verbatim reads a condition that the grammar reads as it is.
func (r *reader) verbatim(at int) ([]phrase, int, bool) {
	if r.calls(at) {
		return nil, at, false
	}
	depth := 0
	for end, boundaries := at+1, 0; end <= len(r.tokens) && boundaries < 4; end++ {
		switch t := r.at(end - 1); {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			depth--
		}
		if depth < 0 {
			return nil, at, false
		}
		if depth > 0 || !r.boundary(end) {
			continue
		}
		boundaries++
		if _, after := r.longer([]string{"1w"}, end); r.isValid(at, end) && after == end {
			all := one(r.text(at, end))
			if more, after, ok := r.continued(at, end); ok {
				return more, after, true
			}
			return all, end, true
		}
	}
	return nil, at, false
}

// calls reports whether a function of other languages is called at an index. Were it a part with parameters, another
// statement would say so.
func (r *reader) calls(at int) bool {
	for r.at(at).is("not") {
		at++
	}
	return r.alone && r.at(at).kind == word && r.at(at+1).is("(") && len(functionKinds(r.at(at).text)) > 0
}

// boundary reports whether a condition can end before an index.
func (r *reader) boundary(at int) bool {
	if at == len(r.tokens) || r.at(at).is(")", "]", "}", ",") {
		return !r.inNumber(at)
	}
	if r.at(at).is("+", "plus") && (r.at(at-1).kind == number && r.at(at-1).end == r.at(at).start || r.at(at+1).kind == number) { // 18+, today + 24h
		return false
	}
	_, _, and := r.phraseOf(at, ands)
	_, _, or := r.phraseOf(at, ors)
	return and || or
}

// comparison reads a column, an operator and a value.
func (r *reader) comparison(at int) ([]phrase, int, bool) {
	c, after, ok := r.column(at)
	if !ok || r.at(at).is(vague...) && r.at(after).is(":") {
		return nil, at, false
	}
	all, end, ok := r.rest(c, after)
	if !ok {
		return nil, at, false
	}
	if more, next, ok := r.secondBound(c, all, end); ok {
		return more, next, true
	}
	return all, end, true
}

// secondBound reads a comparison after another one that lacks its column: `is under 18 or over 65`.
func (r *reader) secondBound(c column, all []phrase, end int) ([]phrase, int, bool) {
	said, next, ok := r.phraseOf(end, append(append([]string(nil), ands...), ors...))
	if !ok || len(all) != 1 || all[0].joint != "" || !strings.ContainsAny(all[0].text, "<>") { // `is on or before` is one operator
		return nil, end, false
	}
	op, after, ok := r.operator(next)
	if !ok || op.text != "<" && op.text != "<=" && op.text != ">" && op.text != ">=" {
		return nil, end, false
	}
	right, last, ok := r.rest(column{text: c.text}, next)
	if !ok || r.at(after).kind != number || len(right) != 1 {
		return nil, end, false
	}
	joint := "and"
	if r.isOr(said) {
		joint = "or"
	}
	both := join(all, joint, right)
	both[0].joint = joint
	return surely(both), last, true
}

// rest reads an operator and what it compares with, for a column that was read.
func (r *reader) rest(c column, at int) ([]phrase, int, bool) {
	op, after, ok := r.operator(at)
	if !ok {
		return nil, at, false
	}
	if set := setOperator.Get()[op.text]; set != "" && multiple(c.text) && !r.at(at).is("has") {
		op = operator{text: set, reasons: []Reason{r.reason(at, after, diag.UnsupportedTest, "to compare a column with several values, use `%s`", set)}, sure: true}
	}
	all, end, ok := r.compared(c, op, after)
	if !ok {
		return nil, at, false
	}
	for i := range all {
		all[i].reasons = append(append(append([]Reason(nil), c.reasons...), op.reasons...), all[i].reasons...)
		all[i].sure = all[i].sure || op.sure || c.sure
	}
	return all, end, true
}

// compared reads what an operator compares a column with.
func (r *reader) compared(c column, op operator, at int) ([]phrase, int, bool) {
	for _, read := range []func(*reader, column, operator, int) ([]phrase, int, bool){(*reader).spanned, (*reader).period, (*reader).openEnded} {
		if all, end, ok := read(r, c, op, at); ok {
			return all, end, true
		}
	}
	switch op.text {
	case "is null", "is not null":
		return one(spaced(c.text, op.text)), at, true
	case "= true", "= false", "!= true", "!= false":
		return one(spaced(c.text, op.text)), at, true
	case "between", "not between":
		return r.range_(c, op, at)
	case "in", "not in", "has any", "has all", "has none":
		return r.membership(c, op, at)
	}
	values, end, ok := r.values(at)
	if v, after, isAge := r.ageOf(c, at); isAge {
		values, end, ok = []value{v}, after, true
	}
	if ok && len(values) == 1 && values[0].kind == numberValue && r.at(end).is("times", "time") && r.boundary(end+1) {
		values[0].sure = true
		values[0].reasons = append(values[0].reasons, r.reason(end, end+1, diag.BadNumber, "a number has no unit; write `%s`", values[0].text))
		end++
	}
	if !ok || len(values) == 1 && values[0].month && isDayColumn(c.text) {
		return nil, at, false
	}
	if op.text == "like" || op.text == "not like" {
		if len(values) > 1 || values[0].kind != quotedValue {
			return nil, at, false
		}
		return r.pattern(c, op, values[0], at, end)
	}
	if more, after, ok := r.joined(c, op, values, at, end); ok {
		return more, after, true
	}
	if len(values) > 1 {
		return r.several(c, op, values, at, end)
	}
	if v := &values[0]; v.kind == bareValue && len(v.others) > 0 && !r.mayMean(v.text) {
		v.kind, v.text, v.others = quotedValue, v.others[0], nil
	}
	all := c.compare(op, values[0])
	return because_(all, values[0].reasons), end, true
}

// range_ reads the two ends of a range.
func (r *reader) range_(c column, op operator, at int) ([]phrase, int, bool) {
	open := r.at(at).is("(", "[")
	if open {
		at++
		defer r.list()()
	}
	low, after, ok := r.value(at)
	if !ok {
		return nil, at, false
	}
	if next, end, ok := r.value(after); ok && next.kind == numberValue && r.boundary(end) && !open && low.kind == numberValue {
		return because(one(spaced(c.text, op.text, low.text, "and", next.text)), r.reason(after, after+1, diag.SyntaxError, "`and` is missing between the ends of this range")), end, true
	}
	if !r.at(after).is("and", "to", "-", "–", "—", "..", "...", ",", "und", "bis", "et", "à", "y", "a", "i", "do", "&", "&&", "through", "until") {
		return nil, at, false
	}
	high, end, ok := r.value(after + 1)
	if !ok {
		return nil, at, false
	}
	if open {
		if !r.at(end).is(")", "]") {
			return nil, at, false
		}
		end++
	}
	all := ranges("", c.text, low, high)
	if len(low.others)+len(high.others) == 0 || op.text != "between" {
		all = one(spaced(c.text, op.text, low.text, "and", high.text))
	}
	for i := range all {
		all[i].sure = low.sure || high.sure
	}
	var reasons []Reason
	if !r.at(after).is("and") {
		reasons = append(reasons, r.reason(after, after+1, diag.SyntaxError, "join the ends of a range with `and`: `between %s and %s`", low.text, high.text))
	}
	all = because_(all, append(append(append([]Reason(nil), low.reasons...), reasons...), high.reasons...))
	return all, end, true
}

func because_(all []phrase, reasons []Reason) []phrase {
	out := make([]phrase, len(all))
	for i, p := range all {
		p.reasons = append(append([]Reason(nil), reasons...), p.reasons...)
		out[i] = p
	}
	return out
}
