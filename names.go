package segc

import (
	"iter"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
)

// Name is a declared name, or a column that every contact has.
type Name struct {
	Kind       NameKind
	Text       string        // without backquotes
	Definition diag.Location // zero for a column that every contact has and no text declares
	Comment    string        // above the declaration, or at the end of its line; without #

	Type    ColumnType // of a column
	Choices []string   // of a column of TypeChoice or TypeTags
	NotNull bool       // every contact has a value in the column
	IDs     []string   // of a list, an ISP or a campaign, each once: UUIDs in lower case, or digits
}

// NameKind says what a name is for. One word may be a name of several kinds.
type NameKind string

const (
	NameColumn   NameKind = "column"
	NamePart     NameKind = "part" // of a rule, declared by let
	NameList     NameKind = "list" // one contact list or several
	NameISP      NameKind = "isp"
	NameCampaign NameKind = "campaign"
)

// Names yields the names that the text can use, by kind and then by name. A declaration counts
// as far as it could be read, so an editor can offer names while somebody types; of several
// of a name, the first whole one counts.
func (p *Program) Names() iter.Seq[Name] {
	p = p.orEmpty()
	return func(yield func(Name) bool) {
		files := map[*ast.Source]*ast.File{}
		for _, file := range p.program.Files {
			files[file.Source] = file
		}
		for _, kind := range [...]resolve.Kind{resolve.Column, resolve.Part, resolve.List, resolve.ISP, resolve.Campaign} {
			for _, o := range p.program.Visible(nil, kind) {
				if !grammar.CanQuote(o.Name) {
					continue // a mistake, and no rule can name it
				}
				if !yield(p.name(o, files[o.Source])) {
					return
				}
			}
		}
	}
}

// name returns a name that is declared in a file, or a column without a declaration.
func (p *Program) name(o *resolve.Object, file *ast.File) Name {
	name := Name{Text: o.Name, Definition: o.Definition()}
	if o.Statement != nil {
		name.Comment = resolve.Comment(file, o.Statement)
	}
	switch o.Kind {
	case resolve.Column:
		name.Kind = NameColumn
		name.Type, name.Choices, name.NotNull = ColumnType(o.Column.Type.String()), slices.Clone(o.Column.Choices), o.Column.NotNull
	case resolve.Part:
		name.Kind = NamePart
	case resolve.List:
		name.Kind, name.IDs = NameList, p.program.Facts.TextsOf(o)
	case resolve.ISP:
		name.Kind, name.IDs = NameISP, p.program.Facts.TextsOf(o)
	case resolve.Campaign:
		name.Kind, name.IDs = NameCampaign, p.program.Facts.TextsOf(o)
	}
	return name
}
