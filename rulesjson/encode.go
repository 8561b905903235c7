package rulesjson

import (
	"context"
	"slices"
	"strconv"

	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/poll"
)

// AppendJSON appends the document as JSON: on one line if compact, and otherwise with a
// line for each condition, so that a line diff of two documents shows the conditions that
// differ. Neither ends with a newline. The same document gives the same bytes.
//
// Members come in the order of the API's documentation, empty members are left out, and
// numbers keep their digits. Characters that control a terminal or a CI system, and those
// that nobody sees, are written as escapes, since documents are printed, logged and
// reviewed.
//
// AppendJSON checks nothing: what it appends of a document that [Document.Validate]
// refuses may not be JSON. A nil document is written like an empty one.
func (d *Document) AppendJSON(dst []byte, compact bool) []byte {
	return d.encode(nil, dst, compact, "")
}

// AppendJSONContext is [Document.AppendJSON] for documents that may be large: 16 MiB can
// take half a second. If the context ends before the work does, the result is nil,
// and the error wraps that of the context.
func (d *Document) AppendJSONContext(ctx context.Context, dst []byte, compact bool) ([]byte, error) {
	var appended []byte
	err := within(ctx, "writing the document", func(p *poll.Poll) error {
		appended = d.encode(p, dst, compact, "")
		return nil
	})
	return appended, err
}

// MarshalJSON returns the compact JSON of the document. It fails as [Document.Validate]
// does.
func (d Document) MarshalJSON() ([]byte, error) {
	if err := d.Validate(); err != nil {
		return nil, err
	}
	return d.AppendJSON(nil, true), nil
}

// encode appends the document, with the prefix at the beginning of every line but the
// first. The poll counts the work and may end it.
func (d *Document) encode(p *poll.Poll, dst []byte, compact bool, prefix string) []byte {
	newline := func(indent string) {
		if !compact {
			dst = append(dst, '\n')
			dst = append(dst, prefix...)
			dst = append(dst, indent...)
		}
	}
	space := func() {
		if !compact {
			dst = append(dst, ' ')
		}
	}
	dst = append(dst, `{"any":`...)
	space()
	dst = append(dst, '[')
	for i, g := range d.groups() {
		if i > 0 {
			dst = append(dst, ',')
		}
		newline("  ")
		dst = append(dst, `{"all":`...)
		space()
		dst = append(dst, '[')
		for j, c := range g.All {
			if j > 0 {
				dst = append(dst, ',')
			}
			newline("    ")
			before := len(dst)
			dst = appendCondition(p, dst, c)
			p.Step(16 + len(dst) - before)
			dst = append(dst[:before], inert.JSONWithin(p, dst[before:])...)
		}
		newline("  ")
		dst = append(dst, "]}"...)
	}
	newline("")
	return append(dst, "]}"...)
}

// appendCondition appends a condition; null, which nothing accepts, for what is not one.
func appendCondition(p *poll.Poll, dst []byte, c Condition) []byte {
	switch c := c.(type) {
	case Field:
		return appendField(p, dst, c)
	case Activity:
		return appendActivity(p, dst, c)
	case Deliverability:
		return append(appendEvent(append(dst, `{"kind":"deliverability"`...), c), '}')
	case Membership:
		return appendMembership(p, dst, c)
	case ISP:
		return appendISP(p, dst, c)
	default:
		return append(dst, "null"...)
	}
}

// appendField appends values also where the operator takes none, or one: a document that
// lacks them would say something else.
func appendField(p *poll.Poll, dst []byte, c Field) []byte {
	dst = append(dst, `{"kind":"field","field":`...)
	dst = jsontext.AppendString(dst, c.Column)
	dst = appendOperator(dst, c.Operator)
	switch arity := c.Operator.arity(); {
	case arity == none && len(c.Values) == 0:
	case arity == one && len(c.Values) == 1:
		dst = append(dst, `,"value":`...)
		dst = appendValue(dst, c.Values[0])
	default:
		dst = append(dst, `,"value":`...)
		dst = appendValues(p, dst, c.Values)
	}
	return append(dst, '}')
}

