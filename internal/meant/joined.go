package meant

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// values reads one value, or several in parentheses, brackets or after each other with commas.
func (r *reader) values(at int) ([]value, int, bool) {
	if v, end, ok := r.variable(at); ok {
		return []value{v}, end, true
	}
	closer, ok := brackets.Get()[r.at(at).text]
	if !ok || r.at(at).kind != sign {
		v, end, ok := r.value(at)
		return []value{v}, end, ok
	}
	if all, end, ok := r.apart(at+1, closer); ok {
		return all, end, true
	}
	defer r.list()()
	var all []value
	for at++; ; {
		v, end, ok := r.value(at)
		if !ok {
			return nil, at, false
		}
		if v.kind == quotedValue && r.at(at).kind == word && end > at+1 {
			v.sure = true // several words without quotes: New York
		}
		all = append(all, v)
		if r.at(end).text == closer {
			return all, end + 1, true
		}
		if !r.separates(end) {
			return nil, at, false
		}
		if t := r.at(end); t.is(";") {
			all[len(all)-1].sure = true
			all[len(all)-1].reasons = append(all[len(all)-1].reasons, r.reason(end, end+1, diag.BadCharacter, "separate values with a comma, not with `;`"))
		}
		at = end + 1
	}
}

// list reads commas as what separates values, up to a call of what it returns.
func (r *reader) list() (after func()) {
	before := r.inList
	r.inList = true
	return func() { r.inList = before }
}

// apart reads values of one word each between parentheses with blanks in place of commas, as in a search box:
// `(DE AT)`. It returns the index after the parenthesis.
func (r *reader) apart(at int, closer string) ([]value, int, bool) {
	var all []value
	for ; r.at(at).text != closer; at++ {
		t := r.at(at)
		if t.kind != word || t.is(reserved...) || t.is(timeWords...) || len(all) > 0 && t.start == r.at(at-1).end {
			return nil, at, false
		}
		v := value{kind: bareValue, text: t.text, inner: t.text, others: []string{quote(t.text)}}
		if len(all) > 0 {
			v.sure = true
			v.reasons = []Reason{r.reason(at, at+1, diag.SyntaxError, "commas are missing between the values of this list")}
		}
		all = append(all, v)
	}
	return all, at + 1, len(all) > 1
}

// separates reports whether values may be on both sides of an index.
func (r *reader) separates(at int) bool {
	return r.at(at).is(",", ";", "|", "||", "/", "or", "and", "nor", "noch", "oder", "und", "ou", "et", "o", "y", "i", "lub")
}

// membership reads the values of a list.
func (r *reader) membership(c column, op operator, at int) ([]phrase, int, bool) {
	var reasons []Reason
	if all, end, ok := r.span(c, op, at); ok {
		return all, end, true
	}
	values, end, ok := r.values(at)
	if !ok {
		return nil, at, false
	}
	if _, enclosed := brackets.Get()[r.at(at).text]; !enclosed {
		first := at
		for r.separates(end) {
			v, after, ok := r.value(end + 1)
			if !ok || r.isOperator(after) {
				break
			}
			values, end = append(values, v), after
		}
		if values[0].kind == quotedValue && end > first+1 && r.at(first).kind != quoted {
			return nil, at, false // several words
		}
		reasons = append(reasons, r.reason(first, end, diag.SyntaxError, "a list needs parentheses"))
	} else if !r.at(at).is("(") {
		reasons = append(reasons, r.reason(at, at+1, diag.SyntaxError, "a list needs parentheses, not `%s`", r.at(at).text))
	}
	for _, v := range values {
		reasons = append(reasons, v.reasons...)
	}
	all := because_(lists(c, op, values), reasons)
	if len(values) == 1 && len(reasons) > 0 && strings.Contains(values[0].inner, ",") {
		all = surely(all) // parentheses alone would make one value of it
	}
	if slices.ContainsFunc(values, func(v value) bool { return v.sure }) {
		all = surely(all)
	}
	return all, end, true
}

// lists writes membership in a list of values. A single text with commas is likely several.
func lists(c column, op operator, values []value) []phrase {
	if len(values) == 1 && values[0].kind == quotedValue && strings.Contains(values[0].inner, ",") {
		var parts []value
		for part := range strings.SplitSeq(values[0].inner, ",") {
			parts = append(parts, value{kind: quotedValue, text: quote(strings.Trim(strings.TrimSpace(part), `"'`))})
		}
		return append(lists(c, op, parts), phrase{text: spaced(c.text, op.text, "("+values[0].text+")")})
	}
	if op.text == "has any" && slices.Contains([]string{"email", "first_name", "last_name", "name", "city", "company", "domain"}, c.text) {
		all, _, _ := (*reader)(nil).several(c, operator{text: "contains"}, values, 0, 0)
		return all
	}
	texts, quotes := make([]string, len(values)), make([]string, len(values))
	bare := false
	for i, v := range values {
		texts[i], quotes[i] = v.text, v.text
		if v.kind == bareValue {
			quotes[i], bare = v.quotedText(), true
		}
	}
	all := one(spaced(c.text, op.text, "("+strings.Join(texts, ", ")+")"))
	if bare && len(values) > 1 {
		all = one(spaced(c.text, op.text, "("+strings.Join(quotes, ", ")+")"))
	}
	return all
}

