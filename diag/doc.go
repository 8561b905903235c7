// Package diag holds one problem of a source text, and shows it.
//
// The contract: every kind of problem has a stable code; one mistake gives one
// diagnostic; a message uses the author's words and says what to write, never
// a term of the grammar or of the implementation. A code has a page with an
// example that the tests compile (see Page).
//
//   - diag.go has the problem, its places and its fixes, and the list of them
//   - codes.go has the codes, stage.go says which part of segc reports them, and page.go
//     has their pages
//   - text.go shows problems to people: frame.go lays out the line of a place, and preview.go
//     the line that a fix makes
//   - shown.go chooses what is shown of a long list
//   - printable.go and shortened.go make texts of unknown origin safe and short to show, and
//     alike.go shows where two that look alike differ
//   - json.go writes the form for programs, with what could not be read (unread.go)
//   - apply.go applies fixes to a text
//
// A Diagnostic carries its sources, so that showing it needs nothing else. The
// package writes only to the writers it is given: it never looks at terminals,
// files or the environment.
package diag
