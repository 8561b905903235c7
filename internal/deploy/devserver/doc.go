// Package devserver is a stand-in for the platform's segments API (v2), for
// trying things out and for the tests of tools that call it. It keeps the rules
// of the API's public documentation and gives the reason for each refusal; where
// the documentation is silent it is strict, and docs/dev-server.md says how.
//
// It counts the contacts that match a segment with package match, so that
// total_count is true for its contacts, and fails on demand: see Fault.
//
// A request on its way:
//
//   - config.go makes a server, and serve.go listens for it
//   - caller.go keeps web pages out, server.go takes the request and writes the answer,
//     limit.go counts the requests of a minute, and routes.go finds who answers
//   - segments.go, lists.go and contacts.go answer for one kind of thing each, and the last
//     two read the data of theirs
//   - change.go reads what a body changes, check_rules.go checks its rules against the lists,
//     and build.go says how far a segment is built and whom it matches
//   - answer.go has answers and refusals, page.go one page of a list, and log.go the log
//
// Faults on demand: fault.go reads what was asked for, drift.go changes a list while it is
// read, and unusual.go changes what an answer looks like.
//
// Data: store.go keeps the segments and their file, sample.go has what is served when
// nothing is given, crowded.go refuses a file that would take too much memory, and
// decode_error.go says why one cannot be decoded.
//
// The package never calls the platform, and listens on this machine only.
package devserver
