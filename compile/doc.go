// Package compile turns syntax trees into documents of the segments API. It is for tools
// that make trees, or read them with package grammar; other programs call package segc,
// which does all of it in one call.
//
// [Load] resolves the names in a tree and in the trees that it uses, and checks types and
// values. [Compile] compiles a rule of what was loaded: it simplifies the rule, proves
// what is certain of it, and has the document compared with the rule before it returns it.
//
// The package reads no text and opens no file: an [Importer] gives it trees. It keeps no
// state between calls, and its values may be used from many goroutines.
//
// It takes any tree. What package ast says of nodes must be true of a tree that compiles: no
// operand is nil, an operator is one of the constants and has its number of values, and a
// value is written as its kind is. Load checks that before anything else looks at the tree,
// and says where the first fault is. `and` and `or` may have one operand, and a tree without
// a text has a nil Source and zero places.
//
// It is for tools that make or change trees: a minor version of segc may compile a
// statement or a node that is new in package ast.
//
// # For contributors
//
// The work is done in internal/compiler. compile.go has both calls and their options,
// door.go has internal/shape check each tree, and result.go has the document and what is
// known of it.
package compile
