package segc

import (
	"iter"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// Name is a declared name, or a column that every contact has.
type Name struct {
	Kind NameKind
	Text string // without backquotes

	// Definition is the place of the name in its declaration. It is zero for a column
	// that every contact has, such as status, unless a text declares it.
	Definition diag.Location

	// Comment is what people wrote about the declaration: the comment lines right above
	// it, without their # and one blank each, joined by line feeds. If there are none, it
	// is the comment at the end of the line of a declaration that is on one line.
	// Directives such as # segc:ignore do not count. Leave a line empty below a heading:
	// otherwise it is the comment of the first declaration below it.
	Comment string

	Type    ColumnType // of a column; TypeAny if its declaration does not say one
	Choices []string   // of a column of TypeChoice or TypeTags, as declared
	NotNull bool       // every contact has a value in the column

	// IDs are the ids of a list, an ISP or a campaign, each once: UUIDs in lower
	// case, and numbers in digits. Names in its declaration are replaced by their ids.
	// What could not be read is left out.
	IDs []string
}

// NameKind is what a name names. One word may be a name of each kind.
type NameKind string

// The kinds, in the sequence of Program.Names.
const (
	NameColumn   NameKind = "column"
	NamePart     NameKind = "part" // of a rule, declared by let
	NameList     NameKind = "list" // one contact list or several
	NameISP      NameKind = "isp"
	NameCampaign NameKind = "campaign"
)

// Names yields what is in scope in the loaded text, in it or in a file that it uses: by
// kind, in the sequence of the constants of NameKind, and then by name. Each time it
// begins anew.
//
// Declarations count as far as they could be read, so that an editor can offer the names
// of a text while somebody types. Of several declarations of one name, the first that is
// whole counts. If the list of Load has an error of the code diag.Interrupted, there are
// only the columns that every contact has.
func (p *Program) Names() iter.Seq[Name] {
	p = p.orEmpty()
	return func(yield func(Name) bool) {
		files := map[*ast.Source]*ast.File{}
		for _, file := range p.program.Files {
			files[file.Source] = file
		}
		for _, kind := range [...]resolve.Kind{resolve.Column, resolve.Part, resolve.List, resolve.ISP, resolve.Campaign} {
			for _, o := range p.program.Visible(nil, kind) {
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
