// Package compile turns a syntax tree into the document of the segments API.
//
// The way of a rule: the files that it uses are loaded (load.go), their names
// collected (scope.go), every statement checked (check*.go), the rule lowered
// to a formula in which `not` stands nowhere because each condition has taken
// its opposite (lower*.go, negate.go), the formula expanded to an OR of ANDs
// within a budget (expand.go), and that written as a document with the place in
// the source of every condition (emit.go).
//
// Each stage may assume that the one before it found no error in what it is
// given. All problems of all stages that can run are reported.
//
// The package reads no text and opens no file: an Importer gives it trees. It
// keeps no state between calls and is safe for concurrent use.
package compile
