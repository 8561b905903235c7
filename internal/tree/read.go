package tree

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Open opens a file of the tree to read it. What is no regular file, and what
// leads out of the tree, is refused.
func (t *Tree) Open(name string) (*os.File, error) {
	local, err := localize(name)
	if err != nil {
		return nil, err
	}
	if t.follows {
		f, err := os.OpenFile(filepath.Join(t.folder, local), os.O_RDONLY|careful, 0)
		return regular(f, err)
	}
	f, err := t.open(local)
	if !errors.Is(err, errLinked) {
		return f, t.refusal(name, err)
	}
	real, _, err := t.Resolve(name)
	if err != nil {
		return nil, err
	}
	if local, err = localize(real); err != nil {
		return nil, err
	}
	f, err = t.open(local)
	if errors.Is(err, errLinked) {
		err = errMoved
	}
	return f, err
}

var errLinked = errors.New("it is a link")

// open opens a file that is not a link itself. It looks at the name after it has
// opened the file, so that nobody can put a link there in between.
func (t *Tree) open(local string) (*os.File, error) {
	f, err := regular(t.root.OpenFile(local, os.O_RDONLY|careful, 0))
	if err != nil {
		return nil, err
	}
	if err := t.checkOpened(f, local); err != nil {
		_ = f.Close() // it was not read
		return nil, err
	}
	return f, nil
}

func (t *Tree) checkOpened(f *os.File, local string) error {
	opened, err := f.Stat()
	if err != nil {
		return err
	}
	named, err := t.root.Lstat(local)
	switch {
	case err != nil:
		return err
	case named.Mode()&fs.ModeSymlink != 0:
		return errLinked
	case !os.SameFile(opened, named):
		return errMoved
	case names(f, opened) > 1:
		return &LinkError{Name: filepath.ToSlash(local), Problem: SecondName}
	}
	return nil
}

// regular returns an opened file if it is a regular one.
func regular(f *os.File, err error) (*os.File, error) {
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = ErrFolder
	case !info.Mode().IsRegular():
		err = ErrNotFile
	}
	if err != nil {
		_ = f.Close() // it was not read
		return nil, err
	}
	return f, nil
}

// Read reads a file that has no more than so many bytes. One that has more gives
// a [TooLargeError], and no more of it is held than the limit.
func (t *Tree) Read(name string, limit int64) ([]byte, error) {
	f, err := t.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > limit {
		return nil, &TooLargeError{Limit: limit}
	}
	data := make([]byte, 0, info.Size()+1)
	for int64(len(data)) <= limit {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := f.Read(data[len(data):min(int64(cap(data)), limit+1)])
		data = data[:len(data)+n]
		switch {
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, err
		}
	}
	return nil, &TooLargeError{Limit: limit}
}

// Stat returns what a name of the tree leads to.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	local, err := localize(name)
	if err != nil {
		return nil, err
	}
	if t.follows {
		return os.Stat(filepath.Join(t.folder, local))
	}
	info, err := t.root.Stat(local)
	return info, t.refusal(name, err)
}

// FS returns the tree as a file system that can be walked and read. Its files
// open like those of [Tree.Open].
func (t *Tree) FS() fs.FS { return files{t} }

type files struct{ tree *Tree }

// Open implements fs.FS.
func (s files) Open(name string) (fs.File, error) {
	f, err := s.tree.Open(name)
	if errors.Is(err, ErrFolder) {
		return s.folder(name)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// folder opens a folder to list it.
func (s files) folder(name string) (fs.File, error) {
	if s.tree.follows {
		return os.DirFS(s.tree.folder).Open(name)
	}
	f, err := s.tree.root.FS().Open(name)
	if err != nil {
		return nil, s.tree.refusal(name, err)
	}
	return f, nil
}

// ReadDir implements fs.ReadDirFS.
func (s files) ReadDir(name string) ([]fs.DirEntry, error) {
	if s.tree.follows {
		return fs.ReadDir(os.DirFS(s.tree.folder), name)
	}
	entries, err := fs.ReadDir(s.tree.root.FS(), name)
	return entries, s.tree.refusal(name, err)
}

// Stat implements fs.StatFS.
func (s files) Stat(name string) (fs.FileInfo, error) { return s.tree.Stat(name) }
