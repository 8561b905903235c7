package rule

import (
	"bytes"
	"errors"
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/rulesjson"
)

// The bytes before, between and after conditions in compact JSON.
const (
	beginning = `{"any":[{"all":[`
	nextOne   = `,`
	nextGroup = `]},{"all":[`
	ending    = `]}]}`
)

// EncodeTable appends the document of a table as Encode does. Each condition is encoded
// once, and copied where it is again.
func EncodeTable(p *poll.Poll, dst []byte, t *condition.Table) []byte {
	held := p.Held()
	defer func() { p.FreeTo(held) }()
	once := Encode(p, nil, &condition.Document{Any: []condition.Group{{All: t.Conditions}}})
	p.Hold(len(once))
	texts := cut(p, once, len(t.Conditions))
	if texts == nil || len(t.Groups) == 0 {
		return Encode(p, dst, t.Document(p)) // not a document, which is for the reader to say
	}
	n := len(beginning) + len(ending)
	for _, g := range t.Groups {
		p.Step(1 + len(g))
		n += len(nextGroup)
		for _, number := range g {
			n += len(texts[number]) + len(nextOne)
		}
	}
	dst = append(slices.Grow(dst, n), beginning...)
	for i, g := range t.Groups {
		if i > 0 {
			dst = append(dst, nextGroup...)
		}
		for j, number := range g {
			if j > 0 {
				dst = append(dst, nextOne...)
			}
			p.Step(4 + len(texts[number])/64)
			dst = append(dst, texts[number]...)
		}
	}
	return append(dst, ending...)
}

// cut returns the texts of the conditions of a document of one group; nil if there are not
// so many.
func cut(p *poll.Poll, document []byte, conditions int) [][]byte {
	texts := make([][]byte, conditions)
	at := len(beginning)
	for i := range texts {
		end := endOfObject(p, document, at)
		if end < 0 {
			return nil
		}
		texts[i], at = document[at:end], end+len(nextOne)
	}
	if at-len(nextOne)+len(ending) != len(document) {
		return nil
	}
	return texts
}

// endOfObject returns where the object ends that begins at an offset of a JSON text; -1 if
// none does.
func endOfObject(p *poll.Poll, text []byte, at int) int {
	if at >= len(text) || text[at] != '{' {
		return -1
	}
	depth, quoted := 0, false
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '"':
			quoted = !quoted
		case '\\':
			i++
		case '{':
			if !quoted {
				depth++
			}
		case '}':
			if quoted {
				break
			}
			if depth--; depth == 0 {
				p.Step((i - at) / 8)
				return i + 1
			}
		}
	}
	return -1
}

var errReading = errors.New("it reads differently than it was written")

// ReadTable reads a document that EncodeTable wrote, with one number for all conditions of
// the same bytes. Each of them is read by the strict reader and written again, and so are
// the bytes between conditions, so the whole text is what the table says, and nothing more.
// The error is a *DecodeError where the strict reader refuses the text.
func ReadTable(p *poll.Poll, encoded []byte) (*condition.Table, error) {
	held := p.Held()
	t, texts := tableIn(p, encoded)
	if t == nil || len(encoded) > MaxSize {
		p.FreeTo(held)
		return nil, unread(p, encoded)
	}
	once := join(p, texts)
	read, again, err := ReadBack(p, nil, once)
	if err != nil || len(read.Any) != 1 || len(read.Any[0].All) != len(texts) || !bytes.Equal(again, once) {
		p.FreeTo(held)
		return nil, unread(p, encoded)
	}
	t.Conditions = read.Any[0].All
	return t, nil
}

// unread says why a text is not read as it was written.
func unread(p *poll.Poll, encoded []byte) error {
	if _, err := rulesjson.ParseContext(p.Context(), encoded); err != nil {
		return err
	}
	return errReading
}

// tableIn returns the groups of a document, and the texts of the conditions by their
// numbers; nil if the text is not compact JSON as EncodeTable writes it.
func tableIn(p *poll.Poll, encoded []byte) (t *condition.Table, texts [][]byte) {
	at := 0
	takes := func(text string) bool {
		if !bytes.HasPrefix(encoded[at:], []byte(text)) {
			return false
		}
		at += len(text)
		return true
	}
	if !takes(beginning) {
		return nil, nil
	}
	t = &condition.Table{}
	numbers := map[string]int32{}
	var all []int32 // of the groups so far
	from := 0
	for {
		end := endOfObject(p, encoded, at)
		if end < 0 {
			return nil, nil
		}
		text := encoded[at:end]
		p.Step(16 + len(text)/8)
		number, known := numbers[string(text)]
		if !known {
			number = int32(len(texts))
			numbers[string(text)] = number
			p.Hold(entryBytes + len(text))
			texts = append(texts, text)
		}
		all, at = append(all, number), end
		switch {
		case takes(nextOne):
		case takes(nextGroup):
			t.Groups = append(t.Groups, all[from:len(all):len(all)])
			from = len(all)
		case takes(ending) && at == len(encoded):
			t.Groups = append(t.Groups, all[from:len(all):len(all)])
			p.Free(entryBytes * len(texts))
			for _, text := range texts {
				p.Free(len(text))
			}
			p.Hold(numberBytes * len(all))
			return t, texts
		default:
			return nil, nil
		}
	}
}

const (
	entryBytes  = 64 // what is counted for a condition while its text has a number
	numberBytes = 4  // and for a number
)

// join returns a document of one group of conditions with these texts.
func join(p *poll.Poll, texts [][]byte) []byte {
	n := len(beginning) + len(ending)
	for _, text := range texts {
		n += len(text) + len(nextOne)
	}
	p.Step(n / 64)
	document := append(make([]byte, 0, n), beginning...)
	for i, text := range texts {
		if i > 0 {
			document = append(document, nextOne...)
		}
		document = append(document, text...)
	}
	return append(document, ending...)
}
