package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// subscriber reads that a contact is subscribed, or since when, in words: `everyone who is subscribed`, `subscribed
// more than 30 days ago`. The day is that of the contact, which may have subscribed later, or that of a column.
func (r *reader) subscriber(at int) ([]phrase, int, bool) {
	if r.at(at).is("not", "never") { // the grammar says it well
		return nil, at, false
	}
	first, not := r.leads(at)
	said, next, ok := r.phraseOf(first, []string{"subscribed", "signed up", "sign up", "opted in"})
	if !ok {
		return nil, at, false
	}
	if r.boundary(next) && first > at && said == "subscribed" {
		text := `status = "subscribed"`
		if not {
			text = `status != "subscribed"`
		}
		return surely(because(one(text), r.reason(at, next, diag.SyntaxError, "this is written `%s`", text))), next, true
	}
	if not {
		return nil, at, false
	}
	tests, end, ok := r.when(next)
	if !ok || !r.boundary(end) {
		return nil, at, false
	}
	var all []phrase
	columns := []string{"created_at"}
	if said == "subscribed" {
		columns = append(columns, said)
	}
	for _, c := range columns {
		for _, test := range tests {
			all = append(all, phrase{text: spaced(c, test)})
		}
	}
	reason := r.reason(at, end, diag.SyntaxError, "`%s` is not a column; `created_at` has the day on which a contact was added", said)
	return surely(because(all, reason)), end, true
}

// when reads when something was: in a window, or before or after a day. It returns the tests of a column of days.
func (r *reader) when(at int) (tests []string, end int, ok bool) {
	for _, on := range []struct {
		op   string
		said []string
	}{{">=", []string{"since", "from"}}, {">", []string{"after"}}, {"<", []string{"before"}}, {"on", []string{"on"}}} {
		if !r.at(at).is(on.said...) {
			continue
		}
		if day, after, ok := r.dateOf(at + 1); ok {
			return []string{spaced(on.op, day.text)}, after, true
		}
	}
	h := happened{end: at}
	if !r.window(&h) {
		return nil, at, false
	}
	for _, w := range h.windows {
		length, past := reachOf(w)
		if past {
			tests = append(tests, "< today - "+length)
		} else {
			tests = append(tests, ">= today - "+length)
		}
	}
	return tests, h.end, true
}

// reachOf returns the length of a window, and whether it is the time before it.
func reachOf(window string) (length string, past bool) {
	if past = strings.HasPrefix(window, "more than "); past {
		return strings.TrimSuffix(strings.TrimPrefix(window, "more than "), " ago"), true
	}
	return strings.TrimPrefix(window, "in last "), false
}

// mostLeads is how many words nobody writes before what is said of a contact.
const mostLeads = 8

// leads reads words before what is said of a contact, and whether they negate it.
func (r *reader) leads(at int) (end int, not bool) {
	for first := at; ; {
		if at-first > mostLeads {
			return first, false
		} else if _, after, ok := r.phraseOf(at, negations); ok {
			at, not = after, !not
		} else if _, after, ok := r.phraseOf(at, leads); ok {
			at = after
		} else {
			return at, not
		}
	}
}

// activity reads that a contact was active for some time, or was not: `inactive for 90 days`, `active in last 30 days`. The
// platform knows what contacts open and click.
func (r *reader) activity(at int) ([]phrase, int, bool) {
	next, not := r.leads(at)
	switch {
	case r.at(next).is("inactive", "unengaged", "dormant", "disengaged", "lapsed"):
		not = !not
	case !r.at(next).is("active", "engaged"):
		return nil, at, false
	}
	h := happened{end: next + 1}
	if !r.window(&h) || !r.boundary(h.end) {
		return nil, at, false
	}
	var opened, both []phrase
	for _, w := range h.windows {
		length, past := reachOf(w)
		switch {
		case past && !not:
			return nil, at, false
		case not:
			opened = append(opened, phrase{text: "never opened in last " + length})
			both = append(both, phrase{text: "never opened in last " + length + " and never clicked in last " + length, joint: "and"})
		default:
			opened = append(opened, phrase{text: "opened in last " + length})
			both = append(both, phrase{text: "opened in last " + length + " or clicked in last " + length, joint: "or"})
		}
	}
	all := append(opened, both...)
	return surely(because(all, r.reason(at, h.end, diag.SyntaxError, "say what a contact did: `%s`", all[0].text))), h.end, true
}
