package meant

import "github.com/segc-lang/segc/diag"

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
