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

func escape(given []byte, appendEscape func([]byte, rune) []byte) []byte {
	if ordinary(given) {
		return given
	}
	text := string(given)
	var out []byte
	var line Line
	done := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if completes := line.Completes(r); completes || r != utf8.RuneError && Hidden(text, i) {
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

// ordinary reports whether a text is too plain to have anything to escape. In JSON
// and XML, no line begins with a colon.
func ordinary(text []byte) bool {
	for _, c := range text {
		if c >= 0x7f || c == '#' {
			return false
		}
	}
	return true
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
