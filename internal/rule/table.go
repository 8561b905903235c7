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
	var short [usual]byte
	once := encodeOnce(p, short[:0], t.Conditions)
	p.Hold(len(once))
	var few [24]int
	ends := cut(p, few[:0], once, len(t.Conditions))
	if ends == nil || len(t.Groups) == 0 {
		return Encode(p, dst, t.Document(p)) // not a document, which is for the reader to say
	}
	text := func(number int32) []byte {
		if number == 0 {
			return once[len(beginning):ends[0]]
		}
		return once[ends[number-1]+len(nextOne) : ends[number]]
	}
	n := len(beginning) + len(ending)
	for _, g := range t.Groups {
		p.Step(1 + len(g))
		n += len(nextGroup)
		for _, number := range g {
			n += len(text(number)) + len(nextOne)
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
			p.Step(4 + len(text(number))/64)
			dst = append(dst, text(number)...)
		}
	}
	return append(dst, ending...)
}

// usual is how many bytes the conditions of most rules take, each once.
const usual = 512

// encodeOnce appends the document of one group of conditions.
func encodeOnce(p *poll.Poll, dst []byte, conditions []condition.Condition) []byte {
	p.Hold(len(conditions) * conditionBytes)
	var few [8]rulesjson.Condition
	group, n := slices.Grow(few[:0], len(conditions))[:len(conditions)], len(beginning)+len(ending)
	for i, c := range conditions {
		p.Step(8)
		group[i] = toAPI(c)
		n += roomOf(p, c)
	}
	return encode(p, slices.Grow(dst, n), &rulesjson.Document{Any: []rulesjson.Group{{All: group}}})
}

// cut returns where the conditions of a document of one group end; nil if there are not so many.
func cut(p *poll.Poll, room []int, document []byte, conditions int) []int {
	ends := slices.Grow(room, conditions)[:conditions]
	at := len(beginning)
	for i := range ends {
		end := endOfObject(p, document, at)
		if end < 0 {
			return nil
		}
		ends[i], at = end, end+len(nextOne)
	}
	if at-len(nextOne)+len(ending) != len(document) {
		return nil
	}
	return ends
}

