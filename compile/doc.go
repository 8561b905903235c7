// Package compile turns a syntax tree into the document of the segments API.
//
// The way of a rule, which compile.go leads: package resolve says what its names mean,
// package check reads what each condition says, package formula makes a formula of it, in
// which there is no `not`, and package prove says what is certain of it. Then
//
//   - choose.go chooses the document, as small as it can be found; refuse.go says why there
//     is none, and size.go sees to it that it fits
//   - verify.go reads it back, and has it proved that it says the same as the rule
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
