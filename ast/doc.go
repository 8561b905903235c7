// Package ast holds the syntax tree of the segment language: what the author
// wrote, statement by statement, with the place of every part.
//
// The tree is made by package grammar (or by a program that writes rules) and
// is immutable from then on: later stages keep what they learn in tables of
// their own. It says what was written, parentheses and repeated clauses
// included, because the formatter and the diagnostics need that; it says
// nothing about what names mean or whether the rule makes sense.
//
// Invariants, held by tests over the whole corpus: a node's span is half-open
// and lies inside its parent's, siblings stand in source order, and comments
// are kept on the file in source order.
//
// The package imports the standard library only, and never reads, prints or
// parses anything.
package ast
