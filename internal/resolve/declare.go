package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/suggest"
)

// declareOrdered gathers the names of all files.
func (l *loader) declareOrdered() {
	l.makeRoom()
	// What the author declares a second time is the mistake, not what was there for them.
	l.declareAll(l.Files[l.said:])
	// An author who could say that a column has a value everywhere could prove a guard on it.
	l.doubted = len(l.Guards) > 0
	l.declareAll(l.Files[:l.said])
}

// makeRoom makes maps for the names that the files declare. A catalog has thousands of them, and
// maps that grow are copied again and again.
func (l *loader) makeRoom() {
	const few = 8 // for so many, a map costs less if it is made for the first one
	var parts, columns int
	var ids [len(l.ids)]int
	for _, file := range l.Files {
		for _, s := range file.Statements {
			switch s := s.(type) {
			case *ast.Let:
				parts++
			case *ast.Field:
				columns++
			case *ast.Alias:
				ids[s.Kind]++
			}
		}
	}
	room := func(names *map[string]*Object, count int) {
		if *names == nil && count > few {
			*names = make(map[string]*Object, count)
		}
	}
	room(&l.parts, parts)
	room(&l.columns, columns)
	total := parts + columns
	for kind, count := range ids {
		total += count
		room(&l.ids[kind], count)
	}
	l.order, l.room = slices.Grow(l.order, total), make([]Object, total)
}

// object returns a pointer to an object.
func (l *loader) object(o Object) *Object {
	if len(l.room) == 0 {
		l.room = make([]Object, 1)
	}
	at := &l.room[0]
	*at, l.room = o, l.room[1:]
	return at
}

// declareAll gathers the names of files.
func (l *loader) declareAll(files []*ast.File) {
	for _, file := range files {
		l.declareFile(file)
	}
}

func (l *loader) declareFile(file *ast.File) {
	for _, s := range file.Statements {
		l.Poll.Step(32)
		if ast.Broken(s) {
			l.declareBroken(file.Source, s)
			continue
		}
		switch s := s.(type) {
		case *ast.Let:
			o := l.object(Object{Kind: Part, Name: s.Name.Text, Source: file.Source, Statement: s, Expr: s.Expr, Params: s.Parameters})
			l.declare(&l.parts, o, s.Name, "a part")
			l.parameters(file.Source, s)
		case *ast.Use:
			if s.As != nil {
				o := &Object{Kind: Part, Name: s.As.Text, Source: file.Source, Statement: s}
				if l.Expansion != nil {
					o.Taken, o.Expr = l.Expansion.Taken[s], &ast.Bad{At: s.At}
					if where := o.Taken.Where(); where != nil {
						o.Expr = where.Expr
					}
				}
				l.declare(&l.parts, o, *s.As, "a part")
			}
		case *ast.NamedValue:
			l.value(&Object{Kind: Value, Name: s.Name.Text, Source: file.Source, Statement: s}, s.Name)
		case *ast.Param:
			l.value(&Object{Kind: Param, Name: s.Name.Text, Source: file.Source, Statement: s}, s.Name)
		case *ast.Alias:
			what := [...]string{"a list", "an ISP", "a campaign"}[s.Kind]
			if old := l.values[s.Name.Text]; old != nil && isParamOf(old, s.Kind) {
				l.twice(old, problems.At(file.Source, s.Name), "a param")
				continue
			}
			l.declare(&l.ids[s.Kind], l.object(Object{Kind: KindOf(s.Kind), Name: s.Name.Text, Source: file.Source, Statement: s}), s.Name, what)
		case *ast.Field:
			o := l.object(Object{Kind: Column, Name: s.Name.Text, Source: file.Source, Statement: s})
			if l.declare(&l.columns, o, s.Name, "a column") {
				o.Column = l.column(file.Source, s)
			}
		case *ast.Require:
			l.Guards = append(l.Guards, Guard{file.Source, s})
		case *ast.Segment:
			l.declareLoops(file.Source, s)
		}
	}
}

// declare enters an object under its name, unless another one has it: then it says so,
// and returns false.
func (l *loader) declare(names *map[string]*Object, o *Object, name ast.Name, what string) bool {
	if old := (*names)[o.Name]; old != nil {
		l.twice(old, problems.At(o.Source, name), what)
		return false
	}
	if *names == nil {
		*names = map[string]*Object{} // most rules have no names of most kinds
	}
	(*names)[o.Name] = o
	l.order = append(l.order, o)
	return true
}

