package contactfile

import "time"

// Shape is how the contacts of a file are written.
type Shape string

// The shapes. The zero Shape is found out from the first line.
const (
	Records Shape = "records" // JSON objects in the form of package contact, one in a line
	Objects Shape = "objects" // JSON objects whose members are columns, one in a line
	Table   Shape = "csv"     // a header with the columns, and a contact in each row
)

// Layout says how the values of a file are written where there are several ways. The zero
// Layout is that of segc itself.
type Layout struct {
	Shape   Shape
	Headers map[string]string // what the file calls a column, by its name in the rule
	Null    []string          // texts of a table that say that a value is missing, beside the empty one
	// EmptyIsText says that an empty cell of a text column is the empty text.
	EmptyIsText  bool
	DecimalComma bool           // 1.000,50
	PointIsSure  bool           // 1.000 is 1, also between semicolons
	Dates        string         // such as DD.MM.YYYY or MM/DD/YYYY hh:mm, several with | between them; "" for those of the language
	Zone         *time.Location // of times without one; UTC if nil
}
