// Package ast has the syntax tree of a text: what the author wrote, statement by statement,
// with the place of every part. Package grammar makes trees, and a program may make its own.
//
// A [File] has the statements and comments of a text, and its [Source]. [Preorder], [Children]
// and [File.All] walk over nodes, parents first and in the order of the source. A [Span] is a
// place in bytes; a Source converts it to lines and columns in code points and in UTF-16 code
// units, and back.
//
// A tree says what was written, with parentheses and repeated clauses. It does not say what
// names mean, or whether a rule makes sense. Where something could not be read, there is a
// [Bad] expression or a statement that is [Broken]. Trees are immutable and shared: nobody may
// change one.
//
// A program may make any tree, and nothing here panics on it: walks skip what is nil, and end
// in a tree that contains itself. Package compile says what a tree must have to be compiled.
//
// It is for tools that read or write rules: a minor version of segc may add a statement, a
// node, or a field of a node, so give a type switch a default, and literals keys.
//
// # For contributors
//
// A span is half-open and lies inside that of its parent, and siblings and comments are in
// source order: tests check that over the whole corpus. The package imports the standard
// library only.
//
//   - file.go has a file, and finds the nodes at a place
//   - assume.go has the statement that says what the platform is known to do
//   - tables.go has the statement that says what a database calls what rules look at
//   - expr.go has conditions and what joins them, and value.go the values in them
//   - source.go has a source text and its places
//   - walk.go goes through nodes, and equal.go compares trees
package ast
