// Package format writes syntax trees as text in the one style of the language.
//
// The style depends on the tree, on its comments and on a width alone. What
// fits the width stands on one line; what does not breaks at `or`, then at
// `and`, with the operators leading, and lists wrap. Statements, parentheses
// and clauses stay as and where they were written, and so do comments. Of the
// author's layout one thing is kept, an empty line before a statement or a
// comment, because it is how people group what belongs together.
//
// A tree becomes a stream of items (layout.go): texts, places where a line may
// break, and groups of those that break together. The builder (builder.go) puts
// in each comment where it stood between two tokens, and the printer
// (printer.go) takes one pass over the items, so that formatting takes time
// linear in the text. A comment reaches to the end of its line: the printer
// breaks the line behind it whatever the builder asks for, so that nothing can
// ever become a part of one.
package format
