// Package shape checks trees that a program made: that they have what the stages after the
// parser rely on. Package grammar makes no other trees, so trees of a text need no check.
//
// A tree has the right shape if nothing in it is nil, every number is one of the constants of
// its type, every condition has as many values as its operator takes, each value is written
// as its kind is, every place lies in the source, and nothing that could not be read is in a
// file that is not [ast.File.Broken]. It is nested to a limit, so that it cannot contain
// itself, and large to a limit, since parts may be in many places.
//
// What names and values mean is for the stages that know it: a color outside the palette, or
// a text where a number belongs, has the right shape.
//
//   - shape.go is the entry, has the limits, and says what is wrong
//   - statement.go goes through files and statements, expr.go through expressions
//   - tables.go looks at what a database calls things
//   - value.go looks at values, names and places
package shape
