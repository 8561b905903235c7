// Package rulesjson has the document that the segments API takes as rules_json, as data
// in the API's own words: for programs that read, build or change documents themselves.
//
// A [Document] is an OR of groups, a [Group] an AND of conditions. There are five kinds of
// conditions: [Field], [Activity], [Deliverability], [Membership] and [ISP]. All of them are
// plain data that you may build and change as you like; nothing here keeps or shares it.
//
//   - [Parse] reads a document. It accepts exactly what the API documents, and a
//     [ParseError] has the path, the bytes and the reason of the first problem.
//   - [Document.Validate] checks a document that your program made.
//   - [Document.AppendJSON] writes one, on one line or with a line for each condition.
//   - [Segment] is what surrounds a document in the API: name, color, contact lists.
//
// json.Marshal and json.Unmarshal work on documents as well.
//
// The package knows what may be in a document, not what a document means: package segc
// compiles, compares and explains. It is stable, and grows when the API does.
//
// The words and shapes are those of the public API documentation (v2), "rules_json".
//
// # For contributors
//
//   - document.go, words.go: documents, groups and conditions, and the words in them
//   - encode.go: a document as JSON
//   - decode.go, decode_event.go, decode_value.go, decode_absent.go: JSON as a document
//   - decode_error.go: what is wrong with a text, and where
//   - scan.go, scan_text.go: the tokens of JSON
//   - validate.go, size.go: what the API would not accept, and how long a document is
//   - segment.go: the create body, and the segment as the API answers it
package rulesjson
