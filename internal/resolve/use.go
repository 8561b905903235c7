package resolve

import (
	"cmp"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
)

// Use is a place that names something.
type Use struct {
	Location diag.Location
	Object   *Object
}

// Declarations returns the places of a file that declare a name, in their order. Where a
// name is there twice, the object is the one that has it, and elsewhere.
func (p *Program) Declarations(work *poll.Poll, file *ast.File) []Use {
	var all []Use
	for _, s := range file.Statements {
		work.Step(16)
		if kind, name, ok := declares(s); ok {
			if o := p.named(kind, name.Text); o != nil {
				all = append(all, Use{problems.At(file.Source, name), o})
			}
		}
		if let, ok := s.(*ast.Let); ok {
			for _, name := range let.Parameters {
				work.Step(16)
				if o := p.parameters[let][name.Text]; o != nil {
					all = append(all, Use{problems.At(file.Source, name), o})
				}
			}
		}
		if segment, ok := s.(*ast.Segment); ok {
			for _, property := range segment.Properties {
				if f := property.For; f != nil && p.loops[segment][f.Name.Text] != nil {
					all = append(all, Use{problems.At(file.Source, f.Name), p.loops[segment][f.Name.Text]})
				}
			}
		}
	}
	return all
}

// Uses returns the places of a file that name something, in their order, without those
// that declare it. A column that is not declared is an object of its own, the same one
// for all its uses in the file. The poll counts the work.
func (p *Program) Uses(work *poll.Poll, file *ast.File) []Use {
	u := users{program: p, poll: work, file: file, undeclared: map[string]*Object{}}
	for _, s := range file.Statements {
		if s, is := s.(*ast.Tables); is {
			u.tables(s)
			continue
		}
		u.part, _ = s.(*ast.Let)
		u.rule = p.segmentOf(s)
		for n := range ast.Preorder(s) {
			work.Step(16)
			u.node(n)
		}
	}
	poll.SortStable(nil, u.uses, func(a, b Use) int { return cmp.Compare(a.Location.Span.Start, b.Location.Span.Start) })
	return u.uses
}

// users collects uses.
type users struct {
	program    *Program
	poll       *poll.Poll
	file       *ast.File
	part       *ast.Let     // whose parameters are in scope, or nil
	rule       *ast.Segment // the names of whose `for` are in scope, or nil
	undeclared map[string]*Object
	roles      Roles
	uses       []Use
}

func (u *users) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Ref:
		u.named(n.Name, func() *Object { return u.program.named(Part, n.Name.Text) })
		u.arguments(n)
	case *ast.Column:
		u.named(n.Name, func() *Object { return u.column(n.Name.Text) })
		u.values(n.Values)
	case *ast.Bad:
		if n.Column != nil {
			u.add(*n.Column, u.column(n.Column.Text))
		}
	case *ast.Moment:
		u.value(n.Base)
	case ast.Step:
		u.value(n.Count)
	case ast.Window:
		u.value(n.Count)
	case *ast.Event:
		u.values(n.Counts)
	case *ast.Membership:
		u.ids(ast.AliasList, n.Values)
	case *ast.ISP:
		u.ids(ast.AliasISP, n.Values)
	case ast.Campaigns:
		u.ids(ast.AliasCampaign, n.Values)
	default:
		u.statement(n)
	}
}

// statement adds what the values of a statement name.
func (u *users) statement(n ast.Node) {
	switch n := n.(type) {
	case *ast.Alias:
		u.ids(n.Kind, n.Values)
	case ast.Property:
		if n.Kind == ast.PropertyLists {
			u.ids(ast.AliasList, n.Values)
		}
	case *ast.Field:
		u.values(n.Choices)
	case *ast.For:
		u.loop(n)
	case *ast.NamedValue:
		u.values(n.Values)
	case *ast.Param:
		u.values(n.Choices)
		if n.Default == nil {
			return
		}
		if kind, ok := IDType(n.Type); ok {
			if n.Default.Kind == ast.Word {
				u.add(*n.Default, u.program.named(KindOf(kind), n.Default.Text))
			}
			return
		}
		u.value(*n.Default)
	}
}

// tables adds the columns of rules that a statement says something about. All other names in it, and
// the conditions on rows, are those of the database.
func (u *users) tables(s *ast.Tables) {
	for _, item := range s.Items {
		u.poll.Step(16)
		if item.Word() == "column" && len(item.Clauses[0].Names) > 0 {
			name := item.Clauses[0].Names[0]
			u.add(name, u.column(name.Text))
		}
	}
}

// loop adds what the values of a `for` name.
func (u *users) loop(f *ast.For) {
	scope := u.rule
	u.rule = nil // which does not know the names of its own `for`
	defer func() { u.rule = scope }()
	for _, e := range f.Each {
		if kind, ok := f.Kind.IDs(); ok {
			u.ids(kind, []ast.Value{e.Value})
		} else {
			u.value(e.Value)
		}
	}
}

