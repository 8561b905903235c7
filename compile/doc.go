// Package compile turns a syntax tree into the document of the segments API.
//
// compile.go leads a rule through package resolve, which says what its names mean, and
// package check, which reads what each condition says. Then
//
//   - choose.go has package formula make a formula of the rule, with each `not` carried into
//     its conditions, and package prove say what is certain of it. It chooses the document,
//     as small as it can be found; refuse.go says why there is none, and size.go sees to it
//     that it fits
//   - verify.go reads it back, and has it proved that it says the same as the rule
//
// Others ask for more: body.go makes the body of the create call, with the header in
// segment.go; result.go gives the rule to package prove for comparisons, aliases.go names
// ids.
//
// All problems of all stages that can run are reported: the checks also run on a program
// in which resolve found errors. A formula is made only of a rule without errors.
//
// The package reads no text and opens no file: an Importer gives it trees. It
// keeps no state between calls and is safe for concurrent use.
package compile
