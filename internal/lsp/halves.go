package lsp

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
)

// A client that counts in UTF-16 may send the two halves of a character one after the other, or delete
// one of them. UTF-8 cannot say what a half is, so that a draft has the three bytes that it would
// have. U+FFFD has three bytes, too: in the text that is checked, it is in the place of each half.

// halfSize is how many bytes a half of a character has.
const halfSize = 3

// halves is the text of a client, with halves of characters.
type halves string

// escapeSize is how many bytes an escape has that names a UTF-16 code unit.
const escapeSize = len(`\ud83d`)

// UnmarshalJSON implements [json.Unmarshaler].
func (h *halves) UnmarshalJSON(raw []byte) error {
	if len(raw) == 0 || raw[0] != '"' {
		return json.Unmarshal(raw, (*string)(h))
	}
	raw = raw[1 : len(raw)-1]
	var text []byte
	from := 0
	take := func(to int) error {
		var part string
		err := json.Unmarshal(slices.Concat([]byte{'"'}, raw[from:to], []byte{'"'}), &part)
		text = append(text, part...)
		return err
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		half := unitOf(raw[i:])
		if !utf16.IsSurrogate(half) {
			i++ // what is escaped begins no escape
			continue
		}
		if utf16.DecodeRune(half, unitOf(raw[i+escapeSize:])) != utf8.RuneError {
			i += 2*escapeSize - 1
			continue
		}
		if err := take(i); err != nil {
			return err
		}
		text = appendHalf(text, half)
		from = i + escapeSize
		i = from - 1
	}
	if err := take(len(raw)); err != nil {
		return err
	}
	*h = halves(text)
	return nil
}

// unitOf returns the code unit that the escape at the beginning of a text names; 0 for none.
func unitOf(raw []byte) rune {
	if len(raw) < escapeSize || raw[1] != 'u' {
		return 0
	}
	n, err := strconv.ParseUint(string(raw[2:escapeSize]), 16, 16)
	if err != nil || raw[0] != '\\' {
		return 0
	}
	return rune(n)
}

// appendHalf appends a half of a character.
func appendHalf(to []byte, half rune) []byte {
	return append(to, 0xe0|byte(half>>12), 0x80|byte(half>>6)&0xbf, 0x80|byte(half)&0xbf)
}

// halfAt returns the half that begins at an offset of a text; 0 for none.
func halfAt[T ~string | []byte](text T, at int) rune {
	const leads, most = 0xed, 0xa0
	if at < 0 || at+halfSize > len(text) || text[at] != leads || text[at+1] < most {
		return 0
	}
	return 0xd000 | rune(text[at+1]&0x3f)<<6 | rune(text[at+2]&0x3f)
}

// valid returns a text with U+FFFD in the place of halves.
func (h halves) valid() string {
	return replacedHalves(string(h), func(text []byte, _ rune, _ int) ([]byte, int) {
		return utf8.AppendRune(text, utf8.RuneError), halfSize
	})
}

// joined returns a text in which two halves that have met are a character.
func (h halves) joined() halves {
	return halves(replacedHalves(string(h), func(text []byte, half rune, at int) ([]byte, int) {
		if r := utf16.DecodeRune(half, halfAt(h, at+halfSize)); r != utf8.RuneError {
			return utf8.AppendRune(text, r), 2 * halfSize
		}
		return appendHalf(text, half), halfSize
	}))
}

// replacedHalves returns a text with other bytes for halves. The function appends those for the half at
// an offset, and returns how many bytes they are in the place of.
func replacedHalves(text string, with func(text []byte, half rune, at int) ([]byte, int)) string {
	var b []byte
	from := 0
	for i := 0; i < len(text); {
		half := halfAt(text, i)
		if half == 0 {
			next := strings.IndexByte(text[i+1:], 0xed)
			if next < 0 {
				break
			}
			i += 1 + next
			continue
		}
		b = append(b, text[from:i]...)
		var size int
		b, size = with(b, half, i)
		i += size
		from = i
	}
	if from == 0 {
		return text
	}
	return string(append(b, text[from:]...))
}

// edit returns what a change does to the text. Where it begins or ends inside a character of two units,
// the other half of that stays, and halves that it brings together are a character.
func (d *draft) edit(e encoding, r textRange, text halves) edit {
	if e == utf8Units {
		return edit{d.span(e, r), text.valid()} // it counts no halves
	}
	start, in := d.half(e, r.Start)
	end, out := d.half(e, r.End)
	if end < start || end == start && in {
		end, out = start, in
	}
	span := ast.Span{Start: start, End: end}
	var with []byte
	if in {
		first, _ := halvesAt(d.text[start:])
		with = appendHalf(with, first)
	}
	with = append(with, text...)
	if out {
		_, last := halvesAt(d.text[end:])
		with = appendHalf(with, last)
		span.End += utf8.UTFMax
	}
	around := span
	if halfAt(d.text, span.Start-halfSize) != 0 {
		around.Start -= halfSize
	}
	if halfAt(d.text, span.End) != 0 {
		around.End += halfSize
	}
	all := halves(slices.Concat(d.text[around.Start:span.Start], with, d.text[span.End:around.End]))
	if met := all.joined(); met != all {
		return edit{around, string(met)}
	}
	return edit{span, string(with)}
}

// half converts a position as [draft.offset] does, and reports whether it is inside a character.
func (d *draft) half(e encoding, at position) (offset int, inside bool) {
	offset = d.offset(e, at)
	if offset == len(d.text) || !isPair(d.text[offset:]) || at.Line < 0 || at.Character < 1 {
		return offset, false
	}
	return offset, d.offset(e, position{at.Line, at.Character - 1}) == offset
}

// isPair reports whether a text begins with a character of two units.
func isPair(text []byte) bool {
	_, size := utf8.DecodeRune(text)
	return size == utf8.UTFMax
}

// halvesAt returns the two halves of the character that a text begins with.
func halvesAt(text []byte) (first, last rune) {
	r, _ := utf8.DecodeRune(text)
	return utf16.EncodeRune(r)
}
