package tree

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
)

// Write gives a file new content in one step: nobody ever sees half of it, and
// an interrupted run leaves the old content. It reports whether the file has
// changed: one that has the content already is not touched, so that its time says
// when it last changed. Folders that are missing are made, and a link to a file of
// the tree stays a link.
//
// If the context ends before the last step, the file stays as it was, and the
// error is the cause of that.
func (t *Tree) Write(ctx context.Context, name string, content []byte) (changed bool, err error) {
	real, _, err := t.Resolve(name)
	if err != nil {
		return false, err
	}
	old, err := t.writable(real)
	if err != nil {
		return false, t.refusal(name, err)
	}
	if old == nil {
		if err := t.MakeFolders(path.Dir(real)); err != nil {
			return false, err
		}
	} else if same, err := t.has(real, old, content); err != nil || same {
		return false, err
	}
	return true, t.replace(ctx, real, content, old)
}

// Check reports what would keep [Tree.Write] from writing a file, and changes
// nothing: the folder must be there.
func (t *Tree) Check(name string) error {
	real, _, err := t.Resolve(name)
	if err != nil {
		return err
	}
	if _, err := t.writable(real); err != nil {
		return t.refusal(name, err)
	}
	temporary := temporaryFor(real)
	if err := t.writeNew(temporary, nil, nil); err != nil {
		return err
	}
	return t.Remove(temporary)
}

// Create writes a file that is not there yet. If it is, also as a link that leads
// nowhere, the error is [fs.ErrExist].
func (t *Tree) Create(name string, content []byte) error {
	if err := t.MakeFolders(path.Dir(name)); err != nil {
		return err
	}
	err := t.writeNew(name, content, nil)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		_ = t.Remove(name) // half a file is none; the first error says what is wrong
	}
	return t.refusal(name, err)
}

// MakeFolders makes a folder, and those above it in the tree, where they are
// missing.
func (t *Tree) MakeFolders(name string) error {
	local, err := localize(name)
	if err != nil {
		return err
	}
	return t.refusal(name, t.root.MkdirAll(local, 0o777))
}

// Remove removes a file, or a link, from the tree.
func (t *Tree) Remove(name string) error {
	local, err := localize(name)
	if err != nil {
		return err
	}
	return t.refusal(name, t.root.Remove(local))
}

// writable returns what is known of a file that may be written, nil if there is
// none. Who may not write to a file may not replace it either.
func (t *Tree) writable(real string) (fs.FileInfo, error) {
	local, err := localize(real)
	if err != nil {
		return nil, err
	}
	info, err := t.root.Lstat(local)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, ErrFolder
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, errMoved
	case !info.Mode().IsRegular():
		return nil, ErrNotFile
	}
	f, err := t.root.OpenFile(local, os.O_WRONLY|careful, 0)
	if err != nil {
		return nil, err
	}
	return info, f.Close()
}

// has reports whether a file has a content.
func (t *Tree) has(real string, info fs.FileInfo, content []byte) (bool, error) {
	if info.Size() != int64(len(content)) {
		return false, nil
	}
	local, err := localize(real)
	if err != nil {
		return false, err
	}
	f, err := t.root.OpenFile(local, os.O_RDONLY|careful, 0)
	if errors.Is(err, fs.ErrPermission) {
		return false, nil // it may be written, not read
	}
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }() // it was only read
	part := make([]byte, 32<<10)
	for len(content) > 0 {
		n, err := f.Read(part)
		if n > len(content) || !bytes.Equal(part[:n], content[:n]) {
			return false, nil
		}
		content = content[n:]
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return false, err
		}
	}
	return len(content) == 0, nil
}

// replace writes the content beside the file and moves it there. The old file, if
// there is one, gives its mode.
func (t *Tree) replace(ctx context.Context, real string, content []byte, old fs.FileInfo) error {
	from := temporaryFor(real)
	err := t.writeNew(from, content, old)
	if err == nil {
		err = context.Cause(ctx)
	}
	if err == nil {
		err = t.rename(from, real)
	}
	if err != nil {
		_ = t.Remove(from) // what went wrong is said already
	}
	return err
}

func (t *Tree) rename(from, to string) error {
	from, err := localize(from)
	if err != nil {
		return err
	}
	if to, err = localize(to); err != nil {
		return err
	}
	return t.root.Rename(from, to)
}

// temporaryFor returns a name beside a file that nobody uses.
func temporaryFor(real string) string {
	return path.Join(path.Dir(real), fmt.Sprintf(".segc-%08x.new", rand.Uint32()))
}

// writeNew writes a file that does not exist yet, through to the disk.
func (t *Tree) writeNew(name string, content []byte, like fs.FileInfo) error {
	local, err := localize(name)
	if err != nil {
		return err
	}
	f, err := t.root.OpenFile(local, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if like != nil {
		err = f.Chmod(like.Mode().Perm())
	}
	if err == nil {
		_, err = f.Write(content)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
