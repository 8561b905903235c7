// Package devserver is a stand-in for the platform's segments API (v2), for
// trying things out and for the tests of tools that call it. It keeps the rules
// of the API's public documentation and gives the reason for each refusal; where
// the documentation is silent it is strict, and docs/dev-server.md says how.
//
// It counts the contacts that match a segment with package eval, so that
// total_count is true for its contacts, and fails on demand: see Fault.
package devserver
