package main

import (
	"os"
	"sync"

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

// passes are those of one walk that are not in use: several goroutines open its files.
type passes struct {
	lock sync.Mutex
	free []*pass
}

// take returns a pass that nobody else has.
func (p *passes) take() *pass {
	p.lock.Lock()
	defer p.lock.Unlock()
	if len(p.free) == 0 {
		return &pass{}
	}
	last := len(p.free) - 1
	taken := p.free[last]
	p.free = p.free[:last]
	return taken
}

// give gives a pass back.
func (p *passes) give(pass *pass) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.free = append(p.free, pass)
}

// close closes the passes. Nobody uses one any more.
func (p *passes) close() {
	for _, pass := range p.free {
		pass.close()
	}
	p.free = nil
}
