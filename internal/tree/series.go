package tree

import (
	"os"
	"path"
)

// Series opens the files of a tree one after another, as they lie beside each other.
// What [Tree.Open] refuses is refused. It walks to a folder once and then opens
// file after file there, which for many small files is half of the work.
//
// A folder that is moved between two of its files is still read where it was
// found. No link changes that, so nothing leads out of the tree. A series is for a
// single pass over files, and for one goroutine at a time.
type Series struct {
	tree   *Tree
	folder string   // of the latest file
	root   *os.Root // that folder; nil where the tree itself opens the files
}

// Series returns a series of files of the tree. The caller closes it.
func (t *Tree) Series() *Series { return &Series{tree: t} }

// Open is [Tree.Open].
func (s *Series) Open(name string) (*os.File, error) {
	local, err := localize(path.Base(name))
	if err != nil || s.tree.follows || !s.enter(path.Dir(name)) {
		return s.tree.Open(name)
	}
	f, err := s.tree.open(s.root, local)
	if err != nil { // perhaps it is a link to another folder, and the tree says what is wrong
		return s.tree.Open(name)
	}
	return f, nil
}

// enter goes to a folder, and reports whether its files can be opened there.
func (s *Series) enter(folder string) bool {
	if folder == s.folder {
		return s.root != nil
	}
	_ = s.Close() // it was only read
	s.folder = folder
	local, err := localize(folder)
	if err != nil || folder == "." || s.tree.outsideGit(folder) != nil {
		return false
	}
	if root, err := s.tree.root.OpenRoot(local); err == nil {
		s.root = root
	}
	return s.root != nil
}

// Close closes the folder. Files that are open stay open.
func (s *Series) Close() error {
	var err error
	if s.root != nil {
		err = s.root.Close()
	}
	s.root, s.folder = nil, ""
	return err
}
