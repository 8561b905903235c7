// Package formula has rules without names and without `not`: ands and ors over conditions
// and the two constants, as they are for proofs and for other forms of the rule.
//
//   - formula.go has the formulas, and joins them
//   - set.go has their conditions, each once
//   - expand.go multiplies them out to an OR of ANDs, within a budget
//
// The package reads no text and knows no files: who makes a formula says which place of
// the source each part of it comes from. It decides nothing about what conditions mean.
package formula
