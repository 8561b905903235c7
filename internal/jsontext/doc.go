// Package jsontext writes texts as JSON strings, for documents, contacts and
// messages. It knows nothing of what they are about.
package jsontext
