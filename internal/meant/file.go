package meant

import "github.com/segc-lang/segc/diag"

// files are readers of mistakes that are in several statements at once, such as a name that is written wrong
// wherever it is used. They return what the whole text may mean.
func files() []func(*reader) []phrase {
	return []func(*reader) []phrase{blocks, templates, misnamed, assignedValue}
}

// file reads a text whose statements cannot be corrected one by one.
func (r *reader) file() (s Statement, ok bool) {
	if len(r.tokens) == 0 || len(r.tokens) > longest {
		return s, false
	}
	for _, read := range files() {
		var all []phrase
		for _, p := range read(r) {
			if text, ok := r.settled(p.text); ok {
				p.text = text
				all = append(all, p)
			}
		}
		if c, ok := r.change(0, len(r.tokens), all, false); ok {
			return Statement{Start: c.Start, End: c.End, Changes: []Change{c}, Declares: true}, true
		}
	}
	return s, false
}

// starts returns the indexes of the tokens that begin statements.
func (r *reader) starts() (all []int) {
	at := 0
	for _, s := range statements(r.source, r.tokens) {
		all = append(all, at)
		at += len(s)
	}
	return all
}

// misnamed reads declarations of names that have other signs than letters, digits and `_`, or begin with a
// digit, and writes them in another way wherever they are used.
func misnamed(r *reader) []phrase {
	fresh := map[string]string{}
	var reasons []Reason
	for _, from := range r.starts() {
		t := r.at(from)
		at := from + 1
		switch {
		case t.is("let", "value", "param", "list", "isp", "campaign", "field"):
		case t.is("use"):
			for at < len(r.tokens) && !r.at(at).is("as") && !r.firstOnLine(at) {
				at++
			}
			if at++; !r.at(at - 1).is("as") {
				continue
			}
		case t.is("segment"):
			for at < len(r.tokens) && !r.at(at).is("for", "where") {
				at++
			}
			if at++; !r.at(at - 1).is("for") {
				continue
			}
		default:
			continue
		}
		if t.is("value", "param") && r.at(at).kind == number { // it is a number or a length of time wherever it is used
			continue
		}
		n, end, ok := r.anyName(at, len(r.tokens))
		said := r.text(at, end)
		if !ok || r.at(at).kind != word && r.at(at).kind != number || n == said && !t.is("field") || end == at+1 && r.at(at).kind == word {
			continue
		}
		reason := r.reason(at, end, diag.BadCharacter, "a name consists of letters, digits and `_`, and begins with a letter: `%s`", n)
		if t.is("field") {
			n = "`" + said + "`"
			reason = r.reason(at, end, diag.BadCharacter, "the name of this column needs backquotes: %s", n)
		}
		if _, ok := fresh[said]; !ok {
			fresh[said] = n
			reasons = append(reasons, reason)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	var all []splice
	for at := 0; at < len(r.tokens); at++ {
		if k := r.at(at).kind; k != word && k != number {
			continue
		}
		_, end, ok := r.anyName(at, len(r.tokens))
		if n := fresh[r.text(at, end)]; ok && n != "" {
			all = append(all, splice{at, end, n})
			at = end - 1
		}
	}
	return said(r.spliced(0, len(r.tokens), all), reasons)
}

// assignedValue reads a value that has a name as a variable has it, `adult = 18`, before a rule that uses the
// name as a value, or an option of the command that gives a param its value, `--set market=AT`.
func assignedValue(r *reader) []phrase {
	var all []splice
	var reasons []Reason
	for at := 0; at+3 < len(r.tokens) && r.firstOnLine(at); {
		begin := at
		option := r.at(at).is("-") && r.at(at+1).is("-") && r.at(at+2).is("set")
		if option {
			at += 3
		}
		n, value, end := r.at(at), at+2, at+3
		for end < len(r.tokens) && !r.firstOnLine(end) {
			end++
		}
		if n.kind != word || n.is(reserved...) || !r.at(at+1).is("=", ":=", "==") || end != at+3 || !r.isUsedAsValue(n.text, end) {
			break
		}
		text, _, _, ok := r.item(value, end)
		if !ok {
			break
		}
		if option {
			kind := "text"
			switch v := r.at(value); {
			case v.kind == number && isoDay.Get().MatchString(v.text):
				kind = "date"
			case v.kind == number:
				kind = "number"
			}
			all = append(all, splice{begin, end, "param " + n.text + ": " + kind + " = " + text})
			reasons = append(reasons, r.reason(begin, at, diag.SyntaxError, "`--set` is an option of the command; the rule declares the value with `param`"))
		} else {
			all = append(all, splice{begin, end, "value " + n.text + " = " + text})
			reasons = append(reasons, r.reason(begin, at+1, diag.SyntaxError, "a value is named with `value`: `value %s = %s`", n.text, text))
		}
		at = end
	}
	if len(all) == 0 {
		return nil
	}
	return surely(said(r.spliced(0, len(r.tokens), all), reasons))
}

// isUsedAsValue reports whether a word is in the place of a value after an index.
func (r *reader) isUsedAsValue(text string, from int) bool {
	for i := from + 1; i < len(r.tokens); i++ {
		if r.at(i).kind == word && r.at(i).text == text && (r.at(i-1).is("(", ",", "in", "between", "and", "on", "contains", "with", "last", "than") || r.isOperator(i-1)) && !r.isOperator(i+1) {
			return true
		}
	}
	return false
}
