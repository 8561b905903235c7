package tree

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// maxTries is how often a file is opened that somebody replaces at that moment, as
// editors do.
const maxTries = 5

// Open opens a file of the tree to read it. It refuses what is not a regular file
// and what leads out of the tree.
func (t *Tree) Open(name string) (*os.File, error) {
	local, err := localize(name)
	if err != nil {
		return nil, err
	}
	if t.follows {
		f, _, err := regular(os.OpenFile(filepath.Join(t.folder, local), os.O_RDONLY|careful, 0))
		return f, err
	}
	if err := t.outsideGit(path.Dir(name)); err != nil {
		return nil, err
	}
	for range maxTries {
		var f *os.File
		if f, err = t.openOnce(name, local); !errors.Is(err, errMoved) {
			return f, err
		}
	}
	return nil, err
}

func (t *Tree) openOnce(name, local string) (*os.File, error) {
	f, err := t.open(t.root, local)
	if !errors.Is(err, errLinked) {
		return f, t.refusal(name, err)
	}
	real, _, err := t.Resolve(name)
	if err != nil {
		return nil, t.refusal(name, err)
	}
	if local, err = localize(real); err != nil {
		return nil, err
	}
	f, err = t.open(t.root, local)
	if errors.Is(err, errLinked) {
		err = errMoved
	}
	return f, err
}

var errLinked = errors.New("it is a link")

// open opens a file of a folder of the tree that is not a link itself. It looks at
// the name after it has opened the file, so that nobody can put a link there in
// between.
func (t *Tree) open(folder *os.Root, local string) (*os.File, error) {
	f, opened, err := regular(folder.OpenFile(local, os.O_RDONLY|careful, 0))
	if err != nil {
		return nil, err
	}
	if err := t.checkOpened(folder, f, opened, local); err != nil {
		_ = f.Close() // it was not read
		return nil, err
	}
	return f, nil
}

func (t *Tree) checkOpened(folder *os.Root, f *os.File, opened fs.FileInfo, local string) error {
	named, err := folder.Lstat(local)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errMoved
	case err != nil:
		return err
	case named.Mode()&fs.ModeSymlink != 0:
		return errLinked
	case !os.SameFile(opened, named):
		return errMoved
	case hardlinks(f, opened) > 1:
		return t.refuse(filepath.ToSlash(local), SecondName)
	}
	return nil
}

// regular returns an opened file if it is a regular one.
func regular(f *os.File, err error) (*os.File, fs.FileInfo, error) {
	if err != nil {
		return nil, nil, err
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
		return nil, nil, err
	}
	return f, info, nil
}

// OpenPipe opens a named pipe of the tree and waits for its writer, or a device
// that gives bytes, such as a terminal. It is for one that a person named, follows no
// link at the end of the name, and refuses everything else.
func (t *Tree) OpenPipe(name string) (*os.File, error) {
	info, err := t.Lstat(name)
	if err != nil {
		return nil, err
	}
	if info.Mode()&(fs.ModeNamedPipe|fs.ModeCharDevice) == 0 {
		return nil, ErrNotFile
	}
	f, err := t.root.OpenFile(filepath.FromSlash(name), os.O_RDONLY, 0)
	if err != nil {
		return nil, t.refusal(name, err)
	}
	opened, err := f.Stat()
	if err == nil && !os.SameFile(info, opened) {
		err = errMoved
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

// Lstat returns what there is of a name, which may be a link.
func (t *Tree) Lstat(name string) (fs.FileInfo, error) {
	local, err := localize(name)
	if err != nil {
		return nil, err
	}
	info, err := t.root.Lstat(local)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err // most often nothing is there, and no link is at fault
	}
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
		f, err = s.tree.openFolder(name)
	}
	if err != nil {
		return nil, err // not a nil file that is an fs.File
	}
	return f, nil
}

// openFolder opens a folder to list it.
func (t *Tree) openFolder(name string) (*os.File, error) {
	local, err := localize(name)
	if err != nil {
		return nil, err
	}
	if t.follows {
		return os.OpenFile(filepath.Join(t.folder, local), os.O_RDONLY|careful, 0)
	}
	if err := t.outsideGit(name); err != nil {
		return nil, err
	}
	f, err := t.root.OpenFile(local, os.O_RDONLY|careful, 0)
	return f, t.refusal(name, err)
}

// outsideGit returns a [LinkError] if a link in the name of a folder leads to where
// git keeps what nobody can commit. A walk asks for the same folder again and again,
// and for those in it and beside it: only what is new in a name is looked at, unless
// that is a link.
func (t *Tree) outsideGit(folder string) error {
	if folder == "." {
		return nil
	}
	if last := t.checked.Load(); last != nil && t.unlinked(folder, sharedFolder(*last, folder)) {
		t.checked.Store(&folder)
		return nil
	}
	_, _, err := t.Resolve(folder)
	var link *LinkError
	if errors.As(err, &link) {
		return link
	}
	t.checked.Store(&folder)
	return nil // what else is wrong is found when it is opened
}

// sharedFolder returns how many bytes the name of a folder has that is above two
// folders, or is one of them.
func sharedFolder(one, other string) (length int) {
	one, other = one+"/", other+"/"
	for n := range min(len(one), len(other)) {
		switch {
		case one[n] != other[n]:
			return length
		case one[n] == '/':
			length = n
		}
	}
	return length
}

// unlinked reports whether the parts of a name after the first bytes are there, are
// not links, and are not what git keeps.
func (t *Tree) unlinked(name string, first int) bool {
	if first == 0 || ofGit(name[first:]) {
		return false
	}
	for end := first; end < len(name); {
		if next := strings.IndexByte(name[end+1:], '/'); next >= 0 {
			end += 1 + next
		} else {
			end = len(name)
		}
		if info, err := t.Lstat(name[:end]); err != nil || info.Mode()&fs.ModeSymlink != 0 {
			return false
		}
	}
	return true
}

// maxEntries is how many entries of one folder are listed.
const maxEntries = 1_000_000

// ReadDir implements fs.ReadDirFS.
func (s files) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := s.tree.openFolder(name)
	if err != nil {
		return nil, err
	}
	return entriesOf(f)
}

// entriesOf lists a folder, sorted, and closes it.
func entriesOf(f *os.File) ([]fs.DirEntry, error) {
	defer func() { _ = f.Close() }() // it was only read
	var entries []fs.DirEntry
	for {
		more, err := f.ReadDir(4096)
		entries = append(entries, more...)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && len(entries) > maxEntries {
			err = ErrCrowded
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Stat implements fs.StatFS.
func (s files) Stat(name string) (fs.FileInfo, error) { return s.tree.Stat(name) }
