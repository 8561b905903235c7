// Package ast holds the syntax tree of the segment language: what the author
// wrote, statement by statement, with the place of every part.
//
// The tree is made by package grammar (or by a program that writes rules) and
// is immutable from then on: later stages keep what they learn in tables of
// their own. It says what was written, parentheses and repeated clauses
// included, because the formatter and the diagnostics need that; it says
// nothing about what names mean or whether the rule makes sense.
//
//   - file.go has a file with its statements and comments, and finds the nodes at a place
//   - expr.go has conditions and what joins them, and value.go the values in them
//   - source.go has a source text, the places in it, and their lines and columns
//   - walk.go goes through the nodes below one, and equal.go compares trees
//
// Invariants, held by tests over the whole corpus: a node's span is half-open
// and lies inside its parent's, siblings stand in source order, and comments
// are kept on the file in source order.
//
// The package imports the standard library only, and never reads, prints or
// parses anything.
//
// It is for tools that read or write rules: a minor version of segc may add a statement, a
// node, or a field of a node, so give a type switch a default, and literals keys.
package ast
