// Package rule leads from the document as the engine has it, internal/condition, to the
// one that the API takes, package rulesjson, and back: as data, as JSON, and with what a
// segment needs beside it.
//
// Package rulesjson knows the shapes and the words of the API, writes its JSON and reads it
// strictly. Here is what differs between the two forms: numbers for operators, and one
// kind of condition for all events. Nothing is checked or repaired.
//
//   - convert.go: documents of one form as documents of the other
//   - spelling.go: the words for operators
//   - encode.go, decode.go: documents as JSON, and back
//   - table.go: documents as JSON and back, each condition once
//   - squeeze.go: the same for a document with blanks between its words
//   - sorted.go: conditions as JSON that hashes are made of
//   - body.go: the create body, and the segment as the API answers it
package rule