// named adds the use of a name: that of a parameter, if one has it, which is an error where no
// value can be, or what else it means.
func (u *users) named(name ast.Name, meaning func() *Object) {
	o := u.program.parameters[u.part][name.Text]
	if o == nil {
		o = meaning()
	}
	u.add(name, o)
}

// arguments adds what the arguments of a part name.
func (u *users) arguments(ref *ast.Ref) {
	if ref.Call == nil {
		return
	}
	part := u.program.Part(ref.Name.Text)
	for i, a := range ref.Call.Arguments {
		u.poll.Step(16)
		if kind, ok := u.program.Takes(u.poll, &u.roles, part, i); ok {
			u.ids(kind, a.Values)
		} else {
			u.values(a.Values)
		}
	}
}

func (u *users) values(values []ast.Value) {
	for _, v := range values {
		u.poll.Step(1)
		u.value(v)
	}
}

// value adds what a value names.
func (u *users) value(v ast.Value) {
	if v.Kind != ast.Word {
		return
	}
	o := u.program.loops[u.rule][v.Text]
	if o == nil {
		o = u.program.parameters[u.part][v.Text]
	}
	if o == nil {
		o = u.program.valueNamed(v.Text)
	}
	u.add(v, o)
}

// ids adds what ids name: a parameter, a param of their kind, or what has the name.
func (u *users) ids(kind ast.AliasKind, values []ast.Value) {
	for _, v := range values {
		u.poll.Step(1)
		if v.Kind != ast.Word {
			continue
		}
		o := u.program.parameters[u.part][v.Text]
		if loop := u.program.loops[u.rule][v.Text]; loop != nil && loopHas(loop, kind) {
			o = loop
		}
		if o == nil {
			if o = u.program.valueNamed(v.Text); o == nil || !isParamOf(o, kind) {
				o = u.program.named(KindOf(kind), v.Text)
			}
		}
		u.add(v, o)
	}
}

// add adds a use, if it names anything.
func (u *users) add(n ast.Node, o *Object) {
	if o != nil {
		u.uses = append(u.uses, Use{problems.At(u.file.Source, n), o})
	}
}

// column returns the object of a column, declared or not.
func (u *users) column(name string) *Object {
	if o := u.program.named(Column, name); o != nil {
		return o
	}
	if u.undeclared[name] == nil {
		known, ok := u.program.Column(name)
		if !ok {
			return nil
		}
		u.undeclared[name] = &Object{Kind: Column, Name: name, Column: known}
	}
	return u.undeclared[name]
}

// Hides returns what a parameter hides in its part, or a name of a `for` in its rule. That is a value or a param of
// the same name, or ids of that name if the parameter takes ids. It returns nil if nothing is hidden. The poll counts
// the work.
func (p *Program) Hides(work *poll.Poll, roles *Roles, parameter *Object) *Object {
	if o := p.valueNamed(parameter.Name); o != nil {
		return o
	}
	if f := parameter.Loop(); f != nil {
		if kind, ok := f.Kind.IDs(); ok {
			return p.named(KindOf(kind), parameter.Name)
		}
		return nil
	}
	let := parameter.Statement.(*ast.Let)
	number, ok := slices.BinarySearchFunc(let.Parameters, parameter.parameter.At.Start, func(p ast.Name, start int) int { return cmp.Compare(p.At.Start, start) })
	if !ok || let.Parameters[number] != parameter.parameter { // in a tree that a program made, without places
		number = slices.Index(let.Parameters, parameter.parameter)
	}
	if part := p.Part(let.Name.Text); part != nil && part.Statement == ast.Statement(let) {
		if kind, ok := p.Takes(work, roles, part, number); ok {
			return p.named(KindOf(kind), parameter.Name)
		}
	}
	return nil
}

// ValueAt returns what a word in the place of a value of a statement, which may be nil, names: a
// parameter of the part, a name of a `for`, a value or a param, or nil.
func (p *Program) ValueAt(in ast.Statement, word string) *Object {
	if part, ok := in.(*ast.Let); ok {
		if o := p.parameters[part][word]; o != nil {
			return o
		}
	}
	if o := p.loops[p.segmentOf(in)][word]; o != nil {
		return o
	}
	return p.valueNamed(word)
}

// At returns what the name at an offset of a file means, be it used or declared there,
// and the place of the name. The offset may be that of the end of the name, where a
// cursor is after writing it.
func (p *Program) At(work *poll.Poll, file *ast.File, offset int) (Use, bool) {
	for _, places := range [...][]Use{p.Declarations(work, file), p.Uses(work, file)} {
		for _, use := range places {
			if use.Location.Span.Start <= offset && offset <= use.Location.Span.End {
				return use, true
			}
		}
	}
	return Use{}, false
}
