package client

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"html"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxLayers is how many encodings within one another are taken off a text that
// is searched for the key: percent-encoding in JSON in HTML has three.
const maxLayers = 8

// minSqueezed is how many letters and digits a key must have to be found without
// what is between them. Fewer are found by accident.
const minSqueezed = 8

// spellings are the ways to write a key. A text has the key in it if it has one of
// them, in upper or lower case, or inside a few layers of percent-encoding, JSON,
// HTML and quoted-printable. Other characters between the letters and digits do not
// matter either, since the name of a file keeps only the letters and digits.
//
// It does not look for what no honest server does to a text, such as the key
// backwards or with one letter replaced by another: anyone who knows a key and wants
// to leak it can do so in a way that no search finds.
type spellings struct {
	whole    []string // in lower case
	squeezed string   // its letters and digits, in lower case; "" if they are too few
	hex      string   // with nothing in between
	// digits says that it has few letters and digits and no letter: then numbers next
	// to one another in JSON are not taken for it.
	digits bool
}

func spellingsOf(key string) spellings {
	var s spellings
	layer := key
	for range maxLayers { // a key may look encoded, and is then decoded with the text
		if spelling := lower(layer); !slices.Contains(s.whole, spelling) {
			s.whole = append(s.whole, spelling)
		}
		layer = decode(layer)
	}
	s.hex = hex.EncodeToString([]byte(key))
	for shift := range 5 { // as with base64 below, of five bytes that become eight characters
		padded := append(make([]byte, shift), key...)
		text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(padded)
		s.whole = append(s.whole, lower(text[(shift*8+4)/5:len(padded)*8/5]))
	}
	for shift := range 3 { // of the key among the three bytes that become four characters
		padded := append(make([]byte, shift), key...)
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := encoding.EncodeToString(padded)
			// What is at both ends depends on the bytes beside the key.
			if spelling := lower(text[(shift*8+5)/6 : len(padded)*8/6]); !slices.Contains(s.whole, spelling) {
				s.whole = append(s.whole, spelling)
			}
		}
	}
	if squeezed := squeeze(lower(key), false); len(squeezed) >= minSqueezed {
		s.squeezed = squeezed
		s.digits = len(squeezed) < 2*minSqueezed && strings.Trim(squeezed, "0123456789") == ""
	}
	return s
}

// in reports whether a text has the key in it. It reads the text a few times
// and takes at most a few times its length in memory.
func (s spellings) in(text string) bool {
	for range maxLayers + 1 {
		folded := lower(text)
		for _, spelling := range s.whole {
			if strings.Contains(folded, spelling) {
				return true
			}
		}
		bare := squeeze(folded, false)
		if strings.Contains(bare, s.hex) {
			return true
		}
		if s.digits {
			bare = squeeze(folded, true)
		}
		if s.squeezed != "" && strings.Contains(bare, s.squeezed) {
			return true
		}
		decoded := decode(text)
		if decoded == text {
			return false
		}
		text = decoded
	}
	return false
}

// lower changes the case of ASCII letters, as a key has no others, and puts these
// for what Unicode has besides: wide letters, and the sign for Kelvin, whose lower
// case is k.
func lower(text string) string {
	var folded strings.Builder
	folded.Grow(len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf {
			switch r, length := utf8.DecodeRuneInString(text[i:]); {
			case r >= '\uff01' && r <= '\uff5e': // ！ to ～
				c = byte(r - '\uff01' + '!')
				i += length - 1
			case r == '\u212a':
				c = 'k'
				i += length - 1
			}
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		folded.WriteByte(c)
	}
	return folded.String()
}

// squeeze keeps the letters and digits of a text in lower case, and what separates
// the members of JSON if that counts.
func squeeze(folded string, separators bool) string {
	var kept strings.Builder
	kept.Grow(len(folded))
	for i := range len(folded) {
		switch c := folded[i]; c {
		case ',', ':', '[', ']', '{', '}':
			if separators {
				kept.WriteByte(c)
			}
		default:
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
				kept.WriteByte(c)
			}
		}
	}
	return kept.String()
}

// decode takes one layer of escapes off a text.
func decode(text string) string {
	before := text
	if strings.Contains(text, "=\n") || strings.Contains(text, "=\r\n") { // a line that goes on, in quoted-printable
		text = strings.NewReplacer("=\r\n", "", "=\n", "").Replace(text)
	}
	if strings.ContainsAny(text, `%=\`) {
		text = decodeHex(text)
	}
	if text == before && strings.IndexByte(text, '&') >= 0 {
		// Only when nothing else is left: an entity needs no semicolon, so that a
		// part of an encoded one would be taken for another.
		text = html.UnescapeString(text)
	}
	return text
}

// decodeHex takes one layer of percent-encoding, of quoted-printable and of the
// escapes of JSON and other languages off a text.
func decodeHex(text string) string {
	decoded := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		switch text[i] {
		case '%', '=', '\\':
			r, length := unescape(text[i:])
			decoded = utf8.AppendRune(decoded, r)
			i += length
		default:
			decoded = append(decoded, text[i])
			i++
		}
	}
	return string(decoded)
}

// unescape returns the character of the escape that a text begins with, and the
// length of the escape. If the text does not begin with an escape, it returns
// the first byte.
func unescape(text string) (r rune, length int) {
	from, count := 1, 2
	if text[0] != '=' && len(text) > 1 {
		switch text[1] {
		case 'u', 'U':
			from, count = 2, 4
		case 'x', 'X':
			from = 2
		}
	}
	if text[0] != '\\' || from == 2 {
		if r, ok := number(text, from, count); ok {
			return r, from + count
		}
	}
	if text[0] == '\\' && len(text) > 1 && text[1] < utf8.RuneSelf {
		switch text[1] {
		case 'r', 'R':
			return '\r', 2
		case 'n', 'N':
			return '\n', 2
		}
		return rune(text[1]), 2
	}
	return rune(text[0]), 1
}

// number reads some hexadecimal digits of a text.
func number(text string, from, count int) (n rune, ok bool) {
	if len(text) < from+count {
		return 0, false
	}
	for i := from; i < from+count; i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			n = n<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			n = n<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return n, true
}
