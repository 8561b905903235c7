package meant

import (
	"regexp"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// isUUID is a UUID at the beginning of a text.
var isUUID = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b`)
}}

// uuid reads a UUID, with or without quotes, and returns it in quotes.
func (r *reader) uuid(at, to int) (string, int, bool) {
	if at >= to {
		return "", at, false
	}
	t := r.at(at)
	if t.kind == quoted {
		return quote(t.text), at + 1, isUUID.Get().FindString(t.text) == t.text && t.text != ""
	}
	id := isUUID.Get().FindString(r.source[t.start:])
	if id == "" {
		return "", at, false
	}
	end := at
	for end < to && r.at(end).start < t.start+len(id) {
		end++
	}
	return quote(id), end, r.at(end-1).end == t.start+len(id)
}

// keeps reports whether a word in a list is a name, and not a text without its quotes.
func (r *reader) keeps(t token) bool {
	if r.naming || t.is("today", "true", "false") {
		return true
	}
	if r.isNamed(t.text) {
		return true
	}
	for _, d := range r.all {
		if d.is("use") { // whose file may declare it
			return true
		}
	}
	return false
}

// means are the words and signs between a name and what it means, in other languages.
var means = []string{"=", "==", ":=", ":", "->", "=>", "is", "as", "to", "are", "equals", "be", "<-"}

// naming reads a statement that gives a name to ids or values, with signs of other languages: `isp gmail: 1`,
// `value paying = ["pro", "team"]`, `list a = 0fd3…`.
func naming(r *reader) []phrase {
	kind := strings.ToLower(r.at(0).text)
	if !r.at(0).is("list", "isp", "campaign", "value") {
		return nil
	}
	if kind == "list" && r.alone && r.at(1).is("like", "ilike", "matches", "contains", "includes", "has") && r.at(2).kind == quoted {
		return nil // a condition
	}
	n, at, ok := r.anyName(1, len(r.tokens))
	if r.at(1).kind == number && kind == "value" {
		return nil
	}
	if !ok || at >= len(r.tokens) {
		return nil
	}
	var reasons []Reason
	switch t := r.at(at); {
	case t.is(means...):
		if !t.is("=", "==") {
			reasons = append(reasons, r.reason(at, at+1, diag.SyntaxError, "expected `=`, found `%s`", t.text))
		}
		at++
	case t.kind == quoted, t.kind == number, t.kind == sign && brackets.Get()[t.text] != "":
		reasons = append(reasons, r.reason(at, at+1, diag.SyntaxError, "expected `=`, found `%s`", r.text(at, at+1)))
	default:
		return nil
	}
	in := *r
	in.naming = kind != "value"
	r = &in
	end := len(r.tokens)
	for r.at(end-1).is(";", ",") && end-1 > at {
		end--
	}
	if value, next, reason, ok := r.item(at, end); ok && next == end {
		if reason != nil {
			reasons = append(reasons, *reason)
		}
		return said(spaced(kind, n, "=", value), reasons)
	}
	values, next, more, ok := r.items(at, false)
	if !ok || next != end {
		return nil
	}
	return said(spaced(kind, n, "=", values), append(reasons, more...))
}

// said returns one phrase with its reasons.
func said(text string, reasons []Reason) []phrase {
	return []phrase{{text: text, reasons: reasons}}
}

// parameterized reads a param with a default in another way than after `=`, or with a list of values.
func parameterized(r *reader) []phrase {
	if !r.at(0).is("param", "parameter") || r.at(1).kind != word {
		return nil
	}
	n, at := r.at(1).text, 2
	var reasons []Reason
	if r.at(at).is(":", "as", "is") {
		at++
	}
	kind, end, ok := r.typeAt(at)
	if r.at(at).is("list", "isp", "campaign", "days") {
		kind, end, ok = strings.ToLower(r.at(at).text), at+1, true
	}
	if !ok {
		return nil
	}
	at = end
	choices := ""
	if kind == "choice" && r.at(at).is("(", "[", "{") {
		if choices, at, reasons, ok = r.choices(at); !ok {
			return nil
		}
	}
	if at == len(r.tokens) {
		return said("param "+n+": "+kind+choices, reasons)
	}
	if t := r.at(at); t.is("default", "defaults", "or", ":=", ":", "->", "=", "else") {
		from := at
		at++
		if r.at(at).is("=", ":", "to") {
			at++
		}
		if !t.is("=") {
			reasons = append(reasons, r.reason(from, at, diag.SyntaxError, "the default of a param comes after `=`"))
		}
	} else {
		reasons = append(reasons, r.reason(at, at+1, diag.SyntaxError, "the default of a param comes after `=`"))
	}
	if value, next, reason, ok := r.item(at, len(r.tokens)); ok && next == len(r.tokens) {
		if reason != nil {
			reasons = append(reasons, *reason)
		}
		return said("param "+n+": "+kind+choices+" = "+value, reasons)
	}
	what := "value"
	in := *r
	if kind == "list" || kind == "isp" || kind == "campaign" {
		what, in.naming = kind, true
	}
	values, next, _, ok := in.items(at, false)
	if !ok || next != len(r.tokens) {
		return nil
	}
	return said(spaced(what, n, "=", values), []Reason{r.reason(at, next, diag.SyntaxError, "the default of a param is one value; `%s %s = …` names a list", what, n)})
}
