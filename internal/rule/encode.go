package rule

import (
	"slices"
	"strconv"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/poll"
)

// AppendJSON appends the document as JSON. Compact writes no white space;
// otherwise every condition has a line of its own, so that a line diff of two
// documents shows the conditions that differ. Neither ends with a newline.
//
// Members come in the order of the API's documentation, empty members are left
// out, numbers keep their digits. The same document gives the same bytes.
//
// Characters that a terminal obeys or that nobody sees are written as escapes, and
// so is the bracket of what a CI system takes for a command, see package inert:
// documents are printed, logged and reviewed.
func AppendJSON(dst []byte, d *condition.Document, compact bool) []byte {
	return appendDocument(nil, dst, d, compact, "")
}

// Encode appends the document as compact JSON, with a poll that counts the work
// and may end it.
func Encode(p *poll.Poll, dst []byte, d *condition.Document) []byte {
	return appendDocument(p, dst, d, true, "")
}

// AppendIndented is AppendJSON for a document that stands inside another one:
// every line but the first begins with the prefix.
func AppendIndented(dst []byte, d *condition.Document, compact bool, prefix string) []byte {
	return appendDocument(nil, dst, d, compact, prefix)
}

func appendDocument(p *poll.Poll, dst []byte, d *condition.Document, compact bool, prefix string) []byte {
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
	for i, g := range d.Any {
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

// AppendCondition appends a condition as compact JSON.
func AppendCondition(dst []byte, c condition.Condition) []byte { return appendCondition(nil, dst, c) }

// AppendSorted appends a condition as compact JSON with each value once and in
// order. Two conditions share it exactly when they share their condition.Key. It
// does not change: hashes in segc.lock are made of it.
func AppendSorted(p *poll.Poll, dst []byte, c condition.Condition) []byte {
	return appendCondition(p, dst, condition.Sorted(p, c))
}

func appendCondition(p *poll.Poll, dst []byte, c condition.Condition) []byte {
	switch c := c.(type) {
	case condition.Field:
		return appendField(p, dst, c)
	case condition.Event:
		return appendEvent(p, dst, c)
	case condition.Membership:
		return appendMembership(p, dst, c)
	case condition.ISP:
		return appendISP(p, dst, c)
	default:
		panic("rule: unexpected condition")
	}
}

func appendField(p *poll.Poll, dst []byte, c condition.Field) []byte {
	dst = append(dst, `{"kind":"field","field":`...)
	dst = jsontext.AppendString(dst, c.Column)
	dst = appendOperator(dst, c.Operator)
	switch c.Operator.Arity() {
	case condition.One:
		dst = append(dst, `,"value":`...)
		dst = appendValue(dst, c.Values[0])
	case condition.Many:
		dst = append(dst, `,"value":`...)
		dst = appendValues(p, dst, c.Values)
	}
	return append(dst, '}')
}

func appendEvent(p *poll.Poll, dst []byte, c condition.Event) []byte {
	dst = append(dst, `{"kind":"`...)
	if condition.Activity(c.Metric) {
		dst = append(dst, `activity`...)
	} else {
		dst = append(dst, `deliverability`...)
	}
	dst = append(dst, `","metric":"`...)
	dst = append(dst, c.Metric...)
	dst = append(dst, '"')
	dst = appendOperator(dst, c.Operator)
	if counts(c.Operator) {
		dst = append(dst, `,"value":`...)
		dst = strconv.AppendInt(dst, c.Count, 10)
	}
	if c.Window != (condition.Window{}) {
		dst = append(dst, `,"days_window":{"mode":"`...)
		dst = append(dst, c.Window.Mode...)
		dst = append(dst, `","days":`...)
		dst = strconv.AppendInt(dst, int64(c.Window.Days), 10)
		dst = append(dst, '}')
	}
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

func appendMembership(p *poll.Poll, dst []byte, c condition.Membership) []byte {
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

func appendISP(p *poll.Poll, dst []byte, c condition.ISP) []byte {
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

// counts reports whether the operator compares a count with a value.
func counts(o condition.Operator) bool {
	return o == condition.CountGE || o == condition.CountLE || o == condition.CountEQ
}

func appendOperator(dst []byte, o condition.Operator) []byte {
	dst = append(dst, `,"operator":"`...)
	dst = append(dst, Spelling(o)...)
	return append(dst, '"')
}

func appendValues(p *poll.Poll, dst []byte, values []condition.Value) []byte {
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

func appendValue(dst []byte, v condition.Value) []byte {
	if v.Kind == condition.String {
		return jsontext.AppendString(dst, v.Text)
	}
	return append(dst, v.Text...)
}
