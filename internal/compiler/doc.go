// Package compiler leads a rule through the stages, from its tree to the document of the
// segments API.
//
// load.go has package resolve say what the names of a program mean, and package check what
// each condition says; names.go looks again at what the grammar says of names,
// and unread.go leaves out what is said of words that the grammar could not read. compile.go compiles a rule of it:
//
//   - choose.go has package formula make a formula of the rule, with each `not` carried into
//     its conditions, and package prove say what is certain of it. It chooses the document,
//     as small as it can be found; refuse.go says why there is none, and size.go sees to it
//     that it fits
//   - assumed.go sees to it that what is assumed of the platform changes no document that it
//     does not make smaller
//   - verify.go reads it back, and has it proved that it says the same as the rule
//   - ahead.go looks for the first day to come on which that is not so any more
//   - review.go adds the advice of package lint, and heeds the comments of the text
//
// all.go compiles all rules of a program, and merges what is wrong with several of them.
//
// Others ask for more: expanded.go multiplies out any part for those who put it in words, side.go
// gives the rule to package prove for comparisons, and
// header.go has what the create call needs beside it. interrupted.go says that the context
// has ended, and emptyrange.go says how to correct a range that is why nobody matches.
//
// All problems of all stages that can run are reported: the checks also run on a program
// in which resolve found errors. A formula is made only of a rule without errors.
//
// The package reads no text and opens no file: an importer gives it trees. It keeps no
// state between calls and is safe for concurrent use. Package compile is its public face.
package compiler
