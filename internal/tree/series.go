package tree

import (
	"os"
	"path"
)

// Series opens the files of a tree one after another, as they lie beside each
// other. What [Tree.Open] refuses is refused. It walks to a folder once and then
// opens file after file there: the walk is half of the work for many small files.
//
// A folder that is moved between two of its files is still read where it was found.
// No link changes that, so nothing leads out of the tree. A series goes through the
// files once, and is for one goroutine at a time.
type Series struct {
	way    chain
	folder string   // of the latest file
	root   *os.Root // that folder; nil where the tree itself opens the files
}

// Series returns a series of files of the tree. The caller closes it.
func (t *Tree) Series() *Series { return &Series{way: chain{tree: t}} }

// Open is [Tree.Open].
func (s *Series) Open(name string) (*os.File, error) {
	tree := s.way.tree
	if _, err := localize(name); err != nil || !s.enter(path.Dir(name)) {
		return tree.Open(name)
	}
	f, err := tree.open(s.root, path.Base(name))
	if err != nil { // perhaps it is a link to another folder, and the tree says what is wrong
		return tree.Open(name)
	}
	return f, nil
}

// enter goes to a folder, and reports whether its files can be opened there.
func (s *Series) enter(folder string) bool {
	if folder != s.folder {
		s.folder, s.root = folder, s.way.enter(folder)
	}
	return s.root != nil
}

// Close closes the folders. Files that are open stay open.
func (s *Series) Close() error {
	s.way.cut(0)
	s.root, s.folder = nil, ""
	return nil
}
