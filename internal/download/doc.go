// Package download reads the contacts of a list or a segment of the API, page after page, and
// keeps what it has so far in a partial file, so that a later run can go on.
//
//   - read.go asks for the pages in their order, and finds out whether they are whole together
//   - line.go writes a contact as a JSON object in one line
//   - part.go has the partial file, and resume.go reads one again
//
// The API gives contacts in no order that is documented, a page at a time, while others may add
// and remove contacts. So every id counts once, and a download is whole only if it has as many
// contacts as the API says at its end. What contradicts itself is an *UnreliableError and
// never a file.
//
// The package opens no files and talks to no API: both are handed to it.
package download
