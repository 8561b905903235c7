// Package collation knows the ways in which a platform may compare text values.
// The API's page does not say which one it is, and databases differ: some ignore
// the case of letters, some the spaces at the end, some accents, and many ignore
// several of these. Two values are certainly equal only if they are the same
// characters, and certainly different only if they differ in every way.
//
// A [Collation] is one way. It maps a text to a key: values are equal if their
// keys are, and a value contains a part if its key contains that of the part. So
// the packages that reason about text work on keys and need no rule of their own.
//
// The package compares text alone: it knows nothing of conditions, numbers or dates.
//
// The Unicode forms and the marks come from golang.org/x/text/unicode/norm.
package collation
