// Package hostile makes texts and documents that are built to take memory or
// time.
//
// A shape is one idea of an attack, of any size; the random ones mix ideas.
//
//   - text.go has shapes of rules, and declarations.go those of names and of wrong tokens
//   - document.go has shapes of documents
//   - random.go mixes them
//
// The package makes input only; it never compiles, parses or judges. It is for tests.
package hostile
