// Package diag holds one problem of a source text, and shows it.
//
// The contract: every kind of problem has a stable code; one mistake gives one
// diagnostic; a message uses the author's words and says what to write, never
// a term of the grammar or of the implementation. A code has a page with an
// example that the tests compile (see Page).
//
// A Diagnostic carries its sources, so that showing it needs nothing else. The
// package writes only to the writers it is given: it never looks at terminals,
// files or the environment.
package diag
