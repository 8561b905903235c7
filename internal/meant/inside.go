package meant

import "strings"

// Limits of texts that are read in place of parts.
const (
	mostNested = 5   // one within the other
	mostInner  = 200 // together
)

// inner returns a reader of a text that is written in place of some tokens.
func (r *reader) inner(text string) (*reader, bool) {
	if *r.inners++; r.depth >= mostNested || *r.inners > mostInner {
		return nil, false
	}
	in := *r
	in.source, in.tokens, in.pieces, in.known, in.depth = text, tokens(text), nil, map[[2]int]bool{}, r.depth+1
	return &in, len(in.tokens) <= longest
}

// instead reads a condition that begins with a text in place of the tokens up to an index. It returns the index
// after it among the tokens.
func (r *reader) instead(text string, after int) ([]phrase, int, bool) {
	if after < len(r.tokens) {
		text += " " + r.text(after, len(r.tokens))
	}
	in, ok := r.inner(text)
	if !ok {
		return nil, after, false
	}
	first := len(in.tokens) - (len(r.tokens) - after)
	all, end, ok := in.condition(0)
	if !ok || end < first {
		return nil, after, false
	}
	return unexplained(all), after + end - first, true
}

// whole reads a text that is one rule or condition, and returns what it may mean.
func (r *reader) whole(text string) ([]phrase, bool) {
	in, ok := r.inner(text)
	if !ok || len(in.tokens) == 0 {
		return nil, false
	}
	if r.valid(text) && !in.calls(0) {
		return joints(text), true
	}
	changes, _ := in.changes()
	if len(changes) == 0 || len(changes[0].Fixes) == 0 {
		return nil, false
	}
	if len(changes) > 1 {
		return joints(in.corrected(changes)), true
	}
	var all []phrase
	for _, f := range changes[0].Fixes {
		changes[0].Fixes = []Fix{f}
		all = append(all, joints(in.corrected(changes))...)
	}
	return all, true
}

// within reads tokens that are conditions.
func (r *reader) within(from, to int) ([]phrase, bool) {
	if from >= to {
		return nil, false
	}
	return r.whole(r.text(from, to))
}

func unexplained(all []phrase) []phrase {
	for i := range all {
		all[i].reasons = nil
	}
	return all
}

// joints returns a text as a phrase that knows what joins its conditions.
func joints(text string) []phrase {
	p, depth := phrase{text: text}, 0
	for _, t := range tokens(text) {
		switch {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			depth--
		case depth == 0 && t.is("or", "||"):
			p.joint = "or"
			return []phrase{p}
		case depth == 0 && t.is("and", "&&"):
			p.joint = "and"
		}
	}
	return []phrase{p}
}

// grouped returns the text of a phrase between parentheses if a word joins its conditions that is not the given
// one.
func (p phrase) grouped(joint string) string {
	if p.joint == "" || p.joint == joint {
		return p.text
	}
	return "(" + p.text + ")"
}

// negated returns the phrase that is true where another one is false.
func (p phrase) negated() phrase {
	if p.joint != "" {
		return phrase{text: "not (" + p.text + ")", sure: p.sure}
	}
	all := tokens(p.text)
	if len(all) > 1 && all[0].is("not") {
		return phrase{text: p.text[all[1].start:], sure: p.sure}
	}
	for _, c := range [][2]string{{"is null", "is not null"}, {"is not null", "is null"}} {
		if before, ok := strings.CutSuffix(p.text, " "+c[0]); ok {
			return phrase{text: before + " " + c[1], sure: p.sure}
		}
	}
	return phrase{text: "not " + p.text, sure: p.sure}
}

func negatedAll(all []phrase) []phrase {
	out := make([]phrase, len(all))
	for i, p := range all {
		out[i] = p.negated()
	}
	return out
}

// call reads what is between the parentheses of a function, which open at an index, cut at its commas or
// semicolons. It returns the index after the closing one.
func (r *reader) call(at int) (arguments [][2]int, end int, ok bool) {
	if !r.at(at).is("(") {
		return nil, at, false
	}
	from, depth := at+1, 1
	for i := at + 1; i < len(r.tokens); i++ {
		switch t := r.at(i); {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			if depth--; depth > 0 {
				continue
			}
			if t.text != ")" {
				return nil, at, false
			}
			if from < i || len(arguments) > 0 {
				arguments = append(arguments, [2]int{from, i})
			}
			return arguments, i + 1, true
		case depth == 1 && t.is(",", ";"):
			arguments = append(arguments, [2]int{from, i})
			from = i + 1
		}
	}
	return nil, at, false
}

// path reads names with points between them, such as `np.char.lower`, and returns the index of the last one.
func (r *reader) path(at int) (last int, ok bool) {
	if r.at(at).kind != word {
		return at, false
	}
	for r.at(at+1).is(".") && r.at(at+2).kind == word {
		at += 2
	}
	return at, true
}

// columnIn reads tokens that are the name of a column and nothing more.
func (r *reader) columnIn(from, to int) (string, bool) {
	switch {
	case to == from+1 && r.at(from).kind == named:
		return r.text(from, to), true
	case from < to && r.at(from).kind == word:
		last, _ := r.path(from)
		if last == to-1 && !r.at(last).is(reserved...) {
			return name(r.at(last).text), true
		}
	case from < to && r.at(from).is("[", "$", "@", "{", "{{") && r.at(from).kind == sign:
		in, ok := r.inner(r.text(from, to) + " = 1")
		if !ok {
			return "", false
		}
		if c, end, ok := in.decorated(0); ok && end == len(in.tokens)-2 {
			return c.text, true
		}
	}
	return "", false
}

// valueIn reads tokens that are one value and nothing more.
func (r *reader) valueIn(from, to int) (value, bool) {
	if from >= to {
		return value{}, false
	}
	in, ok := r.inner(r.text(from, to))
	if !ok {
		return value{}, false
	}
	v, end, ok := in.value(0)
	return v, ok && end == len(in.tokens)
}

// truthAfter reads what a function that is true or false is compared with, such as `= TRUE`, `> 0` or `!= -1`. Without
// a comparison, the function is meant to be true.
func (r *reader) truthAfter(at int) (positive bool, end int, ok bool) {
	op, after, found := r.operator(at)
	if !found {
		return true, at, true
	}
	switch op.text {
	case "= true":
		return true, after, true
	case "= false":
		return false, after, true
	}
	minus := r.at(after).is("-")
	if minus {
		after++
	}
	text := strings.ToLower(r.at(after).text)
	end = after + 1
	if minus {
		text = "-" + text
	}
	for _, c := range []struct {
		op, values string
		positive   bool
	}{
		{"=", " true yes 1 ", true},
		{"=", " false no 0 -1 ", false},
		{"!=", " true yes 1 ", false},
		{"!=", " false no 0 -1 null ", true},
		{">", " 0 -1 ", true},
		{">=", " 0 1 ", true},
		{"<", " 0 1 ", false},
		{"<=", " 0 -1 ", false},
	} {
		if op.text == c.op && text != "" && !strings.Contains(text, " ") && strings.Contains(c.values, " "+text+" ") {
			return c.positive, end, true
		}
	}
	return false, at, false
}

// each changes the text of all phrases.
func each(all []phrase, change func(string) string) []phrase {
	out := make([]phrase, len(all))
	for i, p := range all {
		p.text = change(p.text)
		out[i] = p
	}
	return out
}
