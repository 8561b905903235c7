// Package rule holds the document that the segments API takes as rules_json:
// an OR of ANDs of typed conditions. It encodes a document to stable bytes and
// decodes one strictly.
//
// The shapes are those of the public API documentation (v2), "rules_json". The
// package knows what may stand in a document, not what a document means, and
// it never repairs: Decode returns exactly what was written or an error with
// the JSON path of the first thing that is wrong. The one liberty is that an
// optional member that says nothing is read as absent.
package rule
