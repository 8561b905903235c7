// Package client calls the platform's segments API (v2): it creates, reads,
// lists and changes segments and reads contact lists with their columns. It
// stands alone: nothing in it knows the segment language.
//
// # Promises
//
//   - The key is sent in the header X-API-Key to the origin of the base address
//     and nowhere else. It stands in no error, event, trace or print-out.
//   - Plain http is for loopback addresses only, and TLS is always verified.
//   - No segment is made twice. When it is not known whether a POST arrived, the
//     client looks for the segment by name, adopts what it made, and only when
//     there is nothing posts again. A PATCH is compared with the segment as it is
//     then. What stays unknown is an *UncertainError.
//   - Requests keep within 60 a minute and within what the headers X-RateLimit-*
//     and Retry-After say. A GET is tried again after a broken connection or a
//     status of 5xx.
//   - What is needed of an answer is checked, and an *AnswerError names the member
//     that is wrong; members that are new are passed over.
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
package client
