package meant

import "github.com/segc-lang/segc/diag"

// doubled reads two comparisons of one subject without a word between them: `opened >= 1 <= 5`.
func (r *reader) doubled(at int) ([]phrase, int, bool) {
	c, after, ok := r.column(at)
	if event, isEvent := r.at(at).segcEvent(); isEvent {
		c, after, ok = column{text: event}, at+1, true
	}
	if !ok || !r.at(after).is(">", ">=", "<", "<=") {
		return nil, at, false
	}
	low, second, ok := r.value(after + 1)
	if !ok || !r.at(second).is(">", ">=", "<", "<=") {
		return nil, at, false
	}
	high, end, ok := r.value(second + 1)
	if !ok || !r.boundary(end) {
		return nil, at, false
	}
	p := phrase{text: spaced(c.text, r.at(after).text, low.text, "and", c.text, r.at(second).text, high.text), joint: "and"}
	return because([]phrase{p}, r.reason(second, second+1, diag.SyntaxError, "`and %s` is missing before `%s`", c.text, r.at(second).text)), end, true
}

// oldEnough reads a number with what is beyond it, as people say it of ages: `age 18 or older`, `age is 18 or more`.
func (r *reader) oldEnough(at int) ([]phrase, int, bool) {
	c, after, ok := r.column(at)
	if !ok {
		return nil, at, false
	}
	if op, next, ok := r.operator(after); ok && op.text == "=" {
		after = next
	}
	v, next, ok := r.value(after)
	if !ok || v.kind != numberValue && v.kind != dateValue {
		return nil, at, false
	}
	for _, beyond := range []struct {
		op   string
		said []string
	}{
		{">=", []string{
			"or older", "or more", "or over", "or above", "or greater", "or higher", "or later", "or up", "and older", "and over", "and up", "and above", "and more",
			"oder älter", "oder mehr", "ou plus", "o más", "o mayor", "lub więcej", "lub starszy",
		}},
		{"<=", []string{
			"or younger", "or less", "or under", "or below", "or fewer", "or lower", "or earlier", "and younger", "and under", "and below",
			"oder jünger", "oder weniger", "ou moins", "o menos", "o menor", "lub mniej", "lub młodszy",
		}},
	} {
		if _, end, ok := r.phraseOf(next, beyond.said); ok && r.boundary(end) {
			text := spaced(c.text, beyond.op, v.text)
			all := because_(one(text), append(append([]Reason(nil), c.reasons...), r.reason(after, end, diag.SyntaxError, "this is written `%s`", text)))
			return surely(all), end, true
		}
	}
	return nil, at, false
}