// twice says that a name is there already.
func (l *loader) twice(old *Object, at diag.Location, what string) {
	d := l.Fail(diag.DuplicateName, at, fmt.Sprintf("there is already %s called `%s`", what, old.Name))
	d.Related = []diag.Label{{Location: old.Definition(), Text: "the first one"}}
}

// declareBroken enters what a statement declares that could not be read whole. Its
// mistake is said, so nothing more is: not that the name is there twice, nor what the type
// of the column lacks.
func (l *loader) declareBroken(source *ast.Source, s ast.Statement) {
	kind, name, ok := declares(s)
	if !ok {
		if bad, ok := s.(*ast.BadStatement); ok {
			l.unread = append(l.unread, unread{source, bad})
		}
		return
	}
	o := &Object{Kind: kind, Name: name.Text, Source: source, Statement: s, Broken: true}
	switch s := s.(type) {
	case *ast.Let:
		o.Expr, o.Params = s.Expr, s.Parameters
		l.enterParameters(source, s)
	case *ast.Alias:
		o.Partial = true
	case *ast.Field:
		quiet := loader{List: problems.List{Poll: l.Poll}, Program: &Program{}}
		o.Column = quiet.column(source, s)
		if builtin, ok := column.Builtin(o.Name); ok && s.Type.Text == "" {
			o.Column = builtin
		}
	}
	l.broken = append(l.broken, o)
	if l.brokenNames == nil {
		l.brokenNames = map[symbol]*Object{}
	}
	if first := (symbol{kind, o.Name}); l.brokenNames[first] == nil {
		l.brokenNames[first] = o
	}
}

// declares returns the name that a statement declares, if it declares one.
func declares(s ast.Statement) (kind Kind, name ast.Name, ok bool) {
	switch s := s.(type) {
	case *ast.Let:
		return Part, s.Name, true
	case *ast.Use:
		if s.As != nil {
			return Part, *s.As, true
		}
	case *ast.Field:
		return Column, s.Name, true
	case *ast.Alias:
		return KindOf(s.Kind), s.Name, true
	case *ast.NamedValue:
		return Value, s.Name, true
	case *ast.Param:
		return Param, s.Name, true
	}
	return 0, ast.Name{}, false
}

func (l *loader) repeated(source *ast.Source, s, first ast.Node, what string) *diag.Diagnostic {
	d := l.Fail(diag.DuplicateStatement, problems.At(source, s), fmt.Sprintf("this file already has a %s", what))
	d.Related = []diag.Label{{Location: problems.At(source, first), Text: "the first one"}}
	return d
}

// column returns what a declaration says of its column.
func (l *loader) column(source *ast.Source, s *ast.Field) column.Column {
	c := column.Column{NotNull: s.NotNull && !l.doubted}
	if builtin, ok := column.Builtin(s.Name.Text); ok && builtin.NotNull {
		c.NotNull = true
	}
	typ, ok := column.ParseType(strings.ToLower(s.Type.Text))
	if !ok {
		l.unknownType(source, s.Type)
		return c
	}
	c.Type, c.Mixed = typ, typ == column.Any
	defer l.JoinUnquoted(len(l.All))
	for _, v := range s.Choices {
		l.Poll.Step(8)
		switch {
		case typ != column.Choice && typ != column.Tags:
		case v.Kind == ast.Word && l.valueNames[v.Text]:
		case v.Kind != ast.String:
			d := l.Fail(diag.UnquotedText, problems.At(source, v), "each choice needs quotes")
			d.Fixes = problems.Quoted(problems.At(source, v), string(jsontext.AppendString(nil, v.Text)))
			c.Choices = append(c.Choices, v.Text) // it is one all the same
		default:
			c.Choices = append(c.Choices, v.Text)
		}
	}
	at := problems.At(source, s.Type)
	switch {
	case typ == column.Choice && len(s.Choices) == 0:
		l.Fail(diag.UnknownType, at, "the choices are missing").Notes = []string{`for example: choice("free", "pro")`}
	case typ != column.Choice && typ != column.Tags && len(s.Choices) > 0:
		l.Fail(diag.UnknownType, at, fmt.Sprintf("a column of type %s does not take a list of values", typ)).Notes = []string{"only `choice` and `tags` do"}
	}
	return c
}

func (l *loader) unknownType(source *ast.Source, t ast.TypeName) {
	at := problems.At(source, t)
	d := l.Fail(diag.UnknownType, at, fmt.Sprintf("`%s` is not a column type", t.Text))
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
		d.Fixes = []diag.Fix{problems.Replace(at, word)}
	}
}
