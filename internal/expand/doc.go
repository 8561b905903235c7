// Package expand replaces the names of values by what they mean, and the uses of parts with
// parameters by parts without: [Program] makes trees in which nothing is left of `value`, `param`,
// parameters and `for`, so that the stages after it need to know nothing of them.
//
//   - expand.go: the program, file by file
//   - meaning.go: what the names of values mean, and param.go what the params do
//   - rewrite.go: expressions in which names are replaced; value.go the values in them
//   - template.go: parts with parameters, and what each parameter is
//   - call.go: the uses of such parts
//   - part.go: the rules of other files that are parts
//   - loop.go: the rules that `for` makes of one; braces.go: their names
//   - length.go: how values are written that do not fit where they are used
//
// It reports what is wrong with values, params, parameters and arguments themselves. If a
// value does not fit the column that it is compared with, package check reports it as if
// the value were written there. Trees are not changed but copied, as far as something in
// them is replaced.
package expand
