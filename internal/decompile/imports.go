package decompile

import (
	"context"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// imports gives the catalog to the texts that are compiled on the way, as if each
// were where the result will be.
type imports struct {
	inner   resolve.Importer
	place   *ast.Source // the result, as the inner importer knows it
	main    *ast.File   // the text at hand
	guards  bool        // whether `require` counts
	without map[*ast.File]*ast.File
}

func newImports(o Options) *imports {
	return &imports{inner: o.Importer, place: o.Place, without: map[*ast.File]*ast.File{}}
}

// of returns the imports of a text with or without the guards of the catalog.
func (i *imports) of(main *ast.File, guards bool) resolve.Importer {
	if i.inner == nil {
		return nil
	}
	return &imports{inner: i.inner, place: i.place, main: main, guards: guards, without: i.without}
}

// Import implements resolve.Importer.
func (i *imports) Import(ctx context.Context, from *ast.Source, path string) (*ast.File, diag.List, error) {
	if i.main != nil && from == i.main.Source {
		from = i.place
	}
	file, list, err := i.inner.Import(ctx, from, path)
	switch {
	case err != nil:
		return file, list, err
	case file.Source == i.place && i.main != nil:
		return i.main, nil, nil // the catalog uses the result
	case i.guards:
		return file, list, nil
	}
	if i.without[file] == nil {
		copied := &ast.File{Source: file.Source, Comments: file.Comments}
		for _, s := range file.Statements {
			if _, guard := s.(*ast.Require); !guard {
				copied.Statements = append(copied.Statements, s)
			}
		}
		i.without[file] = copied
	}
	return i.without[file], list, nil
}
