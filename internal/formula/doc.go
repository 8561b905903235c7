// Package formula has rules without names and without `not`: ands and ors over conditions
// and the two constants, as they are for proofs and for other forms of the rule.
//
//   - formula.go has the formulas, and joins them
//   - set.go has their conditions, each once
//   - lower.go makes a formula of the rule of a program: each condition takes its own
//     opposite where it is below a `not` (condition.go, and event.go for events)
//   - expand.go multiplies them out to an OR of ANDs, within a budget
//
// The package reads no text and checks nothing: what a condition says is what the checks
// have read of it. It decides nothing about what conditions mean.
package formula
