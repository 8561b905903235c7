// Package client calls the platform's segments API (v2): it creates, reads,
// lists and changes segments and reads contact lists with their columns. It
// needs nothing else: it does not know the segment language.
//
// # Promises
//
//   - The key is sent in the header X-API-Key to the origin and below the path of
//     the base address and nowhere else. No error, event, trace or print-out has
//     it, in any usual spelling, and neither has anything that a call returns: an
//     answer that repeats the key is refused as a whole.
//   - Plain http is for loopback addresses only, without a proxy. TLS is always
//     verified, and HTTP/2 is off, since Go's own log of it would have the key.
//   - No segment is created twice. Before a POST, the client looks up which
//     segments have the name. If it is not known whether the POST arrived, it
//     looks again, adopts a new one with the same body, and posts again only if
//     there is nothing new. It compares ids, never times. A PATCH is compared with
//     the segment as it is then. What stays unknown is an *UncertainError.
//   - A list of segments is whole: if it changes while it is read, it is read
//     again, and one that contradicts itself each time is an error.
//   - Requests keep within 60 a minute and within what the headers X-RateLimit-*
//     and Retry-After say. A GET is tried again after a broken connection or a
//     status of 5xx.
//   - What is needed of an answer is checked (ids, names, rules), and an
//     *AnswerError names the member that is wrong. Members that are new are
//     skipped, other members may be null, and times may have any form.
//   - The end of a context ends every wait at once. The package keeps no state
//     outside of a Client and prints nothing.
//
// # Errors
//
// An *APIError is a refusal by the API; errors.Is tells ErrUnauthorized,
// ErrNotFound, ErrInvalid and ErrRateLimited apart. A *TransportError says that
// the API could not be reached. Every one names the method and the path of the
// request.
//
// Source of all rules: the API's public documentation; what it leaves open is
// said where it matters.
//
// # Files
//
// The calls:
//
//   - client.go has the Client and its options, and calls.go the calls that read one thing
//   - create.go creates a segment once, with named.go, which finds the segments of a name
//   - update.go changes a segment, and same.go tells whether bodies say the same
//   - list.go has the calls that list, pages.go reads a list page by page, and whole.go
//     reads it until it is whole; contact_page.go reads one page of contacts
//
// What goes over the wire:
//
//   - segment.go and contact.go have what the calls send and return
//   - decode.go reads and checks the JSON of an answer, and moment.go its times
//   - errors.go has the errors, and refusal.go reads the server's words in one
//   - event.go has the events that a caller gets while it waits
//
// How it goes there:
//
//   - send.go sends one request, and retry.go sends it again
//   - pace.go holds requests back, by the time of clock.go
//   - address.go checks the base address, redirect.go keeps redirects below it, and
//     transport.go makes the connection
//   - secret.go keeps the key from being shown, and spelling.go finds it in any spelling
package client
