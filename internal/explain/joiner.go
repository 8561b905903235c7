package explain

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// joins reports whether a joiner or non-joiner that belongs to the characters
// around it changes how they look. In the scripts of India it does so only between
// a virama and a letter of the same script: at the end of a word, a font may show
// nothing for it.
func (w *speller) joins(i int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(w.s[:i])
	next, size := utf8.DecodeRuneInString(w.s[i+utf8.RuneLen(r):])
	switch {
	case isVirama(before):
		return w.sameScript(before, next)
	case isVirama(next):
		last, _ := utf8.DecodeRuneInString(w.s[i+utf8.RuneLen(r)+size:])
		return (before == bengaliRa || before == kannadaRa) && w.sameScript(next, last)
	case r == joiner:
		return true // between two emoji
	}
	return w.parts(i)
}

// The letters that keep their form before a virama with a joiner between them.
const (
	bengaliRa = '\u09b0'
	kannadaRa = '\u0cb0'
)

func isVirama(r rune) bool {
	const class = 9 // Canonical_Combining_Class=Virama
	return unicode.IsMark(r) && norm.NFC.PropertiesString(string(r)).CCC() == class
}

// sameScript reports whether a character is a letter of a virama's script.
func (w *speller) sameScript(virama, letter rune) bool {
	if !unicode.IsLetter(letter) {
		return false
	}
	w.work.Step(8 * len(unicode.Scripts))
	for _, script := range unicode.Scripts {
		if unicode.Is(script, virama) {
			return unicode.Is(script, letter)
		}
	}
	return false
}
