package rule

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/rulesjson"
)

// AppendJSON appends the document as rulesjson writes it.
func AppendJSON(dst []byte, d *condition.Document, compact bool) []byte {
	return Document(d).AppendJSON(dst, compact)
}

// Encode appends the document as compact JSON, with a poll that counts the work
// and may end it.
func Encode(p *poll.Poll, dst []byte, d *condition.Document) []byte {
	held := p.Held()
	dst = encode(p, slices.Grow(dst, room(p, d)), document(p, d))
	p.FreeTo(held)
	return dst
}

// room returns about how many bytes a document takes as compact JSON, seldom fewer: a buffer
// that grows to a large document is copied many times.
func room(p *poll.Poll, d *condition.Document) int {
	const group = 16 // its words and signs
	n := group
	for _, g := range d.Any {
		n += group
		for _, c := range g.All {
			n += roomOf(p, c)
		}
	}
	return n
}

// roomOf returns about how many bytes a condition takes.
func roomOf(p *poll.Poll, c condition.Condition) int {
	const field, event, other = 72, 128, 64 // their words and signs
	p.Step(1)
	switch c := c.(type) {
	case condition.Field:
		return field + len(c.Column) + valuesRoom(p, c.Values)
	case condition.Event:
		return event + valuesRoom(p, c.Include) + valuesRoom(p, c.Exclude)
	case condition.Membership:
		const id = len(`"00000000-0000-0000-0000-000000000000",`)
		return other + id*len(c.Lists)
	case condition.ISP:
		const id = len(`100000,`)
		return other + id*len(c.Values)
	}
	return 0
}

func valuesRoom(p *poll.Poll, values []condition.Value) int {
	p.Step(len(values))
	n := 0
	for _, v := range values {
		n += len(`"",`) + len(v.Text)
	}
	return n
}

// AppendCondition appends a condition as compact JSON.
func AppendCondition(dst []byte, c condition.Condition) []byte { return appendCondition(nil, dst, c) }

func appendCondition(p *poll.Poll, dst []byte, c condition.Condition) []byte {
	const before, after = `{"any":[{"all":[`, `]}]}`
	start := len(dst)
	dst = encode(p, dst, &rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{toAPI(c)}}}})
	n := copy(dst[start:], dst[start+len(before):len(dst)-len(after)])
	return dst[:start+n]
}

func encode(p *poll.Poll, dst []byte, d *rulesjson.Document) []byte {
	dst, err := d.AppendJSONContext(p.Context(), dst, true)
	if err != nil {
		panic(err) // the poll is ours: it unwinds the work
	}
	return dst
}
