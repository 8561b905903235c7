package main

import (
	"os"

	"github.com/segc-lang/segc/internal/tree"
)

// pass opens the files of a walk one after another. Those of one folder need not
// be looked for from the root of their tree each time. It is used by one goroutine.
type pass struct {
	tree  *tree.Tree
	files *tree.Series
}

// openOf opens the file at a place, which is one of a pass.
func (p *places) openOf(pass *pass, at place) (*os.File, error) {
	if pass.tree != at.files {
		pass.close()
		pass.tree, pass.files = at.files, at.files.Series()
	}
	f, err := pass.files.Open(at.name)
	return f, p.explained(at, err)
}

func (p *pass) close() {
	if p.files != nil {
		_ = p.files.Close() // it was only read
	}
	p.tree, p.files = nil, nil
}
