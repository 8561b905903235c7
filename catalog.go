package segc

import (
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/catalog"
	"github.com/segc-lang/segc/internal/problems"
)

// Catalog is what a database or the API knows. A nil list means that nothing is known of its
// kind, and an empty one that there are none.
type Catalog struct {
	Columns                []CatalogColumn // of all contact lists; those of one name become one
	Lists, ISPs, Campaigns []CatalogID
}

// CatalogColumn is a column of a contact list.
type CatalogColumn struct {
	Name    string     // as conditions name it
	Label   string     // what people call it; Text does not write it
	Type    ColumnType // or what the API calls a type: a word that is not known becomes any
	Choices []string   // of choice and tags
	NotNull bool       // every contact has a value; if false, an earlier catalog decides
}

// CatalogID is a contact list, an ISP or a campaign.
type CatalogID struct {
	ID    string // a UUID for a list, a whole number for an ISP, either for a campaign
	Name  string // in rules; if it is empty, one is made of Label
	Label string // what people call it
}

// Text writes a catalog as a text for `use`. Old is the text that it wrote the last time, or
// "": what people wrote in it stays, and an id keeps its name, even if its label changes. What
// the catalog no longer has is removed, except for kinds that are nil. If there is an error,
// there is no text. Ids are not checked: Load the text to find wrong ones.
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
	text, list := written.Text(old)
	return text, problems.Inert(list)
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
