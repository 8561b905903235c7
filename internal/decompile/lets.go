package decompile

import (
	"cmp"
	"context"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
)

// part is a let of the catalog, as the groups that it means.
type part struct {
	name    string
	negated bool
	groups  [][]int32 // as the compiler writes them
	cubes   []cube    // the same as sets
	atoms   []int32   // all of them, sorted
}

// parts returns the lets whose conditions the document has all of, and their
// opposites where they are of more than one condition: those of many conditions
// first.
func (w *work) parts(ctx context.Context) []*part {
	var lets []*resolve.Object
	for _, o := range w.catalog.Objects() {
		// No document says which arguments were meant, or which file.
		if _, let := o.Statement.(*ast.Let); let && len(o.Params) == 0 {
			lets = append(lets, o)
		}
	}
	if len(lets) == 0 {
		return nil
	}
	subjects := map[string]bool{}
	var atoms condition.Index
	for _, c := range w.groups.conditions {
		subjects[subject(c)] = true
		atoms.Number(w.poll, c)
	}
	var parts []*part
	for _, let := range lets {
		if !w.within(let, subjects, map[*resolve.Object]bool{}) {
			continue
		}
		for _, negated := range []bool{false, true} {
			document := w.compileLet(ctx, let.Name, negated)
			if document == nil {
				continue // nobody, everybody, or a condition without an opposite
			}
			if p, ok := w.part(document, &atoms); ok && !(negated && len(p.atoms) < 2) {
				p.name, p.negated = let.Name, negated
				parts = append(parts, p)
			}
		}
	}
	poll.SortStable(nil, parts, func(a, b *part) int { return cmp.Compare(literals(b.cubes), literals(a.cubes)) })
	return parts
}

// part numbers the conditions of a let. It reports false when the document does
// not have one of them.
func (w *work) part(d *condition.Document, atoms *condition.Index) (*part, bool) {
	p := &part{}
	for _, g := range d.Any {
		var group []int32
		for _, c := range g.All {
			a, known := atoms.Find(w.poll, c)
			if !known || w.options.Exact && spelling(w.poll, c) != spelling(w.poll, w.groups.conditions[a]) {
				return nil, false
			}
			group = append(group, int32(a))
		}
		set := slices.Sorted(slices.Values(group))
		p.groups = append(p.groups, group)
		p.cubes = append(p.cubes, cube{atoms: set})
		p.atoms = merge(p.atoms, set)
	}
	p.atoms = slices.Compact(p.atoms)
	return p, true
}

// compileLet compiles a let, or its opposite, as if it were a rule. The guards of the catalog
// are for whole rules and are left out.
func (w *work) compileLet(ctx context.Context, let string, negated bool) *condition.Document {
	file := w.file(&ast.Where{Expr: reference(let, negated)})
	file.Source = ast.NewSource("let "+let, "")
	_, result, _ := compiler.Compile(ctx, file, compiler.Options{Importer: w.imports.of(file, false), Today: w.options.Today, Params: w.options.Params, Plain: true})
	return result.Document(w.poll)
}

func reference(let string, negated bool) ast.Expr {
	ref := &ast.Ref{Name: ast.Name{Text: let}}
	if negated {
		return &ast.Not{Operand: ref}
	}
	return ref
}

// within reports whether a part speaks of nothing but some subjects.
func (w *work) within(let *resolve.Object, subjects map[string]bool, seen map[*resolve.Object]bool) bool {
	if let == nil || seen[let] {
		return true
	}
	seen[let] = true
	for n := range ast.Preorder(let.Expr) {
		switch n := n.(type) {
		case *ast.Ref:
			if !w.within(w.catalog.Part(n.Name.Text), subjects, seen) {
				return false
			}
		case *ast.Column:
			if !subjects["field "+n.Name.Text] {
				return false
			}
		case *ast.Membership:
			if !subjects["list"] {
				return false
			}
		case *ast.ISP:
			if !subjects["isp"] {
				return false
			}
		}
	}
	return true
}

func subject(c condition.Condition) string {
	switch c := c.(type) {
	case condition.Field:
		return "field " + c.Column
	case condition.Membership:
		return "list"
	case condition.ISP:
		return "isp"
	default:
		return "event"
	}
}

// spelling returns a condition as it is written in JSON.
func spelling(p *poll.Poll, c condition.Condition) string {
	return string(rule.Encode(p, nil, &condition.Document{Any: []condition.Group{{All: []condition.Condition{c}}}}))
}
