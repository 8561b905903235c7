package tree

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// A file is written under a temporary name beside its own and then moved. A run that
// is killed in between leaves the temporary file there, and the next run that writes
// into the folder removes it.
//
// The writer holds the system's lock on its temporary file until the file has its
// own name, and the lock ends with the process, however that ends. So a temporary
// file that can be locked has no writer. A writer that was slower to lock its new
// file than another run was to remove it finds out, and takes another name.
const (
	temporaryBegin = ".segc-"
	temporaryEnd   = ".new"
	temporaryHex   = 8 // digits between the two

	// abandoned is how old a temporary file has to be where files cannot be locked.
	abandoned = time.Hour

	// maxListed is how many entries of a folder are looked at.
	maxListed = 100_000
)

// Leftovers remembers in which folders a run has removed what killed runs left, so
// that a folder is listed once and not for each of its files. Its zero value is ready
// for use, also from several goroutines at once.
type Leftovers struct {
	lock sync.Mutex
	done map[string]bool // by the absolute name of the folder
}

// Tidy makes writes to the tree, and to trees that come from it, remove the temporary
// files that killed runs left in the folder of the file. What cannot be removed stays,
// in silence: it does no harm.
func (t *Tree) Tidy(leftovers *Leftovers) { t.leftovers = leftovers }

// first reports whether nobody has asked for the folder yet.
func (l *Leftovers) first(folder string) bool {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return false
	}
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.done[absolute] {
		return false
	}
	if l.done == nil {
		l.done = map[string]bool{}
	}
	l.done[absolute] = true
	return true
}

// tidy removes what killed runs left in a folder of the tree, whose name is one
// without links.
func (t *Tree) tidy(folder string) {
	if t.leftovers == nil || ofGit(folder) || !t.leftovers.first(filepath.Join(t.folder, filepath.FromSlash(folder))) {
		return
	}
	local, err := localize(folder)
	if err != nil {
		return
	}
	root, err := t.root.OpenRoot(local) // so that the folder stays the same while its files are looked at
	if err != nil {
		return
	}
	defer func() { _ = root.Close() }() // nothing was written
	for _, name := range temporaryIn(root) {
		removeLeft(root, name)
	}
}

// temporaryIn returns the names of the temporary files in a folder.
func temporaryIn(folder *os.Root) []string {
	f, err := folder.OpenFile(".", os.O_RDONLY|careful, 0)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // it was only read
	var all []string
	for listed := 0; listed < maxListed; {
		entries, err := f.ReadDir(1024)
		for _, e := range entries {
			if isTemporary(e.Name()) && e.Type().IsRegular() {
				all = append(all, e.Name())
			}
		}
		listed += len(entries)
		if err != nil { // io.EOF too
			break
		}
	}
	return all
}

// isTemporary reports whether a name is just as temporaryFor writes it.
func isTemporary(name string) bool {
	digits, begins := strings.CutPrefix(name, temporaryBegin)
	digits, ends := strings.CutSuffix(digits, temporaryEnd)
	return begins && ends && len(digits) == temporaryHex && strings.Trim(digits, "0123456789abcdef") == ""
}

// removeLeft removes a temporary file unless its writer may be at work. It keeps
// what is not a regular file with a single name.
func removeLeft(folder *os.Root, name string) {
	f, info, err := regular(folder.OpenFile(name, os.O_RDONLY|careful, 0))
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }() // ends the lock; nothing was written
	if hardlinks(f, info) != 1 || !named(folder, name, info) {
		return
	}
	switch got, err := lockWriter(f); {
	case errors.Is(err, errors.ErrUnsupported):
		if time.Since(info.ModTime()) < abandoned {
			return
		}
	case err != nil || !got || !named(folder, name, info):
		return
	}
	_ = folder.Remove(name)
}

// named reports whether a name is the one of an open file itself, and not a link.
func named(folder *os.Root, name string, opened fs.FileInfo) bool {
	info, err := folder.Lstat(name)
	return err == nil && info.Mode().IsRegular() && os.SameFile(info, opened)
}

// createTemporary creates a file beside another one, under a name that nobody uses,
// and locks it until it is closed.
func (t *Tree) createTemporary(real string, mode fs.FileMode) (f *os.File, name string, err error) {
	folder := path.Dir(real)
	t.tidy(folder)
	for range maxTries {
		name = temporaryFor(real)
		f, err = t.createNew(name, mode)
		if err != nil || t.holds(f, name) {
			return f, name, err
		}
		_ = f.Close() // nothing was written
		err = errMoved
	}
	return nil, "", err
}

// holds locks a new file, and reports whether no other run has removed it just before.
func (t *Tree) holds(f *os.File, name string) bool {
	got, err := lockWriter(f)
	if err != nil {
		return true // files cannot be locked here: others go by the age of the file
	}
	info, err := f.Stat()
	local, problem := localize(name)
	return got && err == nil && problem == nil && named(t.root, local, info)
}
