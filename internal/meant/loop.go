package meant

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// Limits of ranges whose numbers are written one by one.
const (
	mostCounted    = 20
	largestCounted = 1_000_000
)

// loop reads what comes after `for`: a name, `in` and the values, whose brackets may be those of another
// language. It returns the loop as segc writes it.
func (r *reader) loop(at int) (text string, end int, reasons []Reason, ok bool) {
	kind := ""
	if r.at(at).is("list", "isp", "campaign") && !r.at(at+1).is("in", "of", "=", ":") {
		kind = strings.ToLower(r.at(at).text)
		at++
	}
	if r.at(at).is("let", "const", "var", "each", "every", "(") {
		at++
	}
	n, after, ok := r.anyName(at, len(r.tokens))
	if !ok || !r.at(after).is("in", "of", "from", "=", ":", "over", "->", "<-") {
		return "", at, nil, false
	}
	if said := r.at(after); !said.is("in") {
		reasons = append(reasons, r.reason(after, after+1, diag.SyntaxError, "expected `in`, found `%s`", said.text))
	}
	at = after + 1
	in := *r
	in.naming = kind != ""
	values, end, more, ok := in.items(at, true)
	if !ok {
		return "", at, nil, false
	}
	return spaced("for", kind, n, "in", values), end, append(reasons, more...), true
}

// items reads a list of values, whose brackets, commas and quotes may be those of another language. What
// begins without a bracket ends with its line.
func (r *reader) items(at int, labels bool) (text string, end int, reasons []Reason, ok bool) {
	if text, end, ok := r.numbered(at); ok {
		return text, end, []Reason{r.reason(at, end, diag.SyntaxError, "`for` has no ranges; write each value")}, true
	}
	from, to, bare := at, len(r.tokens), true
	if close, closed := r.closing(at, to); closed {
		if t := r.at(at); t.text != "(" {
			reasons = append(reasons, r.reason(at, at+1, diag.BadCharacter, "a list of values is written in parentheses, not in `%s`", t.text))
		}
		from, to, bare = at+1, close, false
		end = close + 1
	}
	var all []string
	separated := true
	for i := from; i < to; {
		if bare && i > from && r.firstOnLine(i) {
			to = i
			break
		}
		if r.at(i).is(",", ";", "|", "or", "and", "/") {
			if !r.at(i).is(",") {
				reasons = append(reasons, r.reason(i, i+1, diag.SyntaxError, "expected `,`, found `%s`", r.at(i).text))
			}
			i++
			separated = true
			continue
		}
		if bare && !separated {
			return "", at, nil, false
		}
		separated = false
		item, next, reason, ok := r.item(i, to)
		if !ok {
			return "", at, nil, false
		}
		if reason != nil {
			reasons = append(reasons, *reason)
		}
		if labels && r.at(next).is("as") && r.at(next+1).kind == quoted && next+1 < to {
			item, next = item+" as "+r.text(next+1, next+2), next+2
		}
		all, i = append(all, item), next
	}
	if len(all) == 0 {
		return "", at, nil, false
	}
	if bare {
		reasons = append(reasons, r.reason(at, to, diag.SyntaxError, "a list is written in parentheses, even with one value"))
		end = to
	}
	return "(" + strings.Join(all, ", ") + ")", end, reasons, true
}

// item reads a value of a list. A word that nothing declares is a text without quotes.
func (r *reader) item(at, to int) (string, int, *Reason, bool) {
	t := r.at(at)
	if id, end, ok := r.uuid(at, to); ok {
		if t.kind == quoted {
			return id, end, nil, true
		}
		reason := r.reason(at, end, diag.UnquotedText, "an id needs quotes: `%s`", id)
		return id, end, &reason, true
	}
	switch t.kind {
	case quoted:
		return quote(t.text), at + 1, nil, !t.open
	case number, named:
		return r.text(at, at+1), at + 1, nil, true
	case word:
		if t.is("null", "none", "nil", "undefined", "ago", "and", "or", "not", "as", "to", "of", "in", "until", "through", "step") || t.is(timeWords...) && !t.is("today") {
			return "", at, nil, false
		}
		if r.keeps(t) {
			return r.text(at, at+1), at + 1, nil, true
		}
		end := at + 1
		for end+1 < to && r.at(end).is("-") && r.touches(end) && r.touches(end+1) && r.at(end+1).kind == word {
			end += 2
		}
		text := quote(r.text(at, end))
		reason := r.reason(at, end, diag.UnquotedText, "text values need quotes: `%s`", text)
		return text, end, &reason, true
	}
	if t.is("-") && r.at(at+1).kind == number && at+1 < to {
		return "-" + r.at(at+1).text, at + 2, nil, true
	}
	return "", at, nil, false
}

// numbered reads a range of numbers, such as range(1, 4), and returns each of them.
func (r *reader) numbered(at int) (string, int, bool) {
	if !r.at(at).is("range", "seq", "xrange") {
		return "", at, false
	}
	arguments, end, ok := r.call(at + 1)
	if !ok || len(arguments) == 0 || len(arguments) > 3 {
		return "", at, false
	}
	bounds := []int{0, 0, 1}
	for i, a := range arguments {
		n, err := strconv.Atoi(r.text(a[0], a[1]))
		if err != nil || n < -largestCounted || n > largestCounted {
			return "", at, false
		}
		if len(arguments) == 1 {
			i = 1
		}
		bounds[i] = n
	}
	if bounds[2] <= 0 || bounds[1]-bounds[0] > mostCounted*bounds[2] {
		return "", at, false
	}
	if r.at(at).is("seq") {
		bounds[1]++
	}
	var all []string
	for n := bounds[0]; n < bounds[1]; n += bounds[2] {
		all = append(all, strconv.Itoa(n))
	}
	return "(" + strings.Join(all, ", ") + ")", end, len(all) > 0
}
