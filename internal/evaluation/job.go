package evaluation

import (
	"io"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/match"
	"github.com/segc-lang/segc/internal/spill"
)

// Input is a file to read.
type Input struct {
	Name string // in messages
	From io.Reader
}

// Job is what is asked.
type Job struct {
	Document *condition.Document
	Assumed  contact.Reading
	Clock    match.Clock
	// Column says what the values of a column must be.
	Column func(name string) contactfile.Column
	// On are the lists of the segment: contacts on none of them do not count, if it is known
	// who is on a list. Nil counts all contacts.
	On []string

	Contacts      []Input
	Events        *Input // beside the contacts; nil for none
	Memberships   *Input
	NoEvents      bool // nobody has an event
	NoMemberships bool // nobody is on a list
	Layout        contactfile.Layout
	Key           string // the column that says which contact a row is about

	Bounds  bool    // what is unknown gives two numbers, not an error
	Lacks   Unknown // what is known to be in no file of objects or records, from a run before
	Groups  bool    // count what each group brings
	Unique  bool    // a contact counts once, however many rows it has
	SkipBad int     // rows that may be wrong; they are left out
	Memory  int64   // about how many bytes a run takes; what is more comes into temporary files
	Workers int
	// Temporary makes a file for what is more than memory takes. Nil gives ErrMemory.
	Temporary spill.Open

	List     *List                         // writes the contacts that match
	Progress func(read int64, events bool) // contacts, or events of a file of them
}

// List says what is written of the contacts that match.
type List struct {
	To      io.Writer
	Columns []string // whose values Row gets, beside those of the document
	Header  []byte   // is written first, once the files are known to have the columns
	// Row appends a contact to what is written. The values are in the order of Columns.
	Row    func(b []byte, key string, values []contact.Value) []byte
	Sample int    // write so many of them, chosen by their keys; 0 for all
	Seed   uint64 // another seed chooses others
}
