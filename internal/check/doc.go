// Package check looks at what files say: whether columns, operators, values, counts, windows
// and ids are in order. It returns what it has read, a fact for each condition, so that
// no literal is read twice, and what is wrong.
//
//   - check.go goes through the statements and their expressions
//   - facts.go is what was read, by the instance of a condition
//   - column.go reads conditions on columns; choices.go and nearest.go know the values that
//     a column takes
//   - event.go reads conditions on events, ids.go those on lists, ISPs and campaigns, and
//     aliases.go the names of ids
//   - header.go reads the header of a segment, color.go its color
//   - names.go says what an unknown name may be meant for, mixed.go warns of `and` beside `or`
//
// The package knows what names mean from package resolve, and opens no file. It proves
// nothing: what is certain of a whole rule is decided by those who have its formula.
package check
