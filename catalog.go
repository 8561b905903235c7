package segc

import (
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/catalog"
)

// Catalog is what a database or the API knows of columns, contact lists, ISPs and
// campaigns.
//
// Nil means that nothing is known of a kind, and an empty list that there are none of
// it. So a program whose database has only lists and columns leaves ISPs and Campaigns
// nil, and never removes those that another program wrote.
type Catalog struct {
	// Columns are those of all contact lists together. Columns of one name become one
	// statement: of type any if their types differ, otherwise with the choices of all
	// of them, and not null if all of them are. The columns that every contact has,
	// such as email, are left out.
	Columns []CatalogColumn

	// Lists, ISPs and Campaigns have each id once. More of the same id are left out.
	Lists, ISPs, Campaigns []CatalogID
}

// CatalogColumn is a column of a contact list.
type CatalogColumn struct {
	Name  string // as conditions name it
	Label string // what people call it; Text does not write it

	// Type is one of the types of columns, or what the API calls a type: some such
	// words, for example integer, are known, and every other one becomes any.
	Type ColumnType

	Choices []string // of choice and tags
	NotNull bool     // every contact has a value; if false, an earlier catalog decides
}

// CatalogID is a contact list, an ISP or a campaign.
type CatalogID struct {
	// ID is a UUID for a list, a whole number for an ISP, and either for a campaign.
	ID string

	Name  string // in rules; if it is empty, one is made of Label
	Label string // what people call it
}

// Text writes a catalog as a file of declarations for `use`: a list, isp or campaign
// statement for each id and a field statement for each column, each kind sorted by
// name. It returns the whole text, or an error and no text. A nil or zero Catalog
// returns old as it is.
//
// Old is an earlier catalog, or "". A comment in it begins the generated part, and says
// which kinds are generated. What comes before that comment stays as it is, byte for
// byte, and what it declares is not declared again. In the generated part:
//
//   - Comments stay.
//   - An id keeps its name, even if its label or CatalogID.Name changes, since rules use
//     the name. Of two ids that would get the same name, one gets a number.
//   - A column keeps `not null`, and its type if CatalogColumn.Type says nothing.
//   - An id or a column that the catalog no longer has is removed, and its comments move
//     before the generated part. Statements of kinds that are nil stay.
//   - Other statements were written by hand, and move before the generated part.
//
// Ids are taken as they are. One that is neither a UUID nor a number is written in
// quotes, and makes a text that does not compile.
//
// If old has an error, the list has it. A text of more than 1 MiB, which no rule could
// use, is an error of the code diag.TooLarge. The time grows linearly with the ids, the
// columns and their choices.
func (c *Catalog) Text(old string) (string, diag.List) {
	if c == nil {
		c = &Catalog{}
	}
	written := catalog.Catalog{Lists: idsOf(c.Lists), ISPs: idsOf(c.ISPs), Campaigns: idsOf(c.Campaigns)}
	if c.Columns != nil {
		written.Columns = make([]catalog.Column, len(c.Columns))
	}
	for i, column := range c.Columns {
		written.Columns[i] = catalog.Column{
			Name: column.Name, Label: column.Label, Type: string(column.Type), Choices: column.Choices, NotNull: column.NotNull,
		}
	}
	return written.Text(old)
}

// idsOf returns ids in the form of package catalog: nil for nil.
func idsOf(ids []CatalogID) []catalog.ID {
	if ids == nil {
		return nil
	}
	out := make([]catalog.ID, len(ids))
	for i, id := range ids {
		out[i] = catalog.ID(id)
	}
	return out
}
