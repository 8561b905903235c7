package meant

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// A datum is a value of JSON, or of what looks like it: an object, an array, or a single token.
type datum struct {
	keys    []string
	members []datum // of an object, one for each key, or of an array
	array   bool
	token   token
	text    string // of a single token, as segc writes it; empty for null
}

func (d datum) object() bool { return !d.array && len(d.keys) > 0 }
func (d datum) single() bool { return !d.array && len(d.keys) == 0 }

// member returns the first member of an object that has one of some names.
func (d datum) member(names ...string) (datum, bool) {
	for i, k := range d.keys {
		if slices.Contains(names, strings.ToLower(k)) {
			return d.members[i], true
		}
	}
	return datum{}, false
}

// document reads a statement as JSON: what databases, search engines and query builders write.
func document(r *reader) []phrase {
	r = r.braces()
	at := r.start()
	var d datum
	var end int
	ok := r.at(at).is("{", "[")
	switch {
	case ok:
		d, end, ok = r.datum(at, 0)
	case r.at(at).kind == quoted && r.at(at+1).is(":"):
		d, end, ok = r.pairs(at, 0)
	}
	if !ok || end != len(r.tokens) || d.single() {
		return nil
	}
	f, ok := condition(d)
	if !ok {
		return nil
	}
	p := phrase{text: spaced(r.text(0, at), f.text), sure: true}
	if any, ok := d.member("any"); ok && any.array { // likely a document of the platform, which the grammar's error names
		p.sure = false
		return []phrase{p}
	}
	if _, ok := d.member("kind"); ok {
		p.sure = false
		return []phrase{p}
	}
	p.reasons = []Reason{r.reason(at, at+1, diag.SyntaxError, "this is JSON, not a rule: a condition is a column, an operator and a value")}
	return []phrase{p}
}

// braces returns a reader of the same text that reads `}}` as two signs.
func (r *reader) braces() *reader {
	out := *r
	out.tokens = nil
	for _, t := range r.tokens {
		if t.is("{{", "}}") {
			half := token{kind: sign, text: t.text[:1], start: t.start, end: t.start + 1}
			out.tokens = append(out.tokens, half)
			t = token{kind: sign, text: t.text[1:], start: t.start + 1, end: t.end}
		}
		out.tokens = append(out.tokens, t)
	}
	return &out
}

// deepest is how deep objects and arrays are read.
const deepest = 12

// datum reads a value of JSON.
func (r *reader) datum(at, depth int) (datum, int, bool) {
	t := r.at(at)
	switch {
	case depth > deepest || at >= len(r.tokens):
	case t.is("{"):
		d, end, ok := r.pairs(at+1, depth)
		return d, end + 1, ok && r.at(end).is("}")
	case t.is("["):
		d := datum{array: true}
		for at++; !r.at(at).is("]"); {
			m, end, ok := r.datum(at, depth+1)
			if !ok {
				return d, at, false
			}
			d.members, at = append(d.members, m), end
			if r.at(at).is(",") {
				at++
			} else if !r.at(at).is("]") {
				return d, at, false
			}
		}
		return d, at + 1, true
	case t.kind == quoted && !t.open:
		return datum{token: t, text: quote(t.text)}, at + 1, true
	case t.kind == number && (digits(t.text) || day(t.text) != ""):
		return datum{token: t, text: t.text}, at + 1, true
	case t.is("-") && r.at(at+1).kind == number && digits(r.at(at+1).text):
		return datum{token: r.at(at + 1), text: "-" + r.at(at+1).text}, at + 2, true
	case t.kind == word && t.is("null", "none", "undefined"):
		return datum{token: t}, at + 1, true
	case t.kind == word && t.is("true", "false"):
		return datum{token: t, text: strings.ToLower(t.text)}, at + 1, true
	case t.kind == word && !t.is(reserved...) && r.at(at+1).is(",", "]", "}"):
		return datum{token: t, text: quote(t.text)}, at + 1, true
	}
	return datum{}, at, false
}

