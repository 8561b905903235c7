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
	"time"
)

// ErrChanged is returned for a file that is not as it was read.
var ErrChanged = errors.New("it has changed since it was read")

// Write gives a file new content in one step: nobody ever sees half of it, and
// an interrupted run leaves the old content. It reports whether the file has
// changed: one that has the content already is not touched, so that its time says
// when it last changed. Folders that are missing are made, and a link to a file of
// the tree stays a link.
//
// If the context ends before the last step, the file stays as it was, and the
// error is the cause of that.
func (t *Tree) Write(ctx context.Context, name string, content []byte) (changed bool, err error) {
	return t.write(ctx, name, content, manner{})
}

// Update is [Tree.Write] for a file that is made from others. They changed at a time at the
// latest. If the file has the content already, it is written again only if it is older than that:
// a build tool that compares times would have it made forever.
func (t *Tree) Update(ctx context.Context, name string, content []byte, made time.Time) (changed bool, err error) {
	return t.write(ctx, name, content, manner{renew: func(old fs.FileInfo) bool { return old.ModTime().Before(made) }})
}

// Renew is [Tree.Write] for a file whose time says when it was last made: one that
// has the content already is written again. It always reports a change.
func (t *Tree) Renew(ctx context.Context, name string, content []byte) (changed bool, err error) {
	return t.write(ctx, name, content, manner{renew: always})
}

// WritePrivate is [Tree.Write] for a file that only its owner may read if it is
// new. One that is there keeps its mode.
func (t *Tree) WritePrivate(ctx context.Context, name string, content []byte) (changed bool, err error) {
	return t.write(ctx, name, content, manner{private: true})
}

// Rewrite is [Tree.Write] for a file that was read: it gives [ErrChanged] unless the file still has the old
// content. Nil means that the file was not there.
func (t *Tree) Rewrite(ctx context.Context, name string, old, content []byte) (changed bool, err error) {
	return t.write(ctx, name, content, manner{check: func(real string) error { return t.still(real, old) }})
}

// always is to write a file again that has the content already.
func always(fs.FileInfo) bool { return true }

// manner is how a file is written.
type manner struct {
	private bool                       // only its owner may read it, if it is new
	renew   func(old fs.FileInfo) bool // whether to write it again if it has the content already; nil if not
	check   func(real string) error    // right before the last step, whether to go on; may be nil
	brief   bool                       // without waiting until it is on the disk
	fill    func(io.Writer) error      // writes the content, if that is not in memory; may be nil
}

// write writes a file.
func (t *Tree) write(ctx context.Context, name string, content []byte, how manner) (changed bool, err error) {
	real, err := t.Target(name)
	if err != nil {
		return false, err
	}
	old, err := t.writable(real)
	if err != nil {
		return false, t.refusal(name, err)
	}
	if old == nil {
		if folder := path.Dir(real); folder != "." {
			if err := t.MakeFolders(folder); err != nil {
				return false, err
			}
		}
	} else if how.renew == nil || !how.renew(old) {
		if has, err := t.has(real, old, content); err != nil || has {
			return false, t.refusal(name, err)
		}
	}
	err = t.replace(ctx, real, content, old, how)
	if errors.Is(err, ErrChanged) && t.written(real, content) {
		return false, nil
	}
	return err == nil, t.refusal(name, err)
}

// still returns nil if a file has the content with which it was read.
func (t *Tree) still(real string, old []byte) error {
	info, err := t.writable(real)
	if err != nil {
		return err
	}
	if (info == nil) != (old == nil) {
		return ErrChanged
	}
	if info == nil {
		return nil
	}
	same, err := t.has(real, info, old)
	if err == nil && !same {
		err = ErrChanged
	}
	return err
}

// written reports whether a file has a content by now: two names of a file may be
// written at the same time, and then nothing is lost.
func (t *Tree) written(real string, content []byte) bool {
	info, err := t.writable(real)
	if err != nil || info == nil {
		return false
	}
	same, err := t.has(real, info, content)
	return err == nil && same
}

// Through opens a pipe or a device of the tree, which cannot be replaced, to write to
// it. It follows no link, and it waits until somebody reads from the pipe.
func (t *Tree) Through(name string) (*os.File, error) {
	local, err := localize(name)
	if err != nil {
		return nil, err
	}
	f, err := t.root.OpenFile(local, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return nil, t.refusal(name, err)
	}
	if err := t.unreplaceable(f, local); err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	return f, nil
}

// unreplaceable returns nil if what was opened is a pipe or a device that has the
// name itself.
func (t *Tree) unreplaceable(f *os.File, local string) error {
	opened, err := f.Stat()
	if err != nil {
		return err
	}
	named, err := t.root.Lstat(local)
	switch {
	case err != nil:
		return err
	case opened.Mode().IsRegular(), opened.IsDir(), !os.SameFile(opened, named):
		return errMoved
	}
	return nil
}

