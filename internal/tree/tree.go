package tree

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
)

// Tree is a folder that nothing leads out of. Its methods may be called from
// several goroutines at once.
type Tree struct {
	folder  string
	called  string // in place of folder where the folder is named; empty for the same
	root    *os.Root
	follows bool

	leftovers *Leftovers // nil: what killed runs left stays

	checked atomic.Pointer[string] // a folder that no link leads into that of git
}

// Open opens a folder. The name is one of the operating system; links in it are
// followed, since the caller vouches for it.
func Open(folder string) (*Tree, error) {
	info, err := os.Stat(folder)
	if err == nil && !info.IsDir() { // to open a pipe would be to wait for its writer
		err = &fs.PathError{Op: "open", Path: folder, Err: errNotFolder}
	}
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	return &Tree{folder: folder, root: root}, nil
}

// OpenFollowing opens a folder in which reading follows links wherever they lead.
// Writing still does not. It is for those who ask for it by a flag.
func OpenFollowing(folder string) (*Tree, error) {
	t, err := Open(folder)
	if err != nil {
		return nil, err
	}
	t.follows = true
	return t, nil
}

// Close closes the folder. Files that are open stay open.
func (t *Tree) Close() error { return t.root.Close() }

// Call gives the tree another name than the one with which it was opened, such as "." for a folder
// that is treated as the working folder. It is called before anybody uses the tree.
func (t *Tree) Call(name string) { t.called = name }

// Folder returns the name with which the tree was opened, or the one that it was given.
func (t *Tree) Folder() string { return cmp.Or(t.called, t.folder) }

// Below opens a folder of the tree as a tree of its own. A link to a folder of
// the tree is followed; one that leads out gives a [LinkError].
func (t *Tree) Below(folder string) (*Tree, error) {
	local, err := localize(folder)
	if err != nil {
		return nil, err
	}
	if err := t.outsideGit(folder); err != nil {
		return nil, err
	}
	root, err := t.root.OpenRoot(local)
	if err != nil {
		return nil, t.refusal(folder, err)
	}
	below := &Tree{folder: filepath.Join(t.folder, local), root: root, follows: t.follows, leftovers: t.leftovers}
	if t.called != "" {
		below.called = filepath.Join(t.called, local)
	}
	return below, nil
}

// maxLinks is how many links may lead from a name to its file. More are a circle.
const maxLinks = 40

// Resolve returns the name without links of the file that a name leads to, and
// whether there were any. The file itself need not exist, nor its folders.
// A link that leads out of the tree, or into the folder of git, gives a [LinkError];
// so does a link to a file with another extension, or with none, and a circle of
// links.
//
// The answer may be outdated as soon as it is there. That does no harm: everything
// that is then done with the name is done inside the tree.
func (t *Tree) Resolve(name string) (real string, linked bool, err error) {
	if _, err := localize(name); err != nil {
		return "", false, err
	}
	ahead := strings.Split(name, "/") // what is left to walk
	at, links := ".", 0               // without links
	toFile := false                   // the last name was one of a link
	for len(ahead) > 0 {
		next := ahead[0]
		ahead = ahead[1:]
		switch next {
		case "", ".":
			continue
		case "..":
			if at == "." {
				return "", true, t.refuse(name, Leaves)
			}
			at = path.Dir(at)
			continue
		}
		here := path.Join(at, next)
		target, err := t.readlink(here)
		switch {
		case err != nil:
			return "", links > 0, err
		case target == "":
			at = here
			continue
		case filepath.IsAbs(target) || filepath.VolumeName(target) != "" || strings.HasPrefix(target, "/"):
			return "", true, t.refuse(name, Absolute)
		}
		if links++; links > maxLinks {
			return "", true, t.refuse(name, Circle)
		}
		toFile = toFile || len(ahead) == 0
		ahead = append(strings.Split(filepath.ToSlash(target), "/"), ahead...)
	}
	if links > 0 && ofGit(at) {
		return "", true, t.refuse(name, Leaves)
	}
	if toFile && (path.Ext(at) != path.Ext(name) || path.Ext(name) == "") && !t.isFolder(at) {
		return "", true, t.refuse(name, Disguised)
	}
	return at, links > 0, nil
}

// ofGit reports whether a name is in the folder in which git keeps what nobody can
// commit, such as its hooks and the passwords in its settings.
func ofGit(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.EqualFold(part, ".git") {
			return true
		}
	}
	return false
}

// readlink returns where a name leads that is a link, and "" of anything else,
// also of what is not there.
func (t *Tree) readlink(name string) (string, error) {
	local, err := localize(name)
	if err != nil {
		return "", err
	}
	info, err := t.root.Lstat(local)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", err
	case info.Mode()&fs.ModeSymlink == 0:
		return "", nil
	}
	return t.root.Readlink(local)
}

func (t *Tree) isFolder(name string) bool {
	local, err := localize(name)
	if err != nil {
		return false
	}
	info, err := t.root.Lstat(local)
	return err == nil && info.IsDir()
}

// localize returns a name of the tree as the operating system writes it. A name
// that is not UTF-8 is one as well: there are such files.
func localize(name string) (string, error) {
	if _, err := filepath.Localize(strings.ToValidUTF8(name, "_")); err != nil {
		return "", &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if runtime.GOOS == "windows" { // no matter what this version of it makes of the name
		if err := Portable(name); err != nil {
			return "", &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("the name %w", err)}
		}
	}
	return filepath.FromSlash(name), nil
}
