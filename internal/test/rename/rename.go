// Package rename gives the names of rules to other things, by the tree and not by a search in
// the text: a value that is spelled like a name stays what it is. It is for tests only.
package rename

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/jsontext"
)

// Sort says what a name is a name of. Names of two sorts have nothing to do with each other,
// but where a condition is expected, a word may be a column or a part.
type Sort uint8

// The sorts of names.
const (
	Column Sort = iota
	Part
	List
	ISP
	Campaign
)

// String returns a word for the sort.
func (s Sort) String() string { return []string{"column", "part", "list", "isp", "campaign"}[s] }

// Name is a name of a text.
type Name struct {
	Sort Sort
	Text string
}

// Place is where a name is written.
type Place struct {
	Name
	At ast.Span
}

// Words returns words that the second edition of the language gives a meaning in some places,
// and a few that other languages give one. As names, they are as good as all others.
func Words() []string {
	return []string{
		"today", "on", "ago", "value", "param", "assume", "for", "was", "as", "tables",
		"d", "days", "w", "weeks", "date", "text", "number", "boolean", "choice", "last",
		"missing", "case", "edge", "day", "skip", "now", "yesterday", "with", "any", "TODAY", "On", "list",
	}
}

// Places returns where names are written in a file, in the order of the tree.
func Places(file *ast.File) []Place {
	var places []Place
	add := func(s Sort, n ast.Name) { places = append(places, Place{Name{s, n.Text}, n.At}) }
	others := map[string]bool{} // names of params, parameters and `for`, which may be ids, too
	for n := range file.All() {
		switch n := n.(type) {
		case *ast.Param:
			others[n.Name.Text] = true
		case *ast.For:
			others[n.Name.Text] = true
		case *ast.Let:
			for _, name := range n.Parameters {
				others[name.Text] = true
			}
		}
	}
	words := func(s Sort, values []ast.Value) {
		for _, v := range values {
			if v.Kind == ast.Word && !others[v.Text] {
				places = append(places, Place{Name{s, v.Text}, v.At})
			}
		}
	}
	for n := range file.All() {
		switch n := n.(type) {
		case *ast.Use:
			if n.As != nil {
				add(Part, *n.As)
			}
		case *ast.Let:
			add(Part, n.Name)
		case *ast.Ref:
			add(Part, n.Name)
		case *ast.Field:
			add(Column, n.Name)
		case *ast.Column:
			add(Column, n.Name)
		case *ast.Alias:
			sort := []Sort{List, ISP, Campaign}[n.Kind]
			add(sort, n.Name)
			words(sort, n.Values)
		case *ast.Membership:
			words(List, n.Values)
		case *ast.ISP:
			words(ISP, n.Values)
		case ast.Campaigns:
			words(Campaign, n.Values)
		case ast.Property:
			if n.Kind == ast.PropertyLists {
				words(List, n.Values)
			}
		case *ast.For:
			if kind, ok := n.Kind.IDs(); ok {
				for _, e := range n.Each {
					words([]Sort{List, ISP, Campaign}[kind], []ast.Value{e.Value})
				}
			}
		}
	}
	return places
}

// Text returns the text of a file with other names. Those that are words of the language are
// written between backquotes, and all are if that is asked for.
func Text(file *ast.File, names map[Name]string, quoted bool) string {
	text := file.Source.Text()
	var b strings.Builder
	end := 0
	for _, p := range Places(file) {
		other, ok := names[p.Name]
		if !ok {
			continue
		}
		if quoted || !grammar.IsPlainName(other) {
			other = "`" + other + "`"
		}
		b.WriteString(text[end:p.At.Start])
		b.WriteString(other)
		end = p.At.End
	}
	return b.String() + text[end:]
}

// Document returns a document as JSON with the other names of columns. All are exchanged at
// once, so two columns may have each other's names.
func Document(json string, names map[Name]string) string {
	var pairs []string
	for name, other := range names {
		if name.Sort == Column {
			pairs = append(pairs, field(name.Text), field(other))
		}
	}
	return strings.NewReplacer(pairs...).Replace(json)
}

func field(name string) string {
	return `"field":` + string(jsontext.AppendString(nil, name)) + `,`
}

// Draw draws new words for all names of a file but the columns that are built in. Two names of
// one sort never get one word, and neither do a column and a part.
func Draw(intn func(n int) int, file *ast.File, builtin func(column string) bool) map[Name]string {
	names := map[Name]string{}
	free := map[Sort][]string{}
	for _, p := range Places(file) {
		if p.Sort == Column && builtin(p.Text) || names[p.Name] != "" {
			continue
		}
		sort := p.Sort
		if sort == Part {
			sort = Column
		}
		if free[sort] == nil {
			free[sort] = Words()
		}
		i := intn(len(free[sort]))
		names[p.Name] = free[sort][i]
		free[sort] = slices.Delete(free[sort], i, i+1)
	}
	return names
}
