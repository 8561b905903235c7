package meant

import (
	"github.com/segc-lang/segc/diag"
)

// wrapped reads a rule with what other languages put around a condition: `return …;`, `if …:`, `=…`, `lambda c: …`.
func wrapped(r *reader) []phrase {
	from, to := r.start(), len(r.tokens)
	if all, ok := r.decided(from, to); ok {
		return r.unwrapped(all, from, from+1)
	}
	begin, end := from, to
	for begin < end {
		next, last := r.unwrap(begin, end, from)
		if next == begin && last == end {
			break
		}
		begin, end = next, last
	}
	if begin == from {
		return nil
	}
	all, ok := r.within(begin, end)
	if !ok {
		return nil
	}
	return r.unwrapped(all, from, begin)
}

// unwrapped returns conditions as the rule that they are in, with the reason that some words before them are not part
// of it.
func (r *reader) unwrapped(all []phrase, from, begin int) []phrase {
	prefix := r.text(0, from)
	all = each(all, func(s string) string { return spaced(prefix, s) })
	return surely(because(all, r.reason(from, begin, diag.SyntaxError, "a rule is a condition, without `%s`", r.text(from, begin))))
}

// audiences are words for contacts before the conditions on them.
var audiences = []string{
	"all contacts with", "all contacts where", "all contacts who", "all contacts whose", "all contacts that", "all contacts in", "contacts with", "contacts where", "contacts whose", "every contact with", "every contact whose",
	"everyone with", "everyone where", "everyone whose", "everybody with", "everybody whose", "anyone with", "anyone whose", "people with", "people where", "people whose", "all people with", "all people who",
	"all subscribers with", "all subscribers where", "all subscribers who", "all subscribers whose", "subscribers with", "subscribers where", "subscribers whose", "all users with", "all users who", "all users where", "users with", "users where", "users whose",
	"customers with", "customers where", "customers whose", "all customers with", "all customers who", "all customers where", "those with", "those where", "all where", "all with", "all who", "all whose",
	"find contacts where", "find all contacts where", "find contacts with", "find all contacts with", "show contacts where", "show contacts with", "select contacts where", "select contacts with", "get contacts where", "include contacts where", "include contacts with",
	"alle kontakte mit", "alle mit", "kontakte mit", "tous les contacts avec", "todos los contactos con", "wszyscy z",
}

// unwrap leaves out one thing at the beginning of some tokens, with its counterpart at the end.
func (r *reader) unwrap(from, to, start int) (begin, end int) {
	t := r.at(from)
	if _, after, ok := r.phraseOf(from, audiences); ok && after < to && from == start {
		return after, to
	}
	for to > from+1 && r.at(to-1).is(";") {
		to--
	}
	switch {
	case t.is("=", "==", "return", "assert", "when", "only", "rule", "condition", "filter", "expression", "query") && t.kind == sign,
		t.is("return", "assert", "when") && t.kind == word && !r.isOperator(from+1):
		return from + 1, to
	case t.is("filter", "query", "rule", "condition", "segment", "criteria") && r.at(from+1).is(":"):
		return from + 2, to
	case t.is("lambda") && r.at(from+1).kind == word && r.at(from+2).is(":"):
		return from + 3, to
	case t.kind == word && r.at(from+1).is("=>", "->") && r.hasOperator(from+2, to):
		return from + 2, to
	case t.is("(") && r.at(from+1).kind == word && r.at(from+2).is(")") && r.at(from+3).is("=>", "->"):
		return from + 4, to
	case t.is("function") && r.at(from+1).is("("):
		if _, after, ok := r.call(from + 1); ok && r.at(after).is("{") && r.at(to-1).is("}") {
			return after + 1, to - 1
		}
	case t.is("{") && r.at(from+1).is("return") && r.at(to-1).is("}"):
		return from + 1, to - 1
	case t.kind == quoted && t.text == "" && r.at(from+1).kind == quoted && r.at(from+2).kind == quoted && r.at(from+2).text == "" && r.at(from+1).start == t.end && from == start:
		return from + 3, to // a comment in three quotes
	case t.kind == number && r.at(from+1).is("=", "==") && r.at(from+2).kind == number && r.at(from+2).text == t.text && r.at(from+3).is("and", "&&"):
		return from + 4, to // 1 = 1 and …
	case t.is("true") && r.at(from+1).is("and", "&&"):
		return from + 2, to
	}
	return from, to
}

// decided reads a rule that decides: `if a then true`, `if (a) { return true; }`, `CASE WHEN a THEN 1 ELSE 0 END`.
func (r *reader) decided(from, to int) ([]phrase, bool) {
	at := from
	if r.at(at).is("case") && r.at(at+1).is("when") {
		at++
	}
	if !r.at(at).is("if", "when", "wenn", "si", "falls") || r.isOperator(at+1) {
		return nil, false
	}
	if arguments, _, ok := r.call(at + 1); ok && len(arguments) > 1 {
		return nil, false // a function
	}
	for to > at && r.at(to-1).is("end", ";", "endif", "fi") {
		to--
	}
	at++
	depth, then, otherwise := 0, to, to
	for i := at; i < to; i++ {
		t := r.at(i)
		switch {
		case depth == 0 && then == to && i > at && t.is("then", ":", "{", "dann", "alors", "entonces", "=>", "return", "?"):
			then = i
		case depth == 0 && otherwise == to && t.is("else", "sonst", "sinon", "sino"):
			otherwise = i
		}
		switch {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			depth--
		}
	}
	yes, no := [2]int{min(then+1, to), otherwise}, [2]int{min(otherwise+1, to), to}
	if otherwise == to && r.returns(at, to) > 1 {
		return nil, false // what comes after the block decides too
	}
	if then == to && otherwise < to {
		return nil, false
	}
	if r.outcome(yes, 1) == 0 && otherwise == to && !r.hasOperator(yes[0], yes[1]) {
		yes = [2]int{} // what is done with the contacts
	}
	return r.choice([2]int{at, then}, yes, no)
}

// returns counts `return` among some tokens.
func (r *reader) returns(from, to int) (n int) {
	for i := from; i < to; i++ {
		if r.at(i).is("return") {
			n++
		}
	}
	return n
}

// assigned reads a condition that has a name as a variable has it: `x = plan = "pro"`.
func assigned(r *reader) []phrase {
	if r.start() != 0 || r.at(0).kind != word || r.at(0).is(reserved...) || r.at(0).is("list", "set") || !r.at(1).is("=", ":=") {
		return nil
	}
	if !r.isOperator(3) || r.at(2).kind == quoted || r.at(2).kind == number {
		return nil
	}
	all, ok := r.within(2, len(r.tokens))
	if !ok || len(all) == 0 {
		return nil
	}
	c := name(r.at(0).text)
	out := append([]phrase{{text: spaced("let", c, "=", all[0].text) + "\nwhere " + c}}, all[0])
	return surely(because(out, r.reason(0, 2, diag.SyntaxError, "a part of a rule is named with `let`: `let %s = …`", c)))
}
