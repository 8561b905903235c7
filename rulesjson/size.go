package rulesjson

import "github.com/segc-lang/segc/internal/inert"

// leastSize returns a number that is at most the length of the compact JSON of a document
// that is valid. It looks at no text, and ends soon after what may be written.
func leastSize(d *Document) (least int) {
	for _, g := range d.groups() {
		least += len(`{"all":[]}`)
		for _, c := range g.All {
			least += len(`{"kind":"isp","operator":"in","values":[]}`)
			switch c := c.(type) {
			case Field:
				least += len(c.Column) + leastValues(c.Values, maxSize-least)
			case Activity:
				least += leastValues(c.Include, maxSize-least) + leastValues(c.Exclude, maxSize-least)
			case Membership:
				least += len(c.Lists) * len(`"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`)
			case ISP:
				least += len(c.Values)
			}
			if least > maxSize {
				return least
			}
		}
	}
	return least
}

func leastValues(values []Value, limit int) (least int) {
	for _, v := range values {
		if least += 1 + len(v.Text); least > limit {
			break
		}
	}
	return least
}

// mostSize returns a number that is at least the length of the compact JSON of a valid
// document.
func mostSize(d *Document) (most int) {
	const (
		fixed   = 256 // more than a condition takes without its values
		value   = 32  // more than a value takes without its text, or an ISP
		escaped = 6   // of a byte, as \u0000
	)
	values := func(list []Value) {
		for _, v := range list {
			most += value + escaped*len(v.Text)
		}
	}
	for _, g := range d.groups() {
		most += fixed
		for _, c := range g.All {
			most += fixed
			switch c := c.(type) {
			case Field:
				most += escaped * len(c.Column)
				values(c.Values)
			case Activity:
				values(c.Include)
				values(c.Exclude)
			case Membership:
				most += len(c.Lists) * (36 + value)
			case ISP:
				most += len(c.Values) * value
			}
		}
	}
	return most
}

// sizeOf returns the length of the compact JSON of a document. It writes one
// condition at a time. It ends soon after what may be written.
func sizeOf(d *Document) (n int) {
	n = len(`{"any":[]}`)
	var condition []byte
	for i, g := range d.groups() {
		n += len(`{"all":[]}`) + min(i, 1) // with the comma before it
		for j, c := range g.All {
			condition = appendCondition(nil, condition[:0], c)
			if n += len(inert.JSON(condition)) + min(j, 1); n > maxSize {
				return n
			}
		}
	}
	return n
}
