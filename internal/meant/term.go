package meant

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// vague are words before a colon that name no column, but what a mailbox is searched for.
var vague = []string{
	"label", "category", "subject", "from", "to", "cc", "bcc", "has", "in", "after", "before", "newer", "older", "newer_than", "older_than",
	"filename", "size", "larger", "smaller", "http", "https", "mailto", "rule", "filter", "query", "segment", "condition", "if", "where", "when", "note", "todo",
}

// term reads a column, a colon and what is searched for in it.
func (q *query) term(at int) (found, int, bool) {
	t := q.at(at)
	if t.kind != word && t.kind != named && t.kind != quoted || !q.at(at+1).is(":", ":=") || t.open || t.is(vague...) {
		return found{}, at, false
	}
	c, next := name(t.text), at+2
	if t.is(metrics...) {
		c = strings.ToLower(t.text)
	}
	terms := q.terms
	f, end, ok := q.special(strings.ToLower(t.text), next)
	if !ok {
		if t.is(reserved...) && !t.is(metrics...) {
			return found{}, at, false
		}
		f, end, ok = q.sought(c, next)
	}
	if !ok || !q.apart(end) {
		return found{}, at, false
	}
	if terms+q.blanks == 0 {
		q.because(at+1, at+2, diag.UnsupportedTest, "`:` is not an operator; write `%s`", f.text)
	}
	q.terms++
	return f, end, true
}

// apart reports whether nothing follows a value without a blank.
func (q *query) apart(at int) bool {
	return q.at(at-1).end < q.at(at).start || at == len(q.tokens) || q.at(at).is(")", "}", "]")
}

// metrics are the words of events in segc.
var metrics = []string{"opened", "clicked", "delivered", "bounced", "complained", "unsubscribed"}

// special reads a term whose name is not a column.
func (q *query) special(name_ string, at int) (found, int, bool) {
	t := q.at(at)
	if t.kind != word && t.kind != quoted && t.kind != number || t.open || t.text == "" {
		return found{}, at, false
	}
	switch name_ {
	case "_exists_", "exists":
		c := name(t.text)
		return found{text: spaced(c, "is not null"), not: spaced(c, "is null")}, at + 1, true
	case "_missing_", "missing":
		c := name(t.text)
		return found{text: spaced(c, "is null"), not: spaced(c, "is not null")}, at + 1, true
	case "list", "lists":
		c := identifier(t.text)
		return found{text: "list in (" + c + ")", not: "list not in (" + c + ")"}, at + 1, c != ""
	case "isp":
		c := identifier(t.text)
		return found{text: "isp in (" + c + ")", not: "isp not in (" + c + ")"}, at + 1, c != ""
	case "is":
		switch text := strings.ToLower(t.text); text {
		case "subscribed":
			return found{text: `status = "subscribed"`, not: `status != "subscribed"`}, at + 1, true
		case "unsubscribed":
			return found{text: `status = "unsubscribed"`, not: `status != "unsubscribed"`}, at + 1, true
		case "opened", "clicked", "bounced", "complained", "delivered":
			return ever(text), at + 1, true
		case "unopened":
			return ever("opened").opposite(), at + 1, true
		}
	case "tag", "tags":
		return found{text: "tags has any (" + quote(t.text) + ")", not: "tags has none (" + quote(t.text) + ")"}, at + 1, t.kind != number
	}
	if (t.is("true") || t.is("false")) && slices.Contains(metrics, name_) {
		f := ever(name_)
		if t.is("false") {
			f = f.opposite()
		}
		return f, at + 1, true
	}
	return found{}, at, false
}

// ever is an event that happened ever.
func ever(event string) found {
	switch event {
	case "opened", "clicked":
		return found{text: event, not: "never " + event}
	}
	return found{text: event, not: event + " = 0"}
}

// identifier writes what a list or a campaign is called as a name: `Black Friday` is black_friday.
func identifier(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(text)) {
		switch {
		case r < 0x80 && partOfWord(r):
			b.WriteRune(r)
		case r == ' ' || r == '-' || r == '/' || r == '&' || r == '.':
			if s := b.String(); s != "" && !strings.HasSuffix(s, "_") {
				b.WriteByte('_')
			}
		default:
			return ""
		}
	}
	text = strings.TrimSuffix(b.String(), "_")
	if text == "" || text[0] >= '0' && text[0] <= '9' {
		return ""
	}
	return text
}

// sought reads what a column is searched for.
func (q *query) sought(c string, at int) (found, int, bool) {
	t := q.at(at)
	switch {
	case t.is("["), t.is("{"):
		return q.ends_(c, at)
	case t.is("("):
		return q.oneOf(c, at)
	case t.is(">", ">=", "<", "<=", "=>", "=<", "="):
		op := map[string]string{"=>": ">=", "=<": "<="}[t.text]
		if op == "" {
			op = t.text
		}
		v, _, end, ok := q.limit(at + 1)
		return found{text: spaced(c, op, v)}, end, ok
	case t.kind == quoted && !t.open && t.text != "":
		return like(c, t.text, true), at + 1, true
	case t.is("*") && q.apart(at+1):
		return found{text: spaced(c, "is not null"), not: spaced(c, "is null")}, at + 1, true
	}
	text, end, ok := q.run(at)
	if !ok {
		return found{}, at, false
	}
	switch {
	case digits(text), strings.EqualFold(text, "true"), strings.EqualFold(text, "false"):
		text = strings.ToLower(text)
		return found{text: spaced(c, "=", text), not: spaced(c, "!=", text)}, end, true
	case strings.EqualFold(text, "null"):
		return found{text: spaced(c, "is null"), not: spaced(c, "is not null")}, end, true
	case day(text) != "":
		return found{text: spaced(c, "on", day(text))}, end, true
	case strings.ContainsAny(text, "?~^\\"):
		return found{}, at, false
	}
	f := like(c, text, false)
	return f, end, f.text != ""
}

