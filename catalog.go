package segc

import (
	"context"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/catalog"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/poll"
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

// Text writes a catalog as a text for `use` that has no errors. Old is the text that it wrote
// the last time, or "": what people wrote in it stays, and an id keeps its name. What the
// catalog no longer has is removed, except for kinds that are nil. What is left out, or has
// another name than Name, is a warning without a place. With an error, the text is empty.
// Files that old uses are not read.
func (c *Catalog) Text(ctx context.Context, old string) (text string, list diag.List) {
	if c == nil {
		c = &Catalog{}
	}
	written := catalog.Catalog{Lists: idsOf(c.Lists), ISPs: idsOf(c.ISPs), Campaigns: idsOf(c.Campaigns)}
	if c.Columns != nil {
		written.Columns = make([]catalog.Column, len(c.Columns))
	}
	for i, column := range c.Columns {
		written.Columns[i] = catalog.Column{Name: column.Name, Type: string(column.Type), Choices: column.Choices, NotNull: column.NotNull}
	}
	ctx = poll.Within(ctx, 0)
	text, list = written.Text(ctx, old)
	if old != "" && !list.HasErrors() {
		list = append(mistakes(ctx, text), list...)
	}
	if ended := compiler.Interrupted(ctx, nil); ended != nil {
		return "", ended
	}
	if list.HasErrors() {
		text = ""
	}
	return text, problems.Inert(list)
}

// mistakes returns what keeps rules from using the text of a catalog, except for what
// depends on other files.
func mistakes(ctx context.Context, text string) diag.List {
	if text == "" {
		return nil
	}
	program, list := Load(ctx, text, Options{Name: "catalog.seg"})
	uses := func(d diag.Diagnostic) bool {
		return slices.ContainsFunc(program.Files()[0].Statements, func(s ast.Statement) bool {
			_, use := s.(*ast.Use)
			return use && s.Span().Covers(d.Location.Span)
		})
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity != diag.Error || uses(d) })
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
