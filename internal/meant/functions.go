package meant

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// functionKind says what a function of another language is in a rule.
type functionKind int

const (
	noFunction  functionKind = iota
	folding                  // of upper and lower case: lower(city)
	casting                  // of a column to a type, or of white space: trim(city), int(age)
	dayOf                    // the day of a date: date(created_at)
	counting                 // of events: count(opened)
	empty                    // isblank(city)
	filled                   // notnull(city)
	finding                  // of a text in a column: search("a"; city)
	patterning               // of a pattern in a column: regexp_like(city, "a")
	starting                 // the first letters: left(email; 5)
	replacing                // of null: coalesce(plan, "free")
	criteria                 // countif(opened; ">3")
	exact                    // exact(plan; "pro")
	conjunction              // and(…)
	disjunction              // or(…)
	negation                 // not(…)
	exclusive                // xor(…)
	choosing                 // if(…; true; false)
	yearOf                   // year(created_at)
	elapsed                  // datediff(now(), created_at)
	successful               // of a search: isnumber(search("a"; city))
)

// functions are the names of functions, in lower case.
var functions = lazy.Value[map[functionKind][]string]{Make: func() map[functionKind][]string {
	return map[functionKind][]string{
		folding: {"lower", "upper", "lcase", "ucase", "tolower", "toupper", "tolowercase", "touppercase", "casefold", "proper", "initcap", "unaccent", "capitalize", "title", "str_to_lower", "strtolower", "strtoupper", "klein", "gross", "minuscule", "majuscule", "minusc", "mayusc", "downcase", "upcase"},
		casting: {
			"trim", "ltrim", "rtrim", "strip", "lstrip", "rstrip", "clean", "btrim", "str", "string", "text", "tostring", "to_char", "to_string", "int", "integer", "float", "double",
			"number", "numeric", "decimal", "value", "tonumber", "to_number", "parseint", "parsefloat", "bool", "boolean", "set", "tuple", "glätten", "wert", "unicode",
		},
		dayOf:       {"date", "to_date", "todate", "trunc", "date_only", "datevalue", "to_datetime"},
		counting:    {"count", "sum", "total", "num", "number_of", "numberof", "times", "length", "len", "size", "counta", "anzahl", "cnt", "frequency"},
		empty:       {"isblank", "isnull", "isempty", "isna", "isnan", "isnone", "is_null", "is_empty", "empty", "isundefined", "isnil", "istleer", "estvide", "esblanco", "czy.pusta"},
		filled:      {"notnull", "isnotnull", "notna", "isset", "is_not_null", "isnotempty", "is_set", "isfilled", "notempty", "notblank", "isnotblank", "exists", "has_value", "isdefined", "defined"},
		finding:     {"search", "find", "instr", "charindex", "position", "strpos", "locate", "indexof", "stripos", "suchen", "finden", "containstext", "str_contains", "in_string", "cherche", "trouve", "hallar", "encontrar"},
		patterning:  {"regexmatch", "regexp_like", "regexp_contains", "regexp_matches", "regex", "match", "preg_match", "fullmatch", "regexextract", "rlike", "ilike", "like", "test"},
		starting:    {"left", "substr", "substring", "mid", "links", "teil", "gauche", "izquierda", "slice"},
		replacing:   {"coalesce", "ifnull", "nvl", "isnull", "nvl2", "ifna", "iferror", "zn"},
		criteria:    {"countif", "countifs", "zählenwenn", "sumif", "nb.si", "contar.si"},
		exact:       {"exact", "equals", "identisch", "strcmp"},
		conjunction: {"and", "und", "et", "y", "all_of", "every"},
		disjunction: {"or", "oder", "ou", "o", "any_of"},
		negation:    {"not", "nicht", "non", "no"},
		exclusive:   {"xor", "xoder", "oux"},
		choosing:    {"if", "iif", "wenn", "si", "iff"},
		yearOf:      {"year", "jahr", "annee", "date_year"},
		successful:  {"isnumber", "istzahl", "estnum", "esnumero", "estnumero"},
		elapsed:     {"datediff", "datedif", "date_diff", "days", "timestampdiff", "days_between", "dateddiff"},
	}
}}

// functionKinds returns what a function can be. Some names are two functions: `isnull` has one argument or two.
func functionKinds(name string) (all []functionKind) {
	name = strings.ToLower(name)
	for kind := folding; kind <= successful; kind++ {
		if slices.Contains(functions.Get()[kind], name) {
			all = append(all, kind)
		}
	}
	return all
}

