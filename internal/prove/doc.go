// Package prove says what is certain about rules. It works on formulas, so it does not
// depend on how the rules were written.
//
// For one rule:
//
//   - prove.go makes a function of it over what its conditions mean, with build.go
//   - assumed.go says what of that is so under the assumptions only
//   - certain.go refuses it if everybody or nobody matches it, and redundant.go warns of
//     the parts that change nothing, in the words of pointless.go; redundant_apart.go finds
//     those that have nothing to do with each other, excerpt.go shows them,
//     and lasting.go says on what beside the text that rests
//   - guard.go proves that it keeps to what a `require` says, and part.go does so for the rules
//     of other files that are parts of it
//   - form.go writes a rule down that falls into parts on subjects of their own: apart.go finds
//     these, readonce.go is faster where each condition is one, and parts.go proves that a document
//     is made of theirs
//   - agree.go says whether a document says the same; simulate.go and terms.go do where
//     that is too large for a proof; source.go has the document compared with the
//     tree that the author wrote
//   - names.go has what the evaluator reads of the names, once for all rules of a program
//
// For two of them:
//
//   - side.go is a rule or a document that can be compared with another one
//   - compare.go says how two of them relate, and same.go sees where they are the same
//     however large they are
//   - reach.go says whom a rule reaches of those whom a document leaves out, and reach_plain.go
//     does so without a diagram where each condition is on a subject of its own
//   - undecided.go has the errors of what is beyond the limits
//
// The package parses no text and writes no document. What it cannot decide it does not
// guess: that is an error, or said.
package prove
