// Package inert knows what a text must not have if neither a terminal nor the
// log of a CI system is to obey it, and writes JSON and XML without that.
//
// The contract: JSON and XML return the same value to a parser, whatever they
// change. What they return has no control character beyond ASCII, none that
// turns the direction of writing, no separator of lines other than LF and CR,
// and none that nobody sees, except where emoji and some scripts are written
// with them: which ones these are is known to package visible. It has no text that a CI system takes for a command.
//
//   - escape.go writes JSON and XML
//   - hidden.go tells which characters these escape, and writes names for sentences
//   - line.go knows the commands of CI systems
//   - words.go makes words for people that hold none of these
//
// Line knows the commands of CI systems one character at a time, so that a
// writer can break a command that arrives in pieces. The package knows nothing of
// what a text is about, and never decides where it goes.
package inert
