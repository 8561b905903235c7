// Package contact has contacts as values: what a rule looks at.
//
//   - contact.go has a contact, its values and its events
//   - parse.go reads a contact as one JSON object, and encode.go writes it so
//
// The package decides nothing about which rules a contact matches: internal/eval judges
// that.
package contact
