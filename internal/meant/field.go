package meant

import (
	"slices"

	"github.com/segc-lang/segc/diag"
)

// types of columns and params, with the names that other languages have for them.
var columnTypes = []struct {
	text string
	said []string
}{
	{"text", []string{"text", "string", "str", "varchar", "char", "nvarchar", "email", "url"}},
	{"number", []string{"number", "int", "integer", "float", "decimal", "numeric", "double", "bigint", "smallint", "real"}},
	{"boolean", []string{"boolean", "bool"}},
	{"date", []string{"date", "datetime", "timestamp", "time"}},
	{"choice", []string{"choice", "choices", "enum", "one of", "select"}},
	{"tags", []string{"tags", "multiselect", "array"}},
	{"any", []string{"any"}},
}

// typeAt reads the name of a type.
func (r *reader) typeAt(at int) (string, int, bool) {
	best, end := "", at
	for _, t := range columnTypes {
		if _, after, ok := r.phraseOf(at, t.said); ok && after > end {
			best, end = t.text, after
		}
	}
	return best, end, end > at
}

// declared reads the declaration of a column in the shape of other languages: `field plan text`,
// `field plan = text`, `field age: number required`.
func declared(r *reader) []phrase {
	if !r.at(0).is("field", "column") || len(r.tokens) < 3 {
		return nil
	}
	var reasons []Reason
	if said := r.at(0); !said.is("field") {
		reasons = append(reasons, r.reason(0, 1, diag.MisspeltKeyword, "a column is declared with `field`, not with `%s`", said.text))
	}
	var n, kind string
	at := 1
	if t, after, ok := r.typeAt(1); ok && r.at(after).kind == word && after+1 == len(r.tokens) && !r.at(after).is(means...) {
		n, kind, at = name(r.at(after).text), t, after+1 // `field text plan`
		reasons = append(reasons, r.reason(1, at, diag.SyntaxError, "the type of a column comes after its name: `%s: %s`", n, kind))
	} else {
		if n, at, ok = r.fieldName(1); !ok {
			return nil
		}
		if sign := r.at(at); sign.is(means...) {
			if !sign.is(":") {
				reasons = append(reasons, r.reason(at, at+1, diag.SyntaxError, "expected `:`, found `%s`", sign.text))
			}
			at++
		} else {
			reasons = append(reasons, r.reason(at, at+1, diag.SyntaxError, "`:` is missing between the name of a column and its type"))
		}
		if kind, after, ok = r.typeAt(at); ok {
			at = after
		} else if kind = "choice"; r.at(at).kind != quoted && brackets.Get()[r.at(at).text] == "" {
			return nil
		}
	}
	choices := ""
	if kind == "choice" || kind == "tags" {
		if t := r.at(at); at < len(r.tokens) && (t.is("(", "[", "{") || t.kind == quoted || t.is(":", "of")) {
			if t.is(":", "of") {
				at++
			}
			text, end, more, ok := r.choices(at)
			if !ok {
				return nil
			}
			choices, at, reasons = text, end, append(reasons, more...)
		}
	} else if _, after, ok := r.call(at); ok { // varchar(20)
		reasons = append(reasons, r.reason(at, after, diag.SyntaxError, "a column of type %s has no length", kind))
		at = after
	}
	tail, more, ok := r.always(at)
	if !ok {
		return nil
	}
	return said("field "+n+": "+spaced(kind+choices, tail), append(reasons, more...))
}

// fieldName reads the name of a column that is declared.
func (r *reader) fieldName(at int) (string, int, bool) {
	switch t := r.at(at); {
	case t.kind == named:
		return r.text(at, at+1), at + 1, true
	case t.kind == quoted && !t.open:
		return name(t.text), at + 1, t.text != ""
	case t.kind == word:
		return name(t.text), at + 1, true
	}
	return "", at, false
}

// choices reads the values of a column.
func (r *reader) choices(at int) (string, int, []Reason, bool) {
	in := *r
	in.all = slices.DeleteFunc(slices.Clone(r.all), func(t token) bool { return t.is("use") })
	return in.items(at, false)
}

// always reads what says that a column always has a value, or may have none.
func (r *reader) always(at int) (text string, reasons []Reason, ok bool) {
	for at < len(r.tokens) {
		_, end, ok := r.phraseOf(at, []string{"not null", "required", "mandatory", "notnull", "not_null", "non null", "nonnull", "always", "not empty", "not optional", "!", "not nullable"})
		if ok {
			text = "not null"
		} else if _, end, ok = r.phraseOf(at, []string{"optional", "nullable", "null", ";", ",", "?", "unique"}); !ok {
			return "", nil, false
		}
		switch said := r.text(at, end); {
		case text != "" && sameWords(said, "not null"):
		case text != "":
			reasons = append(reasons, r.reason(at, end, diag.SyntaxError, "a column that always has a value is declared with `not null`, not with `%s`", said))
		default:
			reasons = append(reasons, r.reason(at, end, diag.SyntaxError, "`%s` is not needed here", said))
		}
		at = end
	}
	return text, reasons, true
}
