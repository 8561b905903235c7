// Package visible shows text of unknown origin. Names, values and comments come
// from rules, documents, catalogs and the API, and their authors may have
// put in characters that a terminal obeys or that nobody sees: a reviewer
// approves one text, and a program, or a language model, reads another.
//
// In a text that is shown, a control character becomes its picture, and an
// invisible character becomes U+FFFD. What is part of how people write stays:
// joiners in emoji and in scripts that need them, the tags of the flags of
// England, Scotland and Wales, blanks in Braille, and variation selectors after a
// character that has variants.
//
// Which characters are invisible comes from Unicode's properties in package
// unicode (Default_Ignorable_Code_Point and its parts), which ones are emoji from
// uniseg, and which ones are viramas from package norm, and which ones are written from right to left from
// package bidi.
//
//   - visible.go shows a text
//   - belongs.go tells which invisible characters are part of how people write
//   - alike.go tells which texts look alike, and writes these so that they differ
//   - isolated.go keeps right-to-left text from reordering what is around it
//   - shortened.go cuts a text where a reader sees the end of a character
//
// The package never changes a text that a program is to read, and decides nothing about
// which texts are allowed.
package visible
