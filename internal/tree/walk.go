package tree

import (
	"io/fs"
	"os"
	"path"
)

// Walk is a tree for [fs.WalkDir]. It keeps the folders open that lead to where the
// walk is, so that a folder costs the same however deep it lies. What the tree refuses
// is refused, in the same words. It is for one goroutine at a time.
type Walk struct {
	files
	way chain
}

// Walk returns the tree for a walk. The caller closes it.
func (t *Tree) Walk() *Walk { return &Walk{files: files{t}, way: chain{tree: t}} }

// ReadDir implements fs.ReadDirFS.
func (w *Walk) ReadDir(name string) ([]fs.DirEntry, error) {
	if _, err := localize(name); err != nil {
		return nil, err
	}
	if folder := w.way.enter(name); folder != nil {
		if f, err := folder.OpenFile(".", os.O_RDONLY|careful, 0); err == nil {
			return entriesOf(f)
		}
	}
	return w.files.ReadDir(name)
}

// Lstat is [Tree.Lstat].
func (w *Walk) Lstat(name string) (fs.FileInfo, error) {
	if _, err := localize(name); err != nil {
		return nil, err
	}
	folder := w.way.enter(path.Dir(name))
	if folder == nil {
		return w.tree.Lstat(name)
	}
	return folder.Lstat(path.Base(name))
}

// Close closes the folders.
func (w *Walk) Close() error {
	w.way.cut(0)
	return nil
}
