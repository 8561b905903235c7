// Package rulesjson has the document that the segments API takes as rules_json, as data
// in the API's own words.
//
// It is plain data, for programs that read, make or change documents without a rule. The
// package knows what may be in a document, not what a document means: package segc
// compiles, compares and explains.
//
// The words and shapes are those of the public API documentation (v2), "rules_json".
package rulesjson
