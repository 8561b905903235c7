// Package formula has rules without names and without `not`: ands and ors over atoms and
// the two constants, as they are for proofs and for other forms of the rule. An atom is a
// condition of the document, or, if it is Negated, the opposite of one for which the
// platform has no operator.
//
//   - formula.go has the formulas, and joins them
//   - set.go has their conditions, each once
//   - lower.go makes a formula of the rule of a program: each condition takes its own
//     opposite where it is below a `not` (condition.go, and event.go for events)
//   - merge.go joins conditions that list values of one subject, where they are very many
//   - expand.go multiplies them out to an OR of ANDs, within a budget; absorb.go drops groups
//     that contain another one, and size.go says how large it would be
//
// The package reads no text and checks nothing: what a condition says is what the checks
// have read of it. It knows the opposites of conditions, and which counts hold always or
// never, such as `opened >= 0`; package theory knows what else conditions mean.
package formula
