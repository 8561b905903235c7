// Package format writes syntax trees as text in the one style of the language.
//
// The style depends on the tree, on its comments and on a width alone. What fits the width is on one line. What
// does not fit breaks at `or`, then at `and`, with the operators leading, and lists wrap. Statements, parentheses
// and clauses stay as and where they were written, and so do comments. One thing is kept from the author's layout:
// an empty line before a statement or a comment, because it is how people group what belongs together.
//
// A tree becomes a stream of items: texts, places where a line may break, and
// groups of those that break together.
//
//   - format.go conducts
//   - statement.go makes the items of statements, expression.go those of conditions, event.go
//     those of conditions on events, value.go those of values and names, named.go those of
//     the statements that name values, and tables.go those of what a database calls things
//   - builder.go collects the items, and puts in each comment where it was between two tokens
//   - layout.go has the items, and measures them
//   - printer.go goes through them once, so that formatting takes time linear in the text
//
// A comment reaches to the end of its line: the printer breaks the line after it, even where
// the builder asks for no break, so that nothing can ever become a part of one.
//
// The package never parses, and never changes what a rule says.
package format
