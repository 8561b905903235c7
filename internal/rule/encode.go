package rule

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/inert"
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
func AppendJSON(dst []byte, d *Document, compact bool) []byte {
	return appendDocument(nil, dst, d, compact, "")
}

// Encode appends the document as compact JSON, with a poll that counts the work
// and may end it.
func Encode(p *poll.Poll, dst []byte, d *Document) []byte {
	return appendDocument(p, dst, d, true, "")
}

// AppendIndented is AppendJSON for a document that stands inside another one:
// every line but the first begins with the prefix.
func AppendIndented(dst []byte, d *Document, compact bool, prefix string) []byte {
	return appendDocument(nil, dst, d, compact, prefix)
}

func appendDocument(p *poll.Poll, dst []byte, d *Document, compact bool, prefix string) []byte {
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
			dst = c.appendJSON(p, dst)
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
func AppendCondition(dst []byte, c Condition) []byte { return c.appendJSON(nil, dst) }

func (c Field) appendJSON(p *poll.Poll, dst []byte) []byte {
	dst = append(dst, `{"kind":"field","field":`...)
	dst = AppendString(dst, c.Column)
	dst = appendOperator(dst, c.Operator)
	switch c.Operator.Arity() {
	case One:
		dst = append(dst, `,"value":`...)
		dst = c.Values[0].appendJSON(dst)
	case Many:
		dst = append(dst, `,"value":`...)
		dst = appendValues(p, dst, c.Values)
	}
	return append(dst, '}')
}

func (c Event) appendJSON(p *poll.Poll, dst []byte) []byte {
	dst = append(dst, `{"kind":"`...)
	if c.Metric.Activity() {
		dst = append(dst, `activity`...)
	} else {
		dst = append(dst, `deliverability`...)
	}
	dst = append(dst, `","metric":"`...)
	dst = append(dst, c.Metric...)
	dst = append(dst, '"')
	dst = appendOperator(dst, c.Operator)
	if c.Operator.counts() {
		dst = append(dst, `,"value":`...)
		dst = strconv.AppendInt(dst, c.Count, 10)
	}
	if c.Window != (Window{}) {
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

func (c Membership) appendJSON(p *poll.Poll, dst []byte) []byte {
	dst = append(dst, `{"kind":"membership"`...)
	dst = appendOperator(dst, c.Operator)
	dst = append(dst, `,"list_ids":[`...)
	for i, id := range c.Lists {
		p.Step(4 + len(id)/4)
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendString(dst, id)
	}
	return append(dst, "]}"...)
}

func (c ISP) appendJSON(p *poll.Poll, dst []byte) []byte {
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

// counts reports whether the operator compares a count with a value.
func (o Operator) counts() bool { return o == CountGE || o == CountLE || o == CountEQ }

func appendOperator(dst []byte, o Operator) []byte {
	dst = append(dst, `,"operator":"`...)
	dst = append(dst, o...)
	return append(dst, '"')
}

func appendValues(p *poll.Poll, dst []byte, values []Value) []byte {
	dst = append(dst, '[')
	for i, v := range values {
		p.Step(4 + len(v.Text)/4)
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = v.appendJSON(dst)
	}
	return append(dst, ']')
}

func (v Value) appendJSON(dst []byte) []byte {
	if v.Kind == String {
		return AppendString(dst, v.Text)
	}
	return append(dst, v.Text...)
}

// AppendString appends a JSON string. It escapes only what JSON demands, so
// that names in any script stay readable; a byte that is not UTF-8 becomes
// U+FFFD.
func AppendString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			dst = append(dst, s[start:i]...)
			switch c {
			case '"', '\\':
				dst = append(dst, '\\', c)
			case '\n':
				dst = append(dst, '\\', 'n')
			case '\r':
				dst = append(dst, '\\', 'r')
			case '\t':
				dst = append(dst, '\\', 't')
			default:
				dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, s[start:i]...)
			dst = append(dst, "\ufffd"...)
			start = i + size
		}
		i += size
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}
