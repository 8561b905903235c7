package meant

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// happened is what is said of an event.
type happened struct {
	never     bool
	count     string   // such as >= 3; empty if it is not counted
	counts    []string // what else the count may be
	windows   []string // such as in last 30d, the most likely first; empty for any time
	both      bool     // the windows may also mean: and not since
	campaigns string
	sure      bool // the grammar would take it for something that nobody means
	end       int
}

// event reads a condition on an event in words: `has not opened in the last 30 days`.
func (r *reader) event(at int) ([]phrase, int, bool) {
	h, next := happened{end: at}, at
	for {
		if said, after, ok := r.phraseOf(next, negations); ok {
			h.never, next = true, after
			h.sure = h.sure || said != "not" && said != "never"
		} else if _, after, ok := r.phraseOf(next, leads); ok {
			next = after
		} else {
			break
		}
	}
	first := next
	verb, next, ok := r.verb(next)
	if !ok || !r.clauses(&h, next) || !r.boundary(h.end) {
		return nil, at, false
	}
	if h.end == at+1 && r.at(at).text == verb {
		return nil, at, false
	}
	if h.never && r.at(at).text != "never" && (r.at(h.end).is(",") || r.isOr(strings.ToLower(r.at(h.end).text))) {
		if all, end, ok := r.neither(at, h, verb); ok {
			return all, end, true
		}
	}
	all := h.write(verb)
	if more, joint, last, ok := r.otherWindow(verb, h.end); ok && !h.never {
		all, h.end, h.sure = join(all, joint, more), last, true
		for i := range all {
			all[i].joint = joint
		}
	}
	reason := r.reason(at, h.end, diag.SyntaxError, "this is written `%s`", all[0].text)
	all = because(all, reason)
	if h.sure || !english(r.text(first, next)) {
		all = surely(all)
	}
	return all, h.end, true
}

// english reports whether a word for an event is one that the grammar knows.
func english(said string) bool {
	for _, stem := range []string{"open", "click", "deliver", "bounce", "complain", "unsubscribe"} {
		if len(said) >= len(stem) && strings.EqualFold(said[:len(stem)], stem) {
			return true
		}
	}
	return false
}

// verb reads the word for an event.
func (r *reader) verb(at int) (string, int, bool) {
	best, end := "", at
	for _, e := range events {
		if _, after, ok := r.phraseOf(at, e.said); ok && after > end {
			best, end = e.text, after
		}
	}
	return best, end, end > at
}

// isEvent reports whether a token is one of segc's words for events.
func (r *reader) isEvent(at int) bool {
	for _, e := range events {
		if r.at(at).is(e.text) {
			return true
		}
	}
	return false
}

// clauses reads what follows an event up to the end of the condition.
func (r *reader) clauses(h *happened, at int) bool {
	for h.end = at; !r.boundary(h.end); {
		if r.at(h.end).is("no", "not") && r.times(h) { // `no more than 2 times` is not `no`
			continue
		}
		if r.at(h.end).is("(") && h.count == "" { // opened (>= 2)
			if h.end++; !r.times(h) || !r.at(h.end).is(")") {
				return false
			}
			h.end, h.sure = h.end+1, true
			continue
		}
		if _, after, ok := r.phraseOf(h.end, negations); ok && !h.never && h.count == "" {
			h.never, h.end = true, after
			continue
		}
		if !r.truth(h) && !r.campaign(h) && !r.window(h) && !r.times(h) {
			return false
		}
	}
	return !(h.never && h.count != "")
}

// truth reads `= true` and the like after an event.
func (r *reader) truth(h *happened) bool {
	for _, c := range []struct {
		said  []string
		never bool
	}{
		{[]string{"= true", "is true", "== true", "=== true", ": true", "= yes", "is yes", "= 1 time"}, false},
		{[]string{"= false", "is false", "== false", "=== false", ": false", "= no", "is no", "is null", "= null", "is not true"}, true},
	} {
		if _, after, ok := r.phraseOf(h.end, c.said); ok && r.boundary(after) {
			h.never, h.end = h.never != c.never, after
			return true
		}
	}
	return false
}

// amount reads a number in digits or words.
func (r *reader) amount(at int) (int, bool) {
	t := r.at(at)
	if t.kind == number {
		n, err := strconv.Atoi(t.text)
		return n, err == nil && n >= 0
	}
	n, ok := numbers.Get()[strings.ToLower(t.text)]
	return n, ok && t.kind == word
}

// times reads how often: `at least 3 times`, `3x`, `twice`, `3 or more`.
func (r *reader) times(h *happened) bool {
	if h.count != "" {
		return false
	}
	at, op := h.end, ""
	for _, c := range counts {
		if _, after, ok := r.phraseOf(h.end, c.said); ok && after > at {
			at, op = after, c.text
		}
	}
	if n, ok := once.Get()[strings.ToLower(r.at(at).text)]; ok {
		h.counted(op, n)
		h.end = at + 1
		return true
	}
	if t := r.at(at); t.kind == number && strings.HasSuffix(strings.ToLower(t.text), "x") {
		if n, err := strconv.Atoi(t.text[:len(t.text)-1]); err == nil {
			h.counted(op, strconv.Itoa(n))
			h.end = at + 1
			return true
		}
	}
	n, ok := r.amount(at)
	if !ok {
		return false
	}
	at++
	plain := op == ""
	if plain {
		for _, c := range []struct {
			op   string
			said []string
		}{
			{">=", []string{"or more", "or greater", "+", "and more", "oder mehr", "ou plus", "o más", "lub więcej", "and above", "or above"}},
			{"<=", []string{"or less", "or fewer", "oder weniger", "ou moins", "o menos", "lub mniej"}},
		} {
			if _, after, ok := r.phraseOf(at, c.said); ok {
				op, at = c.op, after
			}
		}
	}
	_, after, said := r.phraseOf(at, times)
	if plain && op == "" && !said {
		return false
	}
	if said {
		at = after
	} else if r.at(h.end).kind == word {
		h.sure = true // more than 3
	}
	h.counted(op, strconv.Itoa(n))
	h.end = at
	return true
}

