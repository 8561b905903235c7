package compile

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/suggest"
)

// scope is what the names of a compilation mean. Parts, columns, lists, ISPs
// and campaigns are names of their own kind: one word may be several of them.
type scope struct {
	lets     map[string]*letName
	aliases  [3]map[string]*aliasName // by ast.AliasKind
	fields   map[string]*fieldName
	requires []guard
	compared map[string]comparison // undeclared columns, by name
	dates    map[string]bool       // those compared with a date without quotes
}

// comparison is the first value that an undeclared column is compared with.
type comparison struct {
	at   diag.Location
	kind ast.ValueKind
}

type letName struct {
	source *ast.Source
	let    *ast.Let
	state  state
	depth  int // while it is open: how many names lead to it
	height int // nesting of the expression with the names in it replaced
}

type aliasName struct {
	source *ast.Source
	alias  *ast.Alias
	state  state
	depth  int         // while it is open: how many names lead to it
	values []ast.Value // the ids, once resolved
}

type fieldName struct {
	source *ast.Source
	field  *ast.Field
	column column.Column

	choices map[string]bool // of many, when they are first needed
}

type guard struct {
	source  *ast.Source
	require *ast.Require
}

// state says how far a name that may stand on itself has been followed.
type state uint8

const (
	fresh state = iota
	open        // being followed: met again, it is a cycle
	done
)

// collect gathers the names of all files.
func (c *compiler) collect() {
	for _, file := range c.files {
		c.collectFile(file)
	}
}

func (c *compiler) collectFile(file *ast.File) {
	var where *ast.Where
	var segment *ast.Segment
	for _, s := range file.Statements {
		c.poll.Step(32)
		switch s := s.(type) {
		case *ast.BadStatement:
			c.broken = append(c.broken, place(file.Source, s))
		case *ast.Let:
			if old := c.scope.lets[s.Name.Text]; old != nil {
				c.duplicate(file.Source, s.Name, old.source, old.let.Name, "a part")
				continue
			}
			put(&c.scope.lets, s.Name.Text, &letName{source: file.Source, let: s})
		case *ast.Alias:
			names := &c.scope.aliases[s.Kind]
			if old := (*names)[s.Name.Text]; old != nil {
				c.duplicate(file.Source, s.Name, old.source, old.alias.Name, [...]string{"a list", "an ISP", "a campaign"}[s.Kind])
				continue
			}
			put(names, s.Name.Text, &aliasName{source: file.Source, alias: s})
		case *ast.Field:
			c.collectField(file.Source, s)
		case *ast.Require:
			c.scope.requires = append(c.scope.requires, guard{file.Source, s})
		case *ast.Where:
			if where != nil {
				c.repeated(file.Source, s, where, "rule").Notes = []string{"conditions are joined by `and` and `or` in one rule"}
			} else {
				where = s
			}
		case *ast.Segment:
			if segment != nil {
				c.repeated(file.Source, s, segment, "segment").Notes = []string{"one file is one segment"}
			} else {
				segment = s
			}
		}
	}
}

func (c *compiler) collectField(source *ast.Source, s *ast.Field) {
	if old := c.scope.fields[s.Name.Text]; old != nil {
		c.duplicate(source, s.Name, old.source, old.field.Name, "a column")
		return
	}
	f := &fieldName{source: source, field: s, column: column.Column{NotNull: s.NotNull}}
	put(&c.scope.fields, s.Name.Text, f)
	if builtin, ok := column.Builtin(s.Name.Text); ok && builtin.NotNull {
		f.column.NotNull = true
	}
	typ, ok := column.ParseType(strings.ToLower(s.Type.Text))
	if !ok {
		c.unknownType(source, s.Type)
		return
	}
	f.column.Type, f.column.Mixed = typ, typ == column.Any
	for _, v := range s.Choices {
		c.poll.Step(8)
		switch {
		case typ != column.Choice && typ != column.Tags:
		case v.Kind != ast.String:
			c.unquoted(source, v, "a choice")
		default:
			f.column.Choices = append(f.column.Choices, v.Text)
		}
	}
	at := place(source, s.Type)
	switch {
	case typ == column.Choice && len(s.Choices) == 0:
		c.fail(diag.UnknownType, at, "the choices are missing").Notes = []string{`for example: choice("free", "pro")`}
	case typ != column.Choice && typ != column.Tags && len(s.Choices) > 0:
		c.fail(diag.UnknownType, at, fmt.Sprintf("a column of type %s has no list of values", typ)).Notes = []string{"`choice` and `tags` have one"}
	}
}

func (c *compiler) unknownType(source *ast.Source, t ast.TypeName) {
	d := c.fail(diag.UnknownType, place(source, t), fmt.Sprintf("`%s` is no type of a column", t.Text))
	d.Notes = []string{"the types are " + strings.Join(column.Names(), ", ")}
	known := map[string]string{
		"string": "text", "str": "text", "varchar": "text", "email": "text", "int": "number", "integer": "number", "float": "number",
		"decimal": "number", "bool": "boolean", "datetime": "date", "timestamp": "date", "time": "date", "enum": "choice", "set": "tags", "list": "tags", "array": "tags",
	}
	word, ok := known[strings.ToLower(t.Text)]
	if !ok {
		word, ok = suggest.Nearest(t.Text, column.Names())
	}
	if ok {
		d.Fixes = []diag.Fix{replaceWith(place(source, t), word)}
	}
}

func (c *compiler) duplicate(source *ast.Source, n ast.Name, oldSource *ast.Source, old ast.Name, what string) {
	d := c.fail(diag.DuplicateName, place(source, n), fmt.Sprintf("there is %s called `%s` already", what, n.Text))
	d.Related = []diag.Label{{Location: place(oldSource, old), Text: "the first one"}}
}

func (c *compiler) repeated(source *ast.Source, s, first ast.Node, what string) *diag.Diagnostic {
	d := c.fail(diag.DuplicateStatement, place(source, s), fmt.Sprintf("this file has a %s already", what))
	d.Related = []diag.Label{{Location: place(source, first), Text: "the first one"}}
	return d
}

// column returns what is known of a column, and whether the name may be used:
// where columns are declared, others are not known. What a file that could not be
// read may say of a column goes before what the platform does.
func (c *compiler) column(name string) (column.Column, bool) {
	if f := c.scope.fields[name]; f != nil {
		return f.column, true
	}
	if c.namesMissing {
		return column.Column{}, true
	}
	if builtin, ok := column.Builtin(name); ok {
		return builtin, true
	}
	return column.Column{}, len(c.scope.fields) == 0
}

// aliasWord returns the word of the language for a kind of alias.
func aliasWord(kind ast.AliasKind) string { return [...]string{"list", "isp", "campaign"}[kind] }

func replaceWith(at diag.Location, text string) diag.Fix {
	return diag.Fix{Text: "write `" + text + "`", Edits: []diag.Edit{{Location: at, Text: text}}}
}

// put enters a name in a map, which it makes for the first one: most rules have
// no names of most kinds.
func put[T any](names *map[string]T, name string, value T) {
	if *names == nil {
		*names = map[string]T{}
	}
	(*names)[name] = value
}

// sortedNames returns the names in order. The poll counts the work; nil counts
// nothing.
func sortedNames[T any](p *poll.Poll, names map[string]T) []string {
	list := make([]string, 0, len(names))
	for name := range names {
		p.Step(4)
		list = append(list, name)
	}
	poll.Sort(p, list, strings.Compare)
	return list
}