// pairs reads names with their values, as they are between braces.
func (r *reader) pairs(at, depth int) (datum, int, bool) {
	var d datum
	for {
		t := r.at(at)
		key := t.text
		switch {
		case t.is("$") && r.at(at+1).kind == word:
			at++
			key = r.at(at).text
		case t.kind == sign || t.kind == number || t.open || t.text == "":
			return d, at, false
		}
		if !r.at(at + 1).is(":") {
			return d, at, false
		}
		m, end, ok := r.datum(at+2, depth+1)
		if !ok {
			return d, at, false
		}
		d.keys, d.members = append(d.keys, strings.TrimPrefix(key, "$")), append(d.members, m)
		if at = end; !r.at(at).is(",") {
			return d, at, true
		}
		if at++; r.at(at).is("}") { // a comma at the end
			return d, at, true
		}
	}
}

// condition says what a value of JSON asks.
func condition(d datum) (found, bool) {
	switch {
	case d.array:
		return ofArray(d)
	case !d.object():
		return found{}, false
	}
	for _, read := range []func(datum) (found, bool, bool){ofEvent, ofField, ofGroup} {
		if f, ok, mine := read(d); mine {
			return f, ok
		}
	}
	if _, ok := d.member("kind"); ok { // another condition of the platform
		return found{}, false
	}
	var all []found
	for i, k := range d.keys {
		f, ok := ofMember(k, d.members[i])
		if !ok {
			return found{}, false
		}
		all = append(all, f)
	}
	return joinAll(all, "and"), true
}

// The names that objects have for the parts of a condition.
var (
	fieldNames    = []string{"field", "column", "property", "propertyname", "attribute", "name", "key", "fact", "path", "lhs", "left", "dimension", "filterfield"}
	operatorNames = []string{"operator", "op", "comparison", "comparator", "condition", "operation", "test", "rel", "cmp"}
	valueNames    = []string{"value", "values", "operand", "val", "rhs", "right", "content"}
	groupNames    = []string{"conditions", "rules", "filters", "children", "operands", "filterbranches", "filtergroups", "criteria", "clauses", "queries", "terms"}
	joinNames     = []string{"combinator", "conjunction", "operator", "op", "condition", "logic", "match", "logical_operator", "join", "type", "filterbranchtype", "logicaloperator", "bool"}
	besideNames   = []string{"kind", "type", "id", "datatype", "operationtype", "input", "label"}
)

// ofField reads an object that names a column, an operator and a value.
func ofField(d datum) (f found, ok, mine bool) {
	c, hasField := d.member(fieldNames...)
	o, hasOperator := d.member(operatorNames...)
	if !hasField || !hasOperator || !c.single() || !o.single() {
		return found{}, false, false
	}
	v, hasValue := d.member(valueNames...)
	for _, k := range d.keys {
		k = strings.ToLower(k)
		if !slices.Contains(fieldNames, k) && !slices.Contains(operatorNames, k) && !slices.Contains(valueNames, k) && !slices.Contains(besideNames, k) && k != "not" {
			return found{}, false, true
		}
	}
	if k, ok := d.member("kind"); ok && k.token.text != "field" || c.token.text == "" {
		return found{}, false, true
	}
	f, ok = compares(c.token.text, o.token.text, v, hasValue)
	return d.denied(f), ok, true
}

// ofEvent reads a condition of the platform on opens, clicks and deliveries.
func ofEvent(d datum) (f found, ok, mine bool) {
	k, _ := d.member("kind")
	m, hasMetric := d.member("metric")
	o, _ := d.member("operator")
	if !hasMetric {
		return found{}, false, k.token.text == "activity" || k.token.text == "deliverability"
	}
	event := map[string]string{
		"open": "opened", "click": "clicked", "bounce": "bounced", "complaint": "complained", "delivered": "delivered", "unsubscribe": "unsubscribed",
	}[m.token.text]
	v, _ := d.member("value")
	switch n := len(d.keys); {
	case event == "":
		return found{}, false, true
	case o.token.text == "ever" && n == 3:
		return ever(event), true, true
	case o.token.text == "never" && n == 3:
		return ever(event).opposite(), true, true
	case n == 4 && v.token.kind == number:
		sign := map[string]string{"count_gte": ">=", "count_lte": "<=", "count_eq": "="}[o.token.text]
		return found{text: spaced(event, sign, v.text)}, sign != "", true
	}
	return found{}, false, true
}

