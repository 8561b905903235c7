package meant

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/diag"
)

// A Change is a part of a text that is not segc, and what it may mean.
type Change struct {
	Start, End int    // bytes of the text that the part takes
	Reason     Reason // what is wrong first
	Fixes      []Fix  // the most likely first; none if no rule means the same
	Note       string // what the author has to know; empty for nothing
	Sure       bool   // the grammar's own errors do not come before it
}

// A Statement is a statement that the grammar cannot read, with the changes after which it can, or fewer of them.
type Statement struct {
	Start, End int // bytes of the text
	Changes    []Change
	Declares   bool // it is more than a rule: what it declares is not known to those who read on
	Partly     bool // something besides the changes is not segc, and its meaning is unknown
}

// Edits returns the edits of the first fix of all changes, in the order of their places.
func (s Statement) Edits() (all []Edit) {
	for _, c := range s.Changes {
		if len(c.Fixes) > 0 {
			all = append(all, c.Fixes[0].Edits...)
		}
	}
	slices.SortStableFunc(all, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	return all
}

// A Fix makes one of the meanings of a part.
type Fix struct {
	Text  string // the part as it is then
	Edits []Edit
}

// Limits of what is read: nobody writes so much by hand before the first look at errors.
const (
	longest = 400  // tokens of a statement
	largest = 2000 // statements of a text
	tries   = 400  // questions to the grammar
)

// Read returns what those statements of a text that are not segc may mean. Valid reports whether
// the grammar reads a statement, or a rule without `where`, without an error.
func Read(text string, valid func(string) bool) (all []Statement) {
	if !utf8.ValidString(text) {
		return nil
	}
	questions, inners := 0, 0
	ask := func(s string) bool {
		questions++
		return questions <= tries && valid(s)
	}
	r := &reader{source: text, tokens: tokens(text), valid: ask, known: map[[2]int]bool{}, inners: &inners}
	r.all = r.tokens
	if unseen(text, r.tokens) {
		return r.statements()
	}
	if s, ok := r.file(); ok {
		return []Statement{s}
	}
	return r.statements()
}

// statements reads the statements of the text one by one.
func (r *reader) statements() (all []Statement) {
	parts := statements(r.source, r.tokens)
	for _, tokens := range parts {
		if len(tokens) == 0 || len(tokens) > longest {
			continue
		}
		s := Statement{Start: tokens[0].start, End: tokens[len(tokens)-1].end}
		if unseen(r.source, tokens) {
			continue
		}
		if r.valid(r.source[s.Start:s.End]) {
			continue
		}
		in := *r
		in.tokens, in.alone, in.known, in.pieces = tokens, len(parts) == 1, map[[2]int]bool{}, nil
		if s.Changes, s.Partly = in.advised(), true; len(s.Changes) == 0 {
			s.Changes, s.Declares = in.changes()
			s.Partly = false
		}
		if len(s.Changes) == 0 {
			s.Changes, s.Partly = in.partly(), true
		}
		if len(s.Changes) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// statements cuts a text where a line begins with a word that begins a statement.
func statements(text string, tokens []token) (all [][]token) {
	from := 0
	for i, t := range tokens {
		if i > from && strings.Contains(text[tokens[i-1].end:t.start], "\n") && begins(tokens[from], tokens[i:]) {
			all = append(all, tokens[from:i:i])
			from = i
		}
		if len(all) > largest {
			return nil
		}
	}
	return append(all, tokens[from:])
}

// unseen reports whether there are characters between tokens that nobody sees: they are corrected first.
func unseen(text string, tokens []token) bool {
	for i := 1; i < len(tokens); i++ {
		if strings.ContainsAny(text[tokens[i-1].end:tokens[i].start], "\u00a0\u00ad\u200b\u2060\ufeff") {
			return true
		}
	}
	return false
}

// A reader reads one statement.
type reader struct {
	source string
	tokens []token
	all    []token // of the whole text
	naming bool    // words in lists are names
	alone  bool    // the text has this statement only
	valid  func(string) bool
	pieces []piece
	known  map[[2]int]bool // what valid said of tokens from the one to before the other
	inList bool            // a comma separates values
	depth  int             // of texts that are read one within the other
	inners *int            // how many were read
}

// changes returns what makes the statement segc.
func (r *reader) changes() (all []Change, declares bool) {
	for _, read := range declarations() {
		if c, ok := r.change(0, len(r.tokens), read(r), true); ok {
			return []Change{c}, true
		}
	}
	for _, read := range whole() {
		if c, ok := r.change(0, len(r.tokens), read(r), true); ok {
			return []Change{c}, false
		}
	}
	if !r.rule() {
		return nil, false
	}
	opened := map[int]int{} // changes by their piece
	for i, p := range r.pieces {
		phrases := p.written()
		if len(phrases) > 0 && phrases[0].text == r.text(p.from, p.to) {
			continue
		}
		c, ok := r.change(p.from, p.to, phrases, p.condition)
		if !ok {
			return nil, false
		}
		if p.closes > 0 { // one error with what opens the group
			opener := &all[opened[p.closes-1]].Fixes[0]
			opener.Edits = append(opener.Edits, c.Fixes[0].Edits...)
			continue
		}
		opened[i] = len(all)
		all = append(all, c)
	}
	if len(all) == 0 || !r.valid(r.corrected(all)) {
		return nil, false
	}
	return all, false
}

// corrected returns the statement after the first fix of all changes.
func (r *reader) corrected(all []Change) string {
	var b strings.Builder
	at := r.at(0).start
	for _, e := range (Statement{Changes: all}).Edits() {
		b.WriteString(r.source[at:e.Start])
		b.WriteString(e.Text)
		at = e.End
	}
	b.WriteString(r.source[at:r.at(len(r.tokens)-1).end])
	return b.String()
}

// change returns what some tokens may mean. If they are a condition or a statement, what is not valid is left
// out.
func (r *reader) change(from, to int, phrases []phrase, ask bool) (c Change, ok bool) {
	c = Change{Start: r.at(from).start, End: r.at(to - 1).end}
	seen := map[string]bool{r.source[c.Start:c.End]: true}
	for _, p := range phrases {
		if seen[p.text] || ask && !r.valid(p.text) {
			continue
		}
		seen[p.text] = true
		edits := edits(r.source, r.tokens[from:to], p.text)
		if len(edits) == 0 {
			continue
		}
		if len(c.Fixes) == 0 {
			c.Sure, c.Note = p.sure, p.note
			c.Reason = r.first(p.reasons, edits)
		}
		if len(c.Fixes) < most {
			c.Fixes = append(c.Fixes, Fix{p.text, edits})
		}
	}
	return c, len(c.Fixes) > 0
}

// first returns the first reason, which is what the message says.
func (r *reader) first(all []Reason, edits []Edit) Reason {
	if len(all) == 0 {
		return r.plainly(edits[0])
	}
	return slices.MinFunc(all, func(a, b Reason) int { return cmp.Compare(a.Start, b.Start) })
}

// at returns the token at an index; after the last one, one without text. It is a call, since the
// readers ask at very many places, and only of a text that is wrong: their code would grow by 70 KB.
//
//go:noinline
func (r *reader) at(i int) token {
	if i < 0 || i >= len(r.tokens) {
		return token{kind: sign, start: len(r.source), end: len(r.source)}
	}
	return r.tokens[i]
}

// text returns the source of the tokens from one to before another. Like at, it is a call.
//
//go:noinline
func (r *reader) text(from, to int) string {
	if from >= to || to > len(r.tokens) {
		return ""
	}
	return r.source[r.tokens[from].start:r.tokens[to-1].end]
}

// isValid reports whether the grammar reads the tokens as a condition.
func (r *reader) isValid(from, to int) bool {
	key := [2]int{from, to}
	answer, ok := r.known[key]
	if !ok {
		answer = r.valid(r.text(from, to))
		r.known[key] = answer
	}
	return answer
}

// words reports whether tokens are these words, and returns the index after them.
func (r *reader) words(at int, words ...string) (int, bool) {
	for i, w := range words {
		if !r.at(at + i).is(w) {
			return at, false
		}
	}
	return at + len(words), true
}

// phraseOf returns the longest of some phrases, which are words with blanks between them, that the
// tokens have at an index, and the index after it.
func (r *reader) phraseOf(at int, phrases []string) (string, int, bool) {
	best, end := "", at
	for _, p := range phrases {
		first, _, _ := strings.Cut(p, " ")
		if !r.at(at).is(first) {
			continue // as nearly always
		}
		words := strings.Fields(p)
		if after, ok := r.words(at, words...); ok && after > end {
			best, end = p, after
		}
	}
	return best, end, end > at
}

// reason makes the reason for the tokens from one to before another.
func (r *reader) reason(from, to int, code diag.Code, format string, args ...any) Reason {
	last := max(from, min(to, len(r.tokens))-1)
	return Reason{r.at(from).start, r.at(last).end, code, fmt.Sprintf(format, args...)}
}

// plainly returns the reason that an edit itself is.
func (r *reader) plainly(e Edit) Reason {
	found := r.source[e.Start:e.End]
	message := fmt.Sprintf("expected `%s`, found `%s`", strings.TrimSpace(e.Text), found)
	switch {
	case found == "":
		message = fmt.Sprintf("`%s` is missing", strings.TrimSpace(e.Text))
	case strings.TrimSpace(e.Text) == "":
		message = fmt.Sprintf("`%s` is not needed here", strings.TrimSpace(found))
	}
	return Reason{e.Start, e.End, diag.SyntaxError, message}
}

// sameWords reports whether two phrases differ in white space and case at most.
func sameWords(a, b string) bool { return strings.EqualFold(strings.Join(strings.Fields(a), " "), b) }
