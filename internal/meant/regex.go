package meant

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// regex reads a pattern between slashes, `/gmail/i`, and returns what is between them.
func (r *reader) regex(at int) (string, int, bool) {
	if !r.at(at).is("/") {
		return "", at, false
	}
	for i := at + 1; i < len(r.tokens) && i < at+30; i++ {
		if r.at(i-1).text == `\` || !r.at(i).is("/") {
			continue
		}
		text := r.source[r.at(at).end:r.at(i).start]
		i++
		if r.at(i).kind == word && r.at(i).start == r.at(i-1).end && strings.Trim(r.at(i).text, "gimsuy") == "" {
			i++
		}
		return text, i, text != "" && !strings.Contains(text, "\n")
	}
	return "", at, false
}

// patternIn reads tokens that are a pattern in quotes or between slashes.
func (r *reader) patternIn(from, to int) (string, bool) {
	if text, end, ok := r.regex(from); ok && end == to {
		return text, true
	}
	if v, ok := r.valueIn(from, to); ok && v.kind == quotedValue {
		if text := v.inner; len(text) > 2 && text[0] == '/' && text[len(text)-1] == '/' {
			return text[1 : len(text)-1], true
		}
		return v.inner, true
	}
	return "", false
}

// expression writes what finds the same as a regular expression. There is nothing if segc cannot find that.
func expression(subject, text string) []phrase {
	begins, ends := strings.HasPrefix(text, "^"), strings.HasSuffix(text, "$")
	text = strings.TrimSuffix(strings.TrimPrefix(text, "^"), "$")
	if inner, ok := strings.CutPrefix(text, "("); ok && strings.HasSuffix(inner, ")") {
		text = strings.TrimPrefix(strings.TrimSuffix(inner, ")"), "?:")
	}
	for _, any := range []string{".*?", ".*", ".+"} {
		if rest, ok := strings.CutPrefix(text, any); ok {
			text, begins = rest, false
		}
		if rest, ok := strings.CutSuffix(text, any); ok {
			text, ends = rest, false
		}
	}
	var texts []string
	for alternative := range strings.SplitSeq(text, "|") {
		plain, ok := literal(alternative)
		if !ok || plain == "" || len(texts) == 20 {
			return nil
		}
		texts = append(texts, quote(plain))
	}
	var p phrase
	switch {
	case begins && ends && len(texts) > 1:
		p.text = spaced(subject, "in", "("+strings.Join(texts, ", ")+")")
	case begins && ends:
		p.text = spaced(subject, "=", texts[0])
	case ends:
		return nil
	default:
		op := "contains"
		if begins {
			op = "starts with"
		}
		for i, t := range texts {
			texts[i] = spaced(subject, op, t)
		}
		p.text = strings.Join(texts, " or ")
		if len(texts) > 1 {
			p.joint = "or"
		}
	}
	return []phrase{p}
}

// literal returns the text that a regular expression without wildcards finds.
func literal(pattern string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\' && i+1 < len(pattern) && strings.IndexByte(`.+*?()[]{}|^$/-@\`, pattern[i+1]) >= 0:
			i++
			b.WriteByte(pattern[i])
		case strings.IndexByte(`+*?()[]{}^$\`, c) >= 0:
			return "", false
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// tested reads `/gmail/.test(email)`.
func (r *reader) tested(at int) ([]phrase, int, bool) {
	text, end, ok := r.regex(at)
	if !ok || !r.at(end).is(".") || !r.at(end+1).is("test", "exec", "match") {
		return nil, at, false
	}
	arguments, after, ok := r.call(end + 2)
	if !ok || len(arguments) != 1 {
		return nil, at, false
	}
	c, ok := r.columnIn(arguments[0][0], arguments[0][1])
	if !ok {
		return nil, at, false
	}
	all, last, ok := r.truly(expression(c, text), after)
	return surely(because_(all, []Reason{r.reason(at, after, diag.UnsupportedTest, "there are no patterns; use `contains` or `starts with`")})), last, ok
}

// matched reads a pattern between slashes after an operator: `email =~ /gmail/`.
func (r *reader) matched(at int) ([]phrase, int, bool) {
	c, after, ok := r.column(at)
	if !ok {
		return nil, at, false
	}
	op, next, ok := r.operator(after)
	if !ok || !slices.Contains([]string{"like", "not like", "=", "!=", "contains", "not contains"}, op.text) {
		return nil, at, false
	}
	text, end, ok := r.regex(next)
	if !ok {
		return nil, at, false
	}
	all := expression(c.text, text)
	if len(all) == 0 {
		return nil, at, false
	}
	if strings.HasPrefix(op.text, "not") || op.text == "!=" {
		all = negatedAll(all)
	}
	return surely(because_(all, []Reason{r.reason(after, end, diag.UnsupportedTest, "there are no patterns; use `contains` or `starts with`")})), end, true
}

// found reads functions that look for a text or a pattern in a column, in any order of the two.
func (r *reader) found(kind functionKind, arguments [][2]int, end int) ([]phrase, int, bool) {
	if kind == finding && len(arguments) == 1 { // position('a' in email)
		a := arguments[0]
		if c, ok := r.columnIn(a[0]+2, a[1]); ok && r.at(a[0]+1).is("in") && r.at(a[0]).kind == quoted {
			return r.truly(r.containing(c, r.text(a[0], a[0]+1)), end)
		}
	}
	if len(arguments) < 2 || len(arguments) > 3 {
		return nil, end, false
	}
	a, b := arguments[0], arguments[1]
	c, ok := r.columnIn(a[0], a[1])
	if !ok {
		a, b = b, a
		if c, ok = r.columnIn(a[0], a[1]); !ok {
			return nil, end, false
		}
	}
	if values, after, ok := r.values(b[0]); ok && r.at(b[0]).is("{", "[", "(") && after == b[1] { // match(plan; {"a"; "b"}; 0)
		return r.truly(lists(column{text: c}, operator{text: "in"}, values), end)
	}
	if r.at(b[0]).kind != quoted && r.at(b[0]).kind != word && !r.at(b[0]).is("/") {
		return nil, end, false
	}
	text, ok := r.patternIn(b[0], b[1])
	if !ok {
		return nil, end, false
	}
	if kind == finding {
		if op, next, ok := r.operator(end); ok && op.text == "=" && r.at(next).text == "1" {
			return one(spaced(c, "starts with", quote(text))), next + 1, true
		}
		return r.truly(one(spaced(c, "contains", quote(text))), end)
	}
	return r.truly(expression(c, text), end)
}
