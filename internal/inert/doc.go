// Package inert knows what could make a terminal or the log of a CI system obey a text, and writes JSON and XML
// without it.
//
// The contract: a parser reads the same value from what JSON and XML return, no matter what they change. What they
// return has no control character beyond ASCII, none that changes the direction of writing, no line separator
// other than LF and CR, and no invisible one, except where emoji and some scripts need it: package visible knows
// which. It has no text that a CI system takes for a command.
//
//   - escape.go writes JSON and XML
//   - hidden.go tells which characters these escape, and writes names for sentences
//   - line.go knows the commands of CI systems
//   - words.go makes words for people that hold none of these
//
// Line knows the commands of CI systems one character at a time, so that a writer can break a command that arrives
// in pieces. The package does not know what a text is about, and never decides where it goes.
package inert
