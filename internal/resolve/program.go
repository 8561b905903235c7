package resolve

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
)

// Program is a file, the files that it uses, and what their names mean. It is immutable,
// and may be used from many goroutines.
type Program struct {
	// Files has the file that was loaded, and then what it uses, each once.
	Files []*ast.File
	// MainRules are those of the main file.
	MainRules []Rule
	// Guards are the `require` statements of all files.
	Guards []Guard
	// Incomplete says that a used file could not be read, or not all of it: what is not
	// declared here may be declared there.
	Incomplete bool
	// Today is the day for which the program is read, as 2026-05-01, or "" if nobody said it.
	Today string
	// Assumed is what is known of the platform, from what the files assume and from what the caller
	// of Load does.
	Assumed contact.Reading
	// doubted says that the files that the author does not name have guards: what the author says of
	// columns and of the platform does not help past them.
	doubted bool
	// Expansion says what was replaced by what if the files were expanded. It is nil if the
	// files are as they were written.
	Expansion *Expansion
	// Reserved are words that cannot be names of values, and are declared as such all the same.
	Reserved map[string]bool
	// Taken is how many ids the names of ids mean together; see [MaxIDs].
	Taken int

	// Scopes are the files that are used as parts, each after those that it uses itself. Only the
	// program of the main file has them.
	Scopes []*Scope
	// Number is 0 for the program of the main file, and another one for each of Scopes.
	Number int

	shared         []ast.Statement // of the main file, by all of several rules
	whole          *whole
	joined         []*Object // the columns of all programs, if there are several
	said           int       // how many of the files the author names, and not the caller of Load
	parts, columns map[string]*Object
	ids            [3]map[string]*Object // by ast.AliasKind
	values         map[string]*Object    // and params: one word names one of both
	parameters     map[*ast.Let]map[string]*Object
	loops          map[*ast.Segment]map[string]*Object
	headers        map[*ast.Where]*ast.Segment // if there are loops
	order          []*Object                   // as they are declared

	broken      []*Object          // as they are declared; another one may have the name
	brokenNames map[symbol]*Object // the first of each name
	unread      []unread           // statements that do not tell what they are
}

// symbol is a name of a kind.
type symbol struct {
	kind Kind
	name string
}

// unread is a statement that could not be read far enough to tell what it is.
type unread struct {
	source    *ast.Source
	statement *ast.BadStatement
}

// Main returns the file that was loaded.
func (p *Program) Main() *ast.File { return p.Files[0] }

// Used returns the other files.
func (p *Program) Used() []*ast.File { return p.Files[1:] }

// Guard is a `require` statement.
type Guard struct {
	Source  *ast.Source
	Require *ast.Require
}

// Kind is the kind of a name. One word may name something of each kind.
type Kind uint8

// The kinds of names.
const (
	Part Kind = iota
	Column
	List
	ISP
	Campaign
	Value
	Param
	Parameter // of a part, in which alone it can be used
	Loop      // of a `for`, in whose rule and header alone it can be used
)

// KindOf returns the kind of the names of ids of a kind.
func KindOf(kind ast.AliasKind) Kind { return List + Kind(kind) }

// String returns the word with which a name of the kind is declared, without that of a
// part, which is `let`.
func (k Kind) String() string {
	return [...]string{"part", "column", "list", "isp", "campaign", "value", "param", "parameter", "for"}[k]
}

// Object is what a name means.
type Object struct {
	Kind Kind
	Name string
	// Source and Statement are where it is declared: an *ast.Let, *ast.Use, *ast.Field, *ast.Alias,
	// *ast.NamedValue or *ast.Param. They are nil for a column that is not declared. The
	// statement of a parameter is that of its part, that of a `for` its *ast.Segment.
	Source    *ast.Source
	Statement ast.Statement

	Expr   ast.Expr      // of a part
	Taken  *Taken        // of a part that is a rule of another file; its statement is an *ast.Use
	Params []ast.Name    // of a part with parameters
	Column column.Column // of a column
	IDs    []ast.Value   // of a name of ids: each once, with names replaced by their ids
	// Partial says that IDs lacks some: a name among them is unknown, leads back to this
	// one, or means too many.
	Partial bool
	// Broken says that the declaration could not be read whole. The object is there for
	// those who ask what a name in the text is, and has what could be read: Expr is a
	// *ast.Bad, and there are no IDs. The checks treat the name as unknown.
	Broken bool
	// Cyclic says that a part or a name of ids is made of itself, by others or directly.
	Cyclic bool

	parameter ast.Name // of a parameter or a `for`: where it is declared

	followed state
	depth    int // while it is followed: how many names lead to it
	height   int // of a part: how deep names are nested in it
	levels   int // of a part: how deep its expression is nested with the names in it replaced
}

