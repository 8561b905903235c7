// Package compile turns a syntax tree into the document of the segments API.
//
// The way of a rule, which compile.go leads: package resolve says what its names mean,
// package check reads what each condition says, and then
//
//   - lower*.go and negate.go make a formula (package formula), in which there is no `not`,
//     since each condition has taken its opposite
//   - prove.go decides what is certain of it: that somebody and not everybody matches
//     (refuse.go, core.go), which parts change nothing (redundant.go), and that guards
//     hold (guard.go)
//   - emit.go chooses the document, as small as it can be found, and bytes.go sees to it that it fits
//   - verify.go reads it back and proves that it says the same as the formula; simulate.go
//     and terms.go do where that is too large; source.go compares it with the text of
//     the rule
//
// Others ask for more: body.go makes the body of the create call, with the header in
// segment.go; result.go gives the rule to package prove for comparisons, aliases.go names
// ids.
//
// Each stage may assume that the one before it found no error in what it is
// given. All problems of all stages that can run are reported.
//
// The package reads no text and opens no file: an Importer gives it trees. It
// keeps no state between calls and is safe for concurrent use.
package compile