// function reads a condition that begins with a function.
func (r *reader) function(at int) ([]phrase, int, bool) {
	last, ok := r.path(at)
	if !ok || !r.at(last+1).is("(") || last > at && r.isMethod(at, last) {
		return nil, at, false
	}
	kinds := functionKinds(r.at(last).text)
	if len(kinds) == 0 {
		return r.prefixed(at, last)
	}
	arguments, end, ok := r.call(last + 1)
	if !ok || len(arguments) == 0 {
		return nil, at, false
	}
	for _, kind := range kinds {
		if all, after, ok := r.called(kind, arguments, end); ok {
			said := strings.ToLower(r.at(last).text)
			return surely(because_(all, []Reason{r.reason(at, end, diag.SyntaxError, "there are no functions such as `%s`", said)})), after, true
		}
	}
	return nil, at, false
}

// called reads what follows a function and its arguments.
func (r *reader) called(kind functionKind, arguments [][2]int, end int) ([]phrase, int, bool) {
	first := arguments[0]
	c, isColumn := r.columnIn(first[0], first[1])
	alone := isColumn && len(arguments) == 1
	switch {
	case kind >= conjunction && kind <= choosing:
		return r.logical(kind, arguments, end)
	case kind == criteria:
		return r.counted(arguments, end)
	case kind == counting && len(arguments) == 1:
		return r.count(first, end)
	case kind == successful && len(arguments) == 1 && r.boundary(end):
		all, ok := r.within(first[0], first[1])
		return all, end, ok
	case kind == finding || kind == patterning:
		return r.found(kind, arguments, end)
	case !isColumn:
		return nil, end, false
	case kind == folding && alone:
		return r.folded(c, end)
	case kind == casting && alone:
		return r.cast(c, end)
	case kind == dayOf && alone:
		return r.onDay(c, end)
	case kind == yearOf && alone:
		return r.inYear(c, end)
	case (kind == empty || kind == filled) && alone:
		positive, after, ok := r.truthAfter(end)
		if !ok {
			return nil, end, false
		}
		if positive == (kind == empty) {
			return one(spaced(c, "is null")), after, true
		}
		return one(spaced(c, "is not null")), after, true
	case kind == starting && len(arguments) > 1:
		return r.beginning(c, arguments, end)
	case kind == replacing && len(arguments) == 2:
		return r.replaced(c, arguments[1], end)
	case kind == exact && len(arguments) == 2:
		return r.truly(r.textOfArguments(c, "=", arguments[1]), end)
	}
	return nil, end, false
}

// prefixed reads an operator before its column and value: `contains(email, "a")`, `startswith(email, "a")`, `gt(age, 18)`.
func (r *reader) prefixed(at, last int) ([]phrase, int, bool) {
	arguments, end, ok := r.call(last + 1)
	if !ok || len(arguments) < 2 {
		return nil, at, false
	}
	said := r.at(last).text
	op, ok := r.operatorNamed(said)
	if !ok {
		return nil, at, false
	}
	c, ok := r.columnIn(arguments[0][0], arguments[0][1])
	if !ok {
		return nil, at, false
	}
	rest := r.text(arguments[1][0], arguments[len(arguments)-1][1])
	switch op {
	case "in", "not in", "has any", "has all", "has none":
		if !r.at(arguments[1][0]).is("(", "[", "{") {
			rest = "(" + rest + ")"
		}
	case "between":
		if len(arguments) == 3 {
			rest = r.text(arguments[1][0], arguments[1][1]) + " and " + r.text(arguments[2][0], arguments[2][1])
		}
	default:
		if len(arguments) > 2 {
			return nil, at, false
		}
	}
	all, ok := r.whole(spaced(c, op, rest))
	if !ok {
		return nil, at, false
	}
	all, end, ok = r.truly(all, end)
	return surely(because_(all, []Reason{r.reason(at, end, diag.SyntaxError, "there are no functions such as `%s`", strings.ToLower(said))})), end, ok
}

// operatorNamed returns segc's operator for one word such as `startsWith`, `notContains` or `has_any`.
func (r *reader) operatorNamed(said string) (string, bool) {
	var b strings.Builder
	for i, c := range said {
		switch {
		case c == '_':
			b.WriteByte(' ')
		case unicode.IsUpper(c) && i > 0:
			b.WriteByte(' ')
			b.WriteRune(c)
		default:
			b.WriteRune(c)
		}
	}
	for _, text := range []string{said, b.String()} {
		in, ok := r.inner(text)
		if !ok {
			return "", false
		}
		if op, end, ok := in.operator(0); ok && end == len(in.tokens) && in.tokens[0].kind == word {
			return op.text, true
		}
	}
	return "", false
}

// textOfArguments reads a column, an operator and a value that is an argument.
func (r *reader) textOfArguments(c, op string, argument [2]int) []phrase {
	all, ok := r.whole(spaced(c, op, r.text(argument[0], argument[1])))
	if !ok {
		return nil
	}
	return all
}

