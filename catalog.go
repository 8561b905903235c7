package segc

import (
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/catalog"
)

// CatalogList is a contact list as the API describes it.
type CatalogList struct {
	ID      string // a UUID in lower case
	Label   string
	Columns []CatalogColumn
}

// CatalogColumn is a column of a contact list.
type CatalogColumn struct {
	Name    string // as conditions name it
	Label   string
	Type    string // as the API writes it
	Choices []string
}

// UpdateCatalog returns the text of a catalog with a list statement for every
// contact list and a field statement for every column, sorted, at its end.
//
// What stands before them stays as it is, byte for byte. Lists that it names
// and columns that it declares are not declared again. Of what stands among the
// generated statements, other statements move before them; comments, the names
// of lists and `not null` stay, and so does a type where the API's says nothing.
// A list keeps its name when its label changes, since rules use the name. A list
// or column that the API no longer has goes, and its comments move up.
//
// The ids are taken as they are: an id that is no UUID, which the API never
// gives, makes a text that does not compile. A text with an error is not
// changed: the list says what is wrong. So does a catalog that would have more
// than 1 MiB, which no rule could use. The time grows with the lists, their columns
// and their choices, and no faster.
func UpdateCatalog(text string, lists []CatalogList) (string, diag.List) {
	found := make([]catalog.List, len(lists))
	for i, l := range lists {
		found[i] = catalog.List{ID: l.ID, Label: l.Label, Columns: make([]catalog.Column, len(l.Columns))}
		for j, c := range l.Columns {
			found[i].Columns[j] = catalog.Column(c)
		}
	}
	return catalog.Update(text, found)
}
