package meant

import "github.com/segc-lang/segc/diag"

// An operator is one of segc's, or `like` and `not like`, whose value decides what they are.
type operator struct {
	text    string
	tags    string // what it may be beside a column of several values
	reasons []Reason
	sure    bool
}

// operator reads an operator in the words or signs of any language.
func (r *reader) operator(at int) (operator, int, bool) {
	if op, end, ok := r.dividedSign(at); ok {
		return op, end, true
	}
	best, end := "", at
	sure := false
	for _, o := range operators {
		if _, after, ok := r.phraseOf(at, o.said); ok && after > end {
			best, end, sure = o.text, after, o.sure
		}
	}
	if end == at {
		return operator{}, at, false
	}
	op := operator{text: best, sure: sure}
	if r.at(end-1).is("includes", "include", "has", "have", "including") {
		op.tags = map[string]string{"contains": "has any", "not contains": "has none"}[best]
	}
	if said := r.text(at, end); !sameWords(said, best) {
		shown := best
		switch best {
		case "like", "not like":
			shown = "contains"
		}
		op.reasons = []Reason{r.reason(at, end, diag.UnsupportedTest, "`%s` is not an operator; use `%s`", said, shown)}
		if best == "like" || best == "not like" {
			op.reasons = []Reason{r.reason(at, end, diag.UnsupportedTest, "segc has no patterns; use `contains` or `starts with`")}
		}
	}
	return op, end, true
}

// dividedSign reads a sign with a blank in it, `> =`, or one that is there twice, `= =`.
func (r *reader) dividedSign(at int) (operator, int, bool) {
	first, second := r.at(at), r.at(at+1)
	if first.kind != sign || second.kind != sign || second.start == first.end && second.text != first.text {
		return operator{}, at, false
	}
	text := map[string]string{"!=": "!=", "==": "=", "<>": "!=", ">=": ">=", "=>": ">=", "<=": "<=", "=<": "<=", ">>": ">", "<<": "<", ">==": ">=", "<==": "<="}[first.text+second.text]
	if text == "" {
		return operator{}, at, false
	}
	return operator{text: text, sure: true, reasons: []Reason{r.reason(at, at+2, diag.SyntaxError, "`%s` is not an operator; use `%s`", r.text(at, at+2), text)}}, at + 2, true
}

// isOperator reports whether an operator begins at an index.
func (r *reader) isOperator(at int) bool {
	_, _, ok := r.operator(at)
	return ok
}