// ofGroup reads an object that says what joins its conditions.
func ofGroup(d datum) (f found, ok, mine bool) {
	all, hasGroup := d.member(groupNames...)
	if !hasGroup || !all.array || len(all.members) == 0 || all.members[0].single() {
		return found{}, false, false
	}
	joint := "and"
	if j, ok := d.member(joinNames...); ok {
		switch strings.ToLower(j.token.text) {
		case "and", "all", "&&":
		case "or", "any", "||":
			joint = "or"
		default:
			return found{}, false, true
		}
	} else if len(d.keys) > 1 {
		return found{}, false, true
	}
	for _, k := range d.keys {
		k = strings.ToLower(k)
		if !slices.Contains(groupNames, k) && !slices.Contains(joinNames, k) && !slices.Contains(besideNames, k) && k != "not" {
			return found{}, false, true // it may change what the group means
		}
	}
	f, ok = several(all, joint)
	return d.denied(f), ok, true
}

// denied returns what an object means if its `not` is true: the opposite.
func (d datum) denied(f found) found {
	if n, ok := d.member("not"); ok && n.text == "true" {
		return f.opposite()
	}
	return f
}

// several reads the conditions of an array, or a single one.
func several(d datum, joint string) (found, bool) {
	if !d.array {
		return condition(d)
	}
	var all []found
	for _, m := range d.members {
		f, ok := condition(m)
		if !ok {
			return found{}, false
		}
		all = append(all, f)
	}
	if len(all) == 0 {
		return found{}, false
	}
	return joinAll(all, joint), true
}

// ofArray reads `["plan", "=", "pro"]`, `["and", …]` and an array of conditions.
func ofArray(d datum) (found, bool) {
	if len(d.members) == 0 {
		return found{}, false
	}
	first := d.members[0]
	if !first.single() {
		return several(d, "and")
	}
	switch joint := strings.ToLower(first.token.text); {
	case (joint == "and" || joint == "or") && len(d.members) > 1:
		return several(datum{array: true, members: d.members[1:]}, joint)
	case len(d.members) == 3 && first.token.kind == quoted && d.members[1].single():
		if _, ok := operatorOf(d.members[1].token.text); !ok { // the operator first, as in Lisp
			if _, ok := operatorOf(joint); ok && d.members[1].token.kind == quoted {
				return compares(d.members[1].token.text, joint, d.members[2], true)
			}
		}
		return compares(first.token.text, d.members[1].token.text, d.members[2], true)
	}
	return found{}, false
}

// ofMember reads one member of an object: what joins conditions, what a search engine calls them, or a column.
func ofMember(key string, d datum) (found, bool) {
	switch strings.ToLower(key) {
	case "and", "all", "must", "filter", "allof", "every":
		return several(d, "and")
	case "or", "any", "should", "anyof", "some":
		return several(d, "or")
	case "query", "where", "bool", "rule", "constant_score", "conditions", "rules":
		if d.single() {
			break
		}
		return several(d, "and")
	case "not", "nor", "must_not", "none":
		if d.single() { // `"not": true` denies what is beside it
			return found{}, false
		}
		f, ok := several(d, "or")
		return f.opposite(), ok
	case "term", "terms", "match", "match_phrase", "range":
		if !d.object() {
			break
		}
		return condition(d)
	case "exists":
		if c, ok := d.member("field"); ok && len(d.keys) == 1 && c.single() && c.token.text != "" {
			c := name(c.token.text)
			return found{text: spaced(c, "is not null"), not: spaced(c, "is null")}, true
		}
	case "negate", "negated", "exclude", "excluded", "inverse", "invert", "minimum_should_match": // it changes what is beside it
		return found{}, false
	case "missing", "prefix", "wildcard", "regexp", "fuzzy":
		if !d.single() {
			return found{}, false
		}
	}
	if d.array && len(d.members) == 2 && d.members[0].object() { // {"==": [{"var": "plan"}, "pro"]}
		c, ok := d.members[0].member("var", "field", "column")
		if !ok || !c.single() || c.token.text == "" {
			return found{}, false
		}
		return compares(c.token.text, key, d.members[1], true)
	}
	return ofColumn(key, d)
}

