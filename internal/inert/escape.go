package inert

import (
	"encoding/binary"
	"encoding/json"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/poll"
)

// JSON returns a JSON text that has the same value and is inert. It may return
// the slice that it was given, and never changes it.
//
// Only strings can have the characters that it escapes, so that it needs not
// know where they begin.
func JSON(text []byte) []byte { return JSONWithin(nil, text) }

// JSONWithin is JSON with a poll that counts the work and may end it.
func JSONWithin(p *poll.Poll, text []byte) []byte { return escape(p, text, appendJSON) }

// XML returns an XML document that has the same content and is inert, provided
// that names, comments and processing instructions are. It may return the slice
// that it was given, and never changes it.
func XML(text []byte) []byte { return escape(nil, text, appendXML) }

// escape escapes what is not inert. In JSON and XML no line begins with a colon, so
// that only what follows a hash can be a command.
func escape(p *poll.Poll, given []byte, appendEscape func([]byte, rune) []byte) []byte {
	first := ordinary(given)
	if first == len(given) {
		return given
	}
	text := string(given) // what can be seen depends on what is around it
	var out []byte
	var line Line
	done := 0
	for i := first; i < len(text); {
		if !line.marked() {
			if i += ordinary(given[i:]); i == len(given) {
				break
			}
		}
		const look = 16 // steps: what a character does depends on those around it
		p.Step(look)
		r, size := utf8.DecodeRuneInString(text[i:])
		if line.Completes(r) || r != utf8.RuneError && Hidden(text, i) {
			out = append(out, text[done:i]...)
			out = appendEscape(out, r)
			done = i + size
		}
		i += size
	}
	if done == 0 {
		return given
	}
	return append(out, text[done:]...)
}

// ordinary returns how many bytes a text begins with that need no look. It looks
// at many at once, since almost all bytes of almost all documents are ordinary.
func ordinary(text []byte) int {
	const step = 32
	i := 0
	for ; i+step <= len(text); i += step {
		t := text[i : i+step : i+step]
		if (odd(t)|odd(t[8:])|odd(t[16:])|odd(t[24:]))&(ones<<7) != 0 {
			break
		}
	}
	for ; i < len(text); i++ {
		if c := text[i]; c >= 0x7f || c == '#' {
			return i
		}
	}
	return len(text)
}

// ones has a one in each of eight bytes.
const ones = 0x0101010101010101

// odd sets the highest bit of a byte if one of the first eight bytes of a text
// needs a look.
func odd(text []byte) uint64 { return oddIn(binary.LittleEndian.Uint64(text)) }

func oddIn(w uint64) uint64 {
	hash := w ^ '#'*ones // has a zero for each hash, from which one is borrowed
	return w | (w + ones) | (hash-ones)&^hash
}

func appendJSON(dst []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	unit := func(u rune) {
		dst = append(dst, '\\', 'u', hex[u>>12&15], hex[u>>8&15], hex[u>>4&15], hex[u&15])
	}
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		unit(high)
		r = low
	}
	unit(r)
	return dst
}

func appendXML(dst []byte, r rune) []byte {
	dst = append(dst, "&#"...)
	dst = strconv.AppendInt(dst, int64(r), 10)
	return append(dst, ';')
}

// EncodeJSON writes a value as JSON, with a line for each member, as JSON returns it.
func EncodeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(JSONWriter(w))
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// JSONWriter returns a writer that passes JSON texts on as JSON returns them. Each
// write has whole texts, as a json.Encoder writes them.
func JSONWriter(w io.Writer) io.Writer { return jsonWriter{w} }

type jsonWriter struct{ w io.Writer }

// Write implements io.Writer.
func (w jsonWriter) Write(text []byte) (int, error) {
	if _, err := w.w.Write(JSON(text)); err != nil {
		return 0, err
	}
	return len(text), nil
}
