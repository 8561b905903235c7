package decompile

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Options says how to write a rule.
type Options struct {
	// Use is the path of a catalog as the rule names it; empty for none.
	Use string
	// Importer gives the catalog. It resolves Use from Place, the source in place
	// of the rule that is being written.
	Importer resolve.Importer
	Place    *ast.Source
	// Today is what day it is, for a catalog that says today; empty if nobody knows.
	Today string
	// Params are the values of params, for a catalog that has some.
	Params map[string]string
	// Exact keeps the order of groups and conditions, so that the plain
	// expansion of the rule has the bytes of the document.
	Exact bool
	// Width is the number of columns to stay in where that can be done; 0 means
	// as many as the formatter takes.
	Width int
}

// Text returns the input as a rule. The error is an *Error when the language
// cannot say it, and has the diagnostics of the catalog when that cannot be
// used. A text is verified: compiled, it gives the input.
func Text(ctx context.Context, in *Input, o Options) (text []byte, err error) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			text, err = nil, ctx.Err()
		}
	}()
	if err := in.refuse(p); err != nil {
		return nil, err
	}
	n := numberedOf(p, in.Rules)
	if err := in.tooLarge(p, n, o); err != nil {
		return nil, err
	}
	if o.Exact {
		if err := in.changed(p); err != nil {
			return nil, err
		}
	}
	w := &work{poll: p, in: in, options: o, imports: newImports(o), numbered: n, groups: group(p, n)}
	w.load(ctx)
	text, err = w.text(ctx)
	var refused *Error
	if errors.As(err, &refused) && len(w.names.dates) > 0 {
		// That a column holds dates is a guess from its values. A rule that keeps
		// them in quotes may be one although there is none with dates.
		w.names.dates = nil
		if quoted, problem := w.text(ctx); problem == nil {
			return quoted, nil
		}
	}
	return text, err
}

// text returns the first of the candidates that is right. Only if one is not, the compiler is
// asked about every condition: it takes all that are in a text that is right.
func (w *work) text(ctx context.Context) ([]byte, error) {
	var first error
	candidates := w.candidates(ctx)
	for i := range len(candidates) + 1 {
		var n *node
		if i < len(candidates) {
			n = candidates[i]
		} else {
			n = w.groups.flat() // which is always right
		}
		text := w.write(n)
		final, err := w.verify(ctx, text)
		if err == nil {
			return text, nil
		}
		if first == nil {
			if err := w.probe(ctx); err != nil {
				return nil, err
			}
			first = err
		}
		if final {
			break
		}
	}
	return nil, first
}

// work is one document on its way to a rule.
type work struct {
	poll      *poll.Poll
	in        *Input
	options   Options
	imports   *imports
	catalog   *resolve.Program
	names     *names
	*numbered // the document
	groups    *groups
}

// load reads the names of the catalog.
func (w *work) load(ctx context.Context) {
	main := w.file()
	main.Source = ast.NewSource("", "")
	w.catalog, _ = resolve.Load(ctx, w.poll, main, w.imports.of(main, true))
	w.names = namesOf(w.poll, w.catalog, w.options.Exact)
	w.names.findDates(w.in.Rules)
}

// file returns a file of some statements that uses the catalog.
func (w *work) file(statements ...ast.Statement) *ast.File {
	if w.options.Use != "" {
		use := &ast.Use{Path: ast.Value{Kind: ast.String, Text: w.options.Use}}
		statements = slices.Insert(statements, 0, ast.Statement(use))
	}
	return &ast.File{Statements: statements}
}

// candidates returns the ways to write the rule, the best first. The last one, group by group,
// is not among them.
func (w *work) candidates(ctx context.Context) []*node {
	parts := w.parts(ctx)
	if len(parts) == 0 {
		return []*node{w.build(divisors{}, nil)}
	}
	sums := slices.DeleteFunc(slices.Clone(parts), func(p *part) bool { return len(p.cubes) < 2 })
	nodes := []*node{
		w.build(divisors{}, parts),
		w.build(divisors{parts: sums}, parts),
		w.build(divisors{parts: parts, eager: true}, parts),
		w.build(divisors{}, nil),
	}
	poll.SortStable(nil, nodes, func(a, b *node) int { return a.size() - b.size() })
	return nodes
}

func (w *work) build(d divisors, names []*part) *node {
	if w.options.Exact {
		return w.groups.inOrder(d, names)
	}
	return w.groups.tree(0, len(w.groups.members), d, names)
}

// header returns the segment of the input, or nil.
func (w *work) header() *ast.Segment {
	body := w.in.Body
	if body == nil {
		return nil
	}
	text := func(kind ast.PropertyKind, text string) ast.Property {
		return ast.Property{Kind: kind, Values: []ast.Value{{Kind: ast.String, Text: text}}}
	}
	s := &ast.Segment{Name: ast.Value{Kind: ast.String, Text: body.Name}}
	if w.in.ID != "" {
		s.Properties = append(s.Properties, text(ast.PropertyID, strings.ToLower(w.in.ID)))
	}
	if body.Color != "" {
		s.Properties = append(s.Properties, text(ast.PropertyColor, body.Color))
	}
	lists := make([]ast.Value, 0, len(body.Lists))
	for _, id := range distinct(w.poll, lowerAll(w.poll, body.Lists)) {
		lists = append(lists, ast.Value{Kind: ast.String, Text: id})
	}
	s.Properties = append(s.Properties, ast.Property{Kind: ast.PropertyLists, Values: w.names.named(ast.AliasList, lists)})
	if body.Description != "" {
		s.Properties = append(s.Properties, text(ast.PropertyDescription, body.Description))
	}
	return s
}

// write prints the input with a rule.
func (w *work) write(n *node) []byte {
	defer w.poll.FreeTo(w.poll.Held())
	e := expr{groups: w.groups, names: w.names, exact: w.options.Exact}
	where := &ast.Where{Expr: e.of(n)}
	var statements []ast.Statement
	if s := w.header(); s != nil {
		statements = append(statements, s)
	}
	file := w.file(append(statements, where)...)
	where.Bare = len(file.Statements) == 1
	return format.FormatWithin(w.poll, file, w.options.Width)
}

// errorsOf returns the errors among some diagnostics.
func errorsOf(list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}
