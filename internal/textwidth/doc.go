// Package textwidth tells how wide text is in a picture, and breaks it into lines.
//
// Fonts differ from machine to machine, so a width is rather too much than too little. What is
// read as one character stays together.
//
//   - width.go estimates widths
//   - wrap.go breaks text into lines
package textwidth
