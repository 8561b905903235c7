// Package tables reads what a statement `tables` says of a database, for queries of package sql.
//
//   - read.go goes through the items of a statement, and column.go reads those of columns
//   - clauses.go takes the words of an item apart, and says what is wrong with them
//   - condition.go reads the condition on rows that are events of a kind
//   - kept.go looks for conditions on events that are gone by then, and unknown.go for columns that no
//     rule knows
//
// Package grammar has read how items are written. This one says what they mean together: it refuses
// what contradicts itself, and what the database does not have.
package tables
