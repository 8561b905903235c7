// Package rule writes and reads the document that the segments API takes as
// rules_json, an OR of ANDs of typed conditions, and the body of its create call.
// What conditions are is in internal/condition, with the API's words for metrics and
// for the sides of windows; this package has the rest of their spelling. It encodes a
// document to stable bytes and decodes one strictly.
//
// The shapes are those of the public API documentation (v2), "rules_json". The
// package knows what may stand in a document, not what a document means, and
// it never repairs: Decode returns exactly what was written or an error with
// the JSON path of the first thing that is wrong. The one liberty is that an
// optional member that says nothing is read as absent.
//
//   - spelling.go: the words for operators
//   - encode.go: a document as JSON
//   - decode.go, decode_event.go, decode_value.go, decode_absent.go: JSON as a document
//   - decode_error.go: what is wrong with a text, and where
//   - scan.go, scan_text.go: the tokens of JSON
//   - body.go: the create body, and the segment as the API answers it
package rule
