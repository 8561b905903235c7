// Package prove says what is certain about rules, as formulas, whatever they were written
// as: how two of them relate, whom one reaches, and which contact shows it.
//
//   - build.go makes a function of a formula
//   - side.go is a rule or a document that can be compared with another one
//   - compare.go says how two of them relate, and same.go sees where they are the same
//     however large they are
//   - reach.go says whom a rule reaches of those whom a document leaves out
//   - undecided.go has the errors of what is beyond the limits
//
// The package reads no text and writes no document. What it cannot decide it does not
// guess: that is an error.
package prove
