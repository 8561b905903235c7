package compile

import (
	"context"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/shape"
)

// door lets trees of the right shape in, and an empty one in the place of each other: the
// stages after it rely on that, and never meet a tree that a program made otherwise.
type door struct {
	importer Importer
	known    map[*ast.File]entry // the same file is always the same tree
}

// entry is the tree that goes in for a file, and what is wrong with the file.
type entry struct {
	file *ast.File
	list diag.List
}

func newDoor(importer Importer) *door {
	return &door{importer: importer, known: map[*ast.File]entry{}}
}

// forImports returns the importer whose files pass the door, or nil if there is none.
func (d *door) forImports() Importer {
	if d.importer == nil {
		return nil
	}
	return d
}

// Import returns a file of the importer after it has passed the door.
func (d *door) Import(ctx context.Context, from *ast.Source, path string) (*ast.File, diag.List, error) {
	file, list, err := d.importer.Import(poll.Outside(ctx), from, path)
	if err != nil || file == nil {
		return file, list, err
	}
	file, wrong := d.pass(ctx, file)
	return file, slices.Concat(wrong, list), nil
}

// pass returns the file, or an empty one and why. If the context ends the work, it is an
// empty one, and the stages see that the context has ended.
func (d *door) pass(ctx context.Context, file *ast.File) (passed *ast.File, wrong diag.List) {
	if e, ok := d.known[file]; ok {
		return e.file, e.list
	}
	refused := &ast.File{Source: file.Source, Broken: true}
	work := poll.New(ctx)
	defer func() {
		if work.Catch(recover()) {
			passed, wrong = refused, nil
		}
	}()
	e := entry{file: file, list: shape.Check(work, file)}
	if len(e.list) > 0 {
		e.file = refused
	}
	d.known[file] = e
	return e.file, e.list
}
