package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// mirrored are comparisons with their sides exchanged.
var mirrored = lazy.Value[map[string]string]{Make: func() map[string]string {
	return map[string]string{"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
}}

// reversed reads a comparison whose value comes first: `18 <= age`, `18 <= age <= 30`, `"ski" in tags`.
func (r *reader) reversed(at int) ([]phrase, int, bool) {
	v, after, ok := r.value(at)
	if !ok || v.kind == bareValue || v.kind == quotedValue && !r.at(after).is("in") && !(r.at(after).is("not") && r.at(after+1).is("in")) && !r.firstIsValue(after) {
		return nil, at, false
	}
	if r.at(after).is("in") || r.at(after).is("not") && r.at(after+1).is("in") {
		return r.contained(v, at, after)
	}
	op, next, ok := r.operator(after)
	if !ok || mirrored.Get()[op.text] == "" {
		return nil, at, false
	}
	if r.at(next).kind != word && r.at(next).kind != named {
		return nil, at, false
	}
	c, end, ok := r.columnName(next)
	if !ok {
		return nil, at, false
	}
	reasons := append([]Reason{r.reason(at, end, diag.SyntaxError, "a condition starts with a column, not with a value")}, v.reasons...)
	if op2, after, ok := r.operator(end); ok && mirrored.Get()[op2.text] != "" {
		w, last, ok := r.value(after)
		if !ok {
			return nil, at, false
		}
		text := spaced(c, mirrored.Get()[op.text], v.text, "and", c, op2.text, w.text)
		joint := "and"
		if op.text == "<=" && op2.text == "<=" {
			text, joint = spaced(c, "between", v.text, "and", w.text), ""
		}
		return because_([]phrase{{text: text, joint: joint}}, reasons), last, true
	}
	if v.kind == quotedValue && plainName(v.inner) && r.at(next).kind == word { // nobody knows which one is the column
		column, text := spaced(name(v.inner), op.text, quote(c)), spaced(c, mirrored.Get()[op.text], v.text)
		if strings.ToLower(v.inner) != v.inner && strings.ToLower(c) == c { // columns mostly have small letters
			column, text = text, column
		}
		return because_(either(column, text), reasons), end, true
	}
	return because_(one(spaced(c, mirrored.Get()[op.text], v.text)), reasons), end, true
}

// firstIsValue reports whether what comes after an operator is a word: in `"a" = plan`, the text is the value, but in
// `"plan" = "a"` it is a column.
func (r *reader) firstIsValue(at int) bool {
	_, next, ok := r.operator(at)
	return ok && r.at(next).kind == word && r.ends(next+1) && !r.at(next).is("true", "false", "null", "yes", "no", "none")
}

// columnName reads a column or an event as what is compared.
func (r *reader) columnName(at int) (string, int, bool) {
	t := r.at(at)
	if t.kind == named {
		return r.text(at, at+1), at + 1, true
	}
	if t.kind == word {
		return t.text, at + 1, true
	}
	return "", at, false
}

// contained reads `"ski" in tags`.
func (r *reader) contained(v value, at, after int) ([]phrase, int, bool) {
	op, next := "has any", after+1
	if r.at(after).is("not") {
		op, next = "has none", after+2
	}
	if r.at(next).is("(") && v.kind == quotedValue {
		return r.amongColumns(v, at, after, next)
	}
	if r.at(next).kind != word && r.at(next).kind != named || !r.ends(next+1) {
		return nil, at, false
	}
	c := r.text(next, next+1)
	all := one(spaced(c, op, "("+v.text+")"))
	switch {
	case v.kind == quotedValue && op == "has any":
		all = r.containing(c, v.text)
	case v.kind == quotedValue:
		all = append(all, phrase{text: spaced(c, "not contains", v.text)})
	}
	return because_(all, []Reason{r.reason(at, next+1, diag.SyntaxError, "a condition starts with a column, not with a value")}), next + 1, true
}

// amongColumns reads a value that one of several columns has: `'pro' in (plan, old_plan)`.
func (r *reader) amongColumns(v value, at, after, open int) ([]phrase, int, bool) {
	sign, joint := "=", "or"
	if r.at(after).is("not") {
		sign, joint = "!=", "and"
	}
	text, i := "", open+1
	for ; ; i += 2 {
		c, end, ok := r.columnName(i)
		if !ok || end != i+1 || !r.at(end).is(",", ")") {
			return nil, at, false
		}
		if text != "" {
			text += " " + joint + " "
		}
		text += spaced(c, sign, v.text)
		if r.at(end).is(")") {
			break
		}
	}
	p := phrase{text: text, joint: joint, sure: true}
	return because([]phrase{p}, r.reason(at, i+2, diag.SyntaxError, "a condition starts with a column, not with a value")), i + 2, true
}