func appendActivity(p *poll.Poll, dst []byte, c Activity) []byte {
	dst = appendEvent(append(dst, `{"kind":"activity"`...), Deliverability{c.Metric, c.Operator, c.Count, c.Window})
	if len(c.Include) > 0 {
		dst = append(dst, `,"include_campaign_ids":`...)
		dst = appendValues(p, dst, c.Include)
	}
	if len(c.Exclude) > 0 {
		dst = append(dst, `,"exclude_campaign_ids":`...)
		dst = appendValues(p, dst, c.Exclude)
	}
	return append(dst, '}')
}

// appendEvent appends what both kinds of conditions on events have.
func appendEvent(dst []byte, c Deliverability) []byte {
	dst = append(dst, `,"metric":`...)
	dst = appendWord(dst, string(c.Metric))
	dst = appendOperator(dst, c.Operator)
	if c.Operator.counts() || c.Count != 0 {
		dst = append(dst, `,"value":`...)
		dst = strconv.AppendInt(dst, c.Count, 10)
	}
	if c.Window != (Window{}) {
		dst = append(dst, `,"days_window":{"mode":`...)
		dst = appendWord(dst, string(c.Window.Mode))
		dst = append(dst, `,"days":`...)
		dst = strconv.AppendInt(dst, int64(c.Window.Days), 10)
		dst = append(dst, '}')
	}
	return dst
}

func appendMembership(p *poll.Poll, dst []byte, c Membership) []byte {
	dst = append(dst, `{"kind":"membership"`...)
	dst = appendOperator(dst, c.Operator)
	dst = append(dst, `,"list_ids":[`...)
	for i, id := range c.Lists {
		p.Step(4 + len(id)/4)
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = jsontext.AppendString(dst, id)
	}
	return append(dst, "]}"...)
}

func appendISP(p *poll.Poll, dst []byte, c ISP) []byte {
	dst = append(dst, `{"kind":"isp"`...)
	dst = appendOperator(dst, c.Operator)
	dst = append(dst, `,"values":[`...)
	for ids := range slices.Chunk(c.Values, steps) {
		p.Step(4 * len(ids))
		for _, id := range ids {
			dst = append(strconv.AppendInt(dst, id, 10), ',')
		}
	}
	if len(c.Values) > 0 {
		dst = dst[:len(dst)-1]
	}
	return append(dst, "]}"...)
}

// steps is how many small steps are counted at once.
const steps = 64

func appendOperator(dst []byte, o Operator) []byte {
	return appendWord(append(dst, `,"operator":`...), string(o))
}

// appendWord appends a word of the API as it is: nothing in it needs an escape, unlike in
// other texts.
func appendWord(dst []byte, word string) []byte {
	if !spelled(word) {
		return jsontext.AppendString(dst, word)
	}
	dst = append(dst, '"')
	dst = append(dst, word...)
	return append(dst, '"')
}

// spelled reports whether the API has the word. A switch finds it in a few comparisons,
// which is less than looking at its letters.
func spelled(word string) bool {
	switch Operator(word) {
	case Equals, NotEquals, Contains, NotContains, StartsWith, In, NotIn, IsNull, IsNotNull,
		Greater, GreaterEqual, Less, LessEqual, HasAny, HasAll, HasNone,
		Ever, Never, CountAtLeast, CountAtMost, CountEquals:
		return true
	}
	switch Metric(word) {
	case Open, Click, Bounce, Complaint, Delivered, Unsubscribe:
		return true
	}
	return WindowMode(word) == Last || WindowMode(word) == MoreThan
}

func appendValues(p *poll.Poll, dst []byte, values []Value) []byte {
	dst = append(dst, '[')
	for i, v := range values {
		p.Step(4 + len(v.Text)/4)
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, v)
	}
	return append(dst, ']')
}

func appendValue(dst []byte, v Value) []byte {
	if v.Kind == String {
		return jsontext.AppendString(dst, v.Text)
	}
	return append(dst, v.Text...)
}
