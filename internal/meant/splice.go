package meant

import (
	"slices"
	"strings"
)

// A splice writes a text in place of the tokens from one to before another; if there are none, before the first.
type splice struct {
	from, to int
	text     string
}

// spliced returns the text of the tokens from one to before another after some splices, which are sorted.
func (r *reader) spliced(from, to int, all []splice) string {
	var b strings.Builder
	at, end := r.at(from).start, r.at(to-1).end
	for _, s := range all {
		start := end
		if s.from < to {
			start = r.at(s.from).start
		}
		if start < at {
			return "" // they overlap
		}
		b.WriteString(r.source[at:start])
		at = start
		if s.from < s.to {
			at = r.at(s.to - 1).end
		}
		switch {
		case s.text == "":
		case s.from >= to:
			b.WriteString(" " + s.text)
		case s.from == s.to:
			b.WriteString(s.text + " ")
		default:
			b.WriteString(s.text)
		}
	}
	b.WriteString(r.source[at:end])
	return b.String()
}

// sorted returns splices in the order of their places.
func sorted(all []splice) []splice {
	slices.SortStableFunc(all, func(a, b splice) int { return a.from - b.from })
	return all
}

// firstOnLine reports whether a line begins with the token at an index.
func (r *reader) firstOnLine(at int) bool {
	return at == 0 || strings.Contains(r.source[r.at(at-1).end:r.at(at).start], "\n")
}

// touches reports whether nothing is between the token at an index and the one before it.
func (r *reader) touches(at int) bool { return at > 0 && r.at(at-1).end == r.at(at).start }

// closing returns the index of the bracket that closes the one at an index, before another index.
func (r *reader) closing(at, to int) (int, bool) {
	if r.at(at).kind != sign || brackets.Get()[r.at(at).text] == "" {
		return at, false
	}
	depth := 0
	for i := at; i < to; i++ {
		switch t := r.at(i); {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}", "}}"):
			if depth--; depth == 0 {
				return i, t.text == brackets.Get()[r.at(at).text]
			}
		}
	}
	return at, false
}

// settled returns a text of several statements if it is segc, maybe after what its statements mean one by one.
func (r *reader) settled(text string) (string, bool) {
	if r.valid(text) {
		return text, true
	}
	if r.depth >= mostNested {
		return "", false
	}
	in := *r
	in.source, in.tokens, in.depth = text, tokens(text), r.depth+1
	var b strings.Builder
	at := 0
	for _, s := range in.statements() {
		for _, e := range s.Edits() {
			b.WriteString(text[at:e.Start])
			b.WriteString(e.Text)
			at = e.End
		}
	}
	b.WriteString(text[at:])
	return b.String(), at > 0 && r.valid(b.String())
}
