package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// advised returns the changes of a statement for conditions that no rule can have. They have no fix, and a note says what is
// nearest to them.
func (r *reader) advised() (all []Change) {
	depth := 0
	for i := r.start(); i < len(r.tokens); i++ {
		t := r.at(i)
		switch {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			depth--
		}
		for _, read := range []func(*reader, int) (Change, int, bool){(*reader).sized, (*reader).asked, (*reader).latest, (*reader).dated} {
			c, end, ok := read(r, i)
			if !ok || len(all) == mostPieces {
				continue
			}
			end = r.endOf(end)
			c.Start, c.End, c.Sure = r.at(i).start, r.at(end-1).end, true
			if r.clause(i) { // what is around it in the query is not a separate mistake
				first := min(i, r.tail(r.start()))
				if r.at(r.start()).is("select", "with", "from") {
					first, all = r.start(), nil
				}
				c.Start = r.at(first).start
			}
			all = append(all, c)
			i = end - 1
			break
		}
	}
	return all
}

// endOf returns where the condition ends that goes on at an index.
func (r *reader) endOf(at int) int {
	for depth := 0; at < len(r.tokens); at++ {
		t := r.at(at)
		switch {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			depth--
		}
		if depth < 0 || depth == 0 && t.is("and", "or") && t.kind == word {
			break
		}
	}
	return at
}

// sized reads the number of contacts that a query takes: `LIMIT 1000`.
func (r *reader) sized(at int) (Change, int, bool) {
	if at == r.start() || !r.clause(at) || !r.limited(at) || r.at(at).is("having", "order", "group") || r.isOperator(at-1) {
		return Change{}, at, false
	}
	return Change{
		Reason: r.reason(at, len(r.tokens), diag.SyntaxError, "a rule ends with its conditions: it has no `%s`", r.at(at).text),
		Note:   "a segment has every contact that the rule matches, in no order; make the rule stricter, or limit the mailing",
	}, len(r.tokens), true
}

// asked reads a query inside a condition: `EXISTS (SELECT 1 FROM orders)`.
func (r *reader) asked(at int) (Change, int, bool) {
	open := at + 1
	if !r.at(at).is("exists") || !r.at(open).is("(") || !r.at(open+1).is("select", "from") {
		return Change{}, at, false
	}
	return Change{
		Reason: r.reason(at, open+2, diag.SyntaxError, "a rule has no queries inside it"),
		Note:   "a condition is about one contact: compare its columns, such as `orders >= 1`, or ask for its lists: `list in (newsletter)`",
	}, open, true
}

// latest reads an event in the last few campaigns: `opened any of last 5 campaigns`.
func (r *reader) latest(at int) (Change, int, bool) {
	next, _ := r.leads(at)
	verb, next, ok := r.verb(next)
	if !ok {
		return Change{}, at, false
	}
	first := next
	for r.at(next).is("any", "all", "none", "one", "some", "each", "every", "at", "least", "of", "in", "from", "the", "our", "my") {
		next++
	}
	if !r.at(next).is("last", "past", "previous", "recent", "latest") {
		return Change{}, at, false
	}
	next++
	if _, ok := r.amount(next); ok {
		next++
	}
	if !r.at(next).is("campaign", "campaigns", "email", "emails", "mail", "mails", "mailing", "mailings", "newsletters", "message", "messages", "send", "sends", "broadcast", "broadcasts") {
		return Change{}, at, false
	}
	return Change{
		Reason: r.reason(first, next+1, diag.SyntaxError, "the platform does not know which campaigns are the last ones"),
		Note:   "count days back from today, as in `" + verb + " in last 30d`, or name the campaigns, as in `" + verb + " from campaigns (spring_sale)`",
	}, next + 1, true
}

// dated reads an event in a month, in a year or on a day: `opened in 2026`.
func (r *reader) dated(at int) (Change, int, bool) {
	verb, next, ok := r.verb(at)
	if !ok {
		return Change{}, at, false
	}
	first := next
	for r.at(next).is("in", "during", "within", "on", "the", "year", "month", "of") {
		next++
	}
	_, end, ok := r.periodAt(next, true)
	if !ok || next == first || r.at(end).kind == word && units.Get()[strings.ToLower(r.at(end).text)] != "" { // 2000 days
		return Change{}, at, false
	}
	return Change{
		Reason: r.reason(next, end, diag.SyntaxError, "a window is a number of days before now, not a date"),
		Note:   "the windows are `in last 30d` and `more than 30d ago`: write `" + verb + " in last` and the days since then",
	}, end, true
}
