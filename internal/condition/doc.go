// Package condition has the conditions of a document as values, apart from how the
// API spells them: the form that is proved, minimized, judged and explained.
// internal/rule writes and reads it as JSON.
//
//   - condition.go: documents, groups, and the four kinds of conditions
//   - operator.go: the operators
//   - key.go: what identical conditions share
//   - equal.go: documents that are written alike
package condition
