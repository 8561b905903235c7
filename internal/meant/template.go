package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// newWords are words that begin the declaration of a function in other languages.
var newWords = []string{"let", "def", "function", "func", "fn", "fun", "define", "macro", "const", "var"}

// A template is a part with parameters as another language writes it.
type template struct {
	name     string
	defaults []string // of its parameters; empty without one
	enclosed bool     // its parameters had no parentheses
	plain    bool     // it has none
	foreign  bool     // it does not begin as a part, or has an arrow
	from, to int      // its tokens up to its condition
}

// templates reads parts with parameters as other languages write functions, and what uses them.
func templates(r *reader) []phrase {
	var all []splice
	var reasons []Reason
	var found []template
	starts := append(r.starts(), len(r.tokens))
	for i, from := range starts[:len(starts)-1] {
		t, splices, more, ok := r.template(from, starts[i+1])
		if !ok {
			continue
		}
		found = append(found, t)
		all, reasons = append(all, splices...), append(reasons, more...)
	}
	if len(reasons) == 0 {
		return nil
	}
	for _, t := range found {
		if t.plain {
			continue
		}
		all = append(all, r.uses(t)...)
	}
	out := said(r.spliced(0, len(r.tokens), sorted(all)), reasons)
	for _, t := range found {
		out[0].sure = out[0].sure || t.foreign
	}
	return out
}

// template reads how a part begins.
func (r *reader) template(from, end int) (t template, all []splice, reasons []Reason, ok bool) {
	if !r.at(from).is(newWords...) || r.at(from+1).kind != word {
		return t, nil, nil, false
	}
	t = template{name: r.at(from + 1).text, from: from, foreign: !r.at(from).is("let")}
	if !r.at(from).is("let") {
		reasons = append(reasons, r.reason(from, from+1, diag.MisspeltKeyword, "a part of a rule is named with `let`, not with `%s`", r.at(from).text))
	}
	at := from + 2
	var names []string
	first := at
	if arguments, after, ok := r.call(at); ok && after < end {
		for _, a := range arguments {
			if a[0] == a[1] || r.at(a[0]).kind != word {
				return t, nil, nil, false
			}
			names = append(names, r.at(a[0]).text)
			value := a[0] + 1
			if value < a[1] && !r.at(value).is(":", "=") {
				return t, nil, nil, false
			}
			for value < a[1] && !r.at(value).is("=") {
				value++
			}
			if value > a[0]+1 {
				reasons = append(reasons, r.reason(a[0]+1, value, diag.SyntaxError, "a parameter has no type: its place in the rule decides what it is"))
			}
			text := ""
			if value+1 < a[1] {
				text = r.text(value+1, a[1])
				reasons = append(reasons, r.reason(value, a[1], diag.SyntaxError, "a parameter has no default: every use gives all of them"))
			}
			t.defaults = append(t.defaults, text)
		}
		if len(arguments) == 0 {
			reasons = append(reasons, r.reason(at, after, diag.SyntaxError, "a part without parameters has no parentheses"))
		}
		at = after
	} else {
		for at < end && at-first < 8 && r.at(at).kind == word && !r.isOperator(at) && !r.at(at).is(means...) {
			names = append(names, r.at(at).text)
			t.defaults = append(t.defaults, "")
			at++
		}
		t.enclosed, t.plain = at > first, at == first
		if sign := r.at(at); !t.enclosed && (!sign.is(means...) || sign.is("=", "==") || r.at(from).is("const", "var")) {
			return t, nil, nil, false
		}
	}
	if t.enclosed {
		reasons = append(reasons, r.reason(first, at, diag.SyntaxError, "the parameters of a part are in parentheses: `%s(%s)`", t.name, strings.Join(names, ", ")))
	}
	header := "let " + t.name + " ="
	if len(names) > 0 {
		header = "let " + t.name + "(" + strings.Join(names, ", ") + ") ="
	}
	switch sign := r.at(at); {
	case sign.is("=", "=="):
		at++
	case sign.is(means...):
		t.foreign = t.foreign || sign.is("->", "=>", "<-")
		reasons = append(reasons, r.reason(at, at+1, diag.SyntaxError, "expected `=`, found `%s`", sign.text))
		at++
	case sign.is("{"):
		close, ok := r.closing(at, end)
		if !ok {
			return t, nil, nil, false
		}
		reasons = append(reasons, r.reason(at, at+1, diag.SyntaxError, "expected `=`, found `{`"))
		all = append(all, splice{close, close + 1, ""})
		at++
	default:
		return t, nil, nil, false
	}
	if r.at(at).is("return") {
		at++
	}
	if r.at(end - 1).is(";") {
		all = append(all, splice{end - 1, end, ""})
	}
	t.to = at
	return t, append(all, splice{from, at, header}), reasons, at < end
}

// uses writes the uses of a part as its declaration is written then.
func (r *reader) uses(t template) (all []splice) {
	for at := t.to; at < len(r.tokens); at++ {
		if r.at(at).kind != word || r.at(at).text != t.name {
			continue
		}
		if t.enclosed {
			from := at + 1
			end := from
			var given []string
			for len(given) < len(t.defaults) && end < len(r.tokens) && (r.at(end).kind == number || r.at(end).kind == quoted) {
				given = append(given, r.text(end, end+1))
				if end++; r.at(end).is(",") {
					end++
				}
			}
			if len(given) == len(t.defaults) {
				all = append(all, splice{at, end, t.name + "(" + strings.Join(given, ", ") + ")"})
				at = end - 1
			}
			continue
		}
		arguments, end, ok := r.call(at + 1)
		switch {
		case !ok:
			end = at + 1
		case len(arguments) == len(t.defaults) && len(arguments) > 0:
			continue
		}
		var given []string
		for i, text := range t.defaults {
			if i < len(arguments) {
				text = r.text(arguments[i][0], arguments[i][1])
			}
			if text == "" {
				return nil
			}
			given = append(given, text)
		}
		text := t.name
		if len(given) > 0 {
			text += "(" + strings.Join(given, ", ") + ")"
		}
		all = append(all, splice{at, end, text})
		at = end - 1
	}
	return all
}