// Definition returns the place of the name in its declaration, and no place for a column
// that is not declared.
func (o *Object) Definition() diag.Location {
	if o.Kind == Parameter || o.Kind == Loop {
		return problems.At(o.Source, o.parameter)
	}
	if _, name, ok := declares(o.Statement); ok {
		return problems.At(o.Source, name)
	}
	return diag.Location{}
}

// Declaration returns the place of the statement.
func (o *Object) Declaration() diag.Location {
	if o.Statement == nil {
		return diag.Location{}
	}
	return problems.At(o.Source, o.Statement)
}

// named returns what a name of a kind means, or nil. A declaration that could not be read
// whole counts where there is none that could.
func (p *Program) named(kind Kind, name string) *Object {
	var o *Object
	switch kind {
	case Part:
		o = p.parts[name]
	case Column:
		o = p.columns[name]
	case Value, Param:
		if o = p.values[name]; o != nil && o.Kind != kind {
			o = nil
		}
	default:
		o = p.ids[kind-List][name]
	}
	if o == nil && p.brokenNames != nil {
		o = p.brokenNames[symbol{kind, name}]
	}
	return o
}

// Part returns the part of a name, or nil.
func (p *Program) Part(name string) *Object { return p.parts[name] }

// Declared returns the column that is declared with a name, or nil.
func (p *Program) Declared(name string) *Object { return p.columns[name] }

// Value returns the value or the param of a name, or nil.
func (p *Program) Value(name string) *Object { return p.values[name] }

// valueNamed returns the value or the param of a name, or nil. A declaration that could not
// be read whole counts where there is none that could.
func (p *Program) valueNamed(name string) *Object {
	if o := p.named(Value, name); o != nil && !o.Broken {
		return o
	}
	if o := p.named(Param, name); o != nil {
		return o
	}
	return p.named(Value, name)
}

// Parameters returns the parameters of a part with the statement, each name once.
func (p *Program) Parameters(let *ast.Let) []*Object {
	all := make([]*Object, 0, len(p.parameters[let]))
	for _, name := range let.Parameters {
		if o := p.parameters[let][name.Text]; o != nil && o.parameter == name {
			all = append(all, o)
		}
	}
	return all
}

// IDs returns the object of a name of ids, or nil.
func (p *Program) IDs(kind ast.AliasKind, name string) *Object { return p.ids[kind][name] }

// Column returns what is known of a column, and whether its name may be used: where
// columns are declared, others are not known. What a file that could not be read may
// say of a column goes before what the platform does.
func (p *Program) Column(name string) (column.Column, bool) {
	if o := p.columns[name]; o != nil {
		return o.Column, true
	}
	if p.Incomplete {
		return column.Column{}, true
	}
	if builtin, ok := column.Builtin(name); ok {
		return builtin, true
	}
	return column.Column{}, len(p.columns) == 0
}

// IsColumn reports whether a column of the name is declared or built in.
func (p *Program) IsColumn(name string) bool {
	_, builtin := column.Builtin(name)
	return builtin || p.columns[name] != nil
}

// Objects returns what is declared, in the order of files and declarations, without what
// could not be read whole.
func (p *Program) Objects() []*Object { return p.order }

// Visible returns what can be named with a name of the kind, sorted by name. Columns are
// those that are declared, and those that every contact has. A declaration that could not
// be read whole counts, too. The poll counts the work.
func (p *Program) Visible(work *poll.Poll, kind Kind) []*Object {
	var all []*Object
	for _, o := range p.order {
		work.Step(4)
		if o.Kind == kind {
			all = append(all, o)
		}
	}
	if kind == Column && p.joined != nil {
		all = append(all[:0], p.joined...)
	}
	for _, o := range p.broken {
		work.Step(4)
		if o.Kind == kind && p.named(kind, o.Name) == o {
			all = append(all, o)
		}
	}
	if kind == Column {
		for _, name := range column.BuiltinNames() {
			if p.named(Column, name) == nil {
				builtin, _ := column.Builtin(name)
				all = append(all, &Object{Kind: Column, Name: name, Column: builtin})
			}
		}
	}
	poll.Sort(work, all, func(a, b *Object) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Alone returns the names that mean a single id, sorted by name. The poll counts the work.
func (p *Program) Alone(work *poll.Poll, kind ast.AliasKind) []*Object {
	return slices.DeleteFunc(p.Visible(work, KindOf(kind)), func(o *Object) bool { return o.Partial || len(o.IDs) != 1 })
}

// names returns the names of a kind that mean something, sorted.
func (p *Program) names(work *poll.Poll, kind Kind) []string {
	all := p.Visible(work, kind)
	names := make([]string, 0, len(all))
	for _, o := range all {
		if !o.Broken || kind == Column && p.IsColumn(o.Name) {
			names = append(names, o.Name)
		}
	}
	return names
}