// ofColumn reads a column with its value, or with operators.
func ofColumn(key string, d datum) (found, bool) {
	switch {
	case d.array:
		return compares(key, "in", d, true)
	case d.single():
		return compares(key, "=", d, true)
	}
	var all []found
	for i, k := range d.keys {
		f, ok := compares(key, k, d.members[i], true)
		if !ok {
			return found{}, false
		}
		all = append(all, f)
	}
	return joinAll(all, "and"), true
}

// compares writes a condition on a column.
func compares(column, operator string, v datum, has bool) (found, bool) {
	c := name(column[strings.LastIndexByte(column, '.')+1:])
	op, ok := operatorOf(operator)
	if !ok || column == "" || strings.HasPrefix(c, "`") && slices.Contains(reserved, strings.ToLower(column)) {
		return found{}, false
	}
	null := func(is bool) (found, bool) {
		f := found{text: spaced(c, "is null"), not: spaced(c, "is not null")}
		if !is {
			f = f.opposite()
		}
		return f, true
	}
	switch op {
	case "is null", "is not null":
		if v.single() && v.token.is("false") && v.token.kind == word {
			return null(op != "is null")
		}
		return null(op == "is null")
	case "= true", "= false":
		return found{text: spaced(c, op)}, true
	case "like", "not like":
		return found{}, false
	}
	if !has || v.object() {
		return found{}, false
	}
	if v.single() && v.text == "" && v.token.kind == word { // null
		return null(op == "=")
	}
	switch op {
	case "between", "not between":
		if !v.array || len(v.members) != 2 || v.members[0].text == "" || v.members[1].text == "" {
			return found{}, false
		}
		return found{text: spaced(c, op, v.members[0].text, "and", v.members[1].text)}, true
	case "=", "!=":
		if v.array {
			op = map[string]string{"=": "in", "!=": "not in"}[op]
		}
	}
	text := v.text
	switch op {
	case "in", "not in", "has any", "has all", "has none":
		all := []datum{v}
		if v.array {
			all = v.members
		}
		texts := make([]string, len(all))
		for i, m := range all {
			if texts[i] = m.text; m.text == "" {
				return found{}, false
			}
		}
		text = "(" + strings.Join(texts, ", ") + ")"
		if len(texts) == 0 {
			return found{}, false
		}
	default:
		if v.array || text == "" {
			return found{}, false
		}
	}
	f := found{text: spaced(c, op, text)}
	for _, pair := range [][2]string{{"=", "!="}, {"in", "not in"}, {"contains", "not contains"}, {"has any", "has none"}} {
		switch op {
		case pair[0]:
			f.not = spaced(c, pair[1], text)
		case pair[1]:
			f.not = spaced(c, pair[0], text)
		}
	}
	return f, true
}

// operatorOf returns segc's operator for one in a document: not_equals, $gte, startsWith, IS_KNOWN.
func operatorOf(text string) (string, bool) {
	var b strings.Builder
	for i, r := range strings.TrimPrefix(text, "$") {
		switch {
		case r == '_' || r == '-' && len(text) > 2:
			b.WriteByte(' ')
			continue
		case r >= 'A' && r <= 'Z' && i > 0 && text[i-1] >= 'a' && text[i-1] <= 'z':
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	said := strings.ToLower(b.String())
	switch said {
	case "nin":
		return "not in", true
	case "eq any", "in any":
		return "in", true
	case "has property", "is known", "exists":
		return "is not null", true
	case "not has property", "not exists":
		return "is null", true
	case "from", "includes", "include", "has": // of what nobody knows
		return "", false
	}
	for _, o := range operators {
		if slices.Contains(o.said, said) {
			return o.text, true
		}
	}
	return "", false
}