// Check reports what would keep [Tree.Write] from writing a file of so many bytes, and
// changes nothing: the folder must be there. It finds out whether there is room by
// taking it for a moment, since nothing but a write is sure to know.
func (t *Tree) Check(name string, room int64) error {
	real, err := t.Target(name)
	if err != nil {
		return err
	}
	if _, err := t.writable(real); err != nil {
		return t.refusal(name, err)
	}
	f, temporary, err := t.createTemporary(real, 0o666)
	if err != nil {
		return err
	}
	err = fill(f, rand.NewChaCha8([32]byte{}), room)
	return errors.Join(err, t.Remove(temporary), f.Close())
}

// fill writes so many bytes that no file system stores in less, through to the disk.
func fill(f *os.File, bytes io.Reader, count int64) error {
	if _, err := io.CopyN(f, bytes, count); err != nil {
		return err
	}
	return f.Sync()
}

// Create writes a file that is not there yet. If it is, also as a link that leads
// nowhere in the tree, the error is [fs.ErrExist].
func (t *Tree) Create(name string, content []byte) error {
	if _, err := t.Target(name); err != nil {
		return err
	}
	if err := t.MakeFolders(path.Dir(name)); err != nil {
		return err
	}
	f, err := t.createNew(name, 0o666)
	if err != nil {
		return t.refusal(name, err)
	}
	if err = write(f, content, nil); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = t.Remove(name) // half a file is none; the error says what is wrong
	}
	return err
}

// MakeFolders makes a folder, and those above it in the tree, where they are
// missing.
func (t *Tree) MakeFolders(name string) error {
	real, err := t.Target(name)
	if err != nil {
		return err
	}
	local, err := localize(real)
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

// Root returns the folder itself, for files that are not replaced but changed in
// place. Its user has to look for links inside the tree.
func (t *Tree) Root() *os.Root { return t.root }

// Target returns the name without links of a file that is to be written. The
// [LinkError] of one that must not be names the first link that is at fault.
func (t *Tree) Target(name string) (real string, err error) {
	real, _, err = t.Resolve(name)
	var link *LinkError
	if !errors.As(err, &link) {
		return real, err
	}
	return "", t.blame(name, link.Problem)
}

// Unlinked returns a [LinkError] with the name of the first link among a folder
// and those above it in the tree.
func (t *Tree) Unlinked(folder string) error {
	for at := range len(folder) + 1 {
		if at < len(folder) && folder[at] != '/' {
			continue
		}
		if t.isLink(folder[:at]) {
			var worse *LinkError
			if _, _, err := t.Resolve(folder[:at]); errors.As(err, &worse) {
				return worse
			}
			return t.refuse(folder[:at], Folder)
		}
	}
	return nil
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

// replace writes the content beside the file and moves it there. The old file, if there is
// one, gives its mode and its owner.
func (t *Tree) replace(ctx context.Context, real string, content []byte, old fs.FileInfo, how manner) error {
	mode := fs.FileMode(0o666)
	if how.private {
		mode = 0o600
	}
	f, from, err := t.createTemporary(real, mode)
	if err != nil {
		return err
	}
	if err = how.write(f, content, old); err == nil && !how.brief {
		err = f.Sync()
	}
	if !heldWhileMoved {
		err = errors.Join(err, f.Close())
	}
	if err == nil && how.check != nil {
		err = how.check(real)
	}
	if err == nil {
		err = context.Cause(ctx)
	}
	if err == nil {
		err = t.rename(from, real)
	}
	if err != nil {
		_ = t.Remove(from) // what went wrong is said already
	}
	if heldWhileMoved {
		_ = f.Close() // it is written; only its lock ends
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
	return path.Join(path.Dir(real), fmt.Sprintf("%s%0*x%s", temporaryBegin, temporaryHex, rand.Uint32(), temporaryEnd))
}

// createNew creates a file that does not exist yet. It gets the mode, less what the
// system takes away.
func (t *Tree) createNew(name string, mode fs.FileMode) (*os.File, error) {
	local, err := localize(name)
	if err != nil {
		return nil, err
	}
	return t.root.OpenFile(local, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}

// write writes the content of a new file. The file gets the mode and the owner of another
// one, if there is one.
func write(f *os.File, content []byte, like fs.FileInfo) error {
	if like != nil {
		keepOwner(f, like)
		if err := f.Chmod(like.Mode().Perm()); err != nil {
			return err
		}
	}
	_, err := f.Write(content)
	return err
}