// truly reads what is true or false, and maybe compared with that.
func (r *reader) truly(all []phrase, end int) ([]phrase, int, bool) {
	positive, after, ok := r.truthAfter(end)
	if !ok || len(all) == 0 {
		return nil, end, false
	}
	if !positive {
		return negatedAll(all), after, true
	}
	return all, after, true
}

// cast reads the comparison of a column whose type another language needs.
func (r *reader) cast(c string, end int) ([]phrase, int, bool) {
	if all, after, ok := r.instead(c, end); ok {
		return all, after, true
	}
	if r.boundary(end) {
		return one(spaced(c, "= true")), end, true
	}
	return nil, end, false
}

// folded reads a comparison in which upper and lower case are alike, which segc tells apart: the text may be
// written in several ways.
func (r *reader) folded(c string, end int) ([]phrase, int, bool) {
	all, after, ok := r.instead(c, end)
	if !ok {
		return nil, end, false
	}
	in := tokens(all[0].text)
	if len(in) == 3 && in[1].is("=", "==", "!=", "<>") && in[2].kind == quoted {
		op := "in"
		if in[1].is("!=", "<>") {
			op = "not in"
		}
		if texts := cases(in[2].text); len(texts) > 1 {
			all = append(all[:1:1], phrase{text: spaced(c, op, "("+strings.Join(texts, ", ")+")")})
		}
	}
	return all, after, true
}

// cases returns a text in lower case, as a name, and in upper case, in quotes.
func cases(text string) (all []string) {
	lower := strings.ToLower(text)
	first, size := utf8.DecodeRuneInString(lower)
	title := lower
	if size > 0 {
		title = string(unicode.ToUpper(first)) + lower[size:]
	}
	for _, t := range []string{lower, title, strings.ToUpper(text)} {
		if q := quote(t); !slices.Contains(all, q) {
			all = append(all, q)
		}
	}
	return all
}

// beginning reads the comparison of the first letters of a column with a text of as many letters.
func (r *reader) beginning(c string, arguments [][2]int, end int) ([]phrase, int, bool) {
	for _, a := range arguments[1 : len(arguments)-1] { // where they start
		if t := r.at(a[0]).text; a[1] != a[0]+1 || t != "0" && t != "1" {
			return nil, end, false
		}
	}
	op, after, ok := r.operator(end)
	if !ok || op.text != "=" && op.text != "!=" {
		return nil, end, false
	}
	v, next, ok := r.value(after)
	count := r.at(arguments[len(arguments)-1][0]).text
	if !ok || v.kind != quotedValue || count != numeral(utf8.RuneCountInString(v.inner)) {
		return nil, end, false
	}
	if op.text == "!=" {
		return one(spaced("not", c, "starts with", v.text)), next, true
	}
	return one(spaced(c, "starts with", v.text)), next, true
}

// replaced reads the comparison of a column that has a value in place of null.
func (r *reader) replaced(c string, argument [2]int, end int) ([]phrase, int, bool) {
	v, ok := r.valueIn(argument[0], argument[1])
	if !ok {
		return nil, end, false
	}
	if r.boundary(end) && v.kind == truth {
		if v.text == "true" {
			return []phrase{{text: spaced(c, "= true or", c, "is null"), joint: "or"}}, end, true
		}
		return one(spaced(c, "= true")), end, true
	}
	op, after, ok := r.operator(end)
	if !ok {
		return nil, end, false
	}
	w := value{kind: truth, text: "true"}
	next := after
	switch op.text {
	case "= true":
		op.text = "="
	case "= false":
		op.text, w.text = "=", "false"
	default:
		if w, next, ok = r.value(after); !ok {
			return nil, end, false
		}
	}
	also, known := holds(v, op.text, w)
	if !known {
		return nil, end, false
	}
	text := spaced(c, op.text, w.text)
	if also {
		return []phrase{{text: spaced(text, "or", c, "is null"), joint: "or"}}, next, true
	}
	if op.text == "!=" {
		return []phrase{{text: spaced(text, "and", c, "is not null"), joint: "and"}}, next, true
	}
	return one(text), next, true
}

// holds reports whether a comparison of two values is true, if that is known.
func holds(v value, op string, w value) (answer, known bool) {
	a, b := v.text, w.text
	if v.kind == quotedValue && w.kind == quotedValue {
		a, b = v.inner, w.inner
	}
	switch op {
	case "=":
		return a == b, true
	case "!=":
		return a != b, true
	}
	if v.kind != numberValue || w.kind != numberValue || v.text != "0" {
		return false, false
	}
	switch op { // with 0 on the left
	case "<":
		return b != "0", true
	case "<=":
		return true, true
	case ">":
		return false, true
	case ">=":
		return b == "0", true
	}
	return false, false
}
