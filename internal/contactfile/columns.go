package contactfile

import (
	"github.com/segc-lang/segc/internal/column"
)

// Want is what is asked of a file of contacts.
type Want struct {
	Columns []Column // whose values are read
	Key     string   // the column that says which contact it is
	Events  bool
	Lists   bool
	ISP     bool
}

// Column is a column and what its values must be.
type Column struct {
	Name    string
	Type    column.Type
	Known   bool // the type is declared; a table can only be read then
	NotNull bool
	Choices map[string]bool // values that are declared; nil for all
}

// IsKey reports whether a column is the one that says which contact it is.
func (w *Want) isKey(name string) bool { return name == w.Key }
