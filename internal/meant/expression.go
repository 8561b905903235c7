package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// A piece is a condition, or a word or sign between conditions, with what it may mean. Pieces are corrected one by
// one: two slips in a rule are two errors.
type piece struct {
	from, to  int // tokens
	all       []phrase
	condition bool
	closes    int  // if it closes a group, the index of the piece that opens it, and one
	binds     bool // what `or` joins in it needs parentheses
}

// expression reads conditions with what joins them, adds a piece for each, and returns the index after them.
func (r *reader) expression(at int) (int, bool) {
	first := len(r.pieces)
	end, ok := r.joints(at, "or", ors, func(at int) (int, bool) {
		return r.joints(at, "and", ands, r.operand)
	})
	if !ok {
		r.pieces = r.pieces[:first]
	}
	return end, ok
}

// joints reads what a word joins.
func (r *reader) joints(at int, joint string, words []string, operand func(int) (int, bool)) (int, bool) {
	first := len(r.pieces)
	end, ok := operand(at)
	if !ok {
		return at, false
	}
	commas, others := 0, 0
	for {
		said, after, ok := r.phraseOf(end, words)
		if !ok {
			return end, commas == 0 || others == 0 // a comma beside `and` may be any of both
		}
		for r.at(after).is(joint) { // `and and` is a slip of the finger
			after++
		}
		mark := len(r.pieces)
		r.replace(end, after, joint, diag.SyntaxError, "join conditions with `and` or `or`, not with `%s`", r.text(end, after))
		next, ok := operand(after)
		if !ok || (said == "," || said == "+") && (next == after+1 || end == at+1) && !r.isEvent(next-1) { // (a, b) is a list, and 7d + today a day
			r.pieces = r.pieces[:mark]
			return end, true
		}
		if said == "," {
			commas++
		} else {
			others++
		}
		if joint == "and" {
			r.bind(first)
		}
		end = next
	}
}

// bind puts what `or` joins in the pieces from an index on between parentheses.
func (r *reader) bind(first int) {
	for i := first; i < len(r.pieces); i++ {
		r.pieces[i].binds = true
	}
}

// replace adds a piece for a word or sign that segc writes in another way.
func (r *reader) replace(from, to int, text string, code diag.Code, format string, args ...any) {
	if !sameWords(r.text(from, to), text) {
		r.pieces = append(r.pieces, piece{from: from, to: to, all: because(one(text), r.reason(from, to, code, format, args...))})
	}
}

// operand reads a condition, maybe negated or between parentheses.
func (r *reader) operand(at int) (int, bool) {
	if all, end, ok := r.condition(at); ok {
		r.pieces = append(r.pieces, piece{from: at, to: end, all: all, condition: true})
		return end, true
	}
	mark := len(r.pieces)
	if said, after, ok := r.phraseOf(at, nots); ok {
		if said != "!" {
			r.replace(at, after, "not", diag.SyntaxError, "negate a condition with `not`, not with `%s`", said)
		}
		inner := len(r.pieces)
		end, ok := r.operand(after)
		if !ok {
			r.pieces = r.pieces[:mark]
			return at, false
		}
		r.bind(inner)
		for i := inner; i < len(r.pieces); i++ {
			for j, p := range r.pieces[i].all {
				if p.joint == "and" {
					r.pieces[i].all[j].joint = "or" // it needs parentheses too
				}
			}
		}
		return end, true
	}
	return r.group(at)
}

// group reads conditions between parentheses, or brackets in place of them.
func (r *reader) group(at int) (int, bool) {
	closer, ok := brackets.Get()[r.at(at).text]
	if !ok || r.at(at).kind != sign || closer != ")" && r.at(at+1).kind == quoted { // JSON
		return at, false
	}
	mark, odd := len(r.pieces), closer != ")"
	r.replace(at, at+1, "(", diag.SyntaxError, "group conditions with parentheses, not with `%s`", r.at(at).text)
	end, ok := r.expression(at + 1)
	if !ok || r.at(end).text != closer {
		r.pieces = r.pieces[:mark]
		return at, false
	}
	if odd {
		r.pieces = append(r.pieces, piece{from: end, to: end + 1, all: one(")"), closes: mark + 1})
	}
	return end + 1, true
}

// brackets are the signs that enclose something, with those that close it.
var brackets = lazy.Value[map[string]string]{Make: func() map[string]string {
	return map[string]string{"(": ")", "[": "]", "{": "}", "{{": "}}", "${": "}"}
}}

// written returns the phrases of a piece as the statement has them.
func (p piece) written() []phrase {
	if !p.binds {
		return p.all
	}
	out := make([]phrase, len(p.all))
	for i, q := range p.all {
		if q.joint == "or" && !strings.HasPrefix(q.text, "(") {
			q.text = "(" + q.text + ")"
		}
		out[i] = q
	}
	return out
}