// endOfObject returns where the object ends that begins at an offset of a JSON text; -1 if
// none does.
func endOfObject(p *poll.Poll, text []byte, at int) int {
	if at >= len(text) || text[at] != '{' {
		return -1
	}
	depth := 0
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '{':
			depth++
		case '}':
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
// the same bytes. The strict reader reads each of them, and it is written again. The bytes
// between conditions are compared. So the whole text is what the table says, and nothing more.
// The error is a *DecodeError where the strict reader refuses the text.
func ReadTable(p *poll.Poll, encoded []byte) (*condition.Table, error) {
	held := p.Held()
	t, read, once := readOnce(p, encoded)
	var short [usual]byte
	if t == nil || !bytes.Equal(encode(p, slices.Grow(short[:0], len(once)), read), once) {
		p.FreeTo(held)
		return nil, unread(p, encoded)
	}
	return t, nil
}

// DecodeTable is Decode for a document that EncodeTable may have written: then each of its
// conditions is read once. It returns nil for other texts, which may be documents as well.
func DecodeTable(p *poll.Poll, encoded []byte) *condition.Table {
	held := p.Held()
	t, _, _ := readOnce(p, encoded)
	if t == nil {
		p.FreeTo(held)
	}
	return t
}

// readOnce reads a text as a table, by the strict reader: once is a document of one group with
// all its conditions, and read is what that says. It returns nil for a text that EncodeTable
// does not write.
func readOnce(p *poll.Poll, encoded []byte) (t *condition.Table, read *rulesjson.Document, once []byte) {
	t, texts := tableIn(p, encoded)
	if t == nil || len(encoded) > MaxSize {
		return nil, nil, nil
	}
	once = join(p, texts)
	read, err := rulesjson.ParseContext(p.Context(), once)
	if err != nil || len(read.Any) != 1 || len(read.Any[0].All) != len(texts) {
		return nil, nil, nil
	}
	t.Conditions = make([]condition.Condition, len(texts))
	for i, c := range read.Any[0].All {
		p.Step(8)
		t.Conditions[i] = fromAPI(c)
	}
	return t, read, once
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
	if !bytes.HasPrefix(encoded, []byte(beginning)) {
		return nil, nil
	}
	small := &smallTable{}
	t = &small.table
	t.Groups = small.groups[:0]
	r := tableReader{poll: p, encoded: encoded, texts: small.texts[:0], after: small.after[:0]}
	defer r.free()
	all := small.all[:0] // the numbers of the groups so far
	const usual = 64     // bytes of a condition
	if n := len(encoded) / usual; n > len(small.all) {
		t.Groups, all = make([][]int32, 0, n/12), make([]int32, 0, n)
		r.texts, r.after = make([][]byte, 0, min(n, few)), make([]int32, 0, min(n, few))
	}
	from, at, before := 0, len(beginning), int32(-1)
	for {
		number, end := r.condition(at, before)
		if end < 0 {
			return nil, nil
		}
		all, before = append(all, number), number
		rest := encoded[end:]
		switch {
		case bytes.HasPrefix(rest, []byte(nextOne)):
			at = end + len(nextOne)
			continue
		case bytes.HasPrefix(rest, []byte(nextGroup)):
			at = end + len(nextGroup)
		case string(rest) != ending:
			return nil, nil
		}
		t.Groups = append(t.Groups, all[from:len(all):len(all)])
		from = len(all)
		if string(rest) == ending {
			p.Hold(numberBytes * len(all))
			return t, r.texts
		}
	}
}

// smallTable is a table with room for as much as most have, and with what is needed to read it.
type smallTable struct {
	table  condition.Table
	groups [4][]int32
	texts  [4][]byte
	after  [8]int32
	all    [8]int32
}

// tableReader numbers the conditions of a document by their texts.
type tableReader struct {
	poll    *poll.Poll
	encoded []byte
	texts   [][]byte         // by number
	after   []int32          // by number: that of the condition that came after it last, or -1
	numbers map[string]int32 // once there are many
	held    int
}

// few is up to how many texts are looked through one by one.
const few = 24

// condition returns the number of the condition that begins at an offset, and where it ends; -1
// if none does. Before is the number of the condition before it, or -1: what came after that the
// last time is looked for first. An object ends where its first bytes say, so one that begins
// with the bytes of another one is the same.
func (r *tableReader) condition(at int, before int32) (number int32, end int) {
	if before >= 0 && r.after[before] >= 0 {
		if text := r.texts[r.after[before]]; bytes.HasPrefix(r.encoded[at:], text) {
			r.poll.Step(4 + len(text)/64)
			return r.after[before], at + len(text)
		}
	}
	if end = endOfObject(r.poll, r.encoded, at); end < 0 {
		return 0, -1
	}
	number = r.number(r.encoded[at:end])
	if before >= 0 {
		r.after[before] = number
	}
	return number, end
}

// number returns the number of a text, a new one if it has none.
func (r *tableReader) number(text []byte) int32 {
	r.poll.Step(16 + len(text)/8)
	if r.numbers == nil {
		for number, known := range r.texts {
			if bytes.Equal(known, text) {
				return int32(number)
			}
		}
	} else if number, known := r.numbers[string(text)]; known {
		return number
	}
	number := int32(len(r.texts))
	r.texts, r.after = append(r.texts, text), append(r.after, -1)
	if r.numbers != nil {
		r.enter(number)
	} else if len(r.texts) > few {
		r.numbers = map[string]int32{}
		for n := range r.texts {
			r.enter(int32(n))
		}
	}
	return number
}

func (r *tableReader) enter(number int32) {
	text := r.texts[number]
	r.poll.Hold(entryBytes + len(text))
	r.held += entryBytes + len(text)
	r.numbers[string(text)] = number
}

// free gives back what is counted for the numbers.
func (r *tableReader) free() { r.poll.Free(r.held) }

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