// counted notes a count. Without a comparison, people mean exactly or at least so many.
func (h *happened) counted(op, n string) {
	if op != "" {
		h.count = op + " " + n
		return
	}
	h.count, h.counts = "= "+n, []string{">= " + n}
}

// window reads when: `in the last 30 days`, `more than 30 days ago`, `last week`.
func (r *reader) window(h *happened) bool {
	if len(h.windows) > 0 {
		return false
	}
	at, far := h.end, ""
	for _, c := range counts {
		if _, after, ok := r.phraseOf(h.end, c.said); ok && after > at && c.text != "=" {
			at, far = after, c.text
		}
	}
	if _, after, ok := r.phraseOf(h.end, []string{"older than", "longer than", "before", "before the last", "prior to"}); ok && after > at {
		at, far = after, ">"
	}
	first := at
	for r.at(at).is(befores...) {
		at++
	}
	days, after, ok := r.length(at)
	if !ok {
		// the last week
		unit, isUnit := units.Get()[strings.ToLower(r.at(at).text)]
		if !isUnit || at == first || far != "" || !r.at(at-1).is("last", "past", "previous", "letzten", "letzte") || len(r.at(at).text) < 3 {
			return false
		}
		days, after = lengths(1, unit), at+1
	}
	days, after = r.longer(days, after)
	_, next, ago := r.phraseOf(after, agos)
	if r.at(h.end).kind == sign && !ago && first > h.end {
		return false // opened >= 30d
	}
	if ago {
		after = next
	}
	switch {
	case far == ">" || far == ">=" || ago && far == "" && at == first:
		for _, d := range days {
			h.windows = append(h.windows, "more than "+d+" ago")
		}
		_, _, own := r.phraseOf(h.end, []string{"more than"})
		h.both = !own
	case h.never && far == "" && ago:
		return false
	default:
		for _, d := range days {
			h.windows = append(h.windows, "in last "+d)
		}
	}
	h.end = after
	return true
}

// campaign reads which campaign: `campaign 12`, `in campaigns 1, 2`, `campaign "Black Friday"`.
func (r *reader) campaign(h *happened) bool {
	at := h.end
	for r.at(at).is("in", "from", "of", "the", "any", "for", "aus", "der", "dans", "de", "la", "w") {
		at++
	}
	if !r.at(at).is("campaign", "campaigns", "kampagne", "kampagnen", "campagne", "campaña", "kampanii", "mailing", "broadcast") || h.campaigns != "" {
		return false
	}
	at++
	for r.at(at).is("=", ":", "is", "in", "id", "#") {
		at++
	}
	values, end, ok := r.values(at)
	if !ok {
		return false
	}
	var ids []string
	for _, v := range values {
		switch v.kind {
		case quotedValue: // a name, which a declaration gives an id
			if v.inner == "" || r.at(at).open {
				return false
			}
			ids = append(ids, nameOf(v.inner))
		default:
			ids = append(ids, v.text)
		}
	}
	h.campaigns, h.end = "from campaigns ("+strings.Join(ids, ", ")+")", end
	return true
}

// nameOf makes a name of a title: Black Friday is black_friday.
func nameOf(title string) string {
	return name(strings.ToLower(strings.Join(strings.FieldsFunc(title, func(r rune) bool { return !partOfWord(r) }), "_")))
}

// write writes the condition.
func (h *happened) write(verb string) (all []phrase) {
	if h.never {
		verb = "never " + verb
	}
	windows := h.windows
	if len(windows) == 0 {
		windows = []string{""}
	}
	for _, count := range append([]string{h.count}, h.counts...) {
		for _, w := range windows {
			all = append(all, phrase{text: spaced(verb, count, w, h.campaigns)})
		}
	}
	if h.both && !h.never && h.count == "" {
		for _, w := range h.windows {
			since := strings.TrimSuffix(strings.TrimPrefix(w, "more than "), " ago")
			all = append(all, phrase{text: spaced(verb, w, h.campaigns, "and never", verb, "in last "+since, h.campaigns), joint: "and"})
		}
	}
	return all
}

// distributed reads what is said of several events at once: `(opened or clicked) in last 30d`.
func (r *reader) distributed(at int) ([]phrase, int, bool) {
	if !r.at(at).is("(") {
		return nil, at, false
	}
	var verbs []string
	joint := ""
	next := at + 1
	for {
		verb, after, ok := r.verb(next)
		if !ok {
			return nil, at, false
		}
		verbs, next = append(verbs, verb), after
		if r.at(next).is(")") {
			break
		}
		said := "and"
		if _, _, ok := r.phraseOf(next, ors); ok {
			said = "or"
		} else if _, _, ok := r.phraseOf(next, ands); !ok {
			return nil, at, false
		}
		if joint != "" && joint != said {
			return nil, at, false
		}
		joint, next = said, next+1
	}
	h := happened{}
	if len(verbs) < 2 || !r.clauses(&h, next+1) || h.end == next+1 || h.never || len(h.counts) > 0 {
		return nil, at, false
	}
	all := one("")
	for i, verb := range verbs {
		if i == 0 {
			all = h.write(verb)[:1]
			continue
		}
		all = join(all, joint, h.write(verb)[:1])
	}
	for i := range all {
		all[i].joint = joint
	}
	return because(all, r.reason(at, h.end, diag.SyntaxError, "each event needs a window of its own")), h.end, true
}
