// Package decompile writes a document as a rule of the language: the way back
// from what the API has to what a person keeps in a file.
//
// A document is an OR of ANDs: what its author said once is repeated in many groups. The package takes it apart
// again: conditions that groups share are taken out of them, two comparisons become a range, ids and whole parts
// get the names of a catalog.
//
//   - decompile.go conducts, and tries the ways to write a rule, the best first
//   - input.go reads the JSON text, locate.go finds the place of a path in it, and walk.go
//     goes through it for both
//   - refuse.go says what the language cannot say, and too_large.go that a rule would be too large
//   - probe.go asks the compiler whether it takes every condition
//   - numbered.go has each condition of the document once, and groups.go numbers them by what they
//     say; factor.go and divide.go take out what groups share, and node.go is what they make
//   - names.go finds the names of ids, lets.go those of whole parts, rename.go puts these in,
//     and imports.go gives the catalog to each text that is compiled on the way
//   - expr.go makes the tree, condition.go its conditions, and ranges.go makes ranges of bounds
//   - words.go says single conditions, for answers about contacts
//   - verify.go compiles the rule and compares the result, and exact.go says why a document cannot be reproduced
//     byte for byte
//
// Nothing is ever lost and nothing is ever guessed. The rule, multiplied out, has the groups that went in; it is
// compiled and compared with them before anybody sees it. What the language cannot say is refused, with its place
// in the JSON text.
//
// How a document is taken apart depends on its groups as a set. Their order
// decides only in which order the parts are written, so that a document that
// was compiled from a result gives the result again.
package decompile
