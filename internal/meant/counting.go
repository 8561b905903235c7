package meant

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// eventWords are segc's words for events, with other words for them.
var eventWords = lazy.Value[map[string]string]{Make: func() map[string]string {
	return map[string]string{
		"opened": "opened", "opens": "opened", "open": "opened", "clicked": "clicked", "clicks": "clicked", "click": "clicked",
		"delivered": "delivered", "deliveries": "delivered", "bounced": "bounced", "bounces": "bounced",
		"complained": "complained", "complaints": "complained", "unsubscribed": "unsubscribed", "unsubscribes": "unsubscribed",
	}
}}

func (t token) event() (string, bool) {
	e, ok := eventWords.Get()[strings.ToLower(t.text)]
	return e, ok && t.kind == word
}

// segcEvent returns the event that a word is in segc.
func (t token) segcEvent() (string, bool) {
	e, ok := t.event()
	return e, ok && strings.EqualFold(e, t.text)
}

func numeral(n int) string { return strconv.Itoa(n) }

// count reads the number of events: `count(opened) > 3`, `count(opened in last 30d) > 3`.
func (r *reader) count(argument [2]int, end int) ([]phrase, int, bool) {
	event, ok := r.at(argument[0]).event()
	if !ok {
		return nil, end, false
	}
	if argument[1] == argument[0]+1 {
		if r.boundary(end) {
			return one(event), end, true
		}
		return r.instead(event, end)
	}
	window := r.text(argument[0]+1, argument[1])
	if r.boundary(end) {
		all, ok := r.whole(spaced(event, window))
		return all, end, ok
	}
	_, after, ok := r.operator(end)
	if !ok || r.at(after).kind != number {
		return nil, end, false
	}
	all, ok := r.whole(spaced(event, r.text(end, after+1), window))
	return all, after + 1, ok
}

// counted reads what a spreadsheet counts: `countif(opened; ">3")`, `countif(plan; "pro") > 0`.
func (r *reader) counted(arguments [][2]int, end int) ([]phrase, int, bool) {
	if len(arguments)%2 != 0 {
		return nil, end, false
	}
	var parts []string
	for i := 0; i < len(arguments); i += 2 {
		subject := ""
		if e, ok := r.at(arguments[i][0]).event(); ok && arguments[i][1] == arguments[i][0]+1 {
			subject = e
		} else if c, ok := r.columnIn(arguments[i][0], arguments[i][1]); ok {
			subject = c
		} else {
			return nil, end, false
		}
		v, ok := r.valueIn(arguments[i+1][0], arguments[i+1][1])
		if !ok {
			return nil, end, false
		}
		all, ok := r.whole(spaced(subject, criterion(v)))
		if !ok {
			return nil, end, false
		}
		parts = append(parts, all[0].grouped("and"))
	}
	return r.truly(joints(strings.Join(parts, " and ")), end)
}

// criterion writes what a spreadsheet looks for, such as ">3", "<>pro" or "pro*".
func criterion(v value) string {
	if v.kind != quotedValue {
		return "= " + v.text
	}
	text := strings.TrimSpace(v.inner)
	op := "="
	for _, sign := range []string{">=", "<=", "<>", ">", "<", "="} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			op, text = sign, strings.TrimSpace(rest)
			break
		}
	}
	if op == "<>" {
		op = "!="
	}
	if digits(text) {
		return op + " " + text
	}
	if strings.ContainsAny(text, "*?") {
		return "like " + quote(text)
	}
	return op + " " + quote(text)
}

// occurred reads an event that is compared with truth, as if it were a column: `opened = false`, `opened is not null`.
func (r *reader) occurred(at int) ([]phrase, int, bool) {
	event, ok := r.at(at).segcEvent()
	if !ok || r.at(at).is("unsubscribed") && !r.isOperator(at+1) {
		return nil, at, false
	}
	after := at + 1
	window := ""
	if r.at(after).is("in") { // opened in last 30d = true
		for end := after + 1; end < after+6 && end < len(r.tokens) && !r.boundary(end); end++ {
			if r.isOperator(end) && r.isValid(at, end) {
				window, after = r.text(after, end), end
				break
			}
		}
	}
	positive, end, ok := r.truthOfEvent(after)
	if !ok {
		return nil, at, false
	}
	all, last, ok := r.instead(spaced(event, window), end)
	if !ok || len(tokens(all[0].text)) == 1 && last > end {
		return nil, at, false
	}
	if !positive {
		all = negatedAll(all)
		if all[0].text == "not "+event {
			all[0].text = "never " + event
		}
	}
	return surely(because_(all, []Reason{r.reason(after, end, diag.UnsupportedTest, "`%s` is an event, not a column that is true or false", event)})), last, true
}

// truthOfEvent reads a comparison with a truth value or null.
func (r *reader) truthOfEvent(at int) (positive bool, end int, ok bool) {
	op, after, ok := r.operator(at)
	if !ok {
		return false, at, false
	}
	switch op.text {
	case "= true", "is not null":
		return true, after, true
	case "= false", "is null":
		return false, after, true
	case "=", "!=":
	default:
		return false, at, false
	}
	v, end, ok := r.constant(after)
	if !ok && r.at(after).is("true", "false") {
		v, end, ok = value{kind: truth, text: strings.ToLower(r.at(after).text)}, after+1, true
	}
	if !ok {
		return false, at, false
	}
	return (v.text == "true") == (op.text == "="), end, true
}

// mostOfSum is the largest number that events of two kinds are counted to together.
const mostOfSum = 6

// sum reads the number of events of two kinds: `opened + clicked >= 3`.
func (r *reader) sum(at int) ([]phrase, int, bool) {
	a, ok := r.at(at).segcEvent()
	b, also := r.at(at + 2).segcEvent()
	if !ok || !also || a == b || !r.at(at+1).is("+") {
		return nil, at, false
	}
	op, after, ok := r.operator(at + 3)
	n, err := strconv.Atoi(r.at(after).text)
	if !ok || err != nil || n < 0 || n > mostOfSum || !r.boundary(after+1) {
		return nil, at, false
	}
	switch {
	case op.text == ">":
		n++
	case op.text != ">=":
		return nil, at, false
	}
	if n < 1 {
		return nil, at, false
	}
	parts := []string{fmt.Sprintf("%s >= %d", a, n), fmt.Sprintf("%s >= %d", b, n)}
	for i := n - 1; i > 0; i-- {
		parts = append(parts, fmt.Sprintf("%s >= %d and %s >= %d", a, i, b, n-i))
	}
	p := phrase{text: strings.Join(parts, " or "), joint: "or", sure: true}
	return because([]phrase{p}, r.reason(at, at+3, diag.SyntaxError, "you cannot count two kinds of events together")), after + 1, true
}
