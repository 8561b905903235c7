// Package edges compares a rule, as its author wrote it, with the document that was
// made of it, on contacts at the edges of its conditions.
//
// The compiler proves that a document says the same as its formula. That proof
// begins where names have been looked up and negations carried down; a mistake on
// the way there would be proved along with the rest. This package begins at the
// syntax tree. It shares none of the steps from there to the document: it takes what
// [eval] reads of the tree, and imports neither the compiler nor what proves. How dates,
// numbers and texts compare is shared, and judged by the tests of these packages.
//
// For each condition of the tree, it makes contacts on the edge of the condition and
// on each side of it: a number, the next smaller and the next larger one; a count,
// one less and one more; the last day of a window, the days beside it; each id of a
// list and one that is not there; a missing value; and the same for what the document
// names and the tree does not. A column has values of its type only, since the compiler
// takes types for granted. The rest of the contact is set so
// that the condition decides whether it matches: by following the tree, and where that
// does not do, by contacts that the caller offers, see [Rest]. Tree and document have
// to agree on all of these contacts, in one reading of what the API leaves open, and
// where that reading decides, in a second one that differs in everything.
//
//   - check.go conducts, and reports where tree and document differ
//   - subjects.go finds what the conditions of both ask about
//   - state.go has the contact, and what the conditions say of it
//   - parts.go makes what a contact has at the edge of a condition, parts_column.go its values
//     in a column and parts_event.go its events; beside.go has the numbers and dates next to
//     another, and foreign.go what the document names and the tree does not
//   - many.go has the conditions on a column asked together if there are many
//   - rest.go sets the rest of the contact so that the condition decides
//
// It looks at every condition of a rule of up to [MaxConditions], and at as many as that
// of a longer one, at equal distances. This samples; it proves nothing.
package edges
