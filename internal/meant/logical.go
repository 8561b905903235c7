package meant

import (
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// logical reads the functions of spreadsheets that join conditions: `AND(a; b)`, `IF(a; TRUE; FALSE)`.
func (r *reader) logical(kind functionKind, arguments [][2]int, end int) ([]phrase, int, bool) {
	if kind == choosing {
		return r.chosen(arguments, end)
	}
	var parts []phrase
	for _, a := range arguments {
		all, ok := r.within(a[0], a[1])
		if !ok {
			return nil, end, false
		}
		parts = append(parts, all[0])
	}
	var p phrase
	switch {
	case kind == negation && len(parts) == 1:
		p = parts[0].negated()
	case kind == exclusive && len(parts) == 2:
		p = either_(parts[0], parts[1])
	case kind == conjunction:
		p = allOf("and", parts)
	case kind == disjunction:
		p = allOf("or", parts)
	default:
		return nil, end, false
	}
	return r.truly([]phrase{p}, end)
}

// allOf joins conditions.
func allOf(joint string, parts []phrase) phrase {
	if len(parts) == 1 {
		return parts[0]
	}
	var texts []string
	for _, p := range parts {
		texts = append(texts, p.grouped(joint))
	}
	return phrase{text: strings.Join(texts, " "+joint+" "), joint: joint}
}

// either_ joins two conditions so that exactly one of them is true.
func either_(a, b phrase) phrase {
	return phrase{
		text:  spaced(a.grouped("and"), "and", b.negated().text, "or", a.negated().text, "and", b.grouped("and")),
		joint: "or",
	}
}

// chosen reads `IF(a; b; c)`.
func (r *reader) chosen(arguments [][2]int, end int) ([]phrase, int, bool) {
	if len(arguments) > 3 {
		return nil, end, false
	}
	yes, no := [2]int{}, [2]int{}
	if len(arguments) > 1 {
		yes = arguments[1]
	}
	if len(arguments) > 2 {
		no = arguments[2]
	}
	all, ok := r.choice(arguments[0], yes, no)
	if !ok {
		return nil, end, false
	}
	return r.truly(all, end)
}

// choice returns what it means that a condition decides between two outcomes: truth, words such as "yes", or
// other conditions. An outcome that is not there is true for the first one, and false for the other.
func (r *reader) choice(condition, yes, no [2]int) ([]phrase, bool) {
	all, ok := r.within(condition[0], condition[1])
	if !ok {
		return nil, false
	}
	chosen, otherwise := r.outcome(yes, 1), r.outcome(no, -1)
	switch {
	case chosen > 0 && otherwise < 0:
		return all, true
	case chosen < 0 && otherwise > 0:
		return negatedAll(all), true
	case chosen == 0 && otherwise < 0:
		then, ok := r.within(yes[0], yes[1])
		return []phrase{allOf("and", []phrase{all[0], first(then)})}, ok
	case chosen > 0 && otherwise == 0:
		then, ok := r.within(no[0], no[1])
		return []phrase{allOf("or", []phrase{all[0], first(then)})}, ok
	}
	return nil, false
}

func first(all []phrase) phrase {
	if len(all) == 0 {
		return phrase{}
	}
	return all[0]
}

// outcome returns 1 for what means that a contact is in a segment, -1 for what means that it is not, and 0 for anything more.
func (r *reader) outcome(at [2]int, missing int) int {
	for at[0] < at[1] && r.at(at[0]).is("return", "{", "then", ":", "(") {
		at[0]++
	}
	for at[0] < at[1] && r.at(at[1]-1).is(";", "}", "end", ")") {
		at[1]--
	}
	if at[0] >= at[1] {
		return missing
	}
	if at[1] != at[0]+1 {
		return 0
	}
	switch t := r.at(at[0]); strings.ToLower(t.text) {
	case "true", "1", "yes", "y", "x", "include", "included", "in", "ok", "send", "wahr", "vrai", "verdadero", "prawda", "ja", "oui", "keep", "match":
		return 1
	case "false", "0", "no", "n", "", "exclude", "excluded", "out", "null", "none", "skip", "falsch", "faux", "falso", "fałsz", "nein", "non", "pass", "drop":
		return -1
	}
	return 0
}

// combined reads conditions that words join that segc does not have, as a whole: `a xor b`, `a except b`, `a ? true : false`.
func (r *reader) combined(at int) ([]phrase, int, bool) {
	if at > 0 && !r.begins(at) {
		return nil, at, false
	}
	end, depth, split, joint := at, 0, -1, ""
	for ; end < len(r.tokens); end++ {
		t := r.at(end)
		switch {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			depth--
		case t.is("neither"):
			return nil, at, false // neither … nor is about values
		case depth == 0 && end > at && infix.Get()[strings.ToLower(t.text)] != "" && t.kind != quoted:
			if split >= 0 && (t.text != ":" || joint != "?") {
				return nil, at, false // nobody knows which comes first
			}
			if split < 0 {
				split, joint = end, infix.Get()[strings.ToLower(t.text)]
			}
		}
		if depth < 0 {
			break
		}
	}
	if split < 0 {
		return nil, at, false
	}
	all, ok := r.infix(at, split, end, joint)
	if !ok {
		return nil, at, false
	}
	return surely(because_(all, []Reason{r.reason(split, split+1, diag.SyntaxError, "join conditions with `and` or `or`, not with `%s`", r.at(split).text)})), end, true
}

// begins reports whether an index is where a rule or a group begins.
func (r *reader) begins(at int) bool {
	return at == r.start() || r.at(at-1).is("(") && !r.isOperator(at-2) && r.at(at-2).kind != word
}

// start returns the index after `where` or `let name =`.
func (r *reader) start() int {
	switch {
	case r.at(0).is("where"):
		return 1
	case r.at(0).is("let") && r.at(2).is("="):
		return 3
	}
	return 0
}

// infix are words and signs between conditions that segc writes in another way.
var infix = lazy.Value[map[string]string]{Make: func() map[string]string {
	return map[string]string{
		"xor": "xor", "⊕": "xor", "^": "xor", "nand": "nand", "nor": "nor", "xnor": "xnor",
		"except": "except", "minus": "except", "unless": "except", "andnot": "except",
		"intersect": "and", "union": "or", "orelse": "or", "andalso": "and",
		"?": "?", "*": "and",
	}
}}

// infix reads the two sides of such a word.
func (r *reader) infix(at, split, end int, joint string) ([]phrase, bool) {
	if joint == "?" {
		return r.ternary(at, split, end)
	}
	if r.at(split).is("*") && !(r.at(split-1).is(")") && r.at(split+1).is("(") && r.at(at).is("(")) {
		return nil, false
	}
	if r.at(split).is("except") && (r.at(split+1).is("campaign", "campaigns") || !r.hasOperator(split+1, end)) {
		return nil, false // the campaigns of an event
	}
	left, ok := r.within(at, split)
	right, also := r.within(split+1, end)
	if !ok || !also {
		return nil, false
	}
	a, b := left[0], right[0]
	mixed := a.joint != "" && !strings.HasPrefix(r.at(at).text, "(") || b.joint != "" && !strings.HasPrefix(r.at(split+1).text, "(")
	switch joint {
	case "and", "or":
		return []phrase{allOf(joint, []phrase{a, b})}, !mixed || a.joint != "or" && b.joint != "or"
	case "except":
		return []phrase{{text: spaced(a.grouped("and"), "and", b.negated().text), joint: "and"}}, b.joint == "" || !mixed
	}
	if mixed {
		return nil, false
	}
	switch joint {
	case "xor":
		return []phrase{either_(a, b)}, true
	case "xnor":
		return []phrase{{text: spaced(a.grouped("and"), "and", b.grouped("and"), "or", a.negated().text, "and", b.negated().text), joint: "or"}}, true
	case "nand":
		return []phrase{allOf("and", []phrase{a, b}).negated()}, true
	case "nor":
		if a.denies() { // never opened nor clicked
			return []phrase{{text: spaced(a.grouped("and"), "and", b.negated().text), joint: "and"}}, true
		}
		return []phrase{{text: spaced(a.negated().text, "and", b.negated().text), joint: "and"}}, true
	}
	return nil, false
}

// denies reports whether a phrase is a condition that denies something.
func (p phrase) denies() bool {
	return strings.HasPrefix(p.text, "not ") || strings.HasPrefix(p.text, "never ") || strings.Contains(p.text, " != ") || strings.Contains(p.text, " not ")
}

// hasOperator reports whether an operator or an event is among some tokens.
func (r *reader) hasOperator(from, to int) bool {
	for i := from; i < to; i++ {
		if _, ok := r.at(i).segcEvent(); ok || r.isOperator(i) {
			return true
		}
	}
	return false
}

// ternary reads `a ? true : false`.
func (r *reader) ternary(at, split, end int) ([]phrase, bool) {
	for i := split + 1; i < end; i++ {
		if r.at(i).is(":") {
			return r.choice([2]int{at, split}, [2]int{split + 1, i}, [2]int{i + 1, end})
		}
	}
	return nil, false
}
