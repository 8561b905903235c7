package rule

import (
	"bytes"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// DecodeLaidOut is DecodeWithin for a document that EncodeTable may have written, with any blanks
// between its words: then each of its conditions is read once. It returns nil for other texts,
// which may be documents as well.
func DecodeLaidOut(p *poll.Poll, data []byte) *condition.Document {
	if len(data) > MaxSize {
		return nil
	}
	held := p.Held()
	compact := squeeze(p, data)
	table := DecodeTable(p, compact)
	if table == nil {
		p.FreeTo(held)
		return nil
	}
	document := table.Document(p)
	if len(compact) != len(data) {
		p.Free(len(compact))
	}
	return document
}

// squeeze returns a JSON text without the blanks between its words, or nil for one that would be
// another text without them. What cannot be read as JSON still cannot without them.
func squeeze(p *poll.Poll, data []byte) []byte {
	data = bytes.Trim(data, blanks)
	first := blankOutside(data, 0)
	p.Step(1 + first/16)
	if first == len(data) {
		return data
	}
	if !p.Fits(len(data)) {
		return nil
	}
	p.Hold(len(data))
	compact := append(make([]byte, 0, len(data)), data[:first]...)
	for at := first; at < len(data); {
		next := at + len(data[at:]) - len(bytes.TrimLeft(data[at:], blanks))
		if !separates(data[at-1]) && !separates(data[next]) {
			p.Free(len(data))
			return nil // it tells two words apart
		}
		at = next
		end := blankOutside(data, at)
		p.Step(1 + (end-at)/16)
		compact = append(compact, data[at:end]...)
		at = end
	}
	p.Free(len(data) - len(compact))
	return compact
}

const blanks = " \t\r\n"

// blankOutside returns the place of the first blank from another one on that is in no string, or
// the length of the text. At that other one, no string is open.
func blankOutside(data []byte, from int) int {
	quoted := false
	for at := from; at < len(data); at++ {
		switch data[at] {
		case '"':
			quoted = !quoted
		case '\\':
			if quoted {
				at++
			}
		case ' ', '\t', '\r', '\n':
			if !quoted {
				return at
			}
		}
	}
	return len(data)
}

// separates reports whether a blank beside a byte has no meaning, since the byte ends all words.
func separates(b byte) bool {
	switch b {
	case '{', '}', '[', ']', ',', ':':
		return true
	}
	return false
}
