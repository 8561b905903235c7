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

	Type       ColumnType // of a column, a value or a param; a param may also be a "list", an "isp" or a "campaign"
	Choices    []string   // of TypeChoice or TypeTags
	NotNull    bool       // every contact has a value in the column
	IDs        []string   // of a list, an ISP, a campaign or a param that is one, each once: UUIDs in lower case, or digits
	Default    string     // of a param, as Options.Params takes it
	Required   bool       // the param has no default
	Parameters []string   // of a part, in the order of its arguments
}

// NameKind says what a name is for. One word may be a name of several kinds.
type NameKind string

const (
	NameColumn   NameKind = "column"
	NamePart     NameKind = "part" // of a rule, declared by let
	NameValue    NameKind = "value"
	NameParam    NameKind = "param"
	NameList     NameKind = "list" // one contact list or several
	NameISP      NameKind = "isp"
	NameCampaign NameKind = "campaign"
)

// Names yields the names that the text can use, by kind and name: the first whole
// declaration of each. What is cut short counts as far as it was read.
func (p *Program) Names() iter.Seq[Name] {
	p = p.orEmpty()
	return func(yield func(Name) bool) {
		files := map[*ast.Source]*ast.File{}
		for _, file := range p.program.AsWritten().AllFiles() {
			files[file.Source] = file
		}
		for _, kind := range [...]resolve.Kind{
			resolve.Column, resolve.Part, resolve.Value, resolve.Param, resolve.List, resolve.ISP, resolve.Campaign,
		} {
			for _, o := range p.visible(kind) {
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

// visible returns what can be named with a name of a kind. Columns and names of ids are those
// of the program in which names of values are replaced, since these may be among what they
// have; the others are as they are written.
func (p *Program) visible(kind resolve.Kind) []*resolve.Object {
	switch kind {
	case resolve.Part, resolve.Value, resolve.Param:
		return p.program.AsWritten().Visible(nil, kind)
	}
	return p.program.Visible(nil, kind)
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
		for _, parameter := range o.Params {
			name.Parameters = append(name.Parameters, parameter.Text)
		}
	case resolve.Value:
		name.Kind, name.Type = NameValue, ColumnType(p.program.Meaning(o).Type)
	case resolve.Param:
		p.param(&name, o)
	case resolve.List:
		name.Kind, name.IDs = NameList, p.program.Facts.TextsOf(o)
	case resolve.ISP:
		name.Kind, name.IDs = NameISP, p.program.Facts.TextsOf(o)
	case resolve.Campaign:
		name.Kind, name.IDs = NameCampaign, p.program.Facts.TextsOf(o)
	}
	return name
}

// param adds what is known of a param.
func (p *Program) param(name *Name, o *resolve.Object) {
	m := p.program.Meaning(o)
	name.Kind, name.Type, name.Choices = NameParam, ColumnType(m.Type), slices.Clone(m.Choices)
	name.Default, name.Required = m.Default, o.Statement.(*ast.Param).Default == nil
	for _, kind := range [...]ast.AliasKind{ast.AliasList, ast.AliasISP, ast.AliasCampaign} {
		for _, v := range m.Values {
			if resolve.KindOf(kind).String() == m.Type {
				name.IDs = append(name.IDs, p.program.Facts.TextsAt(kind, v)...)
			}
		}
	}
}
