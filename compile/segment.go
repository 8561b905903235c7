package compile

import "github.com/segc-lang/segc/diag"

// Segment is the header of a file: what the create call needs beside the
// rules. What the file does not say is empty.
type Segment struct {
	Name        string
	ID          string   // a UUID in lower case
	Color       string   // #rrggbb in lower case, from the palette
	Lists       []string // UUIDs in lower case
	Description string
	Location    diag.Location
}
