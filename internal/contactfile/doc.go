// Package contactfile reads contacts, their events and their memberships from files, of any
// size and of unknown origin. It decodes only what it is asked for, refuses what is not right
// with its place, and takes nothing for missing that is merely unknown.
//
//   - columns.go says what a caller may ask for, and layout.go has the ways to write a file
//   - blocks.go cuts a stream into blocks of whole lines, and encoding.go refuses other encodings
//   - source.go finds out what a file has and reads its blocks; many goroutines may read
//     different blocks at once
//   - contact.go is a contact as a file has it
//   - rows.go reads the rows of a file as cells: object.go those of JSON, and table.go those
//     of CSV, which fields.go cuts. record.go reads contacts in the form of package contact, and
//     record_event.go their events. json.go is the scanner of all JSON
//   - order.go remembers the order of members, and word.go looks at eight bytes at once
//   - value.go makes values of the cells of a table, value_json.go of those of JSON, date.go
//     reads dates, and instant.go times
//   - events.go reads files of events, and lists.go files of memberships
//   - fault.go says what is wrong, and where
//
// JSON is that of package encoding/json and CSV that of package encoding/csv, which are the
// judges of this package, but stricter: a byte that is not UTF-8 is refused.
//
// The package opens no files, knows no rules and decides nothing about who matches.
package contactfile
