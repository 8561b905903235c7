package meant

import "github.com/segc-lang/segc/diag"

// roster reads membership in a list without the word `list` before it: `not in partners`, `not in "employees" list`,
// `on the newsletter list`.
func (r *reader) roster(at int) ([]phrase, int, bool) {
	next, not := at, false
	if r.at(next).is("is", "are") {
		next++
	}
	if r.at(next).is("not", "isn't", "aren't", "never") {
		next, not = next+1, true
	}
	if !r.at(next).is("in", "on") {
		return nil, at, false
	}
	for next++; r.at(next).is("the", "our", "my", "any"); {
		next++
	}
	names, end, ok := r.rosterNames(next)
	if !ok || !r.boundary(end) {
		return nil, at, false
	}
	text := "list in (" + names + ")"
	if not {
		text = "list not in (" + names + ")"
	}
	return surely(because(one(text), r.reason(at, end, diag.SyntaxError, "`list` is missing: `%s`", text))), end, true
}

// rosterNames reads the name of a list, or names between parentheses. Text values may be those of a column, unless
// `list` comes after them.
func (r *reader) rosterNames(at int) (names string, end int, ok bool) {
	if r.at(at).is("(") {
		for end = at + 1; r.at(end).kind == word && !r.at(end).is(reserved...); end += 2 {
			if names != "" {
				names += ", "
			}
			names += r.at(end).text
			if r.at(end + 1).is(")") {
				return names, end + 2, true
			}
			if !r.at(end + 1).is(",") {
				break
			}
		}
		return "", at, false
	}
	t := r.at(at)
	if t.kind != quoted && (t.kind != word || t.is(reserved...) || t.is(timeWords...)) || t.open || t.text == "" {
		return "", at, false
	}
	named := r.at(at+1).is("list", "lists")
	switch {
	case named && t.kind == quoted:
		return nameOf(t.text), at + 2, true
	case named:
		return name(t.text), at + 2, true
	case t.kind == quoted:
		return "", at, false
	}
	return name(t.text), at + 1, true
}

// otherList reads a second test of lists without `list`, after one that ends before an index: `list in (a) and not in (b)`.
func (r *reader) otherList(at, end int) ([]phrase, int, bool) {
	if !r.at(at).is("list") || !r.at(at+1).is("in", "not") {
		return nil, at, false
	}
	said, then, ok := r.phraseOf(end, append(append([]string(nil), ands...), ors...))
	if !ok {
		return nil, at, false
	}
	more, last, ok := r.roster(then)
	if !ok {
		return nil, at, false
	}
	joint := "and"
	if r.isOr(said) {
		joint = "or"
	}
	all := []phrase{{text: spaced(r.text(at, end), joint, more[0].text), joint: joint}}
	return surely(because(all, r.reason(then, last, diag.SyntaxError, "`list` is missing: `%s`", more[0].text))), last, true
}
