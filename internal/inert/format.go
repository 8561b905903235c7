package inert

import (
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON returns a JSON text that has the same value and is inert. It may return
// the slice that it was given, and never changes it.
//
// Only strings can have the characters that it escapes, so that it needs not
// know where they begin.
func JSON(text []byte) []byte { return escape(text, appendJSON) }

// XML returns an XML document that has the same content and is inert, provided
// that names, comments and processing instructions are. It may return the slice
// that it was given, and never changes it.
func XML(text []byte) []byte { return escape(text, appendXML) }

// escape escapes what is not inert. In JSON and XML no line begins with a colon, so
// that only what follows a hash can be a command.
func escape(given []byte, appendEscape func([]byte, rune) []byte) []byte {
	first := ordinary(given)
	if first == len(given) {
		return given
	}
	text := string(given) // what can be seen depends on what stands around it
	var out []byte
	var line Line
	done := 0
	for i := first; i < len(text); {
		if !line.marked() {
			if i += ordinary(text[i:]); i == len(text) {
				break
			}
		}
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

// ordinary returns how many bytes a text begins with that need no look.
func ordinary[T string | []byte](text T) int {
	for i := range len(text) {
		if c := text[i]; c >= 0x7f || c == '#' {
			return i
		}
	}
	return len(text)
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
