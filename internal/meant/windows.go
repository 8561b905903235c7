package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// otherWindow reads a second window without its event, after a condition on the event that ends before an index:
// `opened in last 60d but not in last 30d`. It returns what is to be added to the condition, with the joint.
func (r *reader) otherWindow(verb string, end int) (more []phrase, joint string, last int, ok bool) {
	said, then, ok := r.phraseOf(end, append(append([]string(nil), ands...), ors...))
	if !ok {
		return nil, "", end, false
	}
	if joint = "and"; r.isOr(said) {
		joint = "or"
	}
	h := happened{end: then}
	if _, after, ok := r.phraseOf(then, negations); ok {
		h.never, h.end = true, after
	}
	if !r.at(h.end).is(befores...) || !r.window(&h) || !r.boundary(h.end) {
		return nil, "", end, false
	}
	h.both = false
	more = h.write(verb)
	return because(more, r.reason(then, h.end, diag.SyntaxError, "each window needs its event: `%s`", more[0].text)), joint, h.end, true
}

// twoWindows reads a condition on an event that the grammar reads, up to an index, with a second window after it.
func (r *reader) twoWindows(at, end int) ([]phrase, int, bool) {
	verb, ok := r.at(at).segcEvent()
	if !ok {
		return nil, at, false
	}
	more, joint, last, ok := r.otherWindow(verb, end)
	if !ok {
		return nil, at, false
	}
	all := join(one(r.text(at, end)), joint, more)
	for i := range all {
		all[i].joint = joint
	}
	return surely(all), last, true
}

// windowFirst reads a window before its event: `in last 60 days opened >= 2`.
func (r *reader) windowFirst(at int) ([]phrase, int, bool) {
	h := happened{end: at}
	if !r.at(at).is(befores...) || r.isEvent(at) || !r.window(&h) {
		return nil, at, false
	}
	if r.at(h.end).is(",") {
		h.end++
	}
	next, not := r.leads(h.end)
	h.never = not
	verb, next, ok := r.verb(next)
	if !ok || !r.clauses(&h, next) {
		return nil, at, false
	}
	all := h.write(verb)
	return surely(because(all, r.reason(at, h.end, diag.SyntaxError, "the event comes first: `%s`", all[0].text))), h.end, true
}

// stretch reads that an event was last between two days: `opened between 30 and 60 days ago`.
func (r *reader) stretch(at int) ([]phrase, int, bool) {
	first, not := r.leads(at)
	verb, next, ok := r.verb(first)
	if !ok || not {
		return nil, at, false
	}
	for r.at(next).is("last", "between", "from") {
		next++
	}
	if r.at(next).kind != number || !digits(r.at(next).text) && letters(r.at(next).text) == len(r.at(next).text) {
		return nil, at, false
	}
	low, after := []string(nil), next+1
	if days, end, ok := r.length(next); ok {
		low, after = days, end
	}
	if !r.at(after).is("and", "to", "-", "–", "—", "bis", "or") {
		return nil, at, false
	}
	high, end, ok := r.length(after + 1)
	if !ok {
		return nil, at, false
	}
	if low == nil && digits(r.at(next).text) {
		low = []string{r.at(next).text + strings.TrimLeft(high[0], "0123456789")}
		if unit := r.at(end - 1).text; units.Get()[strings.ToLower(unit)] == "m" || units.Get()[strings.ToLower(unit)] == "y" {
			n, _ := r.amount(next)
			low = lengths(n, units.Get()[strings.ToLower(unit)])
		}
	}
	_, end, ago := r.phraseOf(end, agos)
	if !ago || len(low) == 0 || !r.boundary(end) || inDays(low[0]) >= inDays(high[0]) {
		return nil, at, false
	}
	all := []phrase{
		{text: spaced(verb, "in last", high[0], "and never", verb, "in last", low[0]), joint: "and"},
		{text: spaced(verb, "in last", high[0], "and", verb, "more than", low[0], "ago"), joint: "and"},
	}
	return surely(because(all, r.reason(next, end, diag.SyntaxError, "a window reaches up to today; write one for each end: `%s`", all[0].text))), end, true
}
