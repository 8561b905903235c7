package written

import "strings"

// Same reports whether a text is a compact JSON text with white space between its
// tokens, and nothing else. It knows where strings begin and end, and that white space
// inside of a number or a word is not layout; it shares nothing with the encoder and
// the decoder. It looks at every byte once.
func Same(laidOut, compact []byte) bool {
	quoted, escaped := false, false // inside of a string, after a backslash
	blank := false                  // since the last byte
	at := 0                         // in the compact text
	for _, c := range laidOut {
		if !quoted && (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
			blank = true
			continue
		}
		if at == len(compact) || compact[at] != c {
			return false
		}
		if blank && at > 0 && !divides(c) && !divides(compact[at-1]) {
			return false
		}
		blank = false
		at++
		switch {
		case escaped:
			escaped = false
		case c == '"':
			quoted = !quoted
		case c == '\\':
			escaped = quoted
		}
	}
	return at == len(compact) && !quoted
}

// divides reports whether a token of JSON begins or ends with a byte wherever it is
// outside of a string.
func divides(c byte) bool { return strings.IndexByte(`{}[]:,"`, c) >= 0 }
