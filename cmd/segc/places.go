package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"

	"github.com/segc-lang/segc/internal/tree"
)

// place is where a name lies that a person gave.
type place struct {
	files *tree.Tree
	name  string // in the tree, with slashes
}

// full returns the name of a place for the system.
func (at place) full() string { return filepath.Join(at.files.Folder(), filepath.FromSlash(at.name)) }

// places knows which tree a name belongs to. What lies below the base, which is
// the working folder or the one that --root names, belongs to the tree of the base:
// no link leads out of the project, no matter who committed it. What lies in a repository
// of its own below the working folder belongs to the tree of that. What lies
// elsewhere was named by a person, and belongs to the tree of its own folder.
//
// A tree is opened once in a run, unless there are very many.
type places struct {
	working string // the folder that names begin in; empty for the working folder of the process

	follow  bool // reading follows links wherever they lead
	advises bool // the command has a flag that sets it
	writes  bool // the command writes what it reads, which it does through no such link

	leftovers tree.Leftovers // of killed runs, in the folders that are written to

	lock  sync.Mutex
	trees map[string]*tree.Tree // by clean folder
	kinds map[string]folderKind // by the same
}

// real returns a name for the system.
func (p *places) real(name string) string {
	if p.working == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(p.working, name)
}

// local is localName for names that begin in the folder of the places.
func (p *places) local(base, name string) (string, bool) {
	return localName(p.real(base), p.real(name))
}

// file returns the place of a file that need not exist. Its folder has to, unless
// it lies below the base.
func (p *places) file(base, name string) (place, error) {
	if below, ok := p.local(base, name); ok {
		return p.below(base, below)
	}
	files, err := p.tree(filepath.Dir(name))
	return place{files, filepath.Base(name)}, err
}

// folder returns the place of a folder.
func (p *places) folder(base, name string) (place, error) {
	if below, ok := p.local(base, name); ok {
		return p.below(base, below)
	}
	files, err := p.tree(name)
	return place{files, "."}, err
}

// below returns the place of what lies below the base.
func (p *places) below(base, name string) (place, error) {
	files, err := p.tree(base)
	if err != nil || base != "." {
		return place{files, name}, err // --root says what belongs together
	}
	return p.within(place{files, name})
}

// localName returns the name of what lies below a folder, or is the folder, in the
// tree of that folder. A folder has more than one name where one above it is a
// link, as /tmp is on some systems: what is meant is found by asking for each folder
// above whether it is the same one. The outermost counts, so that a link inside
// that leads back to the folder is one of the tree.
func localName(base, name string) (string, bool) {
	above, err := filepath.Abs(base)
	if err != nil {
		return "", false
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	if below, err := filepath.Rel(above, absolute); err == nil && filepath.IsLocal(below) {
		return filepath.ToSlash(below), true
	}
	folder, err := os.Stat(above)
	if err != nil {
		return "", false
	}
	found := ""
	for at := absolute; ; at = filepath.Dir(at) {
		if info, err := os.Stat(at); err == nil && os.SameFile(info, folder) {
			found = at
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	below, err := filepath.Rel(found, absolute)
	if found == "" || err != nil || !filepath.IsLocal(below) {
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
	files, err := open(p.real(folder))
	if err != nil {
		return nil, err
	}
	files.Call(folder)
	files.Tidy(&p.leftovers)
	if len(p.trees) >= maxTrees {
		p.trees = nil // each is closed once nobody has it any more
	}
	if p.trees == nil {
		p.trees = map[string]*tree.Tree{}
	}
	p.trees[folder] = files
	return files, nil
}

// forget lets folders be opened and looked at again, in a run that goes on for long. What is open
// is closed once nobody has it any more.
func (p *places) forget() {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.trees, p.kinds = nil, nil
}

// maxTrees is how many folders are kept open.
const maxTrees = 128

// own returns a folder as a tree of its own: nothing leads out of it, not even to
// another folder of the project. It is opened once in a run.
func (p *places) own(name string) (*tree.Tree, error) {
	below, ok := p.local(".", name)
	if !ok {
		return p.tree(name)
	}
	at, err := p.below(".", below)
	if err != nil || at.name == "." {
		return at.files, err
	}
	key := below + "/" // which no clean folder has
	p.lock.Lock()
	defer p.lock.Unlock()
	if files := p.trees[key]; files != nil {
		return files, nil
	}
	files, err := at.files.Below(at.name)
	if err != nil {
		return nil, err
	}
	p.trees[key] = files
	return files, nil
}

// output returns the place of a file that a person wants to be written, and what
// gives it back. Folders that are missing are made.
func (p *places) output(name string) (at place, done func(), err error) {
	if below, ok := p.local(".", name); ok {
		at, err := p.below(".", below)
		return at, func() {}, err
	}
	if os.IsPathSeparator(name[len(name)-1]) {
		return place{}, nil, tree.ErrFolder
	}
	files, err := p.made(filepath.Dir(name))
	if err != nil {
		return place{}, nil, err
	}
	return place{files, filepath.Base(name)}, func() { _ = files.Close() }, nil // what was written is on the disk
}

// beside returns the place of a lock, in the tree of its folder: the files that it
// names are there, and what it names must not make segc write elsewhere.
func (p *places) beside(lock string) (place, error) {
	files, err := p.own(filepath.Dir(lock))
	return place{files, filepath.Base(lock)}, err
}

// made returns the tree of a folder that results are written to, and makes it
// where it is missing. Nothing leads out of it: a link in it to another folder of
// the project does not either. The caller closes it.
func (p *places) made(name string) (*tree.Tree, error) {
	if below, ok := p.local(".", name); ok {
		at, err := p.below(".", below)
		if err != nil {
			return nil, err
		}
		if err := at.files.MakeFolders(at.name); err != nil {
			return nil, err
		}
		return at.files.Below(at.name)
	}
	files, err := tree.Open(name)
	if err == nil {
		files.Tidy(&p.leftovers)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return files, err
	}
	above, missing := filepath.Clean(name), "."
	for errors.Is(err, fs.ErrNotExist) && above != filepath.Dir(above) {
		missing = path.Join(filepath.Base(above), missing)
		above = filepath.Dir(above)
		files, err = tree.Open(above)
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = files.Close() }() // the folder in it is a tree of its own
	if err := files.MakeFolders(missing); err != nil {
		return nil, err
	}
	return files.Below(missing)
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
