// Package decompile writes a document as a rule of the language: the way back
// from what the API has to what a person keeps in a file.
//
// A document is an OR of ANDs, in which what its author said once stands in
// many groups. The package takes it apart again: conditions that groups share
// are taken out of them (divide.go, factor.go), two comparisons become a range
// (express.go), ids and whole parts get the names of a catalog (names.go,
// lets.go).
//
// Nothing is ever lost and nothing is ever guessed. What comes out, multiplied
// out, has the groups that went in; it is compiled and compared with them
// before anybody sees it (verify.go). What the language cannot say is refused
// with its place in the JSON text (refuse.go).
//
// How a document is taken apart depends on its groups as a set. Their order
// decides only in which order the parts are written, so that a document that
// was compiled from a result gives the result again.
package decompile