// run reads a value without quotes and blanks.
func (q *query) run(at int) (string, int, bool) {
	end := at
	for end < len(q.tokens) && (end == at || q.at(end-1).end == q.at(end).start) {
		t := q.at(end)
		if t.kind == sign && !strings.Contains("-._@*+?~^/", t.text) || t.kind == quoted || t.kind == named {
			break
		}
		end++
	}
	if end == at || q.at(at).is("-", "+", "/", "and", "or", "not") || q.at(at).is(timeWords...) {
		return "", at, false
	}
	return q.text(at, end), end, true
}

// like writes what a text with stars at its ends looks for.
func like(c, text string, quotes bool) found {
	inner := strings.Trim(text, "*")
	before, after := strings.HasPrefix(text, "*"), strings.HasSuffix(text, "*")
	v := quote(inner)
	switch {
	case inner == "" || strings.Contains(inner, "*"):
		return found{}
	case before:
		return found{text: spaced(c, "contains", v), not: spaced(c, "not contains", v)}
	case after:
		return found{text: spaced(c, "starts with", v), not: spaced("not", c, "starts with", v)}
	case c == "email" && !quotes && !strings.Contains(inner, "@"): // no address
		return found{text: spaced(c, "contains", v), not: spaced(c, "not contains", v)}
	}
	return found{text: spaced(c, "=", v), not: spaced(c, "!=", v)}
}

// oneOf reads values between parentheses: `(pro OR team)`.
func (q *query) oneOf(c string, at int) (found, int, bool) {
	var all []string
	for at++; !q.at(at).is(")"); {
		if len(all) > 0 && q.at(at).is("or", "||", ",", "|") {
			at++
		}
		t := q.at(at)
		if v, end, ok := q.scalar(at); ok {
			all, at = append(all, v), end
			continue
		}
		text, end, ok := q.run(at)
		if !ok || t.is("and", "not") || strings.ContainsAny(text, "*?~^") {
			return found{}, at, false
		}
		all, at = append(all, quote(text)), end
	}
	if len(all) == 0 {
		return found{}, at, false
	}
	list := "(" + strings.Join(all, ", ") + ")"
	if multiple(c) {
		return found{text: spaced(c, "has any", list), not: spaced(c, "has none", list)}, at + 1, true
	}
	return found{text: spaced(c, "in", list), not: spaced(c, "not in", list)}, at + 1, true
}

// ends_ reads a range: `[18 TO 30]`, `{18 TO *}`.
func (q *query) ends_(c string, at int) (found, int, bool) {
	low, openLow, mid, ok := q.limit(at + 1)
	if !ok || !q.at(mid).is("to") {
		return found{}, at, false
	}
	high, openHigh, end, ok := q.limit(mid + 1)
	if !ok || !q.at(end).is("]", "}") {
		return found{}, at, false
	}
	from, to := ">=", "<="
	if q.at(at).is("{") {
		from = ">"
	}
	if q.at(end).is("}") {
		to = "<"
	}
	switch {
	case openLow && openHigh:
		return found{text: spaced(c, "is not null"), not: spaced(c, "is null")}, end + 1, true
	case openLow:
		return found{text: spaced(c, to, high)}, end + 1, true
	case openHigh:
		return found{text: spaced(c, from, low)}, end + 1, true
	case from == ">=" && to == "<=":
		return found{text: spaced(c, "between", low, "and", high)}, end + 1, true
	}
	return found{text: spaced(c, from, low, "and", c, to, high), joint: "and"}, end + 1, true
}

// limit reads an end of a range, which may be open.
func (q *query) limit(at int) (text string, open bool, end int, ok bool) {
	if q.at(at).is("*") {
		return "", true, at + 1, true
	}
	if q.at(at).is("now", "today") {
		if sign, n := q.at(at+1), q.at(at+2); sign.is("-", "+") && n.kind == number {
			days, ok := daysOf(n.text)
			return spaced("today", sign.text, days), false, at + 3, ok
		}
		return "today", false, at + 1, true
	}
	if t := q.at(at); t.kind == number && day(t.text) != "" {
		return day(t.text), false, at + 1, true
	}
	if text, end, ok = q.scalar(at); !ok {
		text, end, ok = q.run(at)
		ok = ok && q.at(at).kind == word && !strings.ContainsAny(text, "*?~^/+")
		text = quote(text)
	}
	return text, false, end, ok
}

// daysOf writes a length of time in days or weeks: 30d, 2w, 30DAYS.
func daysOf(text string) (string, bool) {
	n := strings.TrimRight(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz")
	switch strings.ToLower(text[len(n):]) {
	case "d", "day", "days":
		return n + "d", digits(n)
	case "w", "week", "weeks":
		return n + "w", digits(n)
	}
	return "", false
}

// day writes a day as segc does, if it is one: 2026-05-01, 2026/05/01.
func day(text string) string {
	text = strings.ReplaceAll(text, "/", "-")
	if len(text) != 10 || text[4] != '-' || text[7] != '-' || !digits(text[:4]) || !digits(text[5:7]) || !digits(text[8:]) {
		return ""
	}
	return text
}

// multiple reports whether a column likely has several values.
func multiple(c string) bool {
	switch strings.ToLower(c) {
	case "tags", "interests", "groups", "topics", "categories", "hobbies", "preferences", "labels":
		return true
	}
	return false
}
