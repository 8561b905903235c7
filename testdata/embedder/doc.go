// Package embedder is a program that uses segc as a library, with public packages only:
// the service of docs/library.md, and the back end of a rule editor. The tests of the
// page and of this folder keep both true.
//
//   - service.go has what all requests share: the catalog, the guards, the limits
//   - handler.go takes a rule by HTTP, and answers with its document or its problems
//   - gate.go says how many calls work at a time
//   - editor.go answers an editor: problems, an explanation, a comparison, the final JSON
//   - complete.go offers names at a place of a text
//   - walk.go walks over a document and over a tree
package embedder
