package main

import (
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/segc-lang/segc/internal/tree"
)

// place is where a name lies that a person gave.
type place struct {
	files *tree.Tree
	name  string // in the tree, with slashes
}

// places knows which tree a name belongs to. What lies below the base, which is
// the working folder or the one that --root names, belongs to the tree of the base:
// no link leads out of the project, whoever committed it. What lies elsewhere was
// named by a person, and belongs to the tree of its own folder.
//
// A tree is opened once in a run, unless there are very many.
type places struct {
	follow  bool // reading follows links wherever they lead
	advises bool // the command has a flag that sets it

	lock  sync.Mutex
	trees map[string]*tree.Tree // by clean folder
}

// file returns the place of a file that need not exist. Its folder has to, unless
// it lies below the base.
func (p *places) file(base, name string) (place, error) {
	if below, ok := localName(base, name); ok {
		files, err := p.tree(base)
		return place{files, below}, err
	}
	files, err := p.tree(filepath.Dir(name))
	return place{files, filepath.Base(name)}, err
}

// folder returns the place of a folder.
func (p *places) folder(base, name string) (place, error) {
	if below, ok := localName(base, name); ok {
		files, err := p.tree(base)
		return place{files, below}, err
	}
	files, err := p.tree(name)
	return place{files, "."}, err
}

// localName returns the name of what lies below a folder, or is the folder, in the
// tree of that folder.
func localName(base, name string) (string, bool) {
	above, err := filepath.Abs(base)
	if err != nil {
		return "", false
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	below, err := filepath.Rel(above, absolute)
	if err != nil || !filepath.IsLocal(below) {
		return "", false
	}
	return filepath.ToSlash(below), true
}

// tree returns the tree of a folder.
func (p *places) tree(folder string) (*tree.Tree, error) {
	folder = filepath.Clean(folder)
	p.lock.Lock()
	defer p.lock.Unlock()
	if files := p.trees[folder]; files != nil {
		return files, nil
	}
	open := tree.Open
	if p.follow {
		open = tree.OpenFollowing
	}
	files, err := open(folder)
	if err != nil {
		return nil, err
	}
	if len(p.trees) >= maxTrees {
		p.trees = nil // each is closed once nobody has it any more
	}
	if p.trees == nil {
		p.trees = map[string]*tree.Tree{}
	}
	p.trees[folder] = files
	return files, nil
}

// maxTrees is how many folders are kept open.
const maxTrees = 128

// made returns the tree of a folder that results are written to, and makes it
// where it is missing. Nothing leads out of it: a link in it to another folder of
// the project does not either.
func (p *places) made(name string) (*tree.Tree, error) {
	if below, ok := localName(".", name); ok {
		files, err := p.tree(".")
		if err != nil {
			return nil, err
		}
		if err := files.MakeFolders(below); err != nil {
			return nil, err
		}
		return files.Below(below)
	}
	if err := os.MkdirAll(name, 0o777); err != nil {
		return nil, err
	}
	return tree.Open(name)
}

// close closes all trees.
func (p *places) close() error {
	p.lock.Lock()
	defer p.lock.Unlock()
	var problems []error
	for _, files := range p.trees {
		problems = append(problems, files.Close())
	}
	p.trees = nil
	return errors.Join(problems...)
}
