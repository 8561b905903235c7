package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
)

// A found is what a part of a search means, with what joins it.
type found struct {
	text  string
	joint string // `or`, `and` or nothing
	not   string // its opposite, if that is not `not` and the text
}

// within writes a part where a word joins it with others.
func (f found) within(joint string) string {
	if f.joint == "or" && joint != "or" || f.joint != "" && joint == "not" {
		return "(" + f.text + ")"
	}
	return f.text
}

// opposite negates a part.
func (f found) opposite() found {
	if f.not != "" {
		return found{text: f.not, not: f.text}
	}
	return found{text: "not " + f.within("not"), not: f.text}
}

// joinAll joins parts by a word.
func joinAll(all []found, joint string) found {
	if len(all) == 1 {
		return all[0]
	}
	texts := make([]string, len(all))
	for i, f := range all {
		texts[i] = f.within(joint)
	}
	return found{text: strings.Join(texts, " "+joint+" "), joint: joint}
}

// A query reads what people write into a search box: `plan:pro -country:DE age:[18 TO 30]`.
type query struct {
	*reader
	terms  int    // conditions with a colon, or with a sign before them
	blanks int    // conditions with nothing between them
	joined bool   // something else joins conditions
	first  Reason // why the first of these is not a condition

	apartBy []string // the conditions of the last run of them
}

// searched reads a statement as a search.
func searched(r *reader) []phrase {
	at := r.start()
	q := &query{reader: r}
	f, end, ok := q.either(at)
	if !ok || end != len(r.tokens) || q.terms+q.blanks == 0 {
		return nil
	}
	all := []phrase{{text: spaced(r.text(0, at), f.text), reasons: []Reason{q.first}, sure: q.terms > 0}}
	if q.terms == 0 && q.blanks == 1 && !q.joined {
		all = append(all, phrase{text: spaced(r.text(0, at), strings.Join(q.apartBy, " or "))})
	}
	return all
}

func (q *query) because(from, to int, code diag.Code, format string, args ...any) {
	if q.terms+q.blanks == 0 {
		q.first = q.reason(from, to, code, format, args...)
	}
}

func (q *query) either(at int) (found, int, bool) {
	var all []found
	for {
		f, end, ok := q.both(at)
		if !ok {
			return found{}, at, false
		}
		all = append(all, f)
		if !q.at(end).is("or", "||", "|") {
			return joinAll(all, "or"), end, true
		}
		q.joined = true
		at = end + 1
	}
}

func (q *query) both(at int) (found, int, bool) {
	var all []found
	for {
		f, end, ok := q.unary(at)
		if !ok {
			return found{}, at, false
		}
		all = append(all, f)
		switch next := q.at(end); {
		case next.is("and", "&&"):
			q.joined = true
			end++
		case end == len(q.tokens) || next.is("or", "||", "|", ")", "}", "]"):
			q.apartBy = nil
			for _, f := range all {
				q.apartBy = append(q.apartBy, f.within("and"))
			}
			return joinAll(all, "and"), end, true
		default:
			q.because(end, end+1, diag.SyntaxError, "`and` or `or` is missing before `%s`", q.text(end, end+1))
			q.blanks++
		}
		at = end
	}
}

func (q *query) unary(at int) (found, int, bool) {
	switch t := q.at(at); {
	case t.is("not", "!", "-"):
		if t.is("-") {
			q.because(at, at+1, diag.SyntaxError, "negate a condition with `not`, not with `-`")
			q.terms++
		}
		f, end, ok := q.unary(at + 1)
		return f.opposite(), end, ok
	case t.is("+"):
		q.because(at, at+1, diag.SyntaxError, "join conditions with `and`, not with `+`")
		q.terms++
		return q.unary(at + 1)
	case t.is("("):
		f, end, ok := q.either(at + 1)
		return f, end + 1, ok && q.at(end).is(")")
	case t.is("{"): // one of several
		return q.braces(at)
	}
	if f, end, ok := q.term(at); ok {
		return f, end, true
	}
	return q.ordinary(at)
}

func (q *query) braces(at int) (found, int, bool) {
	q.because(at, at+1, diag.SyntaxError, "join conditions with `or`, not with `{`")
	q.terms++
	var all []found
	for at++; !q.at(at).is("}"); {
		f, end, ok := q.term(at)
		if !ok {
			return found{}, at, false
		}
		all, at = append(all, f), end
	}
	if len(all) == 0 {
		return found{}, at, false
	}
	return joinAll(all, "or"), at + 1, true
}

// ordinary reads a condition without a colon: a column, an operator and one value, or what the grammar reads.
func (q *query) ordinary(at int) (found, int, bool) {
	c, after, ok := q.column(at)
	if ok && q.at(at+1).kind != word {
		if op, then, ok := q.operator(after); ok && q.at(after).kind == sign {
			if v, end, ok := q.scalar(then); ok {
				return found{text: spaced(c.text, op.text, v)}, end, true
			}
		}
	}
	all, end, ok := q.verbatim(at)
	if !ok || end == at+1 { // a word alone is what others search for
		return found{}, at, false
	}
	return found{text: all[0].text, joint: all[0].joint}, end, true
}

// scalar reads a value that is one token.
func (q *query) scalar(at int) (string, int, bool) {
	t := q.at(at)
	switch {
	case t.kind == quoted && !t.open:
		return quote(t.text), at + 1, true
	case t.kind == number && (digits(t.text) || day(t.text) != ""):
		return t.text, at + 1, true
	case t.is("true", "false") && t.kind == word:
		return strings.ToLower(t.text), at + 1, true
	}
	return "", at, false
}
