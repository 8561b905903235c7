package decompile

import (
	"bytes"
	"encoding/json"

	"github.com/segc-lang/segc/internal/poll"
)

// maxNesting bounds how deep a value may nest whose end is looked for. No document
// nests as deep.
const maxNesting = 100

// walker goes through a JSON text byte by byte, once, and keeps nothing of it. It does
// not tell all that is wrong with a text: that is for the decoder.
type walker struct {
	poll *poll.Poll
	data []byte
	at   int
}

// to moves to a place after the current one.
func (w *walker) to(at int) {
	const much = 1 << 16 // bytes, for which one look at the context is enough
	for ; at-w.at > much; w.at += much {
		w.poll.Step(much / 8)
	}
	w.poll.Step(1 + (at-w.at)/8)
	w.at = at
}

// next moves to the next value or name, or to the end of a list or an object. It returns
// the byte there, or 0 at the end of the text.
func (w *walker) next() byte {
	c := w.blanks()
	for c == ',' || c == ':' {
		w.at++
		c = w.blanks()
	}
	return c
}

// blanks moves past white space, and returns the byte there, or 0 at the end of the
// text.
func (w *walker) blanks() byte {
	for at := w.at; at < len(w.data); at++ {
		switch c := w.data[at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			w.to(at)
			return c
		}
	}
	w.to(len(w.data))
	return 0
}

// text moves past the string that begins here, and returns it with its quotes.
func (w *walker) text() (text []byte, ok bool) {
	start := w.at
	for at := start + 1; at < len(w.data); at++ {
		switch w.data[at] {
		case '\\':
			at++
		case '"':
			w.to(at + 1)
			return w.data[start : at+1], true
		}
	}
	w.to(len(w.data))
	return nil, false
}

// says reports whether a string with its quotes has a text.
func says(quoted []byte, text string) bool {
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner) == text
	}
	var read string
	return json.Unmarshal(quoted, &read) == nil && read == text
}

// word moves past the number or word that begins here.
func (w *walker) word() bool {
	end := bytes.IndexAny(w.data[w.at:], " \t\r\n,:\"{}[]")
	if end < 0 {
		end = len(w.data) - w.at
	}
	w.to(w.at + end)
	return end > 0
}

// skip moves past a value, and reports whether there is one that ends.
func (w *walker) skip() bool {
	for depth := 0; ; {
		ok := true
		switch w.next() {
		case '{', '[':
			depth++
			w.at++
			ok = depth <= maxNesting
		case '}', ']':
			depth--
			w.at++
			ok = depth >= 0
		case '"':
			_, ok = w.text()
		default:
			ok = w.word()
		}
		if !ok || depth == 0 {
			return ok
		}
	}
}