// joined reads values after the first one that `or` joins in place of whole conditions: `= "DE" or "AT"`,
// and comparisons without their column: `>= 18 and < 30`.
func (r *reader) joined(c column, op operator, values []value, at, end int) ([]phrase, int, bool) {
	all := values
	from, and := end, false
	for {
		_, after, isOr := r.phraseOf(end, ors)
		isAnd := false
		if !isOr {
			if _, after, isAnd = r.phraseOf(end, ands); !isAnd {
				break
			}
		}
		v, next, ok := r.value(after)
		if !ok || r.isOperator(next) || r.isEvent(after) || next > after+1 && v.kind == quotedValue || v.kind == bareValue && (len(values) > 1 || values[0].kind != bareValue) || !r.boundary(next) {
			break
		}
		and = and || isAnd && !r.at(end).is(",")
		all, end = append(all, v), next
	}
	if end == from {
		return nil, at, false
	}
	reasons := []Reason{r.reason(from+1, end, diag.SyntaxError, "several values need a list: `%s`", r.text(from+1, end))}
	if and && op.text == "=" && len(all) > 1 {
		return nil, at, false // nobody knows
	}
	if and && op.text == "has any" {
		op.text = "has all"
	}
	phrases, _, ok := r.several(c, op, all, at, end)
	if !ok {
		return nil, at, false
	}
	if and && len(phrases) == 1 && phrases[0].joint == "or" { // contains "a" and "b"
		phrases[0] = phrase{text: strings.ReplaceAll(phrases[0].text, " or "+c.text+" ", " and "+c.text+" "), joint: "and"}
	}
	if !slices.ContainsFunc(all, func(v value) bool { return v.kind != bareValue || r.mayMean(v.text) }) {
		phrases = surely(phrases)
	}
	return because_(phrases, reasons), end, true
}

// several writes a comparison with several values.
func (r *reader) several(c column, op operator, values []value, at, end int) ([]phrase, int, bool) {
	switch op.text {
	case "=":
		return lists(c, operator{text: "in"}, values), end, true
	case "!=":
		return lists(c, operator{text: "not in"}, values), end, true
	case "contains", "starts with", "not contains", "not starts with":
		joint := "or"
		if strings.HasPrefix(op.text, "not") {
			joint = "and"
		}
		var parts []string
		for _, v := range values {
			text := v.text
			if v.kind == bareValue {
				text = v.quotedText()
			}
			parts = append(parts, spaced(c.text, op.text, text))
		}
		p := phrase{text: strings.Join(parts, " "+joint+" "), joint: joint}
		if len(parts) == 1 {
			p.joint = ""
		}
		return []phrase{p}, end, true
	}
	return nil, at, false
}

// continued reads what follows a condition that the grammar reads, if it goes on without its column.
func (r *reader) continued(at, end int) ([]phrase, int, bool) {
	if all, last, ok := r.twoWindows(at, end); ok {
		return all, last, true
	}
	if all, last, ok := r.otherList(at, end); ok {
		return all, last, true
	}
	if r.at(at).is("not") {
		return r.negatedList(at, end)
	}
	c, after, ok := r.column(at)
	if verb, next, isEvent := r.verb(at); !ok && isEvent {
		c, after, ok = column{text: verb}, next, true
	}
	if !ok {
		return nil, at, false
	}
	op, after, ok := r.operator(after)
	if !ok {
		return nil, at, false
	}
	values, next, ok := r.values(after)
	if !ok || next != end || r.at(after).is("(") {
		return nil, at, false
	}
	if more, next, ok := r.joined(c, op, values, after, end); ok {
		return more, next, true
	}
	// A second comparison of the same column.
	said, then, ok := r.phraseOf(end, append(append([]string(nil), ands...), ors...))
	if !ok {
		return nil, at, false
	}
	if _, _, ok := r.operator(then); !ok || r.isValid(then, then+1) {
		return nil, at, false
	}
	if _, last, ok := r.roster(then); ok && r.at(last-1).text != ")" {
		return nil, at, false // a list of contacts
	}
	right, last, ok := r.rest(column{text: c.text}, then)
	if !ok {
		return nil, at, false
	}
	joint := "and"
	if r.isOr(said) {
		joint = "or"
	}
	all := join(one(r.text(at, end)), joint, right)
	for i := range all {
		all[i].joint = joint
		all[i].reasons = append([]Reason{r.reason(then, then+1, diag.SyntaxError, "the column is missing before `%s`", r.at(then).text)}, all[i].reasons...)
	}
	return all, last, true
}

// negatedList reads values after `or` in a condition that the grammar reads, if `not` is before it: `not country = "AT" or "DE"`.
func (r *reader) negatedList(at, end int) ([]phrase, int, bool) {
	c, after, ok := r.column(at + 1)
	if !ok {
		return nil, at, false
	}
	op, after, ok := r.operator(after)
	if !ok {
		return nil, at, false
	}
	values, next, ok := r.values(after)
	if !ok || next != end || r.at(after).is("(") {
		return nil, at, false
	}
	all, last, ok := r.joined(c, op, values, after, end)
	if !ok {
		return nil, at, false
	}
	for i, p := range all {
		all[i].text, all[i].joint = p.negated().text, ""
	}
	return all, last, true
}

func (r *reader) isOr(said string) bool {
	for _, w := range ors {
		if w == said {
			return true
		}
	}
	return false
}
