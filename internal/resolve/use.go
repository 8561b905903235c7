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
	}
	return all
}

// Uses returns the places of a file that name something, in their order, without those
// that declare it. A column that is not declared is an object of its own, the same one
// for all its uses in the file. The poll counts the work.
func (p *Program) Uses(work *poll.Poll, file *ast.File) []Use {
	u := users{program: p, poll: work, file: file, undeclared: map[string]*Object{}}
	for _, s := range file.Statements {
		for n := range ast.Preorder(s) {
			work.Step(16)
			u.node(n)
		}
	}
	slices.SortStableFunc(u.uses, func(a, b Use) int { return cmp.Compare(a.Location.Span.Start, b.Location.Span.Start) })
	return u.uses
}

// users collects uses.
type users struct {
	program    *Program
	poll       *poll.Poll
	file       *ast.File
	undeclared map[string]*Object
	uses       []Use
}

func (u *users) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Ref:
		u.add(n.Name, u.program.named(Part, n.Name.Text))
	case *ast.Column:
		u.add(n.Name, u.column(n.Name.Text))
	case *ast.Bad:
		if n.Column != nil {
			u.add(*n.Column, u.column(n.Column.Text))
		}
	case *ast.Membership:
		u.ids(ast.AliasList, n.Values)
	case *ast.ISP:
		u.ids(ast.AliasISP, n.Values)
	case ast.Campaigns:
		u.ids(ast.AliasCampaign, n.Values)
	case *ast.Alias:
		u.ids(n.Kind, n.Values)
	case ast.Property:
		if n.Kind == ast.PropertyLists {
			u.ids(ast.AliasList, n.Values)
		}
	}
}

func (u *users) ids(kind ast.AliasKind, values []ast.Value) {
	for _, v := range values {
		u.poll.Step(1)
		if v.Kind == ast.Word {
			u.add(v, u.program.named(KindOf(kind), v.Text))
		}
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
