package rule

import (
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
	dst = encode(p, dst, document(p, d))
	p.FreeTo(held)
	return dst
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
